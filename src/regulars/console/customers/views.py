"""What the customers list, the customer page and their dialogs show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args
from urllib.parse import urlencode

from regulars.browser.devices import is_handheld
from regulars.console.verifications.views import NO_PROOFS, Proofs

Stage = Literal["guest", "stub", "full"]
State = Literal["active", "temporary", "suspended", "blocked", "deleted"]
Kind = Literal["person", "company"]
Language = Literal["en", "ar"]
Purpose = Literal["new", "edit", "upgrade"]
Tier = Literal["new", "regular", "vip", "premium"]
ActorKind = Literal["staff", "key", "customer", "import", "operator", "system"]
AccountStatus = Literal["active", "blocked", "suspended", "temporary"]
Errors = Mapping[str, tuple[str, ...]]

STAGES: tuple[Stage, ...] = ("guest", "stub", "full")
STATES: tuple[State, ...] = get_args(State)
KINDS: tuple[Kind, ...] = ("person", "company")
LANGUAGES: tuple[Language, ...] = ("en", "ar")

# Beside the customer, who always stands first. They stand in this order, whatever was chosen.
Column = Literal[
    "number", "phone", "email", "stage", "branch", "language", "tags", "kind", "created", "updated"
]
COLUMNS: tuple[Column, ...] = get_args(Column)
USUAL_COLUMNS: tuple[Column, ...] = ("number", "phone", "stage", "branch", "created")

Sort = Literal["-created_at", "created_at", "number", "-number"]
SORTS: tuple[Sort, ...] = get_args(Sort)
NEWEST_FIRST: Sort = "-created_at"


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One line of a list. `phone` and `email` come masked."""

    id: str
    number: str
    name: str | None
    name2: str | None
    phone: str | None
    stage: Stage
    created_at: datetime
    branch: str | None = None
    is_blocked: bool = False
    is_deleted: bool = False
    is_phone_verified: bool = False
    is_suspended: bool = False
    # Names the version of the picture; None where there is none.
    picture: str | None = None
    email: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    kind: Kind = "person"
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """`q` is what was typed. `sealed` stands for it in addresses, where it is never in clear.
    `branch` is the id of one that the list is seen through, `sort` the order of its rows."""

    q: str = ""
    sealed: str = ""
    stage: Stage | None = None
    state: State | None = None
    branch: str | None = None
    sort: Sort = NEWEST_FIRST
    language: Language | None = None
    kind: Kind | None = None
    tag: str | None = None

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or self.stage or self.state or self.branch or self.is_of_traits)

    @property
    def is_of_state_alone(self) -> bool:
        others = (self.q, self.stage, self.branch, self.is_of_traits)
        return self.state is not None and not any(others)

    @property
    def is_of_traits(self) -> bool:
        return bool(self.language or self.kind or self.tag)

    @property
    def kept(self) -> dict[str, str | None]:
        """What an address holds besides the words of a search."""
        sort = None if self.sort == NEWEST_FIRST else self.sort
        return {
            "stage": self.stage,
            "state": self.state,
            "branch": self.branch,
            # `language` is the page's own, see visits.py.
            "tongue": self.language,
            "kind": self.kind,
            "tag": self.tag,
            "sort": sort,
        }

    def address(self, path: str, **changes: str | None) -> str:
        """The list's own address with these filters, some of them changed."""
        kept = {"s": self.sealed, **self.kept, **changes}
        query = urlencode({name: value for name, value in kept.items() if value})
        return f"{path}?{query}" if query else path


@dataclass(frozen=True, slots=True)
class CustomersPage:
    """`next_cursor` and `previous_cursor` are None at the ends; `total` None when not counted.
    `is_search_lost` when the address holds a search that cannot be opened; `wait_seconds` above 0
    when too many were made that found nobody."""

    rows: tuple[CustomerRow, ...]
    filters: Filters = Filters()
    next_cursor: str | None = None
    previous_cursor: str | None = None
    total: int | None = None
    is_search_lost: bool = False
    wait_seconds: int = 0
    columns: tuple[Column, ...] = USUAL_COLUMNS
    # Those that the list may be seen through, with their names; none for who sees only one.
    branches: tuple[tuple[str, str], ...] = ()
    # Pairs that staff have not looked at yet, and whether there may be more than were counted.
    duplicates: int = 0
    has_more_duplicates: bool = False
    # Tags to choose from; how many were looked at when a filter stopped short of a whole page.
    tags: tuple[str, ...] = ()
    looked_at: int = 0

    @property
    def is_first(self) -> bool:
        return self.previous_cursor is None

    @property
    def grows_on_top(self) -> bool:
        """Whether somebody who comes while the page is open belongs above all the others."""
        return self.is_first and self.filters.sort.startswith("-")


