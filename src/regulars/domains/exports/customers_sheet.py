"""The list of customers as rows of a file that `regulars import customers` reads again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, get_args
from uuid import UUID

import msgspec

from regulars.domains import customers, tenants
from regulars.domains.customers import Customer, Place
from regulars.domains.exports.model import Wish
from regulars.domains.exports.parts import Part, Row
from regulars.kernel.email import mask_email
from regulars.kernel.phone import mask_phone
from regulars.runtime.tx import Tx

# By the names that the list gives them, in the order of the file; names stand in every one.
Column = Literal[
    "number", "stage", "kind", "name", "name2", "phone", "email", "birth_date", "gender",
    "language", "tags", "branch", "preferences", "created", "updated",
]  # fmt: skip
ALL_COLUMNS: tuple[Column, ...] = get_args(Column)
ALWAYS = frozenset({"name", "name2"})
# What an import calls them; the others it leaves out.
HEADINGS = {"stage": "type", "created": "created_at", "updated": "updated_at"}
# A masked value is no value: under its own name an import would take it for one.
MASKED = {name: f"{name}_masked" for name in ("phone", "email")}


def columns_of(wish: Wish) -> tuple[str, ...]:
    wanted = ALWAYS.union(wish.columns)
    if not wish.sees_birth_dates:
        wanted -= {"birth_date"}
    return tuple(column for column in ALL_COLUMNS if column in wanted)


def header_of(wish: Wish) -> Row:
    headings = HEADINGS if wish.sees_phones else HEADINGS | MASKED
    return tuple(headings.get(column, column) for column in columns_of(wish))


async def customers_part(tx: Tx, wish: Wish, place: str, *, most: int) -> Part:
    """From a place on, as each row is at this moment. Rows keep their places in every order, so
    none is met twice and none is missed; who was registered after the asking is left out. What
    was searched for cost its budget when it was asked."""
    page = await customers.list_customers(
        tx,
        wish.customers,
        limit=most,
        country=wish.country,
        sort=wish.sort,
        after=_place(wish, place),
        sees_phones=True,
    )
    branches = {b.id: b.name for b in await tenants.list_branches(tx)}
    newest = int(wish.fence)
    found = [customer for customer in page.customers if customer.number <= newest]
    return Part(
        tuple(_row(wish, customer, branches) for customer in found),
        msgspec.json.encode(page.next).decode() if page.next else None,
        tuple(customer.id for customer in found),
    )


def _place(wish: Wish, text: str) -> Place | None:
    if not text:
        return None
    given = msgspec.json.decode(text)
    is_number = wish.sort.endswith("number")
    key = given["key"] if is_number else datetime.fromisoformat(given["key"])
    return Place(key, UUID(given["id"]))


def _row(wish: Wish, customer: Customer, branches: Mapping[Any, str]) -> Row:
    person, traits = customer.person, customer.traits
    phone, email = person.phone, person.email
    if not wish.sees_phones:
        phone, email = phone and mask_phone(phone), email and mask_email(email)
    values: dict[str, str | None] = {
        "number": customer.shown_number,
        "stage": customer.stage,
        "kind": traits.kind,
        "name": person.name,
        "name2": person.name2,
        "phone": phone,
        "email": email,
        "birth_date": person.birth_date,
        "gender": traits.gender,
        "language": traits.language,
        "tags": "|".join(traits.tags),
        "branch": branches.get(traits.branch_id),
        "preferences": _pairs(person.preferences),
        "created": wish.moment(customer.created_at),
        "updated": wish.moment(customer.updated_at),
    }
    return tuple(values[column] for column in columns_of(wish))


def _pairs(preferences: Mapping[str, Any] | None) -> str:
    return "|".join(f"{key}={_text(value)}" for key, value in (preferences or {}).items())


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(map(str, value))
    return str(value)
