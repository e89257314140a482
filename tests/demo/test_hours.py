"""Samples happen when a shop is open, all year round, and never in the future."""

import random
from collections import Counter
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from regulars.demo.hours import BUSY, DAYS, FRIDAY, OPENS_ON_FRIDAY, shop_moments

MUSCAT = ZoneInfo("Asia/Muscat")
NOW = datetime(2026, 3, 6, 12, 30, tzinfo=UTC)  # a Friday in Muscat, half past four


def drawn(seed: int, count: int) -> list[datetime]:
    chance = random.Random(seed)  # noqa: S311 - samples, not secrets
    return shop_moments(chance, MUSCAT, now=NOW, count=count)


@pytest.fixture(scope="module")
def moments() -> list[datetime]:
    return drawn(7, 5_000)


def test_they_rise_and_end_before_now(moments: list[datetime]) -> None:
    assert len(moments) == 5_000
    assert moments == sorted(moments)
    assert moments[-1] < NOW
    assert (NOW - moments[0]).days >= DAYS - 10


def test_the_shop_is_open_where_it_stands(moments: list[datetime]) -> None:
    local = [moment.astimezone(MUSCAT) for moment in moments]
    assert {moment.hour for moment in local} == set(BUSY)
    fridays = [moment.hour for moment in local if moment.weekday() == FRIDAY]
    assert min(fridays) == OPENS_ON_FRIDAY


def test_every_month_has_its_share_and_business_grows(moments: list[datetime]) -> None:
    months = Counter((moment.year, moment.month) for moment in moments)
    assert len(months) in (12, 13)
    whole = sorted(months)[1:-1]
    assert months[whole[0]] < months[whole[-1]]
    assert min(months[month] for month in whole) > 200


def test_nobody_queues_at_one_minute(moments: list[datetime]) -> None:
    minutes = Counter(moment.replace(second=0) for moment in moments)
    assert max(minutes.values()) <= 4


def test_the_same_chance_gives_the_same_moments() -> None:
    assert drawn(3, 50) == drawn(3, 50)
