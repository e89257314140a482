"""From a visit to a page: who, is it really them who asks, open, run, render. One way for all."""

from typing import Any
from urllib.parse import quote

from litestar import Response
from litestar.datastructures import Cookie
from litestar.handlers import HTTPRouteHandler

from regulars.console.cookies import AnyRequest, session_credential
from regulars.console.flashes import COOKIE, flash_cookie, gone_cookie
from regulars.console.forgery import (
    Forged,
    FormLost,
    read_files,
    read_form,
    read_query,
    refuse_forged,
)
from regulars.console.layout.views import ProblemKind, ProblemPage, Section, Toast
from regulars.console.pages import Answered, Call, Content, Elsewhere, Page, Route, is_fragment
from regulars.console.rendering import PAGE_HEADERS, SECURITY_HEADERS, Pages
from regulars.console.visits import Visit, Visits
from regulars.desk import Desk
from regulars.kernel.errors import (
    DomainError,
    Invalid,
    NotAllowed,
    NotFound,
    Outdated,
    Refused,
    Unavailable,
)
from regulars.runtime.telemetry import logger

_log = logger("console")


class SessionEnded(Exception):
    """Nobody is signed in, and this page is for people who are."""


class _Again(Exception):
    """A form is shown again with its faults: whatever was written on the way is rolled back."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page


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
        own: dict[str, Any] = {}
        if declared.takes_bytes_max:
            own["request_max_body_size"] = declared.takes_bytes_max
        methods: Any = [declared.method]
        return HTTPRouteHandler(declared.path, http_method=methods, name=name, **own)(handle)

    async def _answer(self, declared: Route, request: AnyRequest) -> Response[Any]:
        visit: Visit | None = None
        try:
            if declared.method == "POST":
                await read_form(request)
            visit = await self.visits.of(request)
            if visit.account is None:
                raise SessionEnded
            if declared.method == "POST":
                await refuse_forged(visit, with_files=declared.takes_bytes_max is not None)
            visit.require(declared.scope)
            answered = await self._run(declared, visit)
        except Exception as error:  # noqa: BLE001 - the last resort, which logs what is ours
            return self.refusal(error, request, visit)
        return self.response(answered, visit, declared.section)

    async def _run(self, declared: Route, visit: Visit) -> Answered:
        request = visit.request
        form = await read_form(request) if declared.method == "POST" else read_query(request)
        ids = {k: str(v) for k, v in request.path_params.items() if k != "tenant"}
        files = await read_files(request) if declared.takes_bytes_max else {}
        call = Call(visit, form, ids, files)
        context = visit.context(
            reading=declared.method == "GET",
            purpose=declared.purpose,
            route=f"{declared.method} {declared.path}",
        )
        database = self.desk.database
        if declared.first:
            async with database.transaction(context) as tx:
                refused = await declared.first(call, tx)
            if refused:
                return refused
        try:
            async with database.transaction(context) as tx:
                answered = await declared.run(call, tx)
                if isinstance(answered, Page) and answered.status >= 400:
                    raise _Again(answered)
        except _Again as again:
            if again.page.shows:
                async with database.transaction(context) as tx:
                    tx.note_reads("listed", again.page.shows)
            return again.page
        return answered

    def response(self, answered: Answered, visit: Visit, section: Section | None) -> Response[Any]:
        if isinstance(answered, Elsewhere):
            return self.elsewhere(answered, visit)
        if isinstance(answered, Content):
            return _content(answered, visit)
        is_page = not is_fragment(visit.request)
        frame = visit.frame(section, with_flash=is_page)
        content = self.pages.render(
            answered.template,
            answered.view,
            language=visit.language,
            frame=frame,
            is_alone=is_page,
            beside=answered.beside,
        )
        response = Response(
            content,
            status_code=answered.status,
            media_type="text/html; charset=utf-8",
            headers={**PAGE_HEADERS, **answered.headers, "Content-Language": visit.language},
        )
        secure = self.desk.settings.https
        if is_page and COOKIE in visit.request.cookies:
            response.cookies.append(gone_cookie(visit.tenant.slug, secure=secure))
        return response

    def elsewhere(self, there: Elsewhere, visit: Visit) -> Response[Any]:
        if there.is_new_to_us:
            self.visits.forget()
        cookies = list(there.cookies)
        if there.flash:
            secure = self.desk.settings.https
            cookies.append(flash_cookie(visit.tenant.slug, there.flash, there.about, secure=secure))
        return redirect(there.address, visit.request, cookies)

    def refusal(self, error: Exception, request: AnyRequest, visit: Visit | None) -> Response[Any]:
        if isinstance(error, SessionEnded) and visit is not None:
            if request.method == "GET" and not is_fragment(request):
                return self._to_sign_in(visit)
            return self._problem(ProblemPage("session-ended"), 401, visit)
        if isinstance(error, Refused | Outdated | Invalid):
            return self._refused(error, request, visit)
        for kind, status, name in KINDS:
            if isinstance(error, kind):
                return self._problem(ProblemPage(name), status, visit)
        _log.error("failed", error=error)
        view = ProblemPage("internal", request.scope["state"].get("request_id"))
        return self._problem(view, 500, visit)

    def _to_sign_in(self, visit: Visit) -> Response[Any]:
        back = quote(visit.request.url.path, safe="")
        had_one = session_credential(self.desk, visit.tenant, visit.request) is not None
        there = Elsewhere(
            f"/c/{visit.tenant.slug}/sign-in?return_to={back}",
            flash="session-ended" if had_one else None,
        )
        return self.elsewhere(there, visit)

    def _refused(
        self, error: DomainError, request: AnyRequest, visit: Visit | None
    ) -> Response[Any]:
        """What no form of its own told: as a toast, or as a page that says why."""
        word = f"error-{error.code.replace('_', '-')}"
        status = 422 if isinstance(error, Invalid) else 409
        if visit is None or not is_fragment(request):
            return self._problem(ProblemPage("refused", word=word), status, visit)
        nothing = {"HX-Reswap": "none"}
        view = Toast(word, tone="bad")
        page = Page("layout/toast.html", view, status=status, headers=nothing)
        return self.response(page, visit, None)

    def _problem(self, view: ProblemPage, status: int, visit: Visit | None) -> Response[Any]:
        if visit is None:
            return Response(
                b"", status_code=status, media_type="text/plain", headers=dict(PAGE_HEADERS)
            )
        return self.response(Page("layout/problem.html", view, status=status), visit, None)


def _content(answered: Content, visit: Visit) -> Response[Any]:
    etag = f'"{answered.etag}"'
    headers = {**SECURITY_HEADERS, "Cache-Control": "private, max-age=600", "ETag": etag}
    if visit.request.headers.get("if-none-match") == etag:
        return Response(b"", status_code=304, headers=headers)
    return Response(answered.content, media_type=answered.media_type, headers=headers)


KINDS: tuple[tuple[type[Exception], int, ProblemKind], ...] = (
    (NotFound, 404, "not-found"),
    (NotAllowed, 403, "not-allowed"),
    (Forged, 403, "forged"),
    (FormLost, 413, "refused"),
    (Unavailable, 503, "unavailable"),
)


def redirect(address: str, request: AnyRequest, cookies: list[Cookie]) -> Response[Any]:
    headers = {**PAGE_HEADERS}
    if is_fragment(request):
        headers["HX-Redirect"] = address
        return Response(b"", status_code=200, headers=headers, cookies=cookies)
    headers["Location"] = address
    return Response(b"", status_code=303, headers=headers, cookies=cookies)
