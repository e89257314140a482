"""Rate limits of callers: a token bucket each, in this process."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

KEPT_MAX = 20_000


@dataclass(frozen=True, slots=True)
class Budget:
    """What a key has left after this request, for the answer's headers."""

    limit: int
    remaining: int
    reset_seconds: int
    retry_after_seconds: int

    @property
    def is_spent(self) -> bool:
        return self.retry_after_seconds > 0

    def headers(self) -> dict[str, str]:
        headers = {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.reset_seconds),
        }
        if self.is_spent:
            headers["Retry-After"] = str(self.retry_after_seconds)
        return headers


class RateLimiter:
    """`per_second` sustained, `burst` at once. The least recently used bucket is dropped when
    there are too many: it starts full again, which only ever errs for the caller."""

    def __init__(
        self, per_second: int, burst: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._per_second = per_second
        self._burst = burst
        self._clock = clock
        self._buckets: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def spend(self, key: Hashable) -> Budget:
        now = self._clock()
        level, at = self._buckets.pop(key, (float(self._burst), now))
        level = min(float(self._burst), level + (now - at) * self._per_second)
        is_granted = level >= 1
        level -= 1 if is_granted else 0
        self._buckets[key] = (level, now)
        if len(self._buckets) > KEPT_MAX:
            self._buckets.popitem(last=False)
        return Budget(
            limit=self._burst,
            remaining=int(level),
            reset_seconds=math.ceil((self._burst - level) / self._per_second),
            retry_after_seconds=0 if is_granted else math.ceil((1 - level) / self._per_second),
        )
