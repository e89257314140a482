"""What the tray shows."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TaskRow:
    """`state` is waiting, running, done, failed or stalled; `kind` and `outcome` are codes."""

    id: str
    kind: str
    state: str
    done: int
    total: int
    outcome: str | None
    at: datetime

    @property
    def is_going_on(self) -> bool:
        return self.state in ("waiting", "running")

    @property
    def is_export(self) -> bool:
        return self.kind.startswith("export_")


@dataclass(frozen=True, slots=True)
class Tray:
    tasks: tuple[TaskRow, ...] = ()

    @property
    def is_busy(self) -> bool:
        return any(task.is_going_on for task in self.tasks)
