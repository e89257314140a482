"""Which code a page of the entrance waits for, sealed into its address."""

import hashlib
import hmac
from dataclasses import dataclass, field
from time import time
from typing import Literal
from uuid import UUID

import msgspec

from regulars.console.cookies import anonymous_secret
from regulars.console.visits import Visit
from regulars.runtime.sealed_words import open_words, seal_words
from regulars.runtime.tx import Tx

# A state of one page is none of the other's.
Use = Literal["console sign-in by phone", "console invitation"]
SIGN_IN: Use = "console sign-in by phone"
# What was asked for longer ago has no code any more.
LIFETIME_SECONDS = 1_800


@dataclass(frozen=True, slots=True)
class Asked:
    """`phone` as it was typed, `name` that of whoever was invited. `asked_at` counts the seconds on
    the page and decides nothing; `bound_to` is the browser that asked: in another one the page says
    nothing."""

    challenge: UUID
    phone: str = field(repr=False)
    asked_at: int
    resend_in: int
    bound_to: bytes = field(repr=False)
    return_to: str = ""
    name: str = field(default="", repr=False)

    @property
    def age(self) -> int:
        return max(0, int(time()) - self.asked_at)

    @property
    def resend_seconds(self) -> int:
        return max(0, self.resend_in - self.age)


def now() -> int:
    return int(time())


def bound_to(visit: Visit) -> bytes:
    """The browser that asked is the one that may answer."""
    secret = anonymous_secret(visit.desk, visit.request)
    return hashlib.sha256(b"regulars.console.staff_code.v1" + secret.encode()).digest()


def write_asked(tx: Tx, asked: Asked, *, use: Use = SIGN_IN) -> str:
    return seal_words(tx.keys, use, msgspec.json.encode(asked).decode())


def read_asked(tx: Tx, visit: Visit, text: str, *, use: Use = SIGN_IN) -> Asked | None:
    """None for what is no page of ours, or another browser's, or of long ago."""
    words = open_words(tx.keys, use, text) if text else None
    if words is None:
        return None
    asked = msgspec.json.decode(words, type=Asked)
    is_theirs = hmac.compare_digest(asked.bound_to, bound_to(visit))
    return asked if is_theirs and asked.age <= LIFETIME_SECONDS else None
