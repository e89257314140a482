"""From rows to customers: the one place where a sealed person is opened."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from regulars.domains.customers.errors import CustomerNotFound, CustomerUnreadable
from regulars.domains.customers.model import (
    CUSTOMER_PERSON,
    Customer,
    Figures,
    Person,
    Traits,
    Verified,
)
from regulars.kernel.errors import Outdated
from regulars.kernel.ids import AddressId, BranchId, CustomerId
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.telemetry import logger
from regulars.runtime.tx import Tx
from regulars.runtime.vault.errors import SealBroken
from regulars.runtime.vault.person_keys import PersonKey

sql = statements_beside(__file__)
_log = logger("customers")

# Most customers share what is clear about them with many others: nobody changes a value, so one
# serves them all, and a page of fifty does not make fifty.
SHARED_MAX = 4_096
_shared_traits = lru_cache(SHARED_MAX)(Traits)
_shared_figures = lru_cache(SHARED_MAX)(Figures)
_unproven = Verified()


async def customer_by_id(tx: Tx, customer_id: UUID) -> Customer:
    """Raises CustomerNotFound, for another tenant's or another branch's customer too."""
    row = await tx.row(sql.by_id, id=customer_id)
    if row is None:
        raise CustomerNotFound
    return opened(tx, row)


async def locked_customer(
    tx: Tx, customer_id: UUID, expected_version: int | None = None
) -> Customer:
    """The customer, held until the commit. Raises Outdated when they are not as the caller saw
    them."""
    row = await tx.row(sql.by_id_locked, id=customer_id)
    if row is None:
        raise CustomerNotFound
    if expected_version not in (None, row["version"]):
        raise Outdated
    return opened(tx, row)


async def customers_by_ids(tx: Tx, ids: Iterable[UUID]) -> list[Customer]:
    """In the order asked for, without those the caller may not see."""
    wanted = list(ids)
    rows = {row["id"]: row for row in await tx.rows(sql.by_ids, ids=wanted)}
    return [listed(tx, rows[id_]) for id_ in wanted if id_ in rows]


async def visible_ids(tx: Tx, ids: Iterable[UUID]) -> set[UUID]:
    """Those of the ids that the caller may see; nothing is opened."""
    return {row["id"] for row in await tx.rows(sql.visible, ids=list(ids))}


def listed(tx: Tx, row: Row) -> Customer:
    """As a list shows one: a row that was damaged stands there without its person, and does not
    take the others down with it."""
    try:
        return opened(tx, row)
    except CustomerUnreadable:
        return _customer(row, Person(), tx.people.new())


def opened(tx: Tx, row: Row) -> Customer:
    """Raises CustomerUnreadable for a seal that does not open, after telling the log which."""
    try:
        key = tx.people.unwrap(row["person_key_id"], row["wrapped"])
        document: dict[str, Any] = tx.people.open(
            CUSTOMER_PERSON, row["sealed"], row_id=row["id"], person=key
        )
    except SealBroken:
        _log.error("seal_broken", tenant=str(tx.tenant_id), customer=str(row["id"]))
        raise CustomerUnreadable from None
    return _customer(row, Person(**document), key)


def _customer(row: Row, person: Person, key: PersonKey) -> Customer:
    return Customer(
        id=CustomerId(row["id"]),
        number=row["number"],
        stage=row["stage"],
        state=row["state"],
        person=person,
        traits=_shared_traits(
            row["kind"],
            row["language"],
            row["gender"],
            tuple(row["tags"]),
            BranchId(row["branch_id"]) if row["branch_id"] else None,
            CustomerId(row["company_id"]) if row["company_id"] else None,
            row["credit_limit_minor"],
            row["currency"],
            row["payment_terms_days"],
            tuple(row["notification_preferences"]),
        ),
        version=row["version"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        key=key,
        deleted_at=row["deleted_at"],
        merged_into=CustomerId(row["merged_into"]) if row["merged_into"] else None,
        figures=_shared_figures(
            row["orders_count"],
            row["spend_minor"],
            row["spend_currency"],
            row["average_minor"],
            row["tier"],
            row["risk_score"],
            row["segment"],
        ),
        verified=_verified(row["phone_verified_at"], row["email_verified_at"]),
        completed_at=row["completed_at"],
        pictured_at=row["pictured_at"],
        default_address_id=AddressId(row["default_address_id"])
        if row["default_address_id"]
        else None,
        last_login_at=row["last_login_at"],
        suspended_until=row["suspended_until"],
    )


def _verified(phone_at: datetime | None, email_at: datetime | None) -> Verified:
    return Verified(phone_at, email_at) if phone_at or email_at else _unproven
