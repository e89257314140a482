"""What a process knows for a moment: how long it believes it, and how much of it it keeps."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

# What was changed or ended elsewhere bites within half a second in every process.
FRESH_SECONDS = 0.5
KEPT_MAX = 10_000

Key = TypeVar("Key")
Value = TypeVar("Value")


class Freshness:
    """`clock` only says how long ago something was asked, and one that jumps has it asked anew.
    What is in time, the database's clock says."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock()

    def holds(self, at: float) -> bool:
        return 0 <= self._clock() - at < FRESH_SECONDS

    def is_nearly_over(self, at: float) -> bool:
        return self._clock() - at >= FRESH_SECONDS * 0.75


class Recent(Generic[Key, Value]):
    """The last ones of something, the least recently known forgotten first."""

    def __init__(self, most: int = KEPT_MAX) -> None:
        self._kept: OrderedDict[Key, Value] = OrderedDict()
        self._most = most

    def get(self, key: Key) -> Value | None:
        return self._kept.get(key)

    def keep(self, key: Key, value: Value) -> None:
        self._kept[key] = value
        self._kept.move_to_end(key)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
