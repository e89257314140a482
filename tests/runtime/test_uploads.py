"""Files of one person under way: a few at once, and each makes room when it is over."""

from contextlib import ExitStack
from uuid import UUID

import pytest

from regulars.kernel.errors import Unavailable
from regulars.runtime.uploads import AT_ONCE_MAX, Uploads

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
