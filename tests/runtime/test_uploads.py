"""Files of one person under way: a few at once, and each makes room when it is over."""

from contextlib import ExitStack
from uuid import UUID

import pytest

from regulars.kernel.errors import Unavailable
from regulars.runtime.uploads import ALL_AT_ONCE_MAX, AT_ONCE_MAX, Uploads

ANA, HUDA = UUID(int=1), UUID(int=2)


def test_whoever_has_many_under_way_waits_and_nobody_else_does() -> None:
    uploads = Uploads()
    with ExitStack() as under_way:
        for _ in range(AT_ONCE_MAX):
            under_way.enter_context(uploads.one_of(ANA))
        with pytest.raises(Unavailable), uploads.one_of(ANA):
            raise AssertionError("let in")
        with uploads.one_of(HUDA):
            pass
    with uploads.one_of(ANA):
        pass


def test_one_that_failed_makes_room_too() -> None:
    uploads = Uploads()
    for _ in range(AT_ONCE_MAX + 1):
        with pytest.raises(KeyError), uploads.one_of(ANA):
            raise KeyError


def test_a_crowd_fills_no_memory_and_leaves_room_for_whoever_sends_one() -> None:
    """Accounts cost nothing: somebody may have as many as they like."""
    uploads = Uploads()
    many = [UUID(int=10 + place) for place in range(ALL_AT_ONCE_MAX)]
    with ExitStack() as under_way:
        for each in many[: ALL_AT_ONCE_MAX // (2 * AT_ONCE_MAX)]:
            for _ in range(AT_ONCE_MAX):
                under_way.enter_context(uploads.one_of(each))
        # Half of the room is taken: from now on everybody sends one at a time.
        with uploads.one_of(ANA), pytest.raises(Unavailable), uploads.one_of(ANA):
            raise AssertionError("let in")
        for each in many[ALL_AT_ONCE_MAX // 2 :]:
            under_way.enter_context(uploads.one_of(each))
        with pytest.raises(Unavailable), uploads.one_of(HUDA):
            raise AssertionError("let in")
    with uploads.one_of(HUDA), uploads.one_of(HUDA):
        pass
