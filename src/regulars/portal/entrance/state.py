"""Which code a page waits for, sealed into its address: nobody else reads it, nobody makes one."""

import hashlib
import hmac
from dataclasses import dataclass, field
from time import time
from uuid import UUID

import msgspec

from regulars.browser.cookies import anonymous_secret
from regulars.portal.entrance.views import By
from regulars.portal.pages import PageOver
from regulars.portal.visits import Visit
from regulars.runtime.sealed_words import open_words, seal_words
from regulars.runtime.tx import Tx

USE = "portal entrance"
# What was asked for longer ago has no code any more.
LIFETIME_SECONDS = 1_800


@dataclass(frozen=True, slots=True)
class Waiting:
    """`typed` is the number or address as it was typed; `also` the challenge that a second proof
    is about. `asked_at` counts the seconds on the page and decides nothing; `bound_to` is the
    browser that asked: in another one, or in a log of addresses, the page says nothing."""

    challenge: UUID
    by: By
    typed: str = field(repr=False)
    asked_at: int
    resend_in: int
    bound_to: bytes = field(repr=False)
    also: UUID | None = None

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
    return hashlib.sha256(b"regulars.portal.code.v1" + secret.encode()).digest()


def write_waiting(tx: Tx, waiting: Waiting) -> str:
    return seal_words(tx.keys, USE, msgspec.json.encode(waiting).decode())


async def read_waiting(visit: Visit, text: str, *, route: str) -> Waiting:
    """Raises PageOver for what is no page of ours, or another browser's, or of long ago."""

    async def opened(tx: Tx) -> str | None:
        return open_words(tx.keys, USE, text)

    words = await visit.desk.database.unit(visit.anyone(route=route), opened) if text else None
    if words is None:
        raise PageOver("/sign-in")
    waiting = msgspec.json.decode(words, type=Waiting)
    is_theirs = hmac.compare_digest(waiting.bound_to, bound_to(visit))
    if waiting.age > LIFETIME_SECONDS or not is_theirs:
        raise PageOver("/sign-in")
    return waiting
