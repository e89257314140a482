"""The journal as a trail: narrowed by who, whom, what and when, and walked both ways."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from regulars.domains.audit.facts import FactEntry, FactPlace, entry_of
from regulars.domains.audit.wanted import (
    FIRST_ID,
    FIRST_MOMENT,
    LAST_ID,
    LAST_ID_MOMENT,
    LAST_MOMENT,
    REACH,
    Direction,
    Wanted,
    ids_between,
    narrowed,
)
from regulars.runtime.conversation import Row
from regulars.runtime.sql import Statement, statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


@dataclass(frozen=True, slots=True)
class Trail:
    """Newest first. A page may be short, or empty, and still have more behind it: a walk looks
    through so many entries only."""

    facts: tuple[FactEntry, ...]
    older: FactPlace | None
    newer: FactPlace | None


async def walk_facts(
    tx: Tx,
    wanted: Wanted,
    *,
    limit: int,
    place: FactPlace | None = None,
    direction: Direction = "older",
    reach: int = REACH,
) -> Trail:
    """From `place`, or from the newest. Of one subject by when it happened, else by when it was
    recorded. Whoever is narrowed to a branch is shown what was done from there."""
    within = narrowed(wanted, tx.context)
    if within is None:
        return Trail((), None, None)
    statement, values = _walk(within, place, direction)
    rows = await tx.walk(statement, **values, reach=reach, most=limit + 1)
    found = [row for row in rows if row["fits"]]
    page = found[:limit]
    further = _further(rows, found, page)
    facts = await _facts(tx, page)
    came_from = place if not page else _place(page[0])
    if direction == "older":
        return Trail(facts, further, came_from if place else None)
    return Trail(facts[::-1], came_from, further)


def _walk(
    wanted: Wanted, place: FactPlace | None, direction: Direction
) -> tuple[Statement, dict[str, Any]]:
    values: dict[str, Any] = {
        "actor_kind": wanted.actor_kind,
        "actor_id": wanted.actor_id,
        "origin": wanted.origin,
        "name": wanted.kind,
        "branch_id": wanted.branch_id,
    }
    is_older = direction == "older"
    if wanted.subject_id:
        return (
            sql.of_subject_older if is_older else sql.of_subject_newer,
            values | {"subject_id": wanted.subject_id} | _moments(wanted, place, is_older=is_older),
        )
    above, below = ids_between(wanted)
    if place:
        above, below = (above, min(below, place.id)) if is_older else (max(above, place.id), below)
    values |= {"above_id": above, "below_id": below}
    if wanted.actor_id:
        return sql.by_actor_older if is_older else sql.by_actor_newer, values
    if wanted.kind:
        return sql.by_name_older if is_older else sql.by_name_newer, values
    if wanted.branch_id:
        return sql.by_branch_older if is_older else sql.by_branch_newer, values
    return sql.all_older if is_older else sql.all_newer, values


def _moments(wanted: Wanted, place: FactPlace | None, *, is_older: bool) -> dict[str, Any]:
    above = (_storable(wanted.since) if wanted.since else FIRST_MOMENT, FIRST_ID)
    below = (_storable(wanted.until), FIRST_ID) if wanted.until else (LAST_MOMENT, LAST_ID)
    if place and is_older:
        below = min(below, (place.occurred_at, place.id))
    elif place:
        above = max(above, (place.occurred_at, place.id))
    return {
        "above_at": above[0], "above_id": above[1],
        "below_at": below[0], "below_id": below[1],
    }  # fmt: skip


def _storable(moment: datetime) -> datetime:
    """The ends of the calendar lie beyond it in some time zones, and no database holds those."""
    return min(max(moment, FIRST_MOMENT), LAST_ID_MOMENT)


def _further(rows: list[Row], found: list[Row], page: list[Row]) -> FactPlace | None:
    if len(found) > len(page):
        return _place(page[-1])
    # The signpost: there may be more of them behind the last entry that this walk reached.
    return _place(rows[-1]) if rows and rows[-1]["is_end"] else None


def _place(row: Row) -> FactPlace:
    return FactPlace(row["occurred_at"], row["id"])


async def _facts(tx: Tx, page: list[Row]) -> tuple[FactEntry, ...]:
    if not page:
        return ()
    rows = await tx.rows(sql.by_ids, ids=[row["id"] for row in page])
    by_id = {row["id"]: entry_of(row) for row in rows}
    return tuple(by_id[row["id"]] for row in page)
