"""What the audit room announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from regulars.runtime.journal import Event


@dataclass(frozen=True, slots=True)
class AuditVerificationAsked(Event):
    """Somebody wants the whole chain verified, or what is left of it; the worker does it."""

    name: ClassVar[str] = "audit.verification_asked"
    subject_kind: ClassVar[str] = "tenant"
    task: UUID
    anew: bool


@dataclass(frozen=True, slots=True)
class AuditAlertDismissed(Event):
    """Somebody has dealt with what they were warned of; the fact that raised it is related."""

    name: ClassVar[str] = "audit.alert_dismissed"
    subject_kind: ClassVar[str] = "alert"
    alert: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class AuditAlertReopened(Event):
    """A dismissed alert stands on the list again."""

    name: ClassVar[str] = "audit.alert_reopened"
    subject_kind: ClassVar[str] = "alert"
    alert: UUID
    kind: str
