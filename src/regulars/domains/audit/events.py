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
