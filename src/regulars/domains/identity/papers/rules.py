"""Verifications as values: their states, who may decide, and what an approval proves. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, get_args
from uuid import UUID

from regulars.domains.identity.errors import OwnPaper, VerificationClosed
from regulars.kernel.errors import BadValue, FieldError, Invalid
from regulars.kernel.text import clean_line
from regulars.runtime.context import Context
from regulars.runtime.vault.documents import DataClass, SealedDocument
from regulars.runtime.vault.person_keys import PersonKey

VerificationKind = Literal["phone", "email", "document"]
DocumentKind = Literal[
    "id_card", "passport", "residence_permit", "driving_licence", "commercial_registration", "other"
]
DOCUMENT_KINDS: tuple[DocumentKind, ...] = get_args(DocumentKind)
State = Literal["requested", "pending", "approved", "rejected", "expired", "withdrawn"]
STATES: tuple[State, ...] = get_args(State)
Outcome = Literal["approved", "rejected"]
# Why a paper was not accepted; the customer is told this code's words.
RejectionReason = Literal["unreadable", "incomplete", "differs", "expired_paper", "not_genuine"]
REJECTION_REASONS: tuple[RejectionReason, ...] = get_args(RejectionReason)

# From where to where; nothing comes back from the last three.
MOVES: Mapping[State, frozenset[State]] = {
    "requested": frozenset({"pending", "withdrawn", "expired"}),
    "pending": frozenset({"approved", "rejected", "withdrawn", "expired"}),
    "approved": frozenset({"expired", "withdrawn"}),
    "rejected": frozenset(),
    "expired": frozenset(),
    "withdrawn": frozenset(),
}
OPEN: tuple[State, ...] = ("requested", "pending")

VERIFICATION_NOTE = SealedDocument(
    "identity.verification.v1",
    {"note": DataClass.FREE_TEXT, "birth_date": DataClass.BIRTH_DATE},
)
NOTE_LENGTH_MAX = 300
PAGES_MAX = 2
YEARS_MAX = 20


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a verification is about, as a room above knows them; `key` seals what is theirs."""

    id: UUID
    key: PersonKey = field(repr=False)
    kind: Literal["customer"] = "customer"


@dataclass(frozen=True, slots=True)
class Hand:
    """Who did something, as it is written down."""

    kind: str
    id: UUID | None

    @classmethod
    def of(cls, context: Context) -> "Hand":
        return cls(context.actor_kind, context.actor_id)


@dataclass(frozen=True, slots=True)
class Verification:
    """`state` is as it is now by the database's clock: what has lapsed is expired, whether or not
    the timetable came by."""

    id: UUID
    holder_id: UUID
    kind: VerificationKind
    document_kind: DocumentKind | None
    state: State
    evidence: tuple[UUID, ...]
    has_files: bool
    requested: Hand
    requested_at: datetime
    handed: Hand | None
    handed_at: datetime | None
    decided: Hand | None
    decided_at: datetime | None
    reason: str | None
    expires_at: datetime | None
    # When it began to wait as it does: asked for, or handed in.
    since: datetime
    version: int
    sealed: bytes | None = field(default=None, repr=False, compare=False)

    @property
    def last_moment(self) -> datetime | None:
        """The last that counts: of a day's end it is on that very day, where `expires_at` is the
        first moment of the next."""
        return self.expires_at - timedelta(microseconds=1) if self.expires_at else None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class Approval:
    """`until` is the last day that it counts; None: it does not lapse. `birth_date` is what the
    paper says, where the reviewer read it."""

    until: date | None = None
    birth_date: date | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Rejection:
    reason: RejectionReason
    note: str = field(default="", repr=False)
    asks_again: bool = False


def require_move(verification: Verification, to: State) -> None:
    """Raises VerificationClosed where there is no way from here to there."""
    if to not in MOVES[verification.state]:
        raise VerificationClosed(state=verification.state)


def require_other_eyes(verification: Verification, reviewer: Hand) -> None:
    """What staff handed in is decided by another one of them; what a key did, by anybody else."""
    if verification.handed == reviewer:
        raise OwnPaper


def read_approval(*, until: str, birth_date: str, declared: str | None, today: date) -> Approval:
    """As typed. A paper that says another birth date than the record is no proof of the record:
    that is a rejection, or a profile to be mended first. Raises Invalid."""
    errors: list[FieldError] = []
    last_day = _day(until, "until", errors)
    if last_day and not today <= last_day <= _in_years(today, YEARS_MAX):
        errors.append(FieldError("until", "until_not_ahead", {"years": YEARS_MAX}))
    born = _day(birth_date, "birth_date", errors)
    if born and not date(1900, 1, 1) <= born <= today:
        errors.append(FieldError("birth_date", "date_in_future" if born > today else "not_a_date"))
    elif born and declared and born.isoformat() != declared:
        errors.append(FieldError("birth_date", "birth_date_differs"))
    if errors:
        raise Invalid(*errors)
    return Approval(last_day, born)


def read_rejection(*, reason: str, note: str, asks_again: bool) -> Rejection:
    errors: list[FieldError] = []
    found = next((known for known in REJECTION_REASONS if known == reason), None)
    if found is None:
        errors.append(FieldError("reason", "reason_missing" if not reason else "unknown_value"))
    shown = ""
    try:
        shown = clean_line(note, length_max=NOTE_LENGTH_MAX)
    except BadValue as bad:
        errors.append(bad.at("note"))
    if errors or found is None:
        raise Invalid(*errors)
    return Rejection(found, shown, asks_again)


def read_document_kind(given: str) -> DocumentKind:
    for known in DOCUMENT_KINDS:
        if known == given:
            return known
    raise Invalid(FieldError("document", "unknown_value" if given else "required"))


def _day(typed: str, name: str, errors: list[FieldError]) -> date | None:
    try:
        return date.fromisoformat(typed.strip()) if typed.strip() else None
    except ValueError:
        errors.append(FieldError(name, "not_a_date"))
        return None


def _in_years(today: date, years: int) -> date:
    try:
        return today.replace(year=today.year + years)
    except ValueError:
        return today.replace(year=today.year + years, day=28)
