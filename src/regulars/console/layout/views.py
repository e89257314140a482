"""What every page knows: the tenant, who is signed in, where we are, and what just happened."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

Theme = Literal["system", "light", "dark"]
Sidebar = Literal["open", "rail"]
Role = Literal["owner", "admin", "branch", "support", "vendor", "driver"]
Section = Literal["home", "till", "customers", "verifications", "audit", "settings"]
Tone = Literal["good", "bad", "warn", "calm"]
ProblemKind = Literal[
    "not-found",
    "not-allowed",
    "forged",
    "refused",
    "internal",
    "unavailable",
    "session-ended",
    "wrong-way",
    "unreadable",
]


@dataclass(frozen=True, slots=True)
class SignedIn:
    name: str
    email: str
    role: Role
    is_whole: bool = True
    # Who signs in by phone has none, and no page to change one.
    has_password: bool = True


@dataclass(frozen=True, slots=True)
class BranchChoice:
    """The id `all` stands for every branch and needs no name."""

    id: str
    name: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Flash:
    """A sentence shown once on the next page. `message_id` needs no words; `undo` is an address
    that takes a POST and puts things back."""

    tone: Tone
    message_id: str
    undo: str | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """Given to every template as `frame`. `path` is this page's own address, without a query;
    `sealed` the state that a page at the entrance keeps there. Where no business is known,
    `tenant_slug` is empty."""

    tenant_slug: str
    tenant_name: str
    path: str
    csrf_token: str
    now: datetime
    time_zone: str
    staff: SignedIn | None = None
    section: Section | None = None
    sections: tuple[Section, ...] = ("home", "till", "customers", "audit", "settings")
    branches: tuple[BranchChoice, ...] = ()
    flashes: tuple[Flash, ...] = ()
    theme: Theme = "system"
    sidebar: Sidebar = "open"
    is_live: bool = False
    features: frozenset[str] = frozenset()
    sealed: str = ""
    # What whoever is signed in may do: a button that would be refused is not there.
    scopes: frozenset[str] = frozenset()

    def may(self, scope: str) -> bool:
        return scope in self.scopes

    @property
    def home(self) -> str:
        return f"/c/{self.tenant_slug}" if self.tenant_slug else "/c"

    def address(self, section: Section) -> str:
        return self.home if section == "home" else f"{self.home}/{section}"

    @property
    def current_branch(self) -> BranchChoice | None:
        return next((branch for branch in self.branches if branch.is_current), None)


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """`word` is the id of the sentence that says why something was refused. What is `passing` may
    be over when the same address is asked for again."""

    kind: ProblemKind
    request_id: str | None = None
    word: str | None = None
    is_passing: bool = False


@dataclass(frozen=True, slots=True)
class Toast:
    """`word` is the id of the sentence."""

    word: str
    tone: Tone = "good"


class MapPin(NamedTuple):
    """A place on a map, as scripts read it. `kind` is its picture, `id` what it stands for on
    the page."""

    latitude: float
    longitude: float
    kind: str
    name: str
    id: str = ""
    is_default: bool = False
