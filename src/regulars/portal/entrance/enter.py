"""The door: one field, and a code is on its way. New and known come in alike."""

from dataclasses import replace
from typing import Literal

import phonenumbers

from regulars.browser.cookies import keeping
from regulars.domains import tenants
from regulars.domains.identity import end_account_session
from regulars.kernel.errors import Invalid
from regulars.portal.codes.counting import held_back
from regulars.portal.codes.views import CodeKind
from regulars.portal.codes.waiting import read_waiting
from regulars.portal.entrance.asking import USE, ask_for_code, bound_to
from regulars.portal.entrance.views import EnterPage
from regulars.portal.pages import (
    Answered,
    Call,
    Elsewhere,
    OpenRoute,
    Page,
    PageOver,
    faults_of,
    open_route,
)
from regulars.runtime.beat import CODES
from regulars.runtime.channel import ChannelKind
from regulars.runtime.tx import Tx

TYPED_LENGTH_MAX = 254


@open_route("GET", "/sign-in")
async def enter_page(call: Call) -> Answered:
    if call.visit.session is not None:
        return Elsewhere("")
    visit = call.visit
    ways = await visit.desk.database.unit(
        visit.anyone(route="GET /p/{tenant}/sign-in"), tenants.open_channels
    )
    by = by_of(call)
    if not call.value("by") and ways == {"email"}:
        by = "email"
    typed = await _typed_before(call, by)
    view = EnterPage(by, typed, _example(call), lacks=_lacks(by, ways))
    return Page("entrance/enter.html", view)


@open_route("POST", "/sign-in", beat=CODES)
async def enter(call: Call) -> Answered:
    if call.visit.session is not None:
        return Elsewhere("")
    by = by_of(call)
    typed = call.value(by).strip()[:TYPED_LENGTH_MAX]
    view = EnterPage(by, typed, _example(call))
    if not typed:
        return _again(view, {by: (f"{by}_missing",)})
    try:
        asked = await ask_for_code(call.visit, by, typed, route="POST /p/{tenant}/sign-in")
    except Invalid as invalid:
        return _again(view, faults_of(invalid.errors))
    if isinstance(asked, int):
        return held_back("entrance/enter.html", replace(view, wait_seconds=asked))
    return Elsewhere(f"/code?s={asked}")


@open_route("GET", "/number")
async def number_page(_: Call) -> Answered:
    """Not your number any more? What to do, without anybody having to ask."""
    return Page("entrance/number.html", None)


@open_route("POST", "/sign-out", seen_at="/sign-in")
async def sign_out(call: Call) -> Answered:
    """Whoever is out already is out. The device stays known, the session does not."""
    visit = call.visit
    gone = keeping(visit.desk, visit.tenant, "rp", "", seconds=0)
    session = visit.session
    if session is not None:

        async def end(tx: Tx) -> None:
            await end_account_session(tx, session.account_id, session.id, ended_by="sign_out")

        context = visit.own(reading=False, route="POST /p/{tenant}/sign-out")
        await visit.desk.database.unit(context, end)
    return Elsewhere("/sign-in", flash="signed-out", cookies=(gone,))


ROUTES: tuple[OpenRoute, ...] = (enter_page, enter, number_page, sign_out)


def by_of(call: Call) -> CodeKind:
    return "email" if call.value("by") == "email" else "phone"


def _lacks(by: CodeKind, ways: frozenset[ChannelKind]) -> Literal["", "phone", "email", "both"]:
    """Of the shop, and of nobody who comes: the same for known and unknown."""
    if not ways:
        return "both"
    way: ChannelKind = "sms" if by == "phone" else "email"
    return "" if way in ways else by


async def _typed_before(call: Call, by: CodeKind) -> str:
    """Who comes back from the page for the code has a digit to mend, and not all to type anew."""
    state = call.value("s")
    try:
        waiting = await read_waiting(
            call.visit,
            USE,
            state,
            bound_to=bound_to(call.visit),
            over="/sign-in",
            route="GET /p/{tenant}/sign-in",
        )
    except PageOver:
        return ""
    return waiting.typed if waiting.kind == by else ""


def _again(view: EnterPage, errors: dict[str, tuple[str, ...]]) -> Page:
    return Page("entrance/enter.html", EnterPage(view.by, view.typed, view.example, errors), 422)


def _example(call: Call) -> str:
    """How a mobile number of the shop's country looks, from the library's own invented ones."""
    kind = phonenumbers.PhoneNumberType.MOBILE
    number = phonenumbers.example_number_for_type(call.country, kind)
    if number is None:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
