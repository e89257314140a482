"""What the page of background work and its dialogs show."""

from dataclasses import dataclass
from datetime import datetime

from regulars.console.audit.views import Subject


@dataclass(frozen=True, slots=True)
class KindRow:
    """How one reaction stands. A figure that was not counted to its end is `at_least`."""

    reaction: str
    waiting: int = 0
    running: int = 0
    put_off: int = 0
    done: int = 0
    dead: int = 0
    oldest_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FailureRow:
    """One fact that one reaction gave up. `reason` is a code: ours, or an exception's class."""

    fact_id: str
    fact: str | None
    reaction: str
    reason: str
    failures: int
    died_at: datetime
    subject: Subject


@dataclass(frozen=True, slots=True)
class JobsPage:
    kinds: tuple[KindRow, ...]
    failures: tuple[FailureRow, ...]
    may_edit: bool = True
    next_cursor: str | None = None
    is_first: bool = True
    counted_most: int = 10_000

    def total(self, name: str) -> int:
        return sum(getattr(kind, name) for kind in self.kinds)

    @property
    def oldest_at(self) -> datetime | None:
        return min((kind.oldest_at for kind in self.kinds if kind.oldest_at), default=None)

    @property
    def dead_kinds(self) -> tuple[KindRow, ...]:
        return tuple(kind for kind in self.kinds if kind.dead)


@dataclass(frozen=True, slots=True)
class DiscardDialog:
    failure: FailureRow