@dataclass(frozen=True, slots=True)
class Arrival:
    """One row for a list that is open already, in the columns of who looks at it."""

    row: CustomerRow
    columns: tuple[Column, ...] = USUAL_COLUMNS


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a fact, old to new; None where there was or is nothing."""

    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """`fact` is the event's name; `actor` is None for the system and for people who are gone."""

    fact: str
    at: datetime
    actor: str | None = None
    actor_kind: ActorKind = "staff"
    branch: str | None = None
    stage: Stage | None = None
    is_imported: bool = False
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    customer_id: str
    entries: tuple[TimelineEntry, ...]
    earlier_cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Permissions:
    edit: bool = True
    reveal: bool = True
    delete: bool = True


@dataclass(frozen=True, slots=True)
class Held:
    """Blocked or deleted: when, by whom, why."""

    at: datetime
    by: str | None = None
    reason: str | None = None
    by_kind: ActorKind = "system"


@dataclass(frozen=True, slots=True)
class Whole:
    """What stands around every tab of one customer."""

    id: str
    number: str
    version: int
    stage: Stage
    kind: Kind
    name: str | None = None
    name2: str | None = None
    blocked: Held | None = None
    deleted: Held | None = None
    # Kept out until then, and why.
    suspended: Held | None = None
    # Nobody is invited to what they have.
    has_account: bool = False
    may: Permissions = Permissions()
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What a company may owe and for how long; the amount comes written with its currency."""

    credit_limit: str | None = None
    payment_terms_days: int | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What other rooms make of a customer; amounts come written with their currency."""

    tier: Tier = "new"
    orders_count: int = 0
    spend: str | None = None
    average: str | None = None
    risk_score: int | None = None
    segment: str | None = None


@dataclass(frozen=True, slots=True)
class Completeness:
    score: int = 0
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompanyLink:
    """The company somebody is a contact of. No `number`: it is one of another branch."""

    id: str
    number: str | None = None
    name: str | None = None
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class Contacts:
    rows: tuple[CustomerRow, ...] = ()
    next_cursor: str | None = None
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A sign-in that goes on; `seen_with` is a coarse name such as chrome_android."""

    seen_with: str
    last_seen_at: datetime

    @property
    def is_handheld(self) -> bool:
        return is_handheld(self.seen_with)


@dataclass(frozen=True, slots=True)
class AccountCard:
    """How a customer's own account stands. `failures` are wrong codes in a row."""

    status: AccountStatus = "active"
    has_account: bool = False
    last_sign_in_at: datetime | None = None
    devices: tuple[DeviceRow, ...] = ()
    failures: int = 0
    is_stopped: bool = False
    may_edit: bool = True

    @property
    def word(self) -> AccountStatus | Literal["none"]:
        """Whoever is kept out or a guest is so without an account too."""
        return "none" if self.status == "active" and not self.has_account else self.status


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """The first tab. `phone` and `email` come masked; a reveal answers with RevealedContact."""

    whole: Whole
    created_at: datetime
    timeline: Timeline
    phone: str | None = None
    phone_is_verified: bool = False
    phone_is_shared: bool = False
    email: str | None = None
    email_is_verified: bool = False
    birth_date: date | None = None
    shows_birth_date: bool = True
    gender: str | None = None
    language: str | None = None
    branch: str | None = None
    tags: tuple[str, ...] = ()
    preferences: tuple[tuple[str, str], ...] = ()
    tax_id: str | None = None
    terms: Terms = Terms()
    figures: Figures = Figures()
    completeness: Completeness = Completeness()
    wishes: tuple[tuple[str, bool, bool], ...] = ()
    company: CompanyLink | None = None
    contacts: Contacts | None = None
    proofs: Proofs = NO_PROOFS
    account: AccountCard | None = None


@dataclass(frozen=True, slots=True)
class ContactsPage:
    """The tab of a company: its people, a page at a time."""

    whole: Whole
    contacts: Contacts


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """The second tab: everything that happened, a page at a time."""

    whole: Whole
    timeline: Timeline


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The tab of fields: what each was and became. `fields` are those it can be narrowed to."""

    whole: Whole
    entries: tuple[TimelineEntry, ...] = ()
    fields: tuple[str, ...] = ()
    field: str | None = None
    earlier_cursor: str | None = None


@dataclass(frozen=True, slots=True)
class RevealedContact:
    customer_id: str
    field: Literal["phone", "email", "tax_id"]
    value: str
