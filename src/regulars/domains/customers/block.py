"""Blocking a customer with a reason, and serving them again."""

from dataclasses import replace
from uuid import UUID

from regulars.domains.customers.errors import AlreadyBlocked, CustomerDeleted, NotBlocked
from regulars.domains.customers.events import CustomersBlocked, CustomersUnblocked
from regulars.domains.customers.model import (
    CUSTOMER_CHANGES,
    CUSTOMER_PERSON,
    Customer,
    State,
)
from regulars.domains.customers.rows import locked_customer
from regulars.kernel.errors import BadValue, FieldError, Invalid
from regulars.kernel.text import clean_line
from regulars.runtime.journal import Changed
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

REASON_LENGTH_MAX = 500


async def block_customer(
    tx: Tx, customer_id: UUID, *, reason: str, expected_version: int | None = None
) -> Customer:
    """The reason is free text and may name people, so it is sealed with the person."""
    customer = await locked_customer(tx, customer_id, expected_version)
    if customer.deleted_at is not None:
        raise CustomerDeleted
    if customer.state == "blocked":
        raise AlreadyBlocked
    return await _turn(tx, customer, "blocked", _reason(reason))


async def unblock_customer(
    tx: Tx, customer_id: UUID, *, expected_version: int | None = None
) -> Customer:
    customer = await locked_customer(tx, customer_id, expected_version)
    if customer.state != "blocked":
        raise NotBlocked
    return await _turn(tx, customer, "active", None)


async def _turn(tx: Tx, customer: Customer, state: State, reason: str | None) -> Customer:
    person = replace(customer.person, block_reason=reason)
    row = await tx.row(
        sql.set_state,
        id=customer.id,
        state=state,
        sealed=tx.people.seal(
            CUSTOMER_PERSON, person.document(), row_id=customer.id, person=customer.key
        ),
    )
    assert row is not None
    event = CustomersBlocked(customer.id) if reason else CustomersUnblocked(customer.id)
    values = {"block_reason": [customer.person.block_reason, reason]}
    tx.emit(
        event,
        subject_id=customer.id,
        seq=row["version"],
        changed=[Changed(CUSTOMER_CHANGES, customer.key, values)],
    )
    return replace(
        customer,
        person=person,
        state=state,
        version=row["version"],
        updated_at=row["updated_at"],
    )


def _reason(reason: str) -> str:
    try:
        shown = clean_line(reason, length_max=REASON_LENGTH_MAX)
    except BadValue as bad:
        raise Invalid(bad.at("reason")) from None
    if not shown:
        raise Invalid(FieldError("reason", "reason_missing"))
    return shown
