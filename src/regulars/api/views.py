"""A customer as the API shows one: masked unless the key may reveal."""

from datetime import datetime
from functools import lru_cache
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from regulars.domains.customers import Customer, Figures, Person, all_wishes, completeness_of
from regulars.kernel.email import mask_email
from regulars.kernel.phone import mask_phone
from regulars.kernel.taxid import mask_tax_id

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


class VerificationsView(msgspec.Struct):
    """What was proven to be theirs."""

    phone: bool
    email: bool


class ClassesView(msgspec.Struct):
    """Whether they like to be told of their orders, and to be advertised to."""

    orders: bool
    marketing: bool


class NotificationsView(msgspec.Struct):
    """Wishes by channel, with the default where nothing was said. They are no consent yet."""

    sms: ClassesView
    email: ClassesView
    whatsapp: ClassesView
    push: ClassesView


class CompletenessView(msgspec.Struct):
    """0 to 100, and what would add most, first."""

    score: int
    missing: list[str]


class CustomerView(msgspec.Struct):
    """A customer. `phone`, `email` and `tax_id` are masked unless the key has `customers:reveal`;
    `birth_date` and `birth_year_band` are null unless it has `customers:birth_date`. Tier, orders,
    spend, risk and segment are kept by Regulars; money is in minor units. Suspended customers come
    back by themselves; `temporary` is a guest without an account."""

    id: UUID
    number: str
    type: Literal["guest", "stub", "full"]
    kind: Literal["person", "company"]
    state: Literal["active", "blocked"]
    account_status: Literal["active", "blocked", "suspended", "temporary"]
    suspended_until: Moment | None
    last_login_at: Moment | None
    name: str | None
    name2: str | None
    phone: str | None
    email: str | None
    verified: bool
    verifications: VerificationsView
    birth_date: str | None
    gender: Literal["female", "male"] | None
    language: Literal["en", "ar"] | None
    tags: list[str]
    preferences: Preferences
    notification_preferences: NotificationsView
    branch_id: UUID | None
    company_id: UUID | None
    tax_id: str | None
    credit_limit_minor: int | None
    currency: str | None
    payment_terms_days: int | None
    tier: Literal["new", "regular", "vip", "premium"]
    orders_count: int
    spend_minor: int
    spend_currency: str | None
    average_minor: int | None
    risk_score: int | None
    segment: str | None
    birth_year_band: int | None
    avatar: str | None
    completeness: CompletenessView | None
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


def customer_view(
    customer: Customer, *, reveal: bool, shows_birth_date: bool = False, is_hidden: bool = False
) -> CustomerView:
    """`is_hidden` is for keys that may write and not read: they learn what became of their
    request, and nothing about the person. Of somebody young five years say nearly what a date
    does, so the band goes with it."""
    person = Person() if is_hidden else customer.person
    traits = customer.traits
    wishes = traits.notification_preferences
    figures = Figures() if is_hidden else customer.figures
    return CustomerView(
        id=customer.id,
        number=customer.shown_number,
        type=customer.stage,
        kind=traits.kind,
        state=customer.state,
        account_status=customer.account_status,
        suspended_until=customer.suspended_until,
        last_login_at=None if is_hidden else customer.last_login_at,
        name=person.name,
        name2=person.name2,
        phone=shown_phone(person.phone, reveal=reveal),
        email=person.email if reveal or not person.email else mask_email(person.email),
        verified=not is_hidden and customer.is_verified,
        verifications=VerificationsView(
            not is_hidden and customer.verified.phone_at is not None,
            not is_hidden and customer.verified.email_at is not None,
        ),
        birth_date=person.birth_date if shows_birth_date else None,
        gender=None if is_hidden else traits.gender,
        language=None if is_hidden else traits.language,
        tags=[] if is_hidden else list(traits.tags),
        preferences=dict(person.preferences or {}),
        notification_preferences=_notifications(() if is_hidden else wishes),
        branch_id=traits.branch_id,
        company_id=None if is_hidden else traits.company_id,
        tax_id=person.tax_id if reveal or not person.tax_id else mask_tax_id(person.tax_id),
        credit_limit_minor=None if is_hidden else traits.credit_limit_minor,
        currency=None if is_hidden else traits.currency,
        payment_terms_days=None if is_hidden else traits.payment_terms_days,
        tier=figures.tier,
        orders_count=figures.orders_count,
        spend_minor=figures.spend_minor,
        spend_currency=figures.spend_currency,
        average_minor=figures.average_minor,
        risk_score=figures.risk_score,
        segment=figures.segment,
        birth_year_band=person.birth_year_band if shows_birth_date else None,
        avatar=None if is_hidden or not customer.pictured_at else _avatar(customer),
        completeness=None if is_hidden else _completeness(customer),
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


def _avatar(customer: Customer) -> str:
    return f"/api/v1/customers/{customer.id}/avatar"


def _completeness(customer: Customer) -> CompletenessView:
    found = completeness_of(
        customer.person, customer.traits, customer.stage, has_address=customer.has_address
    )
    return CompletenessView(found.score, list(found.missing))


@lru_cache(1_024)
def _notifications(wishes: tuple[str, ...]) -> NotificationsView:
    """Most have said nothing, so most share one; nobody changes a view."""
    return msgspec.convert(all_wishes(wishes), NotificationsView)


def masked(field: str, value: Any, *, reveal: bool) -> Any:
    """A value of a field as this key may see it."""
    masks = {"phone": mask_phone, "email": mask_email, "tax_id": mask_tax_id}
    if reveal or not isinstance(value, str) or field not in masks:
        return value
    return masks[field](value)


def shown_phone(phone: str | None, *, reveal: bool) -> str | None:
    return phone if reveal or not phone else mask_phone(phone)
