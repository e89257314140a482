"""One-time codes as values: how long they live, how often one may be asked for, what they are."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from regulars.kernel.errors import BadValue
from regulars.kernel.text import latin_digits
from regulars.runtime.vault import DataClass, SealedDocument, TenantKeys, mac
from regulars.runtime.vault.crypto import joined

Purpose = Literal[
    "login",
    "registration",
    "verification",
    "change",
    "claim",
    "confirmation",
    "staff_sign_in",
    "staff_invitation",
]
Kind = Literal["phone", "email"]

# Where a code is sent to, under a key of the challenge's own.
CODE_DESTINATION = SealedDocument(
    "identity.destination.v1",
    {
        "phone": DataClass.PHONE,
        "phone_typed": DataClass.PHONE,
        "email": DataClass.EMAIL,
        "email_typed": DataClass.EMAIL,
    },
)

DIGITS = 6
LIFETIME = timedelta(minutes=5)
TRIES_MAX = 3
RESEND_SECONDS = 60
HOUR, DAY = 3_600, 86_400
IN_AN_HOUR = 5
# Three tries each: strangers and known devices together stay below fifty wrong codes a day.
IN_A_DAY_OF_STRANGERS = 10
IN_A_DAY_OF_DEVICES = 6
# Wrong codes in a row, whatever happened between: from then on none is looked at.
FAILURES_MAX = 100

BELOW = 10**DIGITS
# Words of 32 bits from here on are drawn again: below, every code has the same number of words.
UNEVEN_FROM = 2**32 - 2**32 % BELOW
ROUNDS_MAX = 16
# What comes along when a code is copied from a message: dashes, and marks of direction.
IN_BETWEEN = frozenset(
    "-\u2010\u2011\u2013\u061c\u200b\u200e\u200f\u2060\ufeff"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


@dataclass(frozen=True, slots=True)
class ProvenBy:
    """Who has a number or an address proven that a code is asked for in another's name; without an
    account, whoever staff have proven it of."""

    account_id: UUID | None
    holder_id: UUID

    @property
    def whose(self) -> UUID:
        return self.account_id or self.holder_id


@dataclass(frozen=True, slots=True)
class CodeWanted:
    """What is asked for. `value` is the number in E.164 or the folded address. `is_real` is False
    where nothing may be sent; the answer outside is the same. `bound_to` is the hash of what the
    asker holds (a session, a browser, a key): a guess has to bring it again. `device_id` is set
    when the asker proved to be on a device of this very account. `shown` is as it was typed.
    `proven_by`: to them the asker is a stranger, whoever it is. `whose`: what it all counts to,
    the account, or whoever holds the number and has none yet."""

    purpose: Purpose
    kind: Kind
    value: str = field(repr=False)
    language: Literal["en", "ar"]
    is_real: bool = True
    account_id: UUID | None = None
    holder_id: UUID | None = None
    device_id: UUID | None = None
    bound_to: bytes | None = field(default=None, repr=False)
    shown: str | None = field(default=None, repr=False)
    proven_by: ProvenBy | None = None

    @property
    def whose(self) -> UUID | None:
        return self.account_id or self.holder_id


@dataclass(frozen=True, slots=True)
class Challenge:
    """What the asker is told."""

    id: UUID
    expires_in: int = int(LIFETIME.total_seconds())
    resend_in: int = RESEND_SECONDS


@dataclass(frozen=True, slots=True)
class Guess:
    """A try that was counted. `is_open` says whether there is anything to compare with."""

    challenge_id: UUID
    is_open: bool
    destination: bytes = field(default=b"", repr=False)
    purpose: Purpose = "login"
    kind: Kind = "phone"
    account_id: UUID | None = None
    holder_id: UUID | None = None
    device_id: UUID | None = None
    language: Literal["en", "ar"] = "en"

    @property
    def whose(self) -> UUID | None:
        return self.account_id or self.holder_id

    def closed_unless(self, is_ours: bool) -> "Guess":
        """A code for something else, or of somebody else, has cost its try and is never right."""
        return self if is_ours else replace(self, is_open=False)


@dataclass(frozen=True, slots=True)
class Proof:
    """Somebody holds this number or address now. `value` identifies it, `shown` is as it was
    typed when the code was asked for."""

    challenge_id: UUID
    purpose: Purpose
    kind: Kind
    value: str = field(repr=False)
    account_id: UUID | None
    holder_id: UUID | None
    proven_at: datetime
    device_id: UUID | None = None
    shown: str = field(default="", repr=False)


def is_at_home(purpose: Purpose, device_id: UUID | None) -> bool:
    """Whether a number or an address is asked for by a device that belongs to it. Who changes to
    one has not proven it yet: their device is known to their account, not to that number."""
    return device_id is not None and purpose != "change"


def is_at_anothers(purpose: Purpose) -> bool:
    """Whether a code of this purpose may be a guess at what belongs to another account than the
    one that it is asked for. Elsewhere the two are the same."""
    return purpose in ("change", "verification")


def wait_seconds(ages: Sequence[float], *, of_device: bool) -> int:
    """Until a code may be asked for again, 0 when now. `ages` of earlier ones in seconds, the
    youngest first, of strangers alone or of known devices alone."""
    waits = [RESEND_SECONDS - ages[0]] if ages else []
    longest = max(waits + _budget_waits(ages, of_device=of_device), default=0.0)
    return max(0, -int(-longest // 1))


def is_spent(ages: Sequence[float], *, of_device: bool) -> bool:
    """Whether an account had its codes of an hour or of a day. The pause between two is of each
    number and address by itself: who has just proven one of theirs goes on to the next."""
    return max(_budget_waits(ages, of_device=of_device), default=0.0) > 0


def _budget_waits(ages: Sequence[float], *, of_device: bool) -> list[float]:
    in_a_day = IN_A_DAY_OF_DEVICES if of_device else IN_A_DAY_OF_STRANGERS
    return [span - ages[most - 1] for most, span in ((IN_AN_HOUR, HOUR), (in_a_day, DAY))
            if len(ages) >= most]  # fmt: skip


def code_of(keys: TenantKeys, challenge_id: UUID, purpose: Purpose, destination: bytes) -> str:
    """The challenge's code: HMAC-SHA256 under a key of the tenant outside the database, cut to
    six digits by rejection, so that each is as likely as any other."""
    key = keys.derive("one-time codes")
    for turn in range(ROUNDS_MAX):
        bound = joined(
            b"regulars.code.v1",
            keys.tenant_id.bytes,
            challenge_id.bytes,
            purpose.encode(),
            destination,
            bytes([turn]),
        )
        digest = mac(key, bound)
        for start in range(0, len(digest), 4):
            word = int.from_bytes(digest[start : start + 4], "big")
            if word < UNEVEN_FROM:
                return f"{word % BELOW:0{DIGITS}d}"
    raise AssertionError("128 words in a row were uneven")


def read_code(typed: str) -> str:
    """As people type it: in Arabic-Indic digits, with spaces or a dash. Raises BadValue."""
    plain = "".join(sign for sign in latin_digits(typed[:40]) if sign.isdigit())
    others = [
        sign for sign in typed if not (sign.isdigit() or sign.isspace() or sign in IN_BETWEEN)
    ]
    if len(plain) != DIGITS or others or len(typed) > 40:
        raise BadValue("code_not_six_digits")
    return plain
