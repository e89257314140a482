"""What the list of alerts and the sign in the top bar show."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import urlencode

from regulars.console.audit.views import Subject

Standing = Literal["open", "dismissed"]
STANDINGS: tuple[Standing, ...] = ("open", "dismissed")


@dataclass(frozen=True, slots=True)
class AlertRow:
    """`about` is a range of numbers or a channel, where that says something; `subject` whom it
    concerns; `mended_at` the page of the settings where something can be done."""

    id: str
    kind: str
    is_grave: bool
    times: int
    first_at: datetime
    last_at: datetime
    about: str | None = None
    subject: Subject | None = None
    dismissed_at: datetime | None = None
    dismissed_by: str | None = None
    mended_at: Literal["channels", "staff"] | None = None
    # What customers and staff both may meet, and who of the two is called differently.
    is_of_staff: bool = False

    @property
    def word(self) -> str:
        said = self.kind.replace("_", "-")
        return f"{said}-of-staff" if self.is_of_staff else said


@dataclass(frozen=True, slots=True)
class AlertsPage:
    rows: tuple[AlertRow, ...] = ()
    standing: Standing = "open"
    kind: str | None = None
    # Those that there can be, to narrow the list to.
    kinds: tuple[str, ...] = ()
    next_cursor: str | None = None
    is_first: bool = True
    may_dismiss: bool = True

    def address(self, path: str, **changes: str | None) -> str:
        kept: dict[str, str | None] = {
            "standing": self.standing if self.standing != "open" else None,
            "kind": self.kind,
            **changes,
        }
        query = urlencode({name: value for name, value in kept.items() if value})
        return f"{path}?{query}" if query else path


@dataclass(frozen=True, slots=True)
class AlertSign:
    """In the top bar and on home: how many are open, and the newest of them."""

    count: int = 0
    rows: tuple[AlertRow, ...] = ()
    most: int = 100

    @property
    def is_grave(self) -> bool:
        return any(row.is_grave for row in self.rows)
