"""What the dialog of an export and its own page show."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class ExportDialog:
    """`action` is where its form goes, `hidden` what the form brings along. `is_more` when there
    may be more than `many` rows; phones are a choice only for who `may_reveal`."""

    kind: str
    action: str
    hidden: tuple[tuple[str, str], ...] = ()
    many: int = 0
    is_more: bool = False
    comes_at_once: bool = True
    may_reveal: bool = False
    columns: Literal["shown", "all"] = "shown"
    wait_seconds: int = 0


@dataclass(frozen=True, slots=True)
class ExportPage:
    """`state` is waiting, running, done, failed or stalled; `told` are the filters by name, with
    the words of a search as they were typed."""

    id: str
    kind: str
    state: str
    outcome: str | None
    done: int
    total: int
    rows: int
    asked_at: datetime
    expires_at: datetime
    told: tuple[tuple[str, str], ...] = ()
    name: str = ""
    size_bytes: int = 0
    is_ready: bool = False

    @property
    def is_going_on(self) -> bool:
        return self.state in ("waiting", "running")
