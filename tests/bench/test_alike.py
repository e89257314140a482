"""Known and unknown: what counts as alike, on either side, and what is told beside it."""

from bench.alike import AlikeFound, Told

EVEN = tuple(50.0 + each / 100 for each in range(100))


def told(unknown: tuple[float, ...], *, beat_ms: float = 50.0) -> Told:
    return Told("asked", beat_ms, EVEN, unknown, EVEN)


def test_sooner_tells_as_much_as_later() -> None:
    assert told(EVEN).is_alike
    later, sooner = (tuple(each + by for each in EVEN) for by in (0.2, -0.2))
    assert told(later).share > 0.55
    assert told(sooner).share < 0.45
    assert not told(later).is_alike
    assert not told(sooner).is_alike


def test_a_millisecond_is_too_much_whichever_comes_first() -> None:
    wide = tuple(each * 50 for each in EVEN)
    for by in (1.5, -1.5):
        moved = tuple(each + by for each in wide)
        one = Told("asked", 50.0, wide, moved, wide)
        assert abs(one.share - 0.5) < 0.05
        assert not one.is_alike


def test_what_is_not_alike_is_a_miss_by_its_name() -> None:
    apart = Told("a wrong code", 50.0, EVEN, tuple(each + 5 for each in EVEN), EVEN)
    found = AlikeFound((told(EVEN), apart))
    assert found.misses() == ["a wrong code"]
    assert AlikeFound((told(EVEN),)).misses() == []
    assert "a wrong code" in found.table()


def test_the_share_that_took_more_than_one_beat_is_told() -> None:
    """What the work takes shows only where it takes more than a beat."""
    slow = told((51.0, 52.0, 101.0, 102.0))
    assert slow.late(slow.unknown) == 0.5
    assert slow.late(slow.known) == 0
    assert "50.0%" in slow.row()
