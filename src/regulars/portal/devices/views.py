"""What the pages of sign-ins show."""

from dataclasses import dataclass
from datetime import datetime

from regulars.browser.devices import is_handheld


@dataclass(frozen=True, slots=True)
class Device:
    """Somewhere they are signed in. `seen_with` is a coarse name such as chrome_android."""

    id: str
    seen_with: str
    since: datetime
    seen_at: datetime
    is_this: bool

    @property
    def is_handheld(self) -> bool:
        return is_handheld(self.seen_with)


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
