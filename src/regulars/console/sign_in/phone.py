"""Vendors and drivers sign in with a code to their phone. Known and unknown numbers look alike."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler

from regulars.browser.forgery import Forged, read_form, refuse_forged
from regulars.console.cookies import AnyRequest, anonymous_secret
from regulars.console.pages import Elsewhere, Page
from regulars.console.pipeline import Console
from regulars.console.settings.faults import errors_of
from regulars.console.sign_in.asked import Asked, bound_to, read_asked, write_asked
from regulars.console.sign_in.entering import (
    came_of,
    know_browser,
    landing,
    let_in,
    opening_of,
    return_address,
)
from regulars.console.sign_in.handlers import (
    as_stranger,
    count_peer_try,
    entrance_page,
    strangers_context,
)
from regulars.console.sign_in.views import PhoneCodePage, PhonePage
from regulars.console.visits import Visit
from regulars.domains import identity
from regulars.domains.identity import SignIn, SignInOutcome, StaffCodeAsked
from regulars.kernel.errors import BadValue, Invalid
from regulars.kernel.phone import parse_phone
from regulars.runtime.beat import CODES
from regulars.runtime.tx import Tx

PHONE, CODE = "sign_in/phone.html", "sign_in/phone_code.html"
TYPED_LENGTH_MAX = 60
ROUTE = "/c/{tenant}/sign-in/phone"
Run = Callable[[Console, Visit], Awaitable[Response[Any]]]


def phone_handlers(console: Console) -> list[HTTPRouteHandler]:
    place = "/c/{tenant:str}/sign-in/phone"

    @get(place, name="console.sign_in.phone")
    async def show(request: AnyRequest) -> Response[Any]:
        return await _answered(console, request, _show)

    @post(place, name="console.sign_in.phone.post", status_code=200, beat=CODES)
    async def ask(request: AnyRequest) -> Response[Any]:
        return await _answered(console, request, _ask)

    @get(f"{place}/code", name="console.sign_in.phone.code")
    async def code(request: AnyRequest) -> Response[Any]:
        return await _answered(console, request, _code_page)

    @post(f"{place}/code", name="console.sign_in.phone.code.post", status_code=200, beat=CODES)
    async def enter(request: AnyRequest) -> Response[Any]:
        return await _answered(console, request, _enter)

    @post(f"{place}/again", name="console.sign_in.phone.again", status_code=200, beat=CODES)
    async def again(request: AnyRequest) -> Response[Any]:
        return await _answered(console, request, _again)

    return [show, ask, code, enter, again]


async def _answered(console: Console, request: AnyRequest, run: Run) -> Response[Any]:
    visit: Visit | None = None
    try:
        visit = as_stranger(console, await console.visits.of(request))
        if request.method == "POST":
            await refuse_forged(visit)
            if not anonymous_secret(console.desk, request) and visit.account is None:
                raise Forged
        if visit.account is not None:
            home = f"/c/{visit.tenant.slug}"
            there = Elsewhere(landing(visit, home, visit.account.session))
            return console.elsewhere(there, visit)
        return await run(console, visit)
    except Exception as error:  # noqa: BLE001 - logged there
        return console.refusal(error, request, visit)


async def _show(console: Console, visit: Visit) -> Response[Any]:
    back = return_address(visit, visit.request.query_params.get("return_to", ""))
    return entrance_page(console, visit, Page(PHONE, PhonePage(return_to=back)))


async def _ask(console: Console, visit: Visit) -> Response[Any]:
    form = await read_form(visit.request)
    typed = form.get("phone", [""])[-1].strip()[:TYPED_LENGTH_MAX]
    view = PhonePage(typed, return_to=return_address(visit, form.get("return_to", [""])[-1]))
    try:
        asked = await _asked(visit, view.phone, view.return_to, route=f"POST {ROUTE}")
    except Invalid as invalid:
        page = Page(PHONE, replace(view, errors=errors_of(invalid)), status=422)
        return entrance_page(console, visit, page)
    if isinstance(asked, int):
        held = replace(view, wait_seconds=asked)
        return entrance_page(console, visit, _held(PHONE, held, asked))
    return console.elsewhere(Elsewhere(_code_address(visit, asked)), visit)


async def _code_page(console: Console, visit: Visit) -> Response[Any]:
    state = visit.request.query_params.get("s", "")
    asked = await _opened(visit, state, route=f"GET {ROUTE}/code")
    if asked is None:
        return _begin_again(console, visit)
    return _code_answer(console, visit, _view(state, asked))


async def _enter(console: Console, visit: Visit) -> Response[Any]:
    form, route = await read_form(visit.request), f"POST {ROUTE}/code"
    state = form.get("s", [""])[-1]
    asked = await _opened(visit, state, route=route)
    if asked is None:
        return _begin_again(console, visit)
    view = _view(state, asked)
    try:
        code = identity.read_code(form.get("code", [""])[-1])
    except BadValue:
        return _code_answer(console, visit, replace(view, is_malformed=True), status=422)
    if wait := await count_peer_try(visit, "code_typed", route=route):
        return _code_answer(console, visit, replace(view, wait_seconds=wait))
    signed = await _signed_in(visit, asked, code, route=route)
    if signed.outcome is not SignInOutcome.SIGNED_IN:
        # Wrong, late, used and never sent are told alike.
        return _code_answer(console, visit, replace(view, is_refused=True), status=422)
    back = return_address(visit, asked.return_to)
    return console.elsewhere(let_in(visit, signed, back), visit)


async def _again(console: Console, visit: Visit) -> Response[Any]:
    form, route = await read_form(visit.request), f"POST {ROUTE}/again"
    state = form.get("s", [""])[-1]
    before = await _opened(visit, state, route=route)
    if before is None:
        return _begin_again(console, visit)
    asked = await _asked(visit, before.phone, before.return_to, route=route)
    if isinstance(asked, int):
        return _code_answer(console, visit, replace(_view(state, before), wait_seconds=asked))
    return console.elsewhere(Elsewhere(_code_address(visit, asked), flash="code-again"), visit)


async def _asked(visit: Visit, phone: str, back: str, *, route: str) -> str | int:
    """The sealed state of the page that waits for the code, or the seconds to wait. Where it comes
    from is counted, and committed, before anybody is looked for."""
    if wait := await count_peer_try(visit, "code_asked", route=route):
        return wait
    mine = bound_to(visit)
    wanted = StaffCodeAsked(phone, visit.language, mine, came_of(visit))

    async def ask(tx: Tx) -> str | int:
        asked = await identity.ask_staff_code(tx, wanted)
        if isinstance(asked, int):
            return asked
        # With its country: who comes from elsewhere sees that theirs was read as one from here.
        shown = parse_phone(phone, country=visit.settings.default_country).e164
        return write_asked(tx, Asked(asked.id, shown, asked.resend_in, mine, return_to=back))

    return await visit.desk.database.unit(strangers_context(visit, route), ask)


async def _signed_in(visit: Visit, asked: Asked, code: str, *, route: str) -> SignIn:
    """Counted, proven and opened in three units of work: no crash gives a free guess, and the
    session begins in the name of whoever has proven who they are."""
    database, context, came = visit.desk.database, strangers_context(visit, route), came_of(visit)
    guess = await database.unit(
        context, lambda tx: identity.count_guess(tx, asked.challenge, bound_to=bound_to(visit))
    )
    proof = await database.unit(context, lambda tx: identity.prove_staff_code(tx, guess, code))
    if proof is None:
        return SignIn(SignInOutcome.REFUSED)

    async def open_one(tx: Tx) -> SignIn:
        signed = await identity.sign_in_by_phone(tx, proof, opening_of(visit), came=came)
        if signed.session is None or signed.session.needs == "factor":
            return signed
        return await know_browser(tx, visit, signed)

    themselves = replace(context, actor_kind="staff", actor_id=proof.account_id)
    return await database.unit(themselves, open_one)


async def _opened(visit: Visit, state: str, *, route: str) -> Asked | None:
    async def opened(tx: Tx) -> Asked | None:
        return read_asked(tx, visit, state)

    return await visit.desk.database.unit(strangers_context(visit, route), opened)


def _view(state: str, asked: Asked) -> PhoneCodePage:
    return PhoneCodePage(state, asked.phone, asked.resend_seconds)


def _code_answer(
    console: Console, visit: Visit, view: PhoneCodePage, *, status: int = 200
) -> Response[Any]:
    """Whichever form it answers, it is opened again where it waits for the code."""
    place = f"/c/{visit.tenant.slug}/sign-in/phone/code"
    page = Page(CODE, view, status=status)
    if view.wait_seconds:
        page = _held(CODE, view, view.wait_seconds)
    return entrance_page(console, replace(visit, seen_at=place, sealed=view.state), page)


def _held(template: str, view: object, seconds: int) -> Page:
    return Page(template, view, status=429, headers={"Retry-After": str(seconds)})


def _code_address(visit: Visit, state: str) -> str:
    return f"/c/{visit.tenant.slug}/sign-in/phone/code?s={state}"


def _begin_again(console: Console, visit: Visit) -> Response[Any]:
    there = Elsewhere(f"/c/{visit.tenant.slug}/sign-in/phone", flash="code-over")
    return console.elsewhere(there, visit)
