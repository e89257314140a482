"""What is announced of second factors."""

from dataclasses import dataclass
from typing import ClassVar

from regulars.kernel.ids import StaffId
from regulars.runtime.journal import Event


@dataclass(frozen=True, slots=True)
class IdentityFactorAdded(Event):
    """A staff account got a second factor."""

    name: ClassVar[str] = "identity.factor_added"
    subject_kind: ClassVar[str] = "staff"
    staff: StaffId
    kind: str


@dataclass(frozen=True, slots=True)
class IdentityFactorRemoved(Event):
    """A staff account gave up a second factor."""

    name: ClassVar[str] = "identity.factor_removed"
    subject_kind: ClassVar[str] = "staff"
    staff: StaffId
    kind: str


@dataclass(frozen=True, slots=True)
class IdentityRecoveryCodesMade(Event):
    """A staff account got new recovery codes; older ones are worth nothing."""

    name: ClassVar[str] = "identity.recovery_codes_made"
    subject_kind: ClassVar[str] = "staff"
    staff: StaffId


@dataclass(frozen=True, slots=True)
class IdentityRecoveryCodeUsed(Event):
    """A recovery code opened the console, and is used up."""

    name: ClassVar[str] = "identity.recovery_code_used"
    subject_kind: ClassVar[str] = "staff"
    staff: StaffId
    left: int


@dataclass(frozen=True, slots=True)
class IdentityStaffFactorsReset(Event):
    """Somebody else took all second factors away: by itself, or with the phone over which they may
    have been set up. Every session ended with this, or before."""

    name: ClassVar[str] = "identity.staff_factors_reset"
    subject_kind: ClassVar[str] = "staff"
    staff: StaffId
