"""What the page of possible duplicates shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from regulars.console.customers.views import CustomerRow

PairState = Literal["open", "to_merge", "dismissed"]
Why = Literal["several", "has_account", "passed_on", "held"]


@dataclass(frozen=True, slots=True)
class DuplicateSide:
    """One of two records; what identifies it comes masked."""

    row: CustomerRow
    phone_is_verified: bool = False
    email_is_verified: bool = False
    last_login_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """`later` is the record that came when the pair was noted."""

    id: str
    why: Why
    noted_at: datetime
    later: DuplicateSide
    earlier: DuplicateSide

    @property
    def sides(self) -> tuple[tuple[str, DuplicateSide], tuple[str, DuplicateSide]]:
        return ("earlier", self.earlier), ("later", self.later)


@dataclass(frozen=True, slots=True)
class DuplicatesPage:
    state: PairState = "open"
    # As the chips say it: with a plus where there was more to look at.
    counts: Mapping[PairState, str] = field(default_factory=dict)
    pairs: tuple[DuplicatePair, ...] = ()
    may_edit: bool = True
    next_cursor: str | None = None
    is_first: bool = True
    # Above 0 where so many were looked at for a page that is not full.
    looked_at: int = 0
