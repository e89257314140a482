"""A code that a page waits for, sealed into its address: whoever asked reads it, for a while."""

import hmac
from time import time
from typing import Protocol, TypeVar

import msgspec

from regulars.runtime.sealed_words import open_words, seal_words
from regulars.runtime.tx import Tx

# What was asked for longer ago has no code any more.
LIFETIME_SECONDS = 1_800


class Awaited(Protocol):
    """`bound_to` is who asked, a browser or a sign-in. `asked_at` ends the page and counts its
    seconds; what ends the code is the database's clock."""

    @property
    def bound_to(self) -> bytes: ...

    @property
    def asked_at(self) -> int: ...

    @property
    def resend_in(self) -> int: ...


Kind = TypeVar("Kind", bound=Awaited)


def now() -> int:
    return int(time())


def resend_seconds(awaited: Awaited) -> int:
    return max(0, awaited.asked_at + awaited.resend_in - now())


def write_awaited(tx: Tx, use: str, awaited: Awaited) -> str:
    """A state of one `use` is none of another's."""
    return seal_words(tx.keys, use, msgspec.json.encode(awaited).decode())


def read_awaited(tx: Tx, use: str, text: str, kind: type[Kind], *, bound_to: bytes) -> Kind | None:
    """None for what is no page of ours, or was asked for by somebody else, or long ago."""
    words = open_words(tx.keys, use, text) if text else None
    if words is None:
        return None
    awaited = msgspec.json.decode(words, type=kind)
    is_theirs = hmac.compare_digest(awaited.bound_to, bound_to)
    is_young = now() - awaited.asked_at <= LIFETIME_SECONDS
    return awaited if is_theirs and is_young else None
