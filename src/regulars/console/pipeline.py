"""From a visit to a page: who, is it really them who asks, open, run, render. One way for all."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlsplit

from litestar import Response
from litestar.datastructures import Cookie
from litestar.handlers import HTTPRouteHandler
from litestar.response import Stream

from regulars.browser.drawing import PAGE_HEADERS, SECURITY_HEADERS
from regulars.browser.forgery import (
    Forged,
    FormLost,
    read_files,
    read_form,
    read_query,
    refuse_forged,
)
from regulars.browser.paths import path_of
from regulars.console.account.views import ProofForm
from regulars.console.cookies import AnyRequest, session_credential
from regulars.console.doorstep.views import Doorstep
from regulars.console.flashes import COOKIE, flash_cookie, gone_cookie
from regulars.console.layout.views import Frame, ProblemKind, ProblemPage, Section, Toast
from regulars.console.pages import (
    Answered,
    Call,
    Content,
    Download,
    Elsewhere,
    Page,
    Route,
    Streamed,
    is_fragment,
)
from regulars.console.places import business_of
from regulars.console.preferences import chosen_language
from regulars.console.rendering import Pages
from regulars.console.visits import Visit, Visits, outside_frame
from regulars.desk import Desk
from regulars.domains.tenants import SLUG_LENGTH_MAX, TenantNotFound
from regulars.kernel.errors import (
    DomainError,
    Invalid,
    NotAllowed,
    NotFound,
    Outdated,
    Refused,
    Unavailable,
)
from regulars.runtime.language import Language, pick_language
from regulars.runtime.telemetry import logger
from regulars.runtime.tx import Tx

_log = logger("console")

RETRY_SECONDS = "1"


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
            if declared.takes_bytes_max:
                # Room for files, and patience with them, is for who is signed in already.
                visit = await self._visit(declared, request)
                _require_account(visit)
            with_files = declared.takes_bytes_max is not None
            if declared.method == "POST":
                await read_form(request, with_files=with_files)
            visit = await self._visit(declared, request)
            _require_account(visit)
            if declared.method == "POST":
                await refuse_forged(visit, with_files=with_files)
            visit.require(declared.scope)
            if declared.fresh and not await self._is_fresh(visit):
                return self.response(prove_again(visit), visit, declared.section)
            answered = await self._run(declared, visit)
        except Exception as error:  # noqa: BLE001 - the last resort, which logs what is ours
            return self.refusal(error, request, visit)
        return self.response(answered, visit, declared.section)

    async def _visit(self, declared: Route, request: AnyRequest) -> Visit:
        visit = await self.visits.of(request)
        is_half_enough = visit.half and visit.half.session.needs in declared.half
        return visit.as_half() if is_half_enough else visit

    async def _is_fresh(self, visit: Visit) -> bool:
        """What is remembered may be older than what somebody has just proven elsewhere."""
        if visit.signed_in.session.is_fresh:
            return True
        self.visits.forget()
        again = await self.visits.of(visit.request)
        account = again.account or again.half
        return account is not None and account.session.is_fresh

    async def _run(self, declared: Route, visit: Visit) -> Answered:
        request = visit.request
        form = await _form(declared, request)
        ids = {k: str(v) for k, v in request.path_params.items() if k != "tenant"}
        files = await read_files(request) if declared.takes_bytes_max else {}
        call = Call(visit, form, ids, files, providers=self.desk.providers)
        context = visit.context(
            reading=declared.is_reading,
            purpose=declared.purpose,
            route=f"{declared.method} {declared.path}",
            seen_through=call.branch if declared.through_a_branch else None,
        )
        database = self.desk.database
        if first := declared.first:
            refused = await database.unit(context, lambda tx: first(call, tx))
            if refused:
                return refused
        if beforehand := declared.beforehand:
            brought = await beforehand(call, lambda ask: database.unit(context, ask))
            call = replace(call, brought=brought)

        async def run(tx: Tx) -> Answered:
            answered = await declared.run(call, tx)
            if isinstance(answered, Page) and answered.status >= 400 and not answered.is_kept:
                raise _Again(answered)
            return answered

        try:
            return await database.unit(context, run)
        except _Again as again:
            if again.page.shows:
                async with database.transaction(context) as tx:
                    tx.note_reads("listed", again.page.shows)
            return again.page

    async def stranger(self, request: AnyRequest, status: int) -> Response[Any]:
        """What no route has answered, said on a page: in the frame of whoever is signed in."""
        visit: Visit | None = None
        kind = KIND_OF_STATUS.get(status, "unreadable")
        try:
            if business := business_of(path_of(request)):
                visit = await self.visits.at(business, request)
        except TenantNotFound:
            return self._unknown_business(request, status)
        except Unavailable:
            status, kind = 503, "unavailable"
        request_id = request.scope["state"].get("request_id") if kind == "internal" else None
        return self._problem(ProblemPage(kind, request_id), status, request, visit)

    def outside(self, page: Page, request: AnyRequest) -> Response[Any]:
        """A page for somebody who has not said which business they come to."""
        language = chosen_language(request) or pick_language(
            request.headers.get("accept-language"), "en"
        )
        return self._drawn(page, outside_frame(request), language, is_page=not is_fragment(request))

    def response(self, answered: Answered, visit: Visit, section: Section | None) -> Response[Any]:
        if isinstance(answered, Elsewhere):
            return self.elsewhere(answered, visit)
        if isinstance(answered, Download):
            return download(answered)
        if isinstance(answered, Streamed):
            return streamed(answered)
        if isinstance(answered, Content):
            return _content(answered, visit)
        if answered.is_new_to_us:
            self.visits.forget()
        is_page = not is_fragment(visit.request)
        frame = visit.frame(section, with_flash=is_page)
        response = self._drawn(answered, frame, visit.language, is_page=is_page)
        secure = self.desk.settings.https
        if is_page and COOKIE in visit.request.cookies:
            response.cookies.append(gone_cookie(visit.tenant.slug, secure=secure))
        return response

    def _drawn(
        self, page: Page, frame: Frame, language: Language, *, is_page: bool
    ) -> Response[Any]:
        content = self.pages.render(
            page.template,
            page.view,
            language=language,
            frame=frame,
            is_alone=is_page,
            beside=page.beside,
        )
        return Response(
            content,
            status_code=page.status,
            media_type="text/html",
            headers={**PAGE_HEADERS, **page.headers, "Content-Language": language},
        )

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
            return self._problem(ProblemPage("session-ended"), 401, request, visit)
        if isinstance(error, TenantNotFound):
            return self._unknown_business(request, 404)
        if isinstance(error, Refused | Outdated | Invalid):
            return self._refused(error, request, visit)
        for kind, status, name in KINDS:
            if isinstance(error, kind):
                return self._problem(ProblemPage(name), status, request, visit)
        _log.error("failed", error=error)
        view = ProblemPage("internal", request.scope["state"].get("request_id"))
        return self._problem(view, 500, request, visit)

    def _to_sign_in(self, visit: Visit) -> Response[Any]:
        back = quote(path_of(visit.request), safe="")
        if visit.half:
            missing = f"/c/{visit.tenant.slug}/sign-in/{visit.half.session.needs}"
            return self.elsewhere(Elsewhere(f"{missing}?return_to={back}"), visit)
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
            return self._problem(ProblemPage("refused", word=word), status, request, visit)
        nothing = {"HX-Reswap": "none"}
        view = Toast(word, tone="bad")
        page = Page("layout/toast.html", view, status=status, headers=nothing)
        return self.response(page, visit, None)

    def _problem(
        self, view: ProblemPage, status: int, request: AnyRequest, visit: Visit | None
    ) -> Response[Any]:
        headers = {"Retry-After": RETRY_SECONDS} if status == 503 else {}
        view = replace(view, is_passing=status >= 500 and request.method == "GET")
        page = Page("layout/problem.html", view, status=status, headers=headers)
        return self.response(page, visit, None) if visit else self.outside(page, request)

    def _unknown_business(self, request: AnyRequest, status: int) -> Response[Any]:
        """Never had, suspended and closed look alike. What was typed is shown to be mended."""
        typed = business_of(path_of(request)) or ""
        view = Doorstep(typed[:SLUG_LENGTH_MAX], is_unknown=True)
        return self.outside(Page("doorstep/doorstep.html", view, status=status), request)


async def _form(declared: Route, request: AnyRequest) -> dict[str, list[str]]:
    if declared.method != "POST":
        return read_query(request)
    return await read_form(request, with_files=declared.takes_bytes_max is not None)


def _require_account(visit: Visit) -> None:
    if visit.account is None:
        raise SessionEnded


def prove_again(visit: Visit) -> Page:
    """A dialog that wants the password again. What was asked for comes after it; what was sent is
    to be sent again, from the page where that was done."""
    request = visit.request
    if request.method == "GET":
        return Page("account/proof.html", ProofForm(path_of(request)))
    place = request.headers.get("hx-current-url") or request.headers.get("referer", "")
    return Page("account/proof.html", ProofForm(page=_path_of(str(place))))


def _path_of(address: str) -> str:
    """Empty for what is no address: anybody may write anything into a header."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


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
# Of refusals that come without a reason of ours; any other is a request that nobody could read.
KIND_OF_STATUS: Mapping[int, ProblemKind] = {
    403: "not-allowed",
    404: "not-found",
    405: "wrong-way",
    500: "internal",
    503: "unavailable",
}


def download(file: Download) -> Response[Any]:
    """The name is one of ours: plain letters, so that no header has to quote it."""
    how = "inline" if file.is_shown else "attachment"
    headers = {**PAGE_HEADERS, "Content-Disposition": f'{how}; filename="{file.name}"'}
    if file.is_sandboxed:
        headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return Response(file.content, status_code=200, media_type=file.kind, headers=headers)


def streamed(file: Streamed) -> Response[Any]:
    headers = {
        **PAGE_HEADERS,
        "Content-Disposition": f'attachment; filename="{file.name}"',
        "Content-Length": str(file.size_bytes),
    }
    return Stream(file.pieces, status_code=200, media_type=file.kind, headers=headers)


def redirect(address: str, request: AnyRequest, cookies: list[Cookie]) -> Response[Any]:
    headers = {**PAGE_HEADERS}
    if is_fragment(request):
        headers["HX-Redirect"] = address
        return Response(b"", status_code=200, headers=headers, cookies=cookies)
    headers["Location"] = address
    return Response(b"", status_code=303, headers=headers, cookies=cookies)
