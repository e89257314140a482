"""What the till shows: the field, its answers, the new-customer dialog, the card."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from regulars.console.customers.dialogs import Candidate
from regulars.console.customers.views import CustomerRow
from regulars.console.verifications.views import AgeRow

How = Literal["found", "made", "guest", "verified", "upgraded"]


@dataclass(frozen=True, slots=True)
class TillPage:
    """`recent` are the last few customers that this session served."""

    recent: tuple[CustomerRow, ...] = ()


@dataclass(frozen=True, slots=True)
class TillAnswers:
    """What was found for what was typed. `phone` is the typed phone in its readable form;
    `wait_seconds` above 0 when too many were searched for that nobody has."""

    typed: str
    understood_as: Literal["phone", "number", "name"]
    rows: tuple[CustomerRow, ...] = ()
    phone: str | None = None
    phone_fault: str | None = None
    has_more: bool = False
    wait_seconds: int = 0

    @property
    def can_make(self) -> bool:
        return self.understood_as == "name" or self.phone is not None


@dataclass(frozen=True, slots=True)
class TillDraft:
    """The one dialog that makes a stub; `errors` maps a field to its error codes. `may_share`
    when the number is known in a branch that this one does not see."""

    name: str = ""
    phone: str = ""
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    error: str | None = None
    may_share: bool = False
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class PhoneKnown:
    """Somebody has the number already: use them, or say that two people share it."""

    name: str
    phone: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Served:
    """The card after a pick. `undo` takes a POST and removes a customer just made."""

    customer: CustomerRow
    how: How = "found"
    undo: str | None = None
    ages: tuple[AgeRow, ...] = ()
    # What they lack to be full.
    missing: tuple[str, ...] = ()
    may_edit: bool = True

    @property
    def may_upgrade(self) -> bool:
        is_out = self.customer.is_blocked or self.customer.is_suspended
        return self.may_edit and self.customer.stage != "full" and not is_out

    @property
    def may_verify(self) -> bool:
        is_out = self.customer.is_blocked or self.customer.is_suspended
        has_any = self.customer.phone is not None and not self.customer.is_phone_verified
        return self.may_edit and has_any and not is_out
