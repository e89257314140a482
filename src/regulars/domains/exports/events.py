"""What the exports room announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from regulars.domains.exports.model import Kind
from regulars.runtime.journal import Event


@dataclass(frozen=True, slots=True)
class ExportsAsked(Event):
    """Somebody wants a file that takes longer than a page; the worker makes it. `filters` names
    what it is narrowed by, without the values."""

    name: ClassVar[str] = "exports.asked"
    subject_kind: ClassVar[str] = "tenant"
    export: UUID
    what: Kind
    filters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExportsMade(Event):
    """A file was made, in the name of who asked: at once and sent (`export` is null), or by the
    worker. `rows` is how many entries are in it; `in_full` when phones and e-mails are."""

    name: ClassVar[str] = "exports.made"
    subject_kind: ClassVar[str] = "tenant"
    export: UUID | None
    what: Kind
    filters: tuple[str, ...]
    columns: tuple[str, ...]
    rows: int
    in_full: bool


@dataclass(frozen=True, slots=True)
class ExportsLimitPassed(Event):
    """A file that is being made has more rows than owners want to go unnoticed; the subject is
    the staff account or key that asked for it."""

    name: ClassVar[str] = "exports.limit_passed"
    subject_kind: ClassVar[str] = "credential"
    export: UUID | None
    what: Kind
    rows: int
    limit: int


@dataclass(frozen=True, slots=True)
class ExportsDownloaded(Event):
    """Whoever asked for a file took it out of the house."""

    name: ClassVar[str] = "exports.downloaded"
    subject_kind: ClassVar[str] = "tenant"
    export: UUID
    what: Kind
    rows: int
