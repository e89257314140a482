"""Names for things: time-ordered ids, short references, and the checksum of a credential."""

import secrets
import time
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import NewType
from uuid import UUID

TenantId = NewType("TenantId", UUID)
CustomerId = NewType("CustomerId", UUID)
AddressId = NewType("AddressId", UUID)
BranchId = NewType("BranchId", UUID)
StaffId = NewType("StaffId", UUID)
SessionId = NewType("SessionId", UUID)
ApiKeyId = NewType("ApiKeyId", UUID)
FactId = NewType("FactId", UUID)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
TAIL_BITS = 74  # what RFC 9562 leaves beside time, version and variant
STEP_BITS = 32
CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


class Mint:
    """Strikes UUIDv7s that only ever grow, even within one millisecond, across threads, and
    while the clock is set back (RFC 9562, 6.2, method 2)."""

    def __init__(
        self, milliseconds: Callable[[], int], random_bits: Callable[[int], int] = secrets.randbits
    ) -> None:
        self._milliseconds = milliseconds
        self._random_bits = random_bits
        self._lock = Lock()
        self._last = (-1, 0)

    def strike(self) -> UUID:
        with self._lock:
            moment, tail = self._last
            now = self._milliseconds()
            if now > moment:
                # The top bit starts empty, so that steps have room within the millisecond.
                moment, tail = now, self._random_bits(TAIL_BITS - 1)
            else:
                tail += 1 + self._random_bits(STEP_BITS)
            if tail >> TAIL_BITS:
                moment, tail = moment + 1, self._random_bits(TAIL_BITS - 1)
            self._last = (moment, tail)
        return _uuid7(moment, tail)


def new_id() -> UUID:
    return _mint.strike()


def id_at(moment: datetime) -> UUID:
    """The lowest id that could be made at this moment: `id_at(a) <= id < id_at(b)` is a range."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    if moment < EPOCH:
        raise ValueError("ids begin in 1970")
    return _uuid7((moment - EPOCH) // MILLISECOND, 0)


def moment_of(id_: UUID) -> datetime:
    """When an id was made, to the millisecond."""
    if id_.version != 7:
        raise ValueError("only a UUIDv7 knows when it was made")
    try:
        return EPOCH + (id_.int >> 80) * MILLISECOND
    except OverflowError:
        raise ValueError("this id lies beyond the calendar") from None


def new_ref() -> str:
    """Eight characters that survive being read aloud: no i, l, o or u."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(8))


def checksum(text: str) -> str:
    """Six characters that catch a mistyped credential, and tell scanners that it is one.
    It proves nothing: anyone can compute it."""
    rest = zlib.crc32(text.encode())
    letters = []
    for _ in range(6):
        rest, digit = divmod(rest, 62)
        letters.append(BASE62[digit])
    return "".join(reversed(letters))


def _uuid7(moment: int, tail: int) -> UUID:
    high, low = tail >> 62, tail & ((1 << 62) - 1)
    return UUID(int=moment << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)


_mint = Mint(lambda: time.time_ns() // 1_000_000)
