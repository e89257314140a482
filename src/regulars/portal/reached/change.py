"""A new number or address: who they are, a code to the new one, and it moves."""

from dataclasses import replace

from regulars.domains import customers, identity
from regulars.domains.customers import (
    ChangeAsked,
    IdentifierChange,
    NothingProven,
    PhoneInUse,
    ProofNeeded,
    ReachNotAvailable,
)
from regulars.domains.identity import AccountSession, Guess
from regulars.kernel.errors import BadValue, Invalid
from regulars.portal.codes.counting import count_peer_try, held_back
from regulars.portal.codes.views import CodeKind, CodePage, Step
from regulars.portal.codes.waiting import (
    Use,
    Waiting,
    code_page,
    read_waiting,
    write_waiting,
    written_out,
)
from regulars.portal.flashes import FlashName
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
from regulars.portal.pipeline import SessionEnded
from regulars.portal.reached.views import ReachForm
from regulars.portal.visits import Visit
from regulars.runtime.beat import CODES
from regulars.runtime.tx import Tx

TYPED_LENGTH_MAX = 254
FORM, CODE = "reached/change.html", "reached/code.html"
USE: Use = "portal change"


@open_route("GET", "/profile/reached")
async def reach_form(call: Call) -> Answered:
    _require_somebody(call.visit)
    view = await _form(call.visit, _kind(call))
    if call.value("prove") == "yes" and not view.is_proven:
        view = replace(view, typed=view.known)
    elif typed := await _typed_before(call, view.kind):
        view = replace(view, typed=typed)
    return Page(FORM, view)


@open_route("POST", "/profile/reached", beat=CODES)
async def ask_change(call: Call) -> Answered:
    _require_somebody(call.visit)
    kind, typed = _kind(call), call.value("typed").strip()[:TYPED_LENGTH_MAX]
    return await _asked(call.visit, kind, typed, even_so=call.value("even_so") == "yes")


@open_route("GET", "/profile/reached/code")
async def change_code_page(call: Call) -> Answered:
    _require_somebody(call.visit)
    state = call.value("s")
    route = "GET /p/{tenant}/profile/reached/code"
    return Page(CODE, _code(state, await _changing(call.visit, state, route=route)))


@open_route("POST", "/profile/reached/code", beat=CODES)
async def prove_change(call: Call) -> Answered:
    visit, state = call.visit, call.value("s")
    _require_somebody(visit)
    changing = await _changing(visit, state, route=POST_CODE)
    view = _code(state, changing)
    try:
        code = identity.read_code(call.value("code"))
    except BadValue:
        return Page(CODE, replace(view, is_malformed=True), 422)
    if wait := await count_peer_try(visit, "code_typed", route=POST_CODE):
        return held_back(CODE, replace(view, wait_seconds=wait))
    if changing.step == "confirm":
        return await _confirmed(visit, changing, view, code)
    try:
        done = await _proven(visit, changing, code)
    except ReachNotAvailable:
        refused = ReachForm(changing.kind, refused="portal-reached-not-available")
        return Page(FORM, refused, 409)
    if done is None:
        return Page(CODE, replace(view, is_refused=True), 422)
    return Elsewhere("/profile", flash=_flash_of(done))


@open_route("POST", "/profile/reached/code/again", seen_at="/profile/reached/code", beat=CODES)
async def send_again(call: Call) -> Answered:
    """To the same number or address, or to what they are known by while that is still asked."""
    visit, state = call.visit, call.value("s")
    _require_somebody(visit)
    changing = await _changing(visit, state, route=POST_AGAIN)
    return await _asked(
        visit,
        changing.kind,
        changing.typed,
        even_so=changing.even_so,
        flash="code-again",
        waiting=_code(state, changing),
    )


ROUTES: tuple[OpenRoute, ...] = (
    reach_form,
    ask_change,
    change_code_page,
    prove_change,
    send_again,
)
POST_CODE = "POST /p/{tenant}/profile/reached/code"
POST_AGAIN = "POST /p/{tenant}/profile/reached/code/again"


async def _typed_before(call: Call, kind: CodeKind) -> str:
    """Who comes back from the page for the code has a digit to mend, and not all to type anew."""
    try:
        route = "GET /p/{tenant}/profile/reached"
        changing = await _changing(call.visit, call.value("s"), route=route)
    except PageOver:
        return ""
    return changing.typed if changing.kind == kind else ""


async def _asked(
    visit: Visit,
    kind: CodeKind,
    typed: str,
    *,
    even_so: bool,
    flash: FlashName | None = None,
    waiting: CodePage | None = None,
) -> Answered:
    """The page for the code, or the form again with what is wrong or has to be asked first.
    `waiting` is the page of a code that is on its way and goes on to count."""
    view = replace(await _form(visit, kind), typed=typed)
    try:
        asked = await _ask(visit, kind, typed, even_so=even_so)
    except Invalid as invalid:
        return Page(FORM, replace(view, errors={"typed": faults_of(invalid.errors)[kind]}), 422)
    except PhoneInUse as in_use:
        return Page(FORM, replace(view, held=tuple(one.name for one in in_use.held)), 409)
    except NothingProven:
        return Page(FORM, replace(view, refused="portal-reached-nothing-proven"), 409)
    if isinstance(asked, int):
        if waiting is not None:
            return held_back(CODE, replace(waiting, wait_seconds=asked))
        return held_back(FORM, replace(view, wait_seconds=asked))
    return Elsewhere(f"/profile/reached/code?s={asked}", flash=flash)


