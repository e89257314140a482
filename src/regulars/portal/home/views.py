"""What the first page shows."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class HomePage:
    """`missing` are what is worth adding next. Figures are those that there are already."""

    name: str | None
    number: str
    since: datetime
    orders_count: int
    spent: str | None
    tier: str
    addresses_count: int
    devices_count: int
    missing: tuple[str, ...] = ()
    picture: str | None = None
    # The kind of paper that the shop waits for.
    asked_paper: str | None = None
    # What they lack to be full: apps are for full customers.
    lacks: tuple[str, ...] = ()

    @property
    def lack_is_filled_at(self) -> str:
        """The page for the first of them."""
        pages = {
            "name": "/profile/details",
            "preferences": "/profile/preferences",
            "phone_proof": "/profile/reached?kind=phone&prove=yes",
        }
        return pages.get(self.lacks[0], "/profile")
