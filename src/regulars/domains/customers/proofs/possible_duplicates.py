"""Two records that may be one person: noted when somebody comes in, settled by staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from regulars.domains.customers.errors import DuplicateNotFound
from regulars.domains.customers.model import Customer
from regulars.domains.customers.proofs.events import (
    CustomersDuplicateSettled,
    CustomersDuplicatesNoted,
)
from regulars.domains.customers.reach.entry import DuplicateWhy
from regulars.domains.customers.rows import customers_by_ids
from regulars.domains.customers.so_many import Counted
from regulars.kernel.ids import new_id
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

DuplicateState = Literal["open", "dismissed", "to_merge"]
# What one page, or one count, looks at for whoever may see few of them.
DUPLICATES_REACH = 1_000
DUPLICATE_STATES: tuple[DuplicateState, ...] = ("open", "to_merge", "dismissed")


@dataclass(frozen=True, slots=True)
class PossibleDuplicate:
    """`customer` is the record that came later."""

    id: UUID
    customer: Customer
    other: Customer
    why: DuplicateWhy
    state: DuplicateState
    created_at: datetime


@dataclass(frozen=True, slots=True)
class DuplicatePlace:
    """Where a page of the list ended."""

    created_at: datetime
    id: UUID


BEYOND = DuplicatePlace(datetime.max.replace(tzinfo=UTC), UUID(int=2**128 - 1))


@dataclass(frozen=True, slots=True)
class DuplicatePage:
    pairs: tuple[PossibleDuplicate, ...]
    next: DuplicatePlace | None


async def note_possible_duplicates(
    tx: Tx, customer_id: UUID, others: Sequence[UUID], why: DuplicateWhy
) -> None:
    """Said once of two records: what staff settled stays settled."""
    wanted = [other for other in others if other != customer_id]
    if not wanted:
        return
    noted = await tx.run(
        sql.note,
        ids=[new_id() for _ in wanted],
        others=wanted,
        customer_id=customer_id,
        why=why,
    )
    if noted:
        tx.emit(CustomersDuplicatesNoted(customer_id, noted), subject_id=customer_id, seq=0)


async def list_possible_duplicates(
    tx: Tx,
    state: DuplicateState,
    *,
    limit: int,
    after: DuplicatePlace | None = None,
    reach: int = DUPLICATES_REACH,
) -> DuplicatePage:
    """Newest first. Only pairs of which the caller may see both; a page with fewer than `limit`
    that has a next one has looked at `reach`."""
    place = after or BEYOND
    rows = await tx.walk(
        sql.newest,
        state=state,
        reach=reach,
        most=limit + 1,
        after_time=place.created_at,
        after_id=place.id,
    )
    seen = [row for row in rows if row["is_seen"]]
    shown = seen[:limit]
    ids = {id_ for row in shown for id_ in (row["customer_id"], row["other_id"])}
    people = {found.id: found for found in await customers_by_ids(tx, ids)}
    pairs = [
        PossibleDuplicate(
            row["id"],
            people[row["customer_id"]],
            people[row["other_id"]],
            row["why"],
            row["state"],
            row["created_at"],
        )
        for row in shown
        if row["customer_id"] in people and row["other_id"] in people
    ]
    last = shown[-1] if len(seen) > limit else None
    if last is None and rows and rows[-1]["is_end"]:
        last = rows[-1]
    return DuplicatePage(
        tuple(pairs), DuplicatePlace(last["created_at"], last["id"]) if last else None
    )


async def count_possible_duplicates(
    tx: Tx,
    states: Sequence[DuplicateState] = DUPLICATE_STATES,
    *,
    reach: int = DUPLICATES_REACH,
) -> dict[DuplicateState, Counted]:
    """How many the caller may see among the newest of each state."""
    rows = await tx.walk(sql.count, states=list(states), reach=reach)
    return {row["state"]: Counted(row["many"], row["is_all"]) for row in rows}


async def count_open_duplicates(tx: Tx) -> Counted:
    """Those that nobody looked at yet."""
    return (await count_possible_duplicates(tx, ["open"]))["open"]


async def settle_possible_duplicate(tx: Tx, id_: UUID, state: DuplicateState) -> None:
    """Dismissed, marked for merging, or open again. Raises DuplicateNotFound. Settling twice alike
    changes and announces nothing."""
    row = await tx.row(sql.find, id=id_)
    if row is None:
        raise DuplicateNotFound
    if row["state"] == state:
        return
    await tx.run(sql.settle, id=id_, state=state, settled_by=tx.context.actor_id)
    tx.emit(
        CustomersDuplicateSettled(row["customer_id"], row["other_id"], state),
        subject_id=row["customer_id"],
        seq=0,
        related_id=row["other_id"],
    )
