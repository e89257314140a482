"""What a page or an action is: its address, the form it is called with, what it answers."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from litestar.datastructures import Cookie

from regulars.console.cookies import AnyRequest
from regulars.console.flashes import FlashName
from regulars.console.layout.views import Section
from regulars.console.visits import Visit
from regulars.domains.identity import Scope
from regulars.kernel.ids import BranchId
from regulars.runtime.channel import Providers
from regulars.runtime.context import Purpose
from regulars.runtime.tx import Tx


@dataclass(frozen=True, slots=True)
class Page:
    """A template with its view. `beside` are fragments sent along, such as toasts. A fragment
    asked for by a browser without scripts comes inside a page of its own. `shows` are people on
    a page that refuses: its unit of work is rolled back, and with it what that noted of reads."""

    template: str
    view: object
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[tuple[str, object], ...] = ()
    shows: tuple[UUID, ...] = ()
    # Committed although it refuses: what was counted has to stay.
    is_kept: bool = False
    # What this process remembers of visitors is no longer true.
    is_new_to_us: bool = False


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Go on there: as a redirect, or by htmx as a whole page. `flash` is said there, about
    `about`. `is_new_to_us` when what this process remembers of visitors is no longer true."""

    address: str
    flash: FlashName | None = None
    about: UUID | tuple[UUID, ...] | None = None
    cookies: tuple[Cookie, ...] = ()
    is_new_to_us: bool = False


@dataclass(frozen=True, slots=True)
class Download:
    """A file that the browser keeps. Sent once what it leaves behind is committed. `is_shown`
    where a page shows it, as a picture; `is_sandboxed` for what somebody sent us: whatever it is
    taken for, nothing in it runs."""

    name: str
    kind: str
    content: bytes
    is_shown: bool = False
    is_sandboxed: bool = False


@dataclass(frozen=True, slots=True)
class Streamed:
    """A file that comes piece by piece, too large to be held: of `size_bytes`, or broken off."""

    name: str
    kind: str
    size_bytes: int
    pieces: AsyncIterator[bytes]


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes as they are. The address names their version, so the browser keeps them a while."""

    content: bytes
    media_type: str
    etag: str


@dataclass(frozen=True, slots=True)
class Call:
    """One request of a signed-in person, with its form or query."""

    visit: Visit
    form: Mapping[str, list[str]]
    ids: Mapping[str, str]
    files: Mapping[str, bytes] = field(default_factory=dict)
    # What was worked out before the unit of work opened, see `Beforehand`.
    brought: Any = None
    # Through whom messages leave.
    providers: Providers = field(default_factory=Providers)

    @property
    def branch(self) -> BranchId | None:
        """The branch that somebody who sees all of them wants to see through."""
        return self.visit.branch_to_see_through(self.value("branch"))

    def value(self, name: str, default: str = "") -> str:
        return self.form.get(name, [default])[-1]

    def values(self, name: str) -> tuple[str, ...]:
        return tuple(self.form.get(name, ()))

    @property
    def home(self) -> str:
        return f"/c/{self.visit.tenant.slug}"

    @property
    def is_fragment(self) -> bool:
        return is_fragment(self.visit.request)

    @property
    def target(self) -> str:
        return self.visit.request.headers.get("hx-target", "")


Answered = Page | Elsewhere | Download | Streamed | Content
Run = Callable[[Call, Tx], Awaitable[Answered]]
# Counts an attempt in a unit of work of its own, committed before the page's begins.
First = Callable[[Call, Tx], Awaitable[Page | None]]
# Runs a short unit of work of its own and closes it.
Ask = Callable[[Callable[[Tx], Awaitable[Any]]], Awaitable[Any]]
# What is slow on purpose is worked out while no connection is held; the page finds it as
# `call.brought`.
Beforehand = Callable[[Call, Ask], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Route:
    """`is_reading` for what changes nothing though it comes by POST, to keep words out of
    addresses: its unit of work is one for reading, with its looks logged like any other. What
    is `through_a_branch` may be asked for as one branch sees it, by who sees them all."""

    method: Literal["GET", "POST"]
    path: str
    scope: Scope | None
    section: Section | None
    purpose: Purpose
    run: Run
    first: First | None = None
    is_reading: bool = False
    takes_bytes_max: int | None = None
    through_a_branch: bool = False
    beforehand: Beforehand | None = None
    # Open also to who has still to show a second factor, or to set one up.
    half: tuple[str, ...] = ()
    # Wants a password that was typed within the last minutes.
    fresh: bool = False


def route(
    method: Literal["GET", "POST"],
    path: str,
    scope: Scope | None,
    *,
    section: Section | None = None,
    purpose: Purpose = "service",
    first: First | None = None,
    is_reading: bool | None = None,
    takes_bytes_max: int | None = None,
    through_a_branch: bool = False,
    beforehand: Beforehand | None = None,
    half: tuple[str, ...] = (),
    fresh: bool = False,
) -> Callable[[Run], Route]:
    """Declares the function below it as a page or an action at /c/{tenant}`path`. With
    `takes_bytes_max` its form may bring files."""

    def declare(run: Run) -> Route:
        address = f"/c/{{tenant:str}}{path}"
        reading = method == "GET" if is_reading is None else is_reading
        return Route(
            method,
            address,
            scope,
            section,
            purpose,
            run,
            first,
            reading,
            takes_bytes_max,
            through_a_branch,
            beforehand,
            half,
            fresh,
        )

    return declare


def is_fragment(request: AnyRequest) -> bool:
    return bool(request.headers.get("hx-request") == "true")
