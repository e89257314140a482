"""A customer as the API shows one: masked unless the key may reveal."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from regulars.domains.customers import Customer, Person
from regulars.kernel.email import mask_email
from regulars.kernel.phone import mask_phone

Moment = Annotated[datetime, Meta(tz=True)]
# Numbers, or text in any digits: ٢٣٫٦١.
Latitude = Annotated[
    float | str,
    Meta(extra_json_schema={"minimum": -90, "maximum": 90, "description": "Degrees north."}),
]
Longitude = Annotated[
    float | str,
    Meta(extra_json_schema={"minimum": -180, "maximum": 180, "description": "Degrees east."}),
]
Preferences = dict[str, str | int | bool | None]


class CustomerView(msgspec.Struct):
    """A customer. `phone` and `email` are masked unless the key has `customers:reveal`."""

    id: UUID
    number: str
    type: Literal["guest", "stub", "full"]
    kind: Literal["person", "company"]
    state: Literal["active", "blocked"]
    name: str | None
    name2: str | None
    phone: str | None
    email: str | None
    verified: bool
    birth_date: str | None
    gender: Literal["female", "male"] | None
    language: Literal["en", "ar"] | None
    tags: list[str]
    preferences: Preferences
    branch_id: UUID | None
    version: int
    created_at: Moment
    updated_at: Moment
    deleted_at: Moment | None


class CandidateView(msgspec.Struct):
    """Somebody who has the number already; always masked."""

    id: UUID
    number: str
    type: Literal["guest", "stub", "full"]
    name: str | None
    name2: str | None
    phone: str | None


def customer_view(customer: Customer, *, reveal: bool, is_hidden: bool = False) -> CustomerView:
    """`is_hidden` is for keys that may write and not read: they learn what became of their
    request, and nothing about the person."""
    person = Person() if is_hidden else customer.person
    traits = customer.traits
    return CustomerView(
        id=customer.id,
        number=customer.shown_number,
        type=customer.stage,
        kind=traits.kind,
        state=customer.state,
        name=person.name,
        name2=person.name2,
        phone=shown_phone(person.phone, reveal=reveal),
        email=person.email if reveal or not person.email else mask_email(person.email),
        # Nobody is verified before codes exist.
        verified=False,
        birth_date=person.birth_date,
        gender=None if is_hidden else traits.gender,
        language=None if is_hidden else traits.language,
        tags=[] if is_hidden else list(traits.tags),
        preferences=dict(person.preferences or {}),
        branch_id=traits.branch_id,
        version=customer.version,
        created_at=customer.created_at,
        updated_at=customer.updated_at,
        deleted_at=customer.deleted_at,
    )


def candidate_view(customer: Customer) -> CandidateView:
    return CandidateView(
        id=customer.id,
        number=customer.shown_number,
        type=customer.stage,
        name=customer.person.name,
        name2=customer.person.name2,
        phone=shown_phone(customer.person.phone, reveal=False),
    )


def shown_phone(phone: str | None, *, reveal: bool) -> str | None:
    return phone if reveal or not phone else mask_phone(phone)
