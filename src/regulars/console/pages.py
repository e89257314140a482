"""From a visit to a page: who, is it really them who asks, open, run, render. One way for all."""

import hmac
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import parse_qs, quote

from litestar import Response
from litestar.handlers import HTTPRouteHandler

from regulars.console.layout.views import ProblemKind, ProblemPage, Section, Toast
from regulars.console.rendering import PAGE_HEADERS, Pages
from regulars.console.visits import AnyRequest, Visit, Visits
from regulars.desk import Desk
from regulars.domains.identity import Scope
from regulars.kernel.errors import NotAllowed, NotFound, Unavailable
from regulars.runtime.context import Purpose
from regulars.runtime.telemetry import logger
from regulars.runtime.tx import Tx

FIELDS_MAX = 100
FORM_TYPE = "application/x-www-form-urlencoded"

_log = logger("console")


class SessionEnded(Exception):
    """Nobody is signed in, and this page is for people who are."""


class Forged(Exception):
    """The request did not come from a page of ours."""


class _Again(Exception):
    """A form is shown again with its faults: whatever was written on the way is rolled back."""

    def __init__(self, page: "Page") -> None:
        super().__init__()
        self.page = page


@dataclass(frozen=True, slots=True)
class Page:
    """A template with its view. `beside` are fragments sent along, such as toasts."""

    template: str
    view: object
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Go on there: as a redirect, or by htmx as a whole page."""

    address: str
    cookies: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """One request of a signed-in person, with its form or query."""

    visit: Visit
    form: Mapping[str, list[str]]
    ids: Mapping[str, str]

    def value(self, name: str, default: str = "") -> str:
        return self.form.get(name, [default])[-1]

    def values(self, name: str) -> tuple[str, ...]:
        return tuple(self.form.get(name, ()))

    @property
    def is_fragment(self) -> bool:
        return self.visit.request.headers.get("hx-request") == "true"

    @property
    def target(self) -> str:
        return self.visit.request.headers.get("hx-target", "")


Answered = Page | Elsewhere
Run = Callable[[Call, Tx], Awaitable[Answered]]


@dataclass(frozen=True, slots=True)
class Route:
    method: Literal["GET", "POST"]
    path: str
    scope: Scope | None
    section: Section | None
    purpose: Purpose
    run: Run


def route(
    method: Literal["GET", "POST"],
    path: str,
    scope: Scope | None,
    *,
    section: Section | None = None,
    purpose: Purpose = "service",
) -> Callable[[Run], Route]:
    """Declares the function below it as a page or an action at /c/{tenant}`path`."""

    def declare(run: Run) -> Route:
        return Route(method, f"/c/{{tenant:str}}{path}", scope, section, purpose, run)

    return declare


class Console:
    """What every page shares. One for each process."""

    def __init__(self, desk: Desk, visits: Visits, pages: Pages) -> None:
        self.desk = desk
        self.visits = visits
        self.pages = pages

    def handler(self, declared: Route) -> HTTPRouteHandler:
        async def handle(request: AnyRequest) -> Response[Any]:
            return await self._answer(declared, request)

        handle.__name__ = declared.run.__name__
        name = f"console.{declared.method}.{declared.path}"
        return HTTPRouteHandler(declared.path, http_method=[declared.method], name=name)(handle)

    async def _answer(self, declared: Route, request: AnyRequest) -> Response[Any]:
        visit: Visit | None = None
        try:
            visit = await self.visits.of(request)
            if declared.method == "POST":
                await refuse_forged(visit)
            if visit.account is None:
                raise SessionEnded
            visit.require(declared.scope)
            answered = await self._run(declared, visit)
        except Exception as error:  # noqa: BLE001 - the last resort, which logs what is ours
            return self.refusal(error, request, visit)
        return self.response(answered, visit, declared.section)

    async def _run(self, declared: Route, visit: Visit) -> Answered:
        request = visit.request
        form = await read_form(request) if declared.method == "POST" else read_query(request)
        ids = {k: str(v) for k, v in request.path_params.items() if k != "tenant"}
        context = visit.context(
            reading=declared.method == "GET",
            purpose=declared.purpose,
            route=f"{declared.method} {declared.path}",
        )
        try:
            async with self.desk.database.transaction(context) as tx:
                answered = await declared.run(Call(visit, form, ids), tx)
                if isinstance(answered, Page) and answered.status >= 400:
                    raise _Again(answered)
        except _Again as again:
            return again.page
        return answered

    def response(self, answered: Answered, visit: Visit, section: Section | None) -> Response[Any]:
        if isinstance(answered, Elsewhere):
            return elsewhere(answered, visit.request)
        frame = visit.frame(section)
        parts = [(answered.template, answered.view), *answered.beside]
        content = "".join(
            self.pages.render(template, view, language=visit.language, frame=frame)
            for template, view in parts
        )
        return Response(
            content,
            status_code=answered.status,
            media_type="text/html; charset=utf-8",
            headers={**PAGE_HEADERS, **answered.headers, "Content-Language": visit.language},
        )

    def refusal(self, error: Exception, request: AnyRequest, visit: Visit | None) -> Response[Any]:
        is_fragment = request.headers.get("hx-request") == "true"
        if isinstance(error, SessionEnded) and visit is not None:
            if request.method == "GET" and not is_fragment:
                back = quote(request.url.path, safe="")
                return elsewhere(
                    Elsewhere(f"/c/{visit.tenant.slug}/sign-in?return_to={back}"), request
                )
            return self._problem("session-ended", 401, request, visit)
        for kind, status, name in KINDS:
            if isinstance(error, kind):
                return self._problem(name, status, request, visit)
        _log.error("failed", error=error)
        return self._problem("internal", 500, request, visit)

    def _problem(
        self, kind: ProblemKind, status: int, request: AnyRequest, visit: Visit | None
    ) -> Response[Any]:
        if visit is None:
            return Response(
                b"", status_code=status, media_type="text/plain", headers=dict(PAGE_HEADERS)
            )
        view = ProblemPage(kind, request.scope["state"].get("request_id"))
        return self.response(Page("layout/problem.html", view, status=status), visit, None)


KINDS: tuple[tuple[type[Exception], int, ProblemKind], ...] = (
    (NotFound, 404, "not-found"),
    (NotAllowed, 403, "not-allowed"),
    (Forged, 403, "not-allowed"),
    (Unavailable, 503, "unavailable"),
)


def elsewhere(there: Elsewhere, request: AnyRequest) -> Response[Any]:
    headers = {**PAGE_HEADERS}
    if request.headers.get("hx-request") == "true":
        headers["HX-Redirect"] = there.address
        return Response(b"", status_code=200, headers=headers, cookies=list(there.cookies))
    headers["Location"] = there.address
    return Response(b"", status_code=303, headers=headers, cookies=list(there.cookies))


async def refuse_forged(visit: Visit) -> None:
    """Three locks: the browser says that the request comes from this very origin, the body is a
    form (no other site can send one with our header, and no page can send JSON as text), and the
    token belongs to the session."""
    request = visit.request
    if not _is_same_origin(request):
        raise Forged
    kind = request.headers.get("content-type", FORM_TYPE).partition(";")[0].strip().lower()
    if kind != FORM_TYPE:
        raise Forged
    form = await read_form(request)
    given = request.headers.get("x-csrf-token") or form.get("csrf", [""])[-1]
    if not _same(given, visit.csrf_token):
        raise Forged


def _is_same_origin(request: AnyRequest) -> bool:
    """Every browser of the last years sends Origin with a POST; one that sends neither header
    is not a browser with somebody's cookies in it."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    origin = request.headers.get("origin")
    if origin is None:
        return site == "same-origin"
    return origin.partition("://")[2] == request.headers.get("host")


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())


async def read_form(request: AnyRequest) -> dict[str, list[str]]:
    body = await request.body()
    return _fields(body.decode("utf-8", "replace"))


def read_query(request: AnyRequest) -> dict[str, list[str]]:
    return _fields(request.scope["query_string"].decode("ascii", "replace"))


def _fields(text: str) -> dict[str, list[str]]:
    try:
        return parse_qs(text, keep_blank_values=True, max_num_fields=FIELDS_MAX)
    except ValueError:
        return {}


def toast(message_id: str, *, undo: str | None = None) -> tuple[str, object]:
    return ("layout/toast.html", Toast(message_id, undo=undo))
