"""From a visit to a page: who, is it really them who asks, open, run, draw. One way for all."""

import secrets
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

from litestar import Response
from litestar.datastructures import Cookie
from litestar.handlers import HTTPRouteHandler

from regulars.browser.cookies import (
    AnyRequest,
    anonymous_cookie_of,
    anonymous_secret,
    credential_kept,
    csrf_token_of,
)
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
from regulars.desk import Desk
from regulars.domains.tenants import TenantNotFound
from regulars.kernel.errors import DomainError, Invalid, NotFound, Outdated, Refused, Unavailable
from regulars.portal.flashes import COOKIE, FlashName, flash_cookie
from regulars.portal.languages import chosen_language, language_cookie
from regulars.portal.layout.views import ProblemKind, ProblemPage, Section
from regulars.portal.pages import (
    Answered,
    Call,
    Content,
    Elsewhere,
    OpenRoute,
    Page,
    PageOver,
    Route,
)
from regulars.portal.rendering import Pages
from regulars.portal.visits import Visit, Visits, outside_frame
from regulars.runtime.language import Language, pick_language
from regulars.runtime.telemetry import logger
from regulars.runtime.tx import Tx

_log = logger("portal")

RETRY_SECONDS = "1"
KINDS: tuple[tuple[type[Exception], int, ProblemKind], ...] = (
    (NotFound, 404, "not-found"),
    (Forged, 403, "forged"),
    (FormLost, 413, "refused"),
    (Unavailable, 503, "unavailable"),
)
KIND_OF_STATUS: dict[int, ProblemKind] = {
    404: "not-found",
    405: "wrong-way",
    500: "internal",
    503: "unavailable",
}


class SessionEnded(Exception):
    """Nobody is signed in, and this page is for people who are."""


