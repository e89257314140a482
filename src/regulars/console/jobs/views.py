"""What the page of background work and its dialogs show."""

from dataclasses import dataclass
from datetime import datetime

from regulars.console.audit.views import Subject

# Counted together, and no further than together so many.
UNDONE = ("waiting", "running", "put_off")


@dataclass(frozen=True, slots=True)
class KindRow:
    """How one reaction stands."""

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
    waiting_most: int = 1_000
    counted_most: int = 10_000

    def total(self, name: str) -> int:
        return sum(getattr(kind, name) for kind in self.kinds)

    def is_at_least(self, name: str) -> bool:
        """Whether the figures of this name were not counted to their end, of any kind."""
        if name in UNDONE:
            return sum(map(self.total, UNDONE)) >= self.waiting_most
        return self.total(name) >= self.counted_most

    @property
    def oldest_at(self) -> datetime | None:
        return min((kind.oldest_at for kind in self.kinds if kind.oldest_at), default=None)

    @property
    def dead_kinds(self) -> tuple[KindRow, ...]:
        return tuple(kind for kind in self.kinds if kind.dead)


@dataclass(frozen=True, slots=True)
class DiscardDialog:
    failure: FailureRow
