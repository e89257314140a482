"""How one customer counts: in one cell of the standing, and on a few days of the past. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from regulars.runtime.conversation import Row


class Cell(NamedTuple):
    """Where a customer stands. An empty branch or language is one that nobody stated."""

    branch: str
    stage: str
    kind: str
    language: str
    state: str


class Step(NamedTuple):
    """What happened on a day: came in at a stage, or left one that was reached on `since`."""

    day: date
    branch: str
    step: str
    since: date


@dataclass(frozen=True, slots=True)
class Counted:
    """As somebody is counted. The state `none` counts nowhere."""

    time_zone: str = ""
    branch: str = ""
    stage: str = ""
    kind: str = ""
    language: str = ""
    state: str = "none"
    came_as: str = ""
    registered_on: date | None = None
    stub_on: date | None = None
    full_on: date | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """What has to be added to the roll-ups, cell by cell; nothing where it is zero."""

    standing: Mapping[Cell, int]
    daily: Mapping[Step, int]


def counted_as(row: Row) -> Counted:
    """A row and what the journal says of its stages, in days of the tenant's."""
    zone = ZoneInfo(row["time_zone"])
    registered_on = _day(row["created_at"], zone)
    stub_on = _day_after(row["stub_at"], zone, registered_on)
    return Counted(
        time_zone=row["time_zone"],
        branch=str(row["branch_id"] or ""),
        stage=row["stage"],
        kind=row["kind"],
        language=row["language"] or "",
        state=_state(row),
        came_as=row["came_as"] or row["stage"],
        registered_on=registered_on,
        stub_on=stub_on,
        full_on=_day_after(row["full_at"], zone, stub_on or registered_on),
    )


def difference(pairs: Iterable[tuple[Counted, Counted]]) -> Difference:
    """From how each was counted to how each should be."""
    standing: Counter[Cell] = Counter()
    daily: Counter[Step] = Counter()
    for before, after in pairs:
        standing.subtract(cells(before))
        standing.update(cells(after))
        daily.subtract(steps(before))
        daily.update(steps(after))
    return Difference(
        {cell: many for cell, many in sorted(standing.items()) if many},
        {step: many for step, many in sorted(daily.items()) if many},
    )


def cells(counted: Counted) -> list[Cell]:
    if counted.state == "none":
        return []
    return [Cell(counted.branch, counted.stage, counted.kind, counted.language, counted.state)]


def steps(counted: Counted) -> list[Step]:
    """Who was deleted is taken out of the past too, and comes back into it when restored: what
    came in, added up, is how many there are."""
    came, stub_on, full_on = counted.registered_on, counted.stub_on, counted.full_on
    if counted.state not in ("active", "blocked") or came is None:
        return []
    found = [Step(came, counted.branch, counted.came_as, came)]
    if stub_on:
        found.append(Step(stub_on, counted.branch, "guest_to_stub", came))
    if full_on and (stub_on or counted.came_as == "stub"):
        found.append(Step(full_on, counted.branch, "stub_to_full", stub_on or came))
    if full_on and counted.came_as == "guest":
        found.append(Step(full_on, counted.branch, "guest_to_full", came))
    return found


def _state(row: Row) -> str:
    if row["merged_into"] is not None:
        return "none"
    return "deleted" if row["deleted_at"] is not None else str(row["state"])


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def _day_after(moment: datetime | None, zone: ZoneInfo, earliest: date) -> date | None:
    """Nobody leaves a stage before they came: told of the past, a fact may say so."""
    return max(_day(moment, zone), earliest) if moment else None
