"""What the model of lives knows of a customer: what reaches them, what was proven and changed."""

from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from regulars.domains.identity import Credential

Kind = Literal["phone", "email"]
STALE_MONTHS = 9


@dataclass
class Change:
    """Of their own accord: what was before, proven so many months ago or not, and the link that
    takes it back. Dead once used, overtaken, or overruled by staff."""

    kind: Kind
    old: str | None
    proven: int | None
    link: Credential | None
    is_dead: bool = False


@dataclass
class Record:
    """A customer as the model has them: `proven` is months ago, None for never."""

    id: UUID
    reached_by: dict[Kind, str] = field(default_factory=dict)
    proven: dict[Kind, int] = field(default_factory=dict)
    signed_in: int | None = None
    has_account: bool = False
    shut: Literal["", "blocked", "suspended"] = ""
    is_deleted: bool = False
    sessions: set[UUID] = field(default_factory=set)
    changes: list[Change] = field(default_factory=list)

    def is_stale(self, kind: Kind) -> bool:
        seen = [self.proven[kind], *([] if self.signed_in is None else [self.signed_in])]
        return min(seen) >= STALE_MONTHS


@dataclass
class Link:
    """An invitation that was sent. It is dead once taken up, replaced, or typed in vain."""

    secret: Credential
    record: Record
    kind: Kind
    value: str
    is_dead: bool = False
