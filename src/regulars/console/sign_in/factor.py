"""Between password and console: the second factor, or setting one up first."""

from dataclasses import replace
from urllib.parse import quote

from regulars.console.account.views import EnrolmentPage, FactorPage, PasskeyQuestion
from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.sign_in.entering import (
    browser_of,
    came_of,
    know_browser,
    let_in,
    opening_of,
    return_address,
    site_of,
)
from regulars.domains import identity
from regulars.domains.identity import Factors, SignInOutcome, WrongFactor
from regulars.runtime.tx import Tx

TEMPLATE = "sign_in/factor.html"
HALF = ("factor",)


async def count_try(call: Call, tx: Tx) -> Page | None:
    """Committed before the code is looked at: no crash gives a free try."""
    session = call.visit.signed_in.session
    tried = await identity.count_factor_try(tx, session.staff_id, came_of(call.visit))
    if not tried.wait_seconds:
        return None
    await identity.note_waiting_factor(tx, session.staff_id, tried)
    view = await _page(call, tx, wait_seconds=tried.wait_seconds)
    headers = {"Retry-After": str(tried.wait_seconds)}
    return Page(TEMPLATE, view, status=429, headers=headers)


async def count_code(call: Call, tx: Tx) -> Page | None:
    """A field that was left empty is no try."""
    if call.value("code").strip():
        return await count_try(call, tx)
    missing = {"code": ("factor_missing",)}
    return Page(TEMPLATE, replace(await _page(call, tx), errors=missing), status=422)


@route("GET", "/sign-in/factor", None, half=HALF)
async def factor_page(call: Call, tx: Tx) -> Answered:
    if call.visit.signed_in.session.needs == "nothing":
        return Elsewhere(return_address(call.visit, call.value("return_to")))
    return Page(TEMPLATE, await _page(call, tx))


@route("POST", "/sign-in/factor", None, half=HALF, first=count_code)
async def prove_factor(call: Call, tx: Tx) -> Answered:
    staff_id = call.visit.signed_in.session.staff_id
    method = await identity.code_opens(tx, staff_id, call.value("code"))
    return await _finish(call, tx, method)


@route("POST", "/sign-in/factor/question", None, half=HALF)
async def ask_passkey(call: Call, tx: Tx) -> Answered:
    visit = call.visit
    options = await identity.ask_passkey(
        tx,
        site_of(visit),
        bound_to=browser_of(visit.desk, visit),
        staff_id=visit.signed_in.session.staff_id,
    )
    address = f"{call.home}/sign-in/factor/passkey"
    view = PasskeyQuestion("get", options, address, return_to=call.value("return_to"))
    return Page("account/passkey_question.html", view)


@route("POST", "/sign-in/factor/passkey", None, half=HALF, first=count_try)
async def prove_passkey(call: Call, tx: Tx) -> Answered:
    visit = call.visit
    proven = await identity.passkey_opens(
        tx,
        site_of(visit),
        answer=call.value("answer"),
        bound_to=browser_of(visit.desk, visit),
        staff_id=visit.signed_in.session.staff_id,
    )
    return await _finish(call, tx, "passkey" if proven else None)


@route("GET", "/sign-in/enrolment", None, half=("enrolment",))
async def enrolment_page(call: Call, tx: Tx) -> Answered:  # noqa: ARG001 - every page has both
    back = return_address(call.visit, call.value("return_to"))
    if call.visit.signed_in.session.needs == "nothing":
        return Elsewhere(back)
    return Page("sign_in/enrolment.html", EnrolmentPage(back))


ROUTES: tuple[Route, ...] = (
    factor_page,
    prove_factor,
    ask_passkey,
    prove_passkey,
    enrolment_page,
)


async def _finish(call: Call, tx: Tx, method: str | None) -> Answered:
    visit = call.visit
    session = visit.signed_in.session
    back = return_address(visit, call.value("return_to"))
    if session.needs == "nothing":
        return Elsewhere(back)
    if method is None:
        tries = await identity.factor_tries(tx, session.staff_id, came_of(visit))
        await identity.note_wrong_factor(tx, session.staff_id, tries)
        view = await _page(call, tx, error="wrong_factor")
        # What a wrong answer spent has to stay spent.
        return Page(TEMPLATE, view, status=422, is_kept=True)
    try:
        signed = await identity.finish_sign_in(
            tx, session, opening_of(visit), came=came_of(visit), method=method
        )
    except WrongFactor:
        return Elsewhere(f"{call.home}/sign-in?return_to={quote(back, safe='')}")
    if signed.outcome is not SignInOutcome.SIGNED_IN:
        return Elsewhere(f"{call.home}/sign-in", is_new_to_us=True)
    return let_in(visit, await know_browser(tx, visit, signed), back)


async def _page(
    call: Call, tx: Tx, *, error: str | None = None, wait_seconds: int = 0
) -> FactorPage:
    visit = call.visit
    have: Factors = await identity.read_factors(
        tx, visit.signed_in.session.staff_id, environment=visit.desk.settings.environment
    )
    back = return_address(visit, call.value("return_to"))
    return FactorPage(
        have.has_authenticator,
        bool(have.passkeys),
        back,
        error,
        wait_seconds,
        call.value("by") == "recovery",
    )