class _Again(Exception):
    """A form is shown again with its faults: whatever was written on the way is rolled back."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page


class Portal:
    """What every page shares. One for each process."""

    def __init__(self, desk: Desk, visits: Visits, pages: Pages) -> None:
        self.desk = desk
        self.visits = visits
        self.pages = pages

    def handler(self, declared: Route) -> HTTPRouteHandler:
        async def handle(request: AnyRequest) -> Response[Any]:
            return await self._answer(declared, request)

        handle.__name__ = declared.run.__name__
        own: dict[str, Any] = {}
        if declared.takes_bytes_max:
            own["request_max_body_size"] = declared.takes_bytes_max
        return _registered(declared, handle, own)

    def open_handler(self, declared: OpenRoute) -> HTTPRouteHandler:
        async def handle(request: AnyRequest) -> Response[Any]:
            return await self._answer_anyone(declared, request)

        handle.__name__ = declared.run.__name__
        return _registered(declared, handle, {"beat": declared.beat})

    async def _answer(self, declared: Route, request: AnyRequest) -> Response[Any]:
        visit: Visit | None = None
        with ExitStack() as until_answered:
            try:
                if declared.takes_bytes_max:
                    # Room for files, and patience with them, is for who is signed in already.
                    visit = await self.visits.of(request)
                    _require_session(visit)
                    sending = self.desk.uploads.one_of(visit.signed_in.account_id)
                    until_answered.enter_context(sending)
                with_files = declared.takes_bytes_max is not None
                if declared.method == "POST":
                    await read_form(request, with_files=with_files)
                visit = await self.visits.of(request)
                _require_session(visit)
                if declared.method == "POST":
                    await refuse_forged(visit, with_files=with_files)
                answered = await self._run(declared, visit)
            except Exception as error:  # noqa: BLE001 - the last resort, which logs what is ours
                return self.refusal(error, request, visit)
            return self.response(answered, visit, declared.section, _here(declared, visit))

    async def _run(self, declared: Route, visit: Visit) -> Answered:
        with_files = declared.takes_bytes_max is not None
        files = await read_files(visit.request) if with_files else {}
        call = replace(await _call(declared.method, visit, with_files=with_files), files=files)
        if beforehand := declared.beforehand:
            call = replace(call, brought=await beforehand(call))
        context = visit.own(
            reading=declared.method == "GET", route=f"{declared.method} {declared.path}"
        )

        async def run(tx: Tx) -> Answered:
            answered = await declared.run(call, tx)
            if isinstance(answered, Page) and answered.status >= 400:
                raise _Again(answered)
            return answered

        try:
            return await self.desk.database.unit(context, run)
        except _Again as again:
            return again.page

    async def _answer_anyone(self, declared: OpenRoute, request: AnyRequest) -> Response[Any]:
        """The door: whoever comes to it first is given a secret, so that the form is bound to
        this browser."""
        visit: Visit | None = None
        try:
            if declared.method == "POST":
                await read_form(request)
            visit = await self.visits.of(request)
            if declared.method == "POST":
                await self._refuse_forged(visit)
                if visit.session is None and not anonymous_secret(self.desk, request):
                    raise Forged
            visit, given = self._with_secret(visit)
            answered = await declared.run(await _call(declared.method, visit))
        except Exception as error:  # noqa: BLE001 - the last resort, which logs what is ours
            return self.refusal(error, request, visit)
        response = self.response(answered, visit, None, _here(declared, visit))
        response.cookies.extend(given)
        return response

    async def _refuse_forged(self, visit: Visit) -> None:
        """A page of a sign-in that is over carries its token: it is told so, and no more."""
        try:
            await refuse_forged(visit)
        except Forged:
            if visit.session is None and self._had_session(visit):
                raise SessionEnded from None
            raise

    def _had_session(self, visit: Visit) -> bool:
        return credential_kept(self.desk, visit.tenant, visit.request, "rp") is not None

    def _with_secret(self, visit: Visit) -> tuple[Visit, tuple[Cookie, ...]]:
        if visit.session is not None or anonymous_secret(self.desk, visit.request):
            return visit, ()
        secret = secrets.token_urlsafe(32)
        bound = replace(visit, csrf_token=csrf_token_of(secret, visit.tenant))
        return bound, (anonymous_cookie_of(self.desk, secret),)

    async def stranger(self, request: AnyRequest, status: int) -> Response[Any]:
        """What no route has answered, said on a page of the shop, where there is one."""
        visit: Visit | None = None
        kind = KIND_OF_STATUS.get(status, "unreadable")
        _, _, slug, *_ = [*path_of(request).split("/"), "", ""]
        try:
            if slug:
                visit = await self.visits.at(slug, request)
        except TenantNotFound:
            kind = "no-shop"
        except Unavailable:
            status, kind = 503, "unavailable"
        if not slug:
            kind = "no-shop"
        request_id = request.scope["state"].get("request_id") if kind == "internal" else None
        return self._problem(ProblemPage(kind, request_id), status, request, visit)

    def response(
        self, answered: Answered, visit: Visit, section: Section | None, here: str
    ) -> Response[Any]:
        if isinstance(answered, Elsewhere):
            return self._elsewhere(answered, visit)
        if isinstance(answered, Content):
            return _content(answered, visit)
        frame = visit.frame(section, here)
        if answered.is_outside:
            frame = replace(frame, is_signed_in=False)
        drawn = self.pages.render(
            answered.template, answered.view, language=visit.language, frame=frame
        )
        response = _html(drawn, answered.status, visit.language, answered.headers)
        secure = self.desk.settings.https
        if frame.flash or COOKIE in visit.request.cookies:
            response.cookies.append(flash_cookie(visit.tenant.slug, None, secure=secure))
        if "language" in visit.request.query_params:
            response.cookies.append(language_cookie(visit.language, secure=secure))
        return response

    def _elsewhere(self, there: Elsewhere, visit: Visit) -> Response[Any]:
        cookies = list(there.cookies)
        if there.flash:
            secure = self.desk.settings.https
            cookies.append(flash_cookie(visit.tenant.slug, there.flash, there.about, secure=secure))
        headers = {**PAGE_HEADERS, "Location": visit.home + there.path}
        return Response(b"", status_code=303, headers=headers, cookies=cookies)

    def refusal(self, error: Exception, request: AnyRequest, visit: Visit | None) -> Response[Any]:
        if isinstance(error, SessionEnded) and visit is not None:
            if request.method == "GET":
                flash: FlashName | None = "session-ended" if self._had_session(visit) else None
                there = Elsewhere("/sign-in", flash=flash)
                return self._elsewhere(there, visit)
            return self._problem(ProblemPage("session-ended"), 401, request, visit)
        if isinstance(error, PageOver) and visit is not None:
            return self._elsewhere(Elsewhere(error.path, flash="code-over"), visit)
        if isinstance(error, TenantNotFound):
            return self._problem(ProblemPage("no-shop"), 404, request, None)
        if isinstance(error, Refused | Outdated | Invalid):
            return self._refused(error, request, visit)
        for kind, status, name in KINDS:
            if isinstance(error, kind):
                return self._problem(ProblemPage(name), status, request, visit)
        _log.error("failed", error=error)
        view = ProblemPage("internal", request.scope["state"].get("request_id"))
        return self._problem(view, 500, request, visit)

    def _refused(
        self, error: DomainError, request: AnyRequest, visit: Visit | None
    ) -> Response[Any]:
        word = f"error-{error.code.replace('_', '-')}"
        status = 422 if isinstance(error, Invalid) else 409
        return self._problem(ProblemPage("refused", word=word), status, request, visit)

    def _problem(
        self, view: ProblemPage, status: int, request: AnyRequest, visit: Visit | None
    ) -> Response[Any]:
        headers = {"Retry-After": RETRY_SECONDS} if status == 503 else {}
        view = replace(view, is_passing=status >= 500 and request.method == "GET")
        page = Page("layout/problem.html", view, status, headers)
        if visit:
            is_found_here = request.method == "GET"
            here = path_of(request).removeprefix(visit.home) if is_found_here else ""
            return self.response(page, visit, None, here)
        accepted = request.headers.get("accept-language")
        language = chosen_language(request) or pick_language(accepted, "en")
        drawn = self.pages.render(
            page.template, view, language=language, frame=outside_frame(request)
        )
        return _html(drawn, status, language, headers)


def _registered(declared: Route | OpenRoute, handle: Any, own: dict[str, Any]) -> HTTPRouteHandler:
    methods: Any = [declared.method]
    name = f"portal.{declared.method}.{declared.path}"
    return HTTPRouteHandler(declared.path, http_method=methods, name=name, **own)(handle)


def _require_session(visit: Visit) -> None:
    if visit.session is None:
        raise SessionEnded


def _here(declared: Route | OpenRoute, visit: Visit) -> str:
    """Where a browser finds this page again by asking for it, within the portal."""
    if declared.seen_at is None:
        return path_of(visit.request).removeprefix(visit.home)
    return declared.seen_at.format_map(visit.request.path_params)


async def _call(method: str, visit: Visit, *, with_files: bool = False) -> Call:
    request = visit.request
    is_form = method == "POST"
    form = await read_form(request, with_files=with_files) if is_form else read_query(request)
    ids = {name: str(value) for name, value in request.path_params.items() if name != "tenant"}
    return Call(visit, form, ids)


def _html(drawn: str, status: int, language: Language, headers: Any) -> Response[Any]:
    said = {**PAGE_HEADERS, **headers, "Content-Language": language}
    return Response(drawn, status_code=status, media_type="text/html", headers=said)


def _content(answered: Content, visit: Visit) -> Response[Any]:
    etag = f'"{answered.etag}"'
    headers = {**SECURITY_HEADERS, "Cache-Control": "private, max-age=600", "ETag": etag}
    if visit.request.headers.get("if-none-match") == etag:
        return Response(b"", status_code=304, headers=headers)
    return Response(answered.content, media_type=answered.media_type, headers=headers)
