"""Signing in with a passkey alone: it is something one has and something one is or knows."""

from dataclasses import replace
from typing import Any
from urllib.parse import quote

from litestar import Response, post
from litestar.handlers import HTTPRouteHandler

from regulars.browser.forgery import Forged, read_form, refuse_forged
from regulars.console.account.views import PasskeyQuestion
from regulars.console.cookies import AnyRequest, anonymous_secret
from regulars.console.pages import Elsewhere, Page, is_fragment
from regulars.console.pipeline import Console
from regulars.console.sign_in.entering import (
    browser_of,
    came_of,
    know_browser,
    let_in,
    opening_of,
    return_address,
    site_of,
)
from regulars.console.sign_in.handlers import as_stranger, sign_in_page, strangers_context
from regulars.console.sign_in.views import PasskeyWait, SignInPage
from regulars.console.visits import Visit
from regulars.domains import identity
from regulars.domains.identity import SignIn, SignInOutcome
from regulars.kernel.ids import StaffId
from regulars.runtime.tx import Tx


def passkey_handlers(console: Console) -> list[HTTPRouteHandler]:
    @post(
        "/c/{tenant:str}/sign-in/passkey/question",
        name="console.sign_in.passkey.question",
        status_code=200,
    )
    async def question(request: AnyRequest) -> Response[Any]:
        return await _answered(console, request, _ask)

    @post("/c/{tenant:str}/sign-in/passkey", name="console.sign_in.passkey", status_code=200)
    async def enter(request: AnyRequest) -> Response[Any]:
        return await _answered(console, request, _enter)

    return [question, enter]


async def _answered(console: Console, request: AnyRequest, run: Any) -> Response[Any]:
    visit: Visit | None = None
    try:
        visit = as_stranger(console, await console.visits.of(request))
        await refuse_forged(visit)
        if not anonymous_secret(console.desk, request) and visit.account is None:
            raise Forged
        answered: Response[Any] = await run(console, visit)
    except Exception as error:  # noqa: BLE001 - logged there
        return console.refusal(error, request, visit)
    return answered


async def _ask(console: Console, visit: Visit) -> Response[Any]:
    """Only a script can put it to the browser; whoever came without one signs in another way."""
    form = await read_form(visit.request)
    back = return_address(visit, form.get("return_to", [""])[-1])
    if not is_fragment(visit.request):
        there = f"/c/{visit.tenant.slug}/sign-in?return_to={quote(back, safe='')}"
        return console.elsewhere(Elsewhere(there), visit)
    context = strangers_context(visit, "POST /c/{tenant}/sign-in/passkey/question")
    site, bound_to = site_of(visit), browser_of(console.desk, visit)
    database, came = console.desk.database, came_of(visit)
    wait_seconds = await database.unit(context, lambda tx: identity.passkey_wait_seconds(tx, came))
    if wait_seconds:
        wait = PasskeyWait(wait_seconds)
        headers = {"Retry-After": str(wait_seconds), "HX-Reswap": "innerHTML"}
        page = Page("sign_in/passkey_wait.html", wait, status=429, headers=headers)
        return console.response(page, visit, None)
    options = await database.unit(
        context, lambda tx: identity.ask_passkey(tx, site, bound_to=bound_to)
    )
    address = f"/c/{visit.tenant.slug}/sign-in/passkey"
    view = PasskeyQuestion("get", options, address, return_to=back)
    return console.response(Page("account/passkey_question.html", view), visit, None)


async def _enter(console: Console, visit: Visit) -> Response[Any]:
    form = await read_form(visit.request)
    back = return_address(visit, form.get("return_to", [""])[-1])
    context = strangers_context(visit, "POST /c/{tenant}/sign-in/passkey")
    database, came = console.desk.database, came_of(visit)
    site, bound_to = site_of(visit), browser_of(console.desk, visit)
    wait_seconds = await database.unit(context, lambda tx: identity.passkey_wait_seconds(tx, came))
    if wait_seconds:
        view = SignInPage("", "too_many_attempts", wait_seconds, back)
        headers = {"Retry-After": str(wait_seconds)}
        return sign_in_page(console, visit, view, status=429, headers=headers)

    answer = form.get("answer", [""])[-1]

    async def look(tx: Tx) -> StaffId | None:
        return await identity.passkey_opens(tx, site, answer=answer, bound_to=bound_to)

    staff_id = await database.unit(context, look)
    if staff_id is None:
        await database.unit(context, identity.note_passkey_refusal)
        view = SignInPage(error="passkey_refused", return_to=back)
        return sign_in_page(console, visit, view, status=401)

    async def open_one(tx: Tx) -> SignIn:
        if not await identity.passkey_stands(tx, staff_id, answer=answer):
            await identity.note_passkey_refusal(tx)
            return SignIn(SignInOutcome.REFUSED)
        signed = await identity.open_session(
            tx, staff_id, opening_of(visit), came=came, method="passkey"
        )
        if signed.outcome is not SignInOutcome.SIGNED_IN:
            return signed
        # The question counted as well as the answer.
        await identity.give_back_try(tx, came)
        if visit.account:
            await identity.end_session(tx, visit.account.session)
        return await know_browser(tx, visit, signed)

    themselves = replace(context, actor_kind="staff", actor_id=staff_id)
    signed = await database.unit(themselves, open_one)
    if signed.outcome is not SignInOutcome.SIGNED_IN:
        view = SignInPage(error=signed.outcome.value, return_to=back)
        return sign_in_page(console, visit, view, status=401)
    return console.elsewhere(let_in(visit, signed, back), visit)
