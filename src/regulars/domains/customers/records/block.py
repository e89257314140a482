"""Keeping a customer out, for good or until a time, with a reason; and serving them again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from regulars.domains.customers.errors import (
    AlreadyBlocked,
    AlreadySuspended,
    CustomerDeleted,
    NotBlocked,
    NotSuspended,
)
from regulars.domains.customers.model import (
    CUSTOMER_CHANGES,
    CUSTOMER_PERSON,
    Customer,
    State,
)
from regulars.domains.customers.records.events import (
    CustomersBlocked,
    CustomersSuspended,
    CustomersUnblocked,
    CustomersUnsuspended,
)
from regulars.domains.customers.rows import locked_customer
from regulars.domains.identity import account_of, close_account, reopen_account
from regulars.kernel.errors import BadValue, FieldError, Invalid
from regulars.kernel.text import clean_line
from regulars.runtime.journal import Changed, Event
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

REASON_LENGTH_MAX = 500
SUSPENDED_FOR_MAX = timedelta(days=366)


async def block_customer(
    tx: Tx, customer_id: UUID, *, reason: str, expected_version: int | None = None
) -> Customer:
    """Until somebody unblocks them; a suspension ends with it. Whoever is signed in is out with
    the commit. The reason is free text and may name people, so it is sealed with the person."""
    customer = await locked_customer(tx, customer_id, expected_version)
    if customer.deleted_at is not None:
        raise CustomerDeleted
    if customer.state == "blocked":
        raise AlreadyBlocked
    after = await _turn(
        tx, customer, CustomersBlocked(customer.id), "blocked", reason=_reason(reason), until=None
    )
    await shut_account(tx, customer.id, until=None)
    return after


async def unblock_customer(
    tx: Tx, customer_id: UUID, *, expected_version: int | None = None
) -> Customer:
    customer = await locked_customer(tx, customer_id, expected_version)
    if customer.state != "blocked":
        raise NotBlocked
    after = await _turn(
        tx, customer, CustomersUnblocked(customer.id), "active", reason=None, until=None
    )
    await reopen_if_free(tx, after)
    return after


async def suspend_customer(
    tx: Tx,
    customer_id: UUID,
    *,
    reason: str,
    until: datetime,
    expected_version: int | None = None,
) -> Customer:
    """Out with the commit, and back at that time by themselves, by the database's clock. Suspending
    the suspended moves the time."""
    customer = await locked_customer(tx, customer_id, expected_version)
    if customer.deleted_at is not None:
        raise CustomerDeleted
    if customer.state == "blocked":
        raise AlreadyBlocked
    why, when = _reason(reason), _until(until, now=await tx.value(sql.now, id=customer.id))
    if customer.suspended_until == when:
        raise AlreadySuspended
    event = CustomersSuspended(customer.id, when)
    after = await _turn(tx, customer, event, "active", reason=why, until=when)
    await shut_account(tx, customer.id, until=when)
    return after


async def unsuspend_customer(
    tx: Tx, customer_id: UUID, *, expected_version: int | None = None
) -> Customer:
    customer = await locked_customer(tx, customer_id, expected_version)
    if customer.suspended_until is None:
        raise NotSuspended
    after = await _turn(
        tx, customer, CustomersUnsuspended(customer.id), "active", reason=None, until=None
    )
    await reopen_if_free(tx, after)
    return after


async def shut_account(tx: Tx, customer_id: UUID, *, until: datetime | None) -> None:
    account = await account_of(tx, "customer", customer_id)
    if account is not None:
        await close_account(tx, account.id, until=until)


async def reopen_if_free(tx: Tx, customer: Customer) -> None:
    """Whatever closed it, it opens when nothing else keeps them out."""
    if customer.is_shut_out or customer.deleted_at is not None:
        return
    account = await account_of(tx, "customer", customer.id)
    if account is not None:
        await reopen_account(tx, account.id)


async def _turn(
    tx: Tx,
    customer: Customer,
    event: Event,
    state: State,
    *,
    reason: str | None,
    until: datetime | None,
) -> Customer:
    person = replace(customer.person, block_reason=reason)
    row = await tx.row(
        sql.set_state,
        id=customer.id,
        state=state,
        until=until,
        sealed=tx.people.seal(
            CUSTOMER_PERSON, person.document(), row_id=customer.id, person=customer.key
        ),
    )
    assert row is not None
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
        suspended_until=until,
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


def _until(until: datetime, *, now: datetime) -> datetime:
    if until.tzinfo is None:
        raise Invalid(FieldError("until", "time_without_zone"))
    if until <= now:
        raise Invalid(FieldError("until", "time_in_past"))
    if until > now + SUSPENDED_FOR_MAX:
        raise Invalid(FieldError("until", "time_too_late"))
    return until.astimezone(UTC)
