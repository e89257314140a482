"""The journal as a list: newest first, of one subject or of everything."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec

from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


@dataclass(frozen=True, slots=True)
class FactEntry:
    """One fact. `sealed` holds the personal values that changed; their room can open it."""

    id: UUID
    name: str
    version: int
    subject_kind: str
    subject_id: UUID
    related_id: UUID | None
    actor_kind: str
    actor_id: UUID | None
    branch_id: UUID | None
    origin: str
    request_id: str | None
    occurred_at: datetime
    recorded_at: datetime
    data: dict[str, Any]
    sealed: bytes | None


@dataclass(frozen=True, slots=True)
class FactPlace:
    """Where a page ended."""

    occurred_at: datetime
    id: UUID


# After everything: a first page asks like any other, so that the index is always used.
START = FactPlace(datetime.max.replace(tzinfo=UTC), UUID(int=2**128 - 1))


@dataclass(frozen=True, slots=True)
class FactPage:
    facts: tuple[FactEntry, ...]
    next: FactPlace | None


async def list_facts(
    tx: Tx, *, subject_id: UUID | None = None, limit: int, after: FactPlace | None = None
) -> FactPage:
    """With a subject by when it happened, without by when it was recorded."""
    after = after or START
    values: dict[str, Any] = {"after_id": after.id, "most": limit + 1}
    if subject_id:
        values |= {"subject_id": subject_id, "after_at": after.occurred_at}
    rows = await tx.walk(sql.of_subject if subject_id else sql.of_all, **values)
    facts = tuple(entry_of(row) for row in rows[:limit])
    following = FactPlace(facts[-1].occurred_at, facts[-1].id) if len(rows) > limit else None
    return FactPage(facts, following)


async def values_then(tx: Tx, field: str, facts: Iterable[FactEntry]) -> dict[UUID, str | None]:
    """What a field that is kept in clear was right after each of these facts, out of the next
    change of it; a fact that none followed is left out: then it is as today."""
    asked = list(facts)
    if not asked:
        return {}
    rows = await tx.walk(
        sql.next_change,
        field=field,
        ids=[fact.id for fact in asked],
        subject_ids=[fact.subject_id for fact in asked],
        ats=[fact.occurred_at for fact in asked],
    )
    return {row["id"]: row["was"] for row in rows}


async def newest_holds(tx: Tx, subject_id: UUID) -> dict[str, FactEntry]:
    """By name, the newest facts that keep somebody from being served: blocked, deleted."""
    rows = await tx.rows(sql.newest_holds, subject_id=subject_id)
    return {row["name"]: entry_of(row) for row in rows}


def entry_of(row: Row) -> FactEntry:
    return FactEntry(
        id=row["id"],
        name=row["name"],
        version=row["version"],
        subject_kind=row["subject_kind"],
        subject_id=row["subject_id"],
        related_id=row["related_id"],
        actor_kind=row["actor_kind"],
        actor_id=row["actor_id"],
        branch_id=row["branch_id"],
        origin=row["origin"],
        request_id=row["request_id"],
        occurred_at=row["occurred_at"],
        recorded_at=row["recorded_at"],
        data=msgspec.json.decode(row["data"]),
        sealed=row["sealed"],
    )


@dataclass(frozen=True, slots=True)
class ChainedFact:
    """A fact at its place in the tenant's chain: enough to tell a screen that it is out of date."""

    seq: int
    name: str
    subject_kind: str
    subject_id: UUID

    def silenced(self) -> "ChainedFact":
        """Its place alone: something happened that the listener may not hear of."""
        return ChainedFact(self.seq, "", "", UUID(int=0))


async def facts_after(tx: Tx, seq: int, *, limit: int) -> list[ChainedFact]:
    rows = await tx.rows(sql.after_seq, seq=seq, most=limit)
    return [
        ChainedFact(row["seq"], row["name"], row["subject_kind"], row["subject_id"]) for row in rows
    ]


async def newest_seq(tx: Tx) -> int:
    return int(await tx.value(sql.newest_seq) or 0)
