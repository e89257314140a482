"""What the page of looks shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Who = Literal["owner", "admin", "branch", "vendor", "staff", "key", "operator", "system"]


@dataclass(frozen=True, slots=True)
class Look:
    """`who` is a kind of person or program: people of the shop are not named to customers."""

    at: datetime
    who: Who
    kind: str
    purpose: str
    branch: str | None


@dataclass(frozen=True, slots=True)
class LooksPage:
    looks: tuple[Look, ...]
    older: str | None = None
