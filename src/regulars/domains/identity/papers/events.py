"""What is announced of verifications."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from regulars.runtime.journal import Event


@dataclass(frozen=True, slots=True)
class IdentityVerificationRequested(Event):
    """A proof was asked for, or handed in: `requested` waits for the customer, `pending` for a
    reviewer."""

    name: ClassVar[str] = "identity.verification_requested"
    subject_kind: ClassVar[str] = "customer"
    verification: UUID
    kind: str
    document: str | None
    state: str


@dataclass(frozen=True, slots=True)
class IdentityVerificationDecided(Event):
    """Something was proven, or a paper was not accepted and why, as a code."""

    name: ClassVar[str] = "identity.verification_decided"
    subject_kind: ClassVar[str] = "customer"
    verification: UUID
    kind: str
    document: str | None
    outcome: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class IdentityVerificationEnded(Event):
    """A request or a proof no longer counts: `expired` by time, or `withdrawn`, and why."""

    name: ClassVar[str] = "identity.verification_ended"
    subject_kind: ClassVar[str] = "customer"
    verification: UUID
    kind: str
    document: str | None
    state: str
    reason: str | None
