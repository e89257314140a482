"""Days of the tenant's, and the stretches of them that figures are told for. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Grain = Literal["day", "week", "month"]
GRAINS: tuple[Grain, ...] = ("day", "week", "month")
DAYS_MAX = 365
WEEK = 7


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day to the last, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def earlier(self) -> "Span":
        """As long a span that ended before this one began, on the same days of the week."""
        shift = timedelta(days=-(-self.days // WEEK) * WEEK)
        return Span(self.first - shift, self.last - shift)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


def span_until(today: date, *, days: int) -> Span:
    """So many days, today being the last of them."""
    return Span(today - timedelta(days=days - 1), today)


def week_so_far(today: date, *, first_weekday: int) -> Span:
    return Span(_first_of(today, "week", first_weekday), today)


def pieces(span: Span, grain: Grain, *, first_weekday: int) -> list[Span]:
    """The span cut into days, weeks or months; the first and the last may be cut short."""
    found: list[Span] = []
    day = span.first
    while day <= span.last:
        following = _first_of_next(day, grain, first_weekday)
        found.append(Span(day, min(following - timedelta(days=1), span.last)))
        day = following
    return found


def median(days: Mapping[int, int]) -> float | None:
    """The middle of so many observations of each value; None of none."""
    total = sum(days.values())
    if total <= 0:
        return None
    low, high = (total - 1) // 2, total // 2
    found, seen = [], 0
    for value, many in sorted(days.items()):
        found += [value for place in (low, high) if seen <= place < seen + many]
        seen += many
    return sum(found) / 2


def _first_of(day: date, grain: Grain, first_weekday: int) -> date:
    if grain == "month":
        return day.replace(day=1)
    if grain == "week":
        return day - timedelta(days=(day.weekday() - first_weekday) % WEEK)
    return day


def _first_of_next(day: date, grain: Grain, first_weekday: int) -> date:
    longest = {"day": 1, "week": WEEK, "month": 31}[grain]
    first = _first_of(day, grain, first_weekday)
    return _first_of(first + timedelta(days=longest), grain, first_weekday)
