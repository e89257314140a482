"""What the audit page and the tab of looks show."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Literal
from urllib.parse import urlencode

from regulars.console.customers.views import ActorKind, TimelineEntry, Whole

Tab = Literal["changes", "looks"]
Span = Literal["today", "7", "30"]
SPANS: tuple[Span, ...] = ("today", "7", "30")
LOOK_KINDS = ("listed", "read", "revealed", "exported")
# Actors that are nobody in particular; a person or a key is `staff:` or `key:` and an id.
NOBODY = ("customer", "import", "system", "operator")


@dataclass(frozen=True, slots=True)
class TrailFilters:
    """As the address holds them: ids, codes and days, never a name or a phone."""

    actor: str = ""
    subject: str = ""
    kind: str = ""
    purpose: str = ""
    branch: str = ""
    span: str = ""
    since: str = ""
    until: str = ""

    @property
    def is_narrowed(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """What is set, by name: for addresses and for hidden fields of a form."""
        pairs = ((field.name, getattr(self, field.name)) for field in fields(self))
        return tuple((name, value) for name, value in pairs if value)

    def address(self, path: str, **changes: str | None) -> str:
        """The list's own address with these filters, some of them changed."""
        kept = {**dict(self.kept), **changes}
        query = urlencode({name: value for name, value in kept.items() if value})
        return f"{path}?{query}" if query else path


@dataclass(frozen=True, slots=True)
class Choices:
    """What each filter can be set to: (value, shown) pairs; kinds (of facts: by room) and
    purposes are codes."""

    staff: tuple[tuple[str, str], ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    branches: tuple[tuple[str, str], ...] = ()
    kinds: tuple[tuple[str, tuple[str, ...]], ...] = ()
    purposes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom or what an entry is about. `label` is None for somebody who is gone or hidden."""

    kind: str
    label: str | None = None
    number: str | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """A fact as a sentence. `told_at` is when it happened, where that is not when it was
    recorded."""

    id: str
    at: datetime
    told: TimelineEntry
    subject: Subject
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LookEntry:
    """`place` says in a word where it was seen, `route` exactly. `others` are people on the same
    page who are not named."""

    id: str
    at: datetime
    kind: str
    purpose: str
    place: str
    route: str
    actor: str | None = None
    actor_kind: ActorKind = "staff"
    branch: str | None = None
    subjects: tuple[Subject, ...] = ()
    others: int = 0


@dataclass(frozen=True, slots=True)
class ChainLine:
    """Up to which entry the chain is proven, of how many."""

    seq: int
    newest: int
    at: datetime | None = None
    fault: str | None = None
    fault_seq: int | None = None
    is_going_on: bool = False


@dataclass(frozen=True, slots=True)
class TrailPage:
    """Either `entries` or `looks`, as the tab says. `about` names whom the filter narrows to."""

    tab: Tab
    filters: TrailFilters
    choices: Choices
    chain: ChainLine
    entries: tuple[TrailEntry, ...] = ()
    looks: tuple[LookEntry, ...] = ()
    about: Subject | None = None
    older: str | None = None
    newer: str | None = None


@dataclass(frozen=True, slots=True)
class LooksPage:
    """The tab of one customer: who looked at them."""

    whole: Whole
    looks: tuple[LookEntry, ...]
    older: str | None = None
    newer: str | None = None
