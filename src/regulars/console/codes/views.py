"""What the dialog that proves a phone or an e-mail shows."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["phone", "email"]
Origin = Literal["till", "page"]
# How far a code has come, in words that a cashier can say aloud.
Way = Literal["waiting", "sending", "unknown", "sent", "delivered", "failed", "withheld"]
# Reasons that whoever holds the phone can do the same about: nothing is wrong with the number.
ALIKE = {
    "account_refused": "account",
    "account_on_trial": "account",
    "sender_refused": "account",
    "address_refused": "account",
    "not_encrypted": "account",
    "provider_busy": "away",
    "provider_away": "away",
    "not_reachable": "away",
    "blocked_by_carrier": "carrier",
    "filtered_by_carrier": "carrier",
    "mailbox_refused": "mailbox",
    "address_not_valid": "mailbox",
    "message_refused": "other",
    "message_too_long": "other",
    "not_delivered": "other",
}


@dataclass(frozen=True, slots=True)
class Sent:
    """A code that was asked for. `reason` says why it did not leave or arrive; `wrong` that the
    last one typed was not it."""

    challenge: str
    is_open: bool
    tries_left: int
    seconds_left: int
    resend_in: int
    way: Way = "waiting"
    reason: str | None = None
    is_moving: bool = False
    wrong: bool = False

    @property
    def why(self) -> str:
        """The end of the id of the sentence that tells `reason`."""
        reason = self.reason or "other"
        return ALIKE.get(reason, reason).replace("_", "-")


@dataclass(frozen=True, slots=True)
class Turned:
    """The words for the customer, in their language: they type on the turned screen themselves."""

    language: Literal["en", "ar"]
    title: str
    lead: str
    label: str
    go: str
    back: str
    fault: str

    @property
    def direction(self) -> str:
        return "rtl" if self.language == "ar" else "ltr"


@dataclass(frozen=True, slots=True)
class CodeDialog:
    """`value` comes masked. Without `sent` it offers to send one; `wait_seconds` above 0 when that
    has to wait. `fault` is what is wrong with what was typed, before it counts as a try."""

    customer_id: str
    number: str
    kind: Kind
    value: str
    origin: Origin = "page"
    name: str | None = None
    sent: Sent | None = None
    wait_seconds: int = 0
    fault: str | None = None
    # Another customer has proven it theirs.
    is_held: bool = False
    turned: Turned | None = None
    is_again: bool = False
