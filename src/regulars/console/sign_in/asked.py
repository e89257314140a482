"""Which code a page of the entrance waits for, sealed into its address."""

import hashlib
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from regulars.browser.awaited import now, read_awaited, resend_seconds, write_awaited
from regulars.console.cookies import anonymous_secret
from regulars.console.visits import Visit
from regulars.runtime.tx import Tx

# A state of one page is none of the other's.
Use = Literal["console sign-in by phone", "console invitation"]
SIGN_IN: Use = "console sign-in by phone"


@dataclass(frozen=True, slots=True)
class Asked:
    """`phone` with its country, `name` that of whoever was invited. `bound_to` is the browser
    that asked: in another one the page says nothing."""

    challenge: UUID
    phone: str = field(repr=False)
    resend_in: int
    bound_to: bytes = field(repr=False)
    asked_at: int = field(default_factory=now)
    return_to: str = ""
    name: str = field(default="", repr=False)

    @property
    def resend_seconds(self) -> int:
        return resend_seconds(self)


def bound_to(visit: Visit) -> bytes:
    """The browser that asked is the one that may answer."""
    secret = anonymous_secret(visit.desk, visit.request)
    return hashlib.sha256(b"regulars.console.staff_code.v1" + secret.encode()).digest()


def write_asked(tx: Tx, asked: Asked, *, use: Use = SIGN_IN) -> str:
    return write_awaited(tx, use, asked)


def read_asked(tx: Tx, visit: Visit, text: str, *, use: Use = SIGN_IN) -> Asked | None:
    return read_awaited(tx, use, text, Asked, bound_to=bound_to(visit))
