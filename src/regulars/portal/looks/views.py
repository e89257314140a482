"""What the page of looks shows."""

from dataclasses import dataclass
from datetime import datetime

from regulars.domains.customers import Who


@dataclass(frozen=True, slots=True)
class Look:
    at: datetime
    who: Who
    kind: str
    purpose: str
    branch: str | None


@dataclass(frozen=True, slots=True)
class LooksPage:
    looks: tuple[Look, ...]
    older: str | None = None
