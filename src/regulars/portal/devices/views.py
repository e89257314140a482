"""What the pages of sign-ins show."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Device:
    """Somewhere they are signed in. `browser` and `system` are coarse names, or empty."""

    id: str
    client: Literal["portal", "app"]
    browser: str
    system: str
    since: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class DevicesPage:
    devices: tuple[Device, ...]


@dataclass(frozen=True, slots=True)
class SignInEntry:
    """`what` is signed-in, or how a sign-in ended."""

    at: datetime
    what: str
    client: str | None = None


@dataclass(frozen=True, slots=True)
class SignInsPage:
    """`older` is the place where the next page begins."""

    entries: tuple[SignInEntry, ...]
    older: str | None = None
