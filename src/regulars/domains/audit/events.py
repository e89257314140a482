"""What the audit room announces."""

from dataclasses import dataclass
from typing import ClassVar, Literal
from uuid import UUID

from regulars.runtime.journal import Event


@dataclass(frozen=True, slots=True)
class AuditExported(Event):
    """Somebody took the trail out of the house as a file. `filters` names what it was narrowed
    by, without the values; `rows` is how many entries went along."""

    name: ClassVar[str] = "audit.exported"
    subject_kind: ClassVar[str] = "tenant"
    what: Literal["changes", "looks"]
    filters: tuple[str, ...]
    rows: int
    is_cut: bool


@dataclass(frozen=True, slots=True)
class AuditVerificationAsked(Event):
    """Somebody wants the whole chain verified, or what is left of it; the worker does it."""

    name: ClassVar[str] = "audit.verification_asked"
    subject_kind: ClassVar[str] = "tenant"
    task: UUID
    anew: bool
