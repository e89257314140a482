"""Days, weeks and months: nothing is left out, nothing stands in two of them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.domains.customers.figures.spans import (
    GRAINS,
    Grain,
    Span,
    median,
    pieces,
    span_until,
    week_so_far,
)

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
LENGTHS = st.integers(1, 365)


@given(DAYS, LENGTHS, st.sampled_from(GRAINS), st.integers(0, 6))
def test_the_pieces_of_a_span_are_the_span(
    today: date, days: int, grain: Grain, weekday: int
) -> None:
    span = span_until(today, days=days)
    found = pieces(span, grain, first_weekday=weekday)
    assert (found[0].first, found[-1].last) == (span.first, span.last)
    assert all(b.first == a.last + timedelta(days=1) for a, b in pairwise(found))
    assert sum(each.days for each in found) == days
    for each in found[1:]:
        if grain == "week":
            assert each.first.weekday() == weekday
        if grain == "month":
            assert each.first.day == 1


@given(DAYS, LENGTHS)
def test_the_span_before_has_the_same_weekdays_and_shares_no_day(today: date, days: int) -> None:
    span = span_until(today, days=days)
    earlier = span.earlier()
    assert earlier.days == span.days == days
    assert earlier.first.weekday() == span.first.weekday()
    assert earlier.last < span.first


@given(DAYS, st.integers(0, 6))
def test_a_week_so_far_begins_on_its_first_day_and_ends_today(today: date, weekday: int) -> None:
    week = week_so_far(today, first_weekday=weekday)
    assert (week.first.weekday(), week.last) == (weekday, today)
    assert 1 <= week.days <= 7


def test_a_day_stands_in_its_span() -> None:
    span = Span(date(2026, 3, 1), date(2026, 3, 4))
    inside = [day for day in range(1, 8) if date(2026, 3, day) in span]
    assert inside == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("days", "middle"),
    [({}, None), ({3: 1}, 3), ({0: 1, 4: 1}, 2), ({1: 2, 9: 1}, 1), ({0: 2, 5: 2, 9: 1}, 5)],
)
def test_the_middle_of_many(days: dict[int, int], middle: float | None) -> None:
    assert median(days) == middle
