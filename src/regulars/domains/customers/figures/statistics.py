"""What the figures say: how many there are, how many came in, how many went up a stage."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from regulars.domains.customers.figures.reactions import tally_customers_by_stage
from regulars.domains.customers.figures.spans import (
    DAYS_MAX,
    Grain,
    Span,
    median,
    pieces,
    span_until,
    week_so_far,
)
from regulars.domains.customers.model import STAGES
from regulars.domains.tenants import TenantSettings, first_weekday
from regulars.runtime.backlog import known_until
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

Path = Literal["guest_to_stub", "stub_to_full", "guest_to_full"]
PATHS: tuple[Path, ...] = ("guest_to_stub", "stub_to_full", "guest_to_full")


@dataclass(frozen=True, slots=True)
class Standing:
    """How many there are. Only `states` counts the deleted; no branch and no language are None."""

    total: int
    stages: Mapping[str, int]
    kinds: Mapping[str, int]
    states: Mapping[str, int]
    languages: Mapping[str | None, int]
    branches: Mapping[UUID | None, int]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Who came in during a span, by the stage at which they came."""

    span: Span
    stages: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.stages.values())


@dataclass(frozen=True, slots=True)
class Conversion:
    """`made` upgrades fell into the span, and half of them took at most `median_days`. Of the
    `entered` who reached the lower stage in the span, `reached` have the higher one by now."""

    made: int = 0
    median_days: float | None = None
    entered: int = 0
    reached: int = 0

    @property
    def rate(self) -> float | None:
        return round(self.reached / self.entered, 4) if self.entered else None


@dataclass(frozen=True, slots=True)
class Statistics:
    """Of all branches, or of the one that the caller sees. `earlier` has the same days of the
    week as `arrivals`; `week` began on the tenant's first day of the week."""

    as_of: datetime
    time_zone: str
    standing: Standing
    arrivals: Arrivals
    earlier: Arrivals
    growth: tuple[Arrivals, ...]
    week: Arrivals
    week_before: Arrivals
    conversions: Mapping[Path, Conversion]


async def read_statistics(
    tx: Tx, settings: TenantSettings, *, days: int, grain: Grain, now: datetime
) -> Statistics:
    """Never counts anybody: it adds up what a reaction keeps, which follows by a moment."""
    if not 1 <= days <= DAYS_MAX:
        raise ValueError(f"between 1 and {DAYS_MAX} days")
    today = now.astimezone(ZoneInfo(settings.time_zone)).date()
    weekday = first_weekday(settings.default_country)
    span, week = span_until(today, days=days), week_so_far(today, first_weekday=weekday)
    earlier, week_before = span.earlier(), week.earlier()

    first = min(earlier.first, week_before.first)
    by_day = _by_day(await tx.rows(sql.came, first=first, last=today))
    came = _arrivals(by_day, span)
    moved = await tx.rows(sql.moved, first=span.first, last=today)
    return Statistics(
        as_of=await known_until(tx, reaction=tally_customers_by_stage.name, now=now),
        time_zone=settings.time_zone,
        standing=_standing(await tx.rows(sql.standing)),
        arrivals=came,
        earlier=_arrivals(by_day, earlier),
        growth=tuple(_arrivals(by_day, one) for one in pieces(span, grain, first_weekday=weekday)),
        week=_arrivals(by_day, week),
        week_before=_arrivals(by_day, week_before),
        conversions=_conversions(moved, came),
    )


def _standing(rows: Sequence[Row]) -> Standing:
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        many = row["with_deleted"] if row["what"] == "state" else row["many"]
        if many:
            found[row["what"]][row["value"]] = many
    return Standing(
        total=sum(found["stage"].values()),
        stages=_complete(found["stage"], STAGES),
        kinds=_complete(found["kind"], ("person", "company")),
        states=_complete(found["state"], ("active", "blocked", "deleted")),
        languages={language or None: many for language, many in found["language"].items()},
        branches={UUID(id_) if id_ else None: many for id_, many in found["branch"].items()},
    )


def _complete(found: Mapping[str, int], names: Sequence[str]) -> dict[str, int]:
    return {name: found.get(name, 0) for name in names}


def _by_day(rows: Sequence[Row]) -> dict[date, Counter[str]]:
    days: defaultdict[date, Counter[str]] = defaultdict(Counter)
    for row in rows:
        days[row["day"]][row["step"]] += row["many"]
    return dict(days)


def _arrivals(by_day: Mapping[date, Counter[str]], span: Span) -> Arrivals:
    stages: Counter[str] = Counter()
    for day, many in by_day.items():
        if day in span:
            stages.update(many)
    return Arrivals(span, _complete(stages, STAGES))


def _conversions(moved: Sequence[Row], came: Arrivals) -> dict[Path, Conversion]:
    took: defaultdict[str, Counter[int]] = defaultdict(Counter)
    reached: Counter[str] = Counter()
    for row in moved:
        took[row["step"]][row["days"]] += row["many"]
        if row["entered_in_span"]:
            reached[row["step"]] += row["many"]
    became_stub = took["guest_to_stub"].total()
    entered = {
        "guest_to_stub": came.stages["guest"],
        "stub_to_full": came.stages["stub"] + became_stub,
        "guest_to_full": came.stages["guest"],
    }
    return {
        path: Conversion(took[path].total(), median(took[path]), entered[path], reached[path])
        for path in PATHS
    }