async def _ask(visit: Visit, kind: CodeKind, typed: str, *, even_so: bool) -> str | int:
    """The sealed state of the next page, or the seconds to wait."""
    if wait := await count_peer_try(visit, "code_asked", route=POST_CODE):
        return wait
    wanted = ChangeAsked(
        kind, typed, visit.settings.default_country, visit.language, even_so=even_so
    )

    async def ask(tx: Tx) -> str | int:
        # Read again: they may have proven themselves a moment ago.
        session = await _session(tx, visit)
        step: Step = "prove" if await customers.only_proves(tx, session, wanted) else "change"
        try:
            asked = await customers.request_change(
                tx, session, wanted, holds=visit.desk.phone_holds
            )
        except ProofNeeded:
            step = "confirm"
            asked = await customers.request_confirmation(tx, session, kind, language=visit.language)
        if isinstance(asked, int):
            return asked
        of_session, resend_in = session.id.bytes, asked.resend_in
        shown = written_out(visit, kind, typed)
        changing = Waiting(asked.id, kind, shown, of_session, resend_in, step=step, even_so=even_so)
        return write_waiting(tx, USE, changing)

    # In their name, and not narrowed to their rows: whose the new one is by now has to be seen.
    context = replace(visit.own(reading=False, route="POST /p/{tenant}/profile/reached"), own=None)
    return await visit.desk.database.unit(context, ask)


async def _confirmed(visit: Visit, changing: Waiting, view: CodePage, code: str) -> Answered:
    """They are who they were: now the code to the new one."""
    session, guess = await _guessed(visit, changing)
    is_proven = await visit.desk.database.unit(
        visit.own(reading=False, route=POST_CODE),
        lambda tx: customers.confirm_themselves(tx, session, guess, code),
    )
    if not is_proven:
        return Page(CODE, replace(view, is_refused=True), 422)
    return await _asked(
        visit, changing.kind, changing.typed, even_so=changing.even_so, flash="reached-confirmed"
    )


async def _proven(visit: Visit, changing: Waiting, code: str) -> IdentifierChange | None:
    desk = visit.desk
    session, guess = await _guessed(visit, changing)
    # In their name, and not narrowed to their rows: whose the new number was has to be seen.
    context = replace(visit.own(reading=False, route=POST_CODE), own=None)
    return await desk.database.unit(
        context,
        lambda tx: customers.verify_change(
            tx,
            session,
            guess,
            code,
            portal=desk.portal(visit.tenant),
            holds=desk.phone_holds,
        ),
    )


async def _guessed(visit: Visit, changing: Waiting) -> tuple[AccountSession, Guess]:
    """Counted and committed before the code is looked at."""

    async def count(tx: Tx) -> tuple[AccountSession, Guess]:
        session = await _session(tx, visit)
        return session, await customers.count_change_guess(tx, session, changing.challenge)

    return await visit.desk.database.unit(visit.own(reading=False, route=POST_CODE), count)


async def _session(tx: Tx, visit: Visit) -> AccountSession:
    """As it is now, and only if it goes on."""
    session = await identity.read_account_session(tx, visit.signed_in.id)
    if session is None:
        raise SessionEnded
    return session


async def _form(visit: Visit, kind: CodeKind) -> ReachForm:
    context = visit.own(reading=True, route="GET /p/{tenant}/profile/reached")
    customer = await visit.desk.database.unit(
        context, lambda tx: customers.customer_by_id(tx, visit.customer_id)
    )
    known = customer.person.phone if kind == "phone" else customer.person.email
    verified = customer.verified
    is_proven = (verified.phone_at if kind == "phone" else verified.email_at) is not None
    return ReachForm(kind, known=known or "", is_proven=is_proven)


def _flash_of(done: IdentifierChange) -> FlashName:
    if done.took_over:
        return "reached-taken-over"
    if done.is_same:
        return "reached-verified"
    return "reached-changed" if done.had_one else "reached-added"


def _code(state: str, changing: Waiting) -> CodePage:
    return code_page("/profile/reached/code", state, changing)


async def _changing(visit: Visit, state: str, *, route: str) -> Waiting:
    """Who is not in by the sign-in that asked is told nothing of it."""
    mine = visit.signed_in.id.bytes
    return await read_waiting(visit, USE, state, bound_to=mine, over="/profile", route=route)


def _kind(call: Call) -> CodeKind:
    return "email" if call.value("kind") == "email" else "phone"


def _require_somebody(visit: Visit) -> None:
    if visit.session is None:
        raise SessionEnded
