"""The log of reads as a trail: who looked, at whom, why; narrowed and walked both ways."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from regulars.domains.audit.wanted import REACH, Direction, Wanted, ids_between, narrowed
from regulars.runtime.conversation import Row
from regulars.runtime.sql import Statement, statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


@dataclass(frozen=True, slots=True)
class SeenLook:
    """One request that showed personal data of `subjects_count` people, the first of them named."""

    id: UUID
    kind: str
    actor_kind: str
    actor_id: UUID | None
    branch_id: UUID | None
    purpose: str
    route: str
    at: datetime
    first_subjects: tuple[UUID, ...]
    subjects_count: int


@dataclass(frozen=True, slots=True)
class LookTrail:
    """Newest first; a page may be short and still have more behind it."""

    looks: tuple[SeenLook, ...]
    older: UUID | None
    newer: UUID | None


async def walk_looks(
    tx: Tx,
    wanted: Wanted,
    *,
    limit: int,
    place: UUID | None = None,
    direction: Direction = "older",
    reach: int = REACH,
) -> LookTrail:
    """Whoever is narrowed to a branch is shown looks from that branch, and no others."""
    within = narrowed(wanted, tx.context)
    if within is None:
        return LookTrail((), None, None)
    statement, values = _walk(within, place, direction)
    rows = await tx.walk(statement, **values, reach=reach, most=limit + 1)
    found = [row for row in rows if row["fits"]]
    page = found[:limit]
    further: UUID | None = None
    if len(found) > limit:
        further = page[-1]["id"]
    elif rows and rows[-1]["is_end"]:
        further = rows[-1]["id"]
    looks = await _looks(tx, page)
    came_from = page[0]["id"] if page else place
    if direction == "older":
        return LookTrail(looks, further, came_from if place else None)
    return LookTrail(looks[::-1], came_from, further)


def _walk(
    wanted: Wanted, place: UUID | None, direction: Direction
) -> tuple[Statement, dict[str, Any]]:
    above, below = ids_between(wanted)
    is_older = direction == "older"
    if place:
        above, below = (above, min(below, place)) if is_older else (max(above, place), below)
    values: dict[str, Any] = {
        "above_id": above,
        "below_id": below,
        "kind": wanted.kind,
        "purpose": wanted.purpose,
        "actor_kind": wanted.actor_kind,
        "actor_id": wanted.actor_id,
        "branch_id": wanted.branch_id,
    }
    if wanted.subject_id:
        values["subject_id"] = wanted.subject_id
        return sql.of_subject_older if is_older else sql.of_subject_newer, values
    if wanted.actor_id:
        return sql.by_actor_older if is_older else sql.by_actor_newer, values
    if wanted.branch_id:
        return sql.by_branch_older if is_older else sql.by_branch_newer, values
    return sql.all_older if is_older else sql.all_newer, values


async def _looks(tx: Tx, page: list[Row]) -> tuple[SeenLook, ...]:
    if not page:
        return ()
    rows = await tx.rows(sql.by_ids, ids=[row["id"] for row in page])
    by_id = {row["id"]: row for row in rows}
    return tuple(_look(by_id[row["id"]]) for row in page)


def _look(row: Row) -> SeenLook:
    return SeenLook(
        row["id"],
        row["kind"],
        row["actor_kind"],
        row["actor_id"],
        row["branch_id"],
        row["purpose"],
        row["route"],
        row["at"],
        tuple(row["first_subjects"]),
        row["subjects_count"],
    )
