"""What may be sent, and what a provider's word changes: pure decisions."""

from dataclasses import dataclass, replace
from typing import Literal

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

State = Literal["sending", "unknown", "sent", "delivered", "failed", "withheld"]

# Numbers that a code cannot reach, or that cost whoever sends to them.
COSTLY = frozenset(
    {
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.UAN,
        PhoneNumberType.VOIP,
        PhoneNumberType.PERSONAL_NUMBER,
        PhoneNumberType.PAGER,
        PhoneNumberType.VOICEMAIL,
    }
)
REACHED = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE})

# The guard against pumping: a range begins with a little, and lives on what is confirmed.
CREDITS_AT_FIRST = 3
CREDITS_MAX = 20
CREDITS_BACK = 2
REFILL_SECONDS = 1_800.0
PREFIX_DIGITS = 4
# All ranges together that nobody has confirmed a code of: an attack on many of them costs no more
# than this, and leaves those of the shop's own people alone.
STRANGE_AT_FIRST = 100
STRANGE_REFILL_SECONDS = 300.0
# Tags behind a plus, and dots, lead to one mailbox at many providers: strangers fill none of them,
# whatever they put in between. One comes back each 144 minutes.
MAILBOX_AT_FIRST = 10
MAILBOX_REFILL_SECONDS = 8_640.0
# Above its budget a tenant serves holders of verified numbers alone, up to this much of it.
HOLDERS_SHARE = 1.5
# From here on the shop is told, while most of its customers are still served.
NEARLY_SPENT_SHARE = 0.8

# A provider that is busy has not taken it and is asked again: at first soon, then ever later. A
# code is over before long; a notice waits for hours. From the third time on somebody should look.
BUSY, AWAY = "provider_busy", "provider_away"
UNTAKEN = (BUSY, AWAY)
TRIES_MAX = 20
TRIES_UNTIL_TOLD = 3
AGAIN_SECONDS = 5.0
AGAIN_SECONDS_MAX = {True: 20.0, False: 1_800.0}

# A state only goes forward. What a provider did not know at first it may know later; what it
# delivered is delivered, whatever comes late.
RANKS: dict[State, int] = {
    "withheld": 9, "sending": 0, "unknown": 1, "sent": 2, "failed": 3, "delivered": 4,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a number lies. `fault` says why no SMS goes there."""

    country: str
    prefix: str
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Credits:
    """What a range of numbers has left; `aged_seconds` since it was last filled up. One comes back
    each `refill_seconds`, up to where it began."""

    left: int = CREDITS_AT_FIRST
    aged_seconds: float = 0.0
    at_first: int = CREDITS_AT_FIRST
    refill_seconds: float = REFILL_SECONDS

    def filled(self) -> "Credits":
        back = int(max(0.0, self.aged_seconds) // self.refill_seconds)
        if not back:
            return self
        left = max(self.left, min(self.left + back, self.at_first))
        return replace(self, left=left, aged_seconds=self.aged_seconds - back * self.refill_seconds)


OF_A_RANGE = Credits()
OF_ALL_STRANGE = Credits(
    STRANGE_AT_FIRST, at_first=STRANGE_AT_FIRST, refill_seconds=STRANGE_REFILL_SECONDS
)
OF_A_MAILBOX = Credits(
    MAILBOX_AT_FIRST, at_first=MAILBOX_AT_FIRST, refill_seconds=MAILBOX_REFILL_SECONDS
)


def mailbox_of(address: str) -> str:
    """Where an address probably leads, to be counted by. It identifies nobody: at some providers
    those are several people."""
    local, _, domain = address.rpartition("@")
    return f"{local.partition('+')[0].replace('.', '')}@{domain}"


def reach_of(e164: str) -> Reach:
    try:
        number = phonenumbers.parse(e164, None)
    except NumberParseException:
        return Reach("", "", "number_not_valid")
    national = phonenumbers.national_significant_number(number)
    country = phonenumbers.region_code_for_number(number) or "001"
    prefix = f"{number.country_code}{national[:PREFIX_DIGITS]}"
    kind = phonenumbers.number_type(number)
    if kind in COSTLY:
        return Reach(country, prefix, "costly_number")
    return Reach(country, prefix, None if kind in REACHED else "not_mobile")


def is_over_budget(gone: int, a_day: int, *, is_holder: bool) -> bool:
    return gone >= (int(a_day * HOLDERS_SHARE) if is_holder else a_day)


def is_nearly_spent(gone: int, a_day: int) -> bool:
    return gone >= a_day * NEARLY_SPENT_SHARE


def seconds_until_again(tries: int, *, is_code: bool, retry_after: float) -> float:
    """After so many tries, the one that just failed among them."""
    waited = min(AGAIN_SECONDS * 2.0 ** (tries - 1), AGAIN_SECONDS_MAX[is_code])
    return max(waited, min(retry_after, AGAIN_SECONDS_MAX[False]))


def goes_forward(before: State, after: State) -> bool:
    return RANKS[after] > RANKS[before]
