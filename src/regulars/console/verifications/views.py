"""What the pages about verifications show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Errors = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ProofRow:
    """One proof of somebody: `name` is phone, email or a kind of document. `until` is when it, or
    the request for it, lapses. No `id` for who may not look at the paper."""

    name: str
    state: str
    since: datetime | None = None
    until: datetime | None = None
    reason: str | None = None
    id: str | None = None
    may_withdraw: bool = False


@dataclass(frozen=True, slots=True)
class AgeRow:
    """`category` is a code with words; the birth date behind it stays where it is."""

    category: str
    age: int
    answer: Literal["yes", "no", "unknown"]
    evidence: Literal["declared", "document"] | None = None


@dataclass(frozen=True, slots=True)
class Proofs:
    """The card on a customer's page."""

    rows: tuple[ProofRow, ...] = ()
    ages: tuple[AgeRow, ...] = ()
    may_hand_in: bool = False
    may_ask: bool = False


NO_PROOFS = Proofs()


@dataclass(frozen=True, slots=True)
class PaperDialog:
    """Handing a paper in, or asking for one. `asked` is the kind that was asked for."""

    id: str
    number: str
    name: str | None
    kinds: tuple[str, ...]
    kind: str = "id_card"
    is_asking: bool = False
    errors: Errors = field(default_factory=dict)
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class QueueRow:
    id: str
    document: str
    state: str
    at: datetime
    number: str
    name: str | None
    picture: str | None
    customer_id: str
    handed_by: str | None
    handed_kind: str | None
    until: datetime | None
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class QueuePage:
    """`counts` are (state, how many); a thousand is at least a thousand."""

    rows: tuple[QueueRow, ...]
    state: str
    counts: tuple[tuple[str, int], ...]
    kinds: tuple[str, ...]
    kind: str = ""
    next_cursor: str | None = None
    is_first: bool = True
    counted_most: int = 1_000


@dataclass(frozen=True, slots=True)
class PaperShown:
    """A picture is shown where it lies; a PDF is only ever downloaded."""

    place: int
    address: str
    is_picture: bool
    size: int


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it was sent, shown again."""

    until: str = ""
    birth_date: str = ""
    reason: str = ""
    note: str = ""
    asks_again: bool = True
    errors: Errors = field(default_factory=dict)
    is_rejection: bool = False


AS_YET_NOTHING = Typed()


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A paper beside what the customer said of themselves."""

    id: str
    version: int
    document: str
    state: str
    customer_id: str
    number: str
    name: str | None
    name2: str | None
    birth_date: date | None
    papers: tuple[PaperShown, ...]
    handed_at: datetime | None
    handed_by: str | None
    handed_kind: str | None
    decided_at: datetime | None
    decided_by: str | None
    decided_kind: str | None
    until: datetime | None
    reason: str | None
    note: str | None
    reasons: tuple[str, ...]
    picture: str | None = None
    has_been_kept: bool = False
    is_own: bool = False
    is_meanwhile: bool = False
    is_company: bool = False
    is_deleted: bool = False
    kept_days: int = 30
    typed: Typed = AS_YET_NOTHING


@dataclass(frozen=True, slots=True)
class LimitRow:
    category: str
    age: str
    needs_document: bool


@dataclass(frozen=True, slots=True)
class RulesPage:
    kept_days: str
    wait_days: str
    limits: tuple[LimitRow, ...]
    may_edit: bool = True
    errors: Errors = field(default_factory=dict)
