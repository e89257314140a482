"""What the page of one's own papers shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from regulars.portal.profile.views import Reached

Errors = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class PaperRow:
    """`id` where it may be taken back. `why` is a code with words for the customer."""

    document: str
    state: str
    since: datetime
    until: datetime | None = None
    why: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class PapersPage:
    """`asked` is what the shop waits for. While a paper waits to be looked at, none is taken."""

    reached: tuple[Reached, ...]
    papers: tuple[PaperRow, ...]
    kinds: tuple[str, ...]
    kept_days: int
    kind: str = "id_card"
    asked: PaperRow | None = None
    may_hand_in: bool = True
    errors: Errors = field(default_factory=dict)
