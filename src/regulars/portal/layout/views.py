"""What every page of the portal knows: the shop, who is there, where, and what just happened."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from regulars.runtime.language import Language

Section = Literal["home", "profile", "addresses", "privacy"]
SECTIONS: tuple[Section, ...] = ("home", "profile", "addresses", "privacy")
Tone = Literal["good", "bad", "warn", "calm"]
ProblemKind = Literal[
    "not-found",
    "no-shop",
    "refused",
    "forged",
    "internal",
    "unavailable",
    "session-ended",
    "not-served",
    "wrong-way",
    "unreadable",
]


class Pin(NamedTuple):
    """A place on the map, as its script reads it."""

    latitude: float
    longitude: float
    kind: str
    name: str
    id: str = ""
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class Flash:
    """A sentence shown once on the next page; `undo` takes a POST and puts things back."""

    tone: Tone
    message_id: str
    undo: str | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """Given to every template as `frame`. Where no shop is known, `slug` is empty. `languages` are
    those that the shop serves in, `here` is this page's own address."""

    slug: str
    shop: str
    here: str
    csrf_token: str
    now: datetime
    time_zone: str
    languages: tuple[Language, ...] = ()
    is_signed_in: bool = False
    section: Section | None = None
    flash: Flash | None = None

    @property
    def home(self) -> str:
        return f"/p/{self.slug}"


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """`word` is the id of the sentence that says why something was refused. What is `passing` may
    be over when the same address is asked for again."""

    kind: ProblemKind
    request_id: str | None = None
    word: str | None = None
    is_passing: bool = False
