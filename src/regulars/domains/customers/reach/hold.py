"""Whose a number or an address is: held by one record once proven, let go of, taken over."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from regulars.domains.customers.completeness import completeness_of
from regulars.domains.customers.model import (
    CUSTOMER_PERSON,
    Customer,
    Person,
    Verified,
)
from regulars.domains.customers.papers.proofs import tell_proven, tell_unproven
from regulars.domains.customers.reach.holders import hold_tokens
from regulars.domains.customers.reach.rules import (
    Reach,
    ReachKind,
    reach_of,
    with_proof,
    with_reach,
)
from regulars.domains.customers.tokens import search_tokens
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def lock_reaches(
    tx: Tx, customer_id: UUID, reaches: Sequence[Reach | None]
) -> dict[bytes, UUID]:
    """Who has which of them proven; they are held, with this customer."""
    tokens = [tx.keys.token(reach.kind, reach.value) for reach in reaches if reach]
    await hold_tokens(tx, tokens, others=[customer_id], only_proven=True)
    rows = await tx.rows(sql.proven, tokens=tokens)
    return {row["token"]: row["customer_id"] for row in rows}


async def who_proved(tx: Tx, reach: Reach) -> UUID | None:
    """Who has it proven now; for showing, nothing is locked."""
    token = tx.keys.token(reach.kind, reach.value)
    found: UUID | None = await tx.value(sql.holder, kind=reach.kind, token=token)
    return found


async def hold(tx: Tx, customer: Customer, reach: Reach, at: datetime) -> Customer:
    """The number or address is theirs, proven at that time; what they had of the kind is let go.
    The caller holds the lock on both and on the row, and has taken it from whoever had it."""
    await _release(tx, customer, reach.kind, apart_from=reach.value)
    person = with_reach(customer.person, reach.kind, reach)
    row = await tx.row(sql.hold, at=at, **_named(tx, reach), **_columns(tx, customer, person))
    held = _after(customer, person, with_proof(customer.verified, reach.kind, at), row)
    await tell_proven(tx, held, reach.kind)
    return held


async def let_go(tx: Tx, customer: Customer, kind: ReachKind) -> Customer:
    """They have none of the kind any more."""
    await _release(tx, customer, kind)
    return await _unproven(tx, customer, kind, None)


async def put_back(tx: Tx, customer: Customer, reach: Reach) -> Customer:
    """What they had before they proved another, unproven as it was; others may have it too."""
    await _release(tx, customer, reach.kind)
    await tx.run(sql.take, customer_id=customer.id, token_epoch=tx.keys.epoch, **_named(tx, reach))
    return await _unproven(tx, customer, reach.kind, reach)


async def _release(
    tx: Tx, customer: Customer, kind: ReachKind, *, apart_from: str | None = None
) -> None:
    known = reach_of(customer, kind)
    if known and known.value != apart_from:
        await tx.run(sql.release, customer_id=customer.id, **_named(tx, known))


async def _unproven(tx: Tx, customer: Customer, kind: ReachKind, reach: Reach | None) -> Customer:
    person = with_reach(customer.person, kind, reach)
    row = await tx.row(sql.without, kind=kind, **_columns(tx, customer, person))
    after = _after(customer, person, with_proof(customer.verified, kind, None), row)
    await tell_unproven(tx, customer.id, customer.verified, after.verified)
    return after


def _columns(tx: Tx, customer: Customer, person: Person) -> dict[str, Any]:
    whole = completeness_of(
        person, customer.traits, customer.stage, has_address=customer.has_address
    )
    return {
        "customer_id": customer.id,
        "completes": whole.is_whole,
        "sealed": tx.people.seal(
            CUSTOMER_PERSON, person.document(), row_id=customer.id, person=customer.key
        ),
        "tokens": search_tokens(tx, person),
        "token_epoch": tx.keys.epoch,
    }


def _after(customer: Customer, person: Person, verified: Verified, row: Row | None) -> Customer:
    assert row is not None
    return replace(
        customer,
        person=person,
        verified=verified,
        version=row["version"],
        updated_at=row["updated_at"],
        completed_at=row["completed_at"],
    )


def _named(tx: Tx, reach: Reach) -> dict[str, Any]:
    return {"kind": reach.kind, "token": tx.keys.token(reach.kind, reach.value)}
