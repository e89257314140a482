"""The link that undoes a change of phone or e-mail, for whoever was reached before it."""

from typing import Any
from uuid import UUID

from regulars.domains import identity
from regulars.domains.customers import change_rules
from regulars.domains.customers.change_rules import (
    REACHED_BEFORE,
    Reach,
    ReachKind,
    Reversal,
    Reversed,
)
from regulars.domains.customers.events import CustomersChangeReversed
from regulars.domains.customers.hold import hold, holder_of, let_go, lock_reaches, put_back
from regulars.domains.customers.model import CUSTOMER_CHANGES, Customer, Person
from regulars.domains.customers.reach_notices import tell_reach
from regulars.domains.customers.rows import customer_by_id, locked_customer
from regulars.domains.identity import Credential
from regulars.kernel.errors import Outdated
from regulars.runtime.conversation import Row
from regulars.runtime.journal import Changed
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def read_reversal(tx: Tx, link: Credential) -> Reversal | None:
    """What the link would do. None when it was used, is too old or was overtaken. Changes
    nothing: programs open links before people do."""
    found = await _open_change(tx, link)
    if found is None:
        return None
    row, customer, old = found
    holder = await holder_of(tx, old) if old and row["proven_at"] else None
    return Reversal(
        customer.id,
        row["kind"],
        row["changed_at"],
        row["reversible_until"],
        had_one=old is not None,
        is_taken=holder not in (None, customer.id),
    )


async def reverse_change(tx: Tx, link: Credential) -> Reversed | None:
    """Puts back what was before and ends every sign-in. What somebody else has proven since
    stays theirs; then the record is left without. None as `read_reversal`."""
    found = await _open_change(tx, link)
    if found is None:
        return None
    row, seen, old = found
    kind: ReachKind = row["kind"]
    current = change_rules.reach_of(seen, kind)
    proven = await lock_reaches(tx, seen.id, [old, current])
    customer = await locked_customer(tx, seen.id)
    # Two who press the button at once: one of them finds it used.
    if await tx.row(sql.use, id=row["id"]) is None:
        return None
    if customer.version != seen.version:
        raise Outdated
    await tx.run(
        sql.void_later, customer_id=customer.id, kind=kind, since=row["changed_at"], id=row["id"]
    )

    holder_id = proven.get(tx.keys.token(kind, old.value)) if old else None
    is_taken = bool(row["proven_at"]) and holder_id not in (None, customer.id)
    was_proven = change_rules.proven_reach(customer, kind)
    after = await _put_right(tx, customer, kind, None if is_taken else old, row)
    account = await identity.account_of(tx, "customer", customer.id)
    if account:
        await identity.end_account_sessions(tx, account.id, ended_by="change")

    is_restored = old is not None and not is_taken
    _announce(tx, customer, after, kind, is_restored=is_restored)
    if was_proven and (not is_restored or (old and was_proven.value != old.value)):
        await tell_reach(tx, customer, was_proven, f"{kind}_change_reversed")
    reaches_on = bool(after.verified.phone_at or after.verified.email_at)
    return Reversed(after, kind, old is not None, is_restored, reaches_on)


async def void_changes(tx: Tx, customer_id: UUID, kind: ReachKind) -> None:
    """Staff wrote another number or address: theirs is the last word, and older links are dead."""
    await tx.run(sql.void, customer_id=customer_id, kind=kind)


async def _open_change(tx: Tx, link: Credential) -> tuple[Row, Customer, Reach | None] | None:
    row = await tx.row(sql.by_link, secret_hash=link.hashed)
    if row is None:
        return None
    customer = await customer_by_id(tx, row["customer_id"])
    if customer.deleted_at is not None:
        return None
    kept: dict[str, Any] = tx.people.open(
        REACHED_BEFORE, row["sealed"], row_id=row["id"], person=customer.key
    )
    return row, customer, change_rules.reach_of_person(Person(**kept), row["kind"])


async def _put_right(
    tx: Tx, customer: Customer, kind: ReachKind, old: Reach | None, row: Row
) -> Customer:
    if old and row["proven_at"]:
        return await hold(tx, customer, old, row["proven_at"])
    bare = await let_go(tx, customer, kind)
    return await put_back(tx, bare, old) if old else bare


def _announce(
    tx: Tx, before: Customer, after: Customer, kind: ReachKind, *, is_restored: bool
) -> None:
    values = {str(kind): [getattr(before.person, kind), getattr(after.person, kind)]}
    tx.emit(
        CustomersChangeReversed(after.id, kind, is_restored),
        subject_id=after.id,
        seq=after.version,
        changed=[Changed(CUSTOMER_CHANGES, after.key, values)],
    )
