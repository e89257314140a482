"""The figures of codes: what counts as alike, and what misses a bar."""

import pytest

from bench.codes import CodesFound, auc, within


@pytest.mark.parametrize(
    ("known", "unknown", "share"),
    [
        ([1.0, 2.0], [1.0, 2.0], 0.5),
        ([1.0, 2.0], [3.0, 4.0], 1.0),
        ([3.0, 4.0], [1.0, 2.0], 0.0),
        ([1.0], [1.0], 0.5),
    ],
)
def test_a_half_tells_nothing(known: list[float], unknown: list[float], share: float) -> None:
    assert auc(known, unknown) == share


def test_late_lost_and_told_apart_are_misses() -> None:
    good = CodesFound((10.0,) * 100, 100, 0.2, 0.5)
    assert good.misses() == []
    assert CodesFound((10.0,) * 99, 100, 0.2, 0.5).misses() == ["codes at the door"]
    assert CodesFound((10.0,) * 90 + (900.0,) * 10, 100, 0, 0.5).misses() == ["codes at the door"]
    assert CodesFound((10.0,) * 100, 100, -1.4, 0.3).misses() == ["known and unknown"]
    assert CodesFound((), 100, 0.0, 0.5).misses() == ["codes at the door"]


def test_the_way_to_the_door_is_told_in_answers_of_a_server_that_does_nothing() -> None:
    found = CodesFound((100.0,) * 100, 100, 0.0, 0.5, health_ms=(4.0,) * 90 + (20.0,) * 10)
    assert found.ratio == 5
    assert "p95 20.0 ms,  the door at 5 of them" in found.table()
    assert within((), 0.95) == float("inf")
    assert within((1.0, 3.0, 2.0), 0.95) == 3.0
