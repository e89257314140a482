"""What a page or an action of the portal is: its address, how it is called, what it answers."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from litestar.datastructures import Cookie

from regulars.kernel.errors import NotFound
from regulars.portal.flashes import FlashName
from regulars.portal.layout.views import Section
from regulars.portal.visits import Visit
from regulars.runtime.tx import Tx

Method = Literal["GET", "POST"]


@dataclass(frozen=True, slots=True)
class Page:
    """`is_outside` for one that ended the sign-in it was asked in."""

    template: str
    view: object
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    is_outside: bool = False


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Go on there, within the portal. `flash` is said there, about `about`."""

    path: str
    flash: FlashName | None = None
    about: UUID | None = None
    cookies: tuple[Cookie, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes as they are. The address names their version, so the browser keeps them a while."""

    content: bytes
    media_type: str
    etag: str


Answered = Page | Elsewhere | Content


@dataclass(frozen=True, slots=True)
class Call:
    """One request with its form or query."""

    visit: Visit
    form: Mapping[str, list[str]]
    ids: Mapping[str, str]
    files: Mapping[str, bytes] = field(default_factory=dict)
    # What was worked out before the unit of work opened.
    brought: Any = None

    def value(self, name: str, default: str = "") -> str:
        return self.form.get(name, [default])[-1]

    def values(self, name: str) -> tuple[str, ...]:
        return tuple(self.form.get(name, ()))

    @property
    def country(self) -> str:
        return self.visit.settings.default_country

    def id(self, name: str) -> UUID:
        """What is no id cannot be found."""
        try:
            return UUID(self.ids[name])
        except ValueError:
            raise NotFound from None


class PageOver(Exception):
    """A page for a code that is over, or another browser's: it begins again at `path`."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path


Run = Callable[[Call, Tx], Awaitable[Answered]]
OpenRun = Callable[[Call], Awaitable[Answered]]
Beforehand = Callable[[Call], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Route:
    """For whoever is signed in: runs in one unit of work that sees their own rows alone. A form
    that is shown again is found at `seen_at` (by default at `path`): its link to the other
    language leads there."""

    method: Method
    path: str
    section: Section | None
    run: Run
    takes_bytes_max: int | None = None
    beforehand: Beforehand | None = None
    seen_at: str | None = None


@dataclass(frozen=True, slots=True)
class OpenRoute:
    """For everybody: opens its own units of work."""

    method: Method
    path: str
    run: OpenRun
    seen_at: str | None = None
    # Seconds: what strangers ask about somebody is answered on a beat (runtime/beat.py).
    beat: float = 0


def route(
    method: Method,
    path: str,
    *,
    section: Section | None = None,
    takes_bytes_max: int | None = None,
    beforehand: Beforehand | None = None,
    seen_at: str | None = None,
) -> Callable[[Run], Route]:
    """Declares the function below it as a page or an action at /p/{tenant}`path`."""

    def declare(run: Run) -> Route:
        return Route(method, address(path), section, run, takes_bytes_max, beforehand, seen_at)

    return declare


def open_route(
    method: Method, path: str, *, seen_at: str | None = None, beat: float = 0
) -> Callable[[OpenRun], OpenRoute]:
    def declare(run: OpenRun) -> OpenRoute:
        return OpenRoute(method, address(path), run, seen_at, beat)

    return declare


def address(path: str) -> str:
    return f"/p/{{tenant:str}}{path}"


def faults_of(errors: tuple[Any, ...]) -> dict[str, tuple[str, ...]]:
    """Error codes by field, as a form shows them."""
    found: dict[str, tuple[str, ...]] = {}
    for error in errors:
        found[error.field] = (*found.get(error.field, ()), error.code)
    return found
