"""The link that undoes a change of phone or e-mail, for whoever was reached before it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from regulars.domains import identity
from regulars.domains.customers.model import CUSTOMER_CHANGES, Customer, Person
from regulars.domains.customers.reach import rules
from regulars.domains.customers.reach.events import CustomersChangeReversed
from regulars.domains.customers.reach.hold import hold, let_go, lock_reaches, put_back, who_proved
from regulars.domains.customers.reach.notices import tell_reach
from regulars.domains.customers.reach.rules import (
    REACHED_BEFORE,
    Reach,
    ReachKind,
    Reversal,
    Reversed,
    reach_of,
)
from regulars.domains.customers.rows import customer_by_id, locked_customer
from regulars.domains.identity import Credential
from regulars.kernel.errors import Outdated
from regulars.runtime.conversation import Row
from regulars.runtime.journal import Changed
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


@dataclass(frozen=True, slots=True)
class _Back:
    """One way back: to what a change took the place of."""

    row: Row
    old: Reach | None

    @property
    def kind(self) -> ReachKind:
        kind: ReachKind = self.row["kind"]
        return kind


async def read_reversal(tx: Tx, link: Credential) -> Reversal | None:
    """What the link would do. None when it was used, is too old or was overtaken, and while who
    it belongs to is blocked or suspended. Changes nothing: programs open links before people do."""
    found = await _open_change(tx, link)
    if found is None:
        return None
    customer, back = found
    also = await _changed_since(tx, customer, back)
    holder = await who_proved(tx, back.old) if back.old and back.row["proven_at"] else None
    return Reversal(
        customer.id,
        back.kind,
        back.row["changed_at"],
        back.row["reversible_until"],
        had_one=back.old is not None,
        is_taken=holder not in (None, customer.id),
        also=also.kind if also else None,
    )


async def reverse_change(tx: Tx, link: Credential) -> Reversed | None:
    """Puts back what was before, of the other kind too where it was changed since: whoever made
    the one change may have made the other. Every sign-in ends, and no device is known. What
    somebody else has proven since stays theirs; then the record is left without. None as
    `read_reversal`."""
    found = await _open_change(tx, link)
    if found is None:
        return None
    seen, back = found
    also = await _changed_since(tx, seen, back)
    ways = (back, also) if also else (back,)
    proven = await lock_reaches(
        tx, seen.id, [each for way in ways for each in (way.old, reach_of(seen, way.kind))]
    )
    customer = await locked_customer(tx, seen.id)
    # Two who press the button at once: one of them finds it used.
    if await tx.row(sql.use, id=back.row["id"]) is None:
        return None
    if customer.version != seen.version:
        raise Outdated
    since = back.row["changed_at"]
    await tx.run(sql.void_later, customer_id=customer.id, since=since, id=back.row["id"])

    after, is_restored = await _go_back(tx, customer, back, proven)
    if also:
        after, _ = await _go_back(tx, after, also, proven)
    account = await identity.account_of(tx, "customer", customer.id)
    if account:
        await identity.end_account_sessions(tx, account.id, ended_by="change")
    return Reversed(
        after,
        back.kind,
        had_one=back.old is not None,
        is_restored=is_restored,
        reaches_on=bool(after.verified.phone_at or after.verified.email_at),
        also=also.kind if also else None,
    )


async def void_changes(tx: Tx, customer_id: UUID, kind: ReachKind) -> None:
    """Staff wrote another number or address: theirs is the last word, and older links are dead."""
    await tx.run(sql.void, customer_id=customer_id, kind=kind)


async def _open_change(tx: Tx, link: Credential) -> tuple[Customer, _Back] | None:
    row = await tx.row(sql.by_link, secret_hash=link.hashed)
    if row is None:
        return None
    customer = await customer_by_id(tx, row["customer_id"])
    # What it lets go of would be free, and they would come back by it as somebody new.
    if customer.deleted_at is not None or customer.is_shut_out:
        return None
    return customer, _back(tx, customer, row)


async def _changed_since(tx: Tx, customer: Customer, back: _Back) -> _Back | None:
    """The first change of the other kind after this one, if they stand as they made it."""
    row = await tx.row(
        sql.first_after,
        customer_id=customer.id,
        kind=rules.other(back.kind),
        since=back.row["changed_at"],
        id=back.row["id"],
    )
    return _back(tx, customer, row) if row else None


def _back(tx: Tx, customer: Customer, row: Row) -> _Back:
    kept: dict[str, Any] = tx.people.open(
        REACHED_BEFORE, row["sealed"], row_id=row["id"], person=customer.key
    )
    return _Back(row, rules.reach_of_person(Person(**kept), row["kind"]))


async def _go_back(
    tx: Tx, customer: Customer, back: _Back, proven: Mapping[bytes, UUID]
) -> tuple[Customer, bool]:
    """How they are afterwards, and whether what was before is theirs again."""
    kind, old = back.kind, back.old
    holder_id = proven.get(tx.keys.token(kind, old.value)) if old else None
    is_taken = bool(back.row["proven_at"]) and holder_id not in (None, customer.id)
    was_proven = rules.proven_reach(customer, kind)
    after = await _put_right(tx, customer, kind, None if is_taken else old, back.row)
    is_restored = old is not None and not is_taken
    _announce(tx, customer, after, kind, is_restored=is_restored)
    if was_proven and (not is_restored or (old and was_proven.value != old.value)):
        await tell_reach(tx, customer, was_proven, f"{kind}_change_reversed")
    return after, is_restored


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
