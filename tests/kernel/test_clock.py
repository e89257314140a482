"""Clocks: one that runs, one that stands still."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from regulars.kernel.clock import Clock, FixedClock, SystemClock

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)


def test_the_system_clock_speaks_utc() -> None:
    clock: Clock = SystemClock()
    assert clock.now().tzinfo is UTC
    assert clock.now() <= clock.now()


def test_a_fixed_clock_stands_still_until_it_is_moved() -> None:
    clock = FixedClock(NOON)
    assert clock.now() == clock.now() == NOON
    assert clock.advance(hours=1, seconds=30) == clock.now() == NOON + timedelta(seconds=3_630)
    clock.move_to(NOON)
    assert clock.now() == NOON


def test_a_fixed_clock_set_in_muscat_speaks_utc() -> None:
    clock = FixedClock(datetime(2031, 5, 1, 16, tzinfo=timezone(timedelta(hours=4))))
    assert clock.now() == NOON
    assert clock.now().tzinfo is UTC


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        FixedClock(datetime(2031, 5, 1))  # noqa: DTZ001
