"""The page for the code. A try is counted and committed before the code is looked at."""

from dataclasses import replace
from uuid import UUID

from litestar.datastructures import Cookie

from regulars.browser.cookies import credential_kept, keeping
from regulars.domains import customers, identity
from regulars.domains.customers import Entered
from regulars.domains.identity import Credential
from regulars.kernel.errors import BadValue, Invalid
from regulars.portal.codes.counting import count_peer_try, held_back
from regulars.portal.codes.views import CodePage
from regulars.portal.codes.waiting import Waiting, code_page, read_waiting, write_waiting
from regulars.portal.entrance.asking import USE, ask_for_code, bound_to
from regulars.portal.entrance.enter import TYPED_LENGTH_MAX
from regulars.portal.entrance.views import MorePage
from regulars.portal.languages import chosen_language, language_cookie
from regulars.portal.pages import (
    Answered,
    Call,
    Elsewhere,
    OpenRoute,
    Page,
    faults_of,
    open_route,
)
from regulars.portal.visits import Visit
from regulars.runtime.beat import CODES
from regulars.runtime.browsers import seen_with
from regulars.runtime.tx import Tx

SESSION_SECONDS = 90 * 86_400
# Browsers keep no cookie longer (RFC 6265bis, 5.5).
DEVICE_SECONDS = 400 * 86_400
POST_CODE = "POST /p/{tenant}/code"


@open_route("GET", "/code")
async def code_to_come_in(call: Call) -> Answered:
    if call.visit.session is not None:
        return Elsewhere("")
    state = call.value("s")
    waiting = await _waiting(call.visit, state, route="GET /p/{tenant}/code")
    return Page("entrance/code.html", _view(state, waiting))


@open_route("POST", "/code", beat=CODES)
async def come_in(call: Call) -> Answered:
    visit, state = call.visit, call.value("s")
    waiting = await _waiting(visit, state, route=POST_CODE)
    view = _view(state, waiting)
    try:
        code = identity.read_code(call.value("code"))
    except BadValue:
        return Page("entrance/code.html", replace(view, is_malformed=True), 422)
    database, context = visit.desk.database, visit.anyone(route=POST_CODE)
    if wait := await count_peer_try(visit, "code_typed", route=POST_CODE):
        return held_back("entrance/code.html", replace(view, wait_seconds=wait))
    mine = bound_to(visit)
    guess = await database.unit(
        context, lambda tx: identity.count_guess(tx, waiting.challenge, bound_to=mine)
    )

    async def enter(tx: Tx) -> tuple[Entered | None, tuple[Cookie, ...]]:
        entered = await customers.enter(
            tx, guess, code, language=visit.language, bound_to=mine, also=waiting.also
        )
        return entered, await signed_in_as(tx, visit, entered)

    entered, cookies = await database.unit(context, enter)
    if entered is not None and entered.also_prove is not None:
        return Elsewhere(f"/more?s={await _more(visit, waiting, entered)}")
    if entered is None or not cookies:
        return Page("entrance/code.html", replace(view, is_refused=True), 422)
    return Elsewhere("", flash="welcome" if entered.is_new else None, cookies=cookies)


@open_route("POST", "/code/again", seen_at="/code", beat=CODES)
async def send_again(call: Call) -> Answered:
    visit, state = call.visit, call.value("s")
    waiting = await _waiting(visit, state, route="POST /p/{tenant}/code/again")
    asked = await ask_for_code(
        visit,
        waiting.kind,
        waiting.typed,
        route="POST /p/{tenant}/code/again",
        also=waiting.also,
    )
    if isinstance(asked, int):
        return held_back("entrance/code.html", replace(_view(state, waiting), wait_seconds=asked))
    return Elsewhere(f"/code?s={asked}", flash="code-again")


@open_route("GET", "/more")
async def more_page(call: Call) -> Answered:
    """One proof was not enough: this number was theirs long ago."""
    state = call.value("s")
    waiting = await _waiting(call.visit, state, route="GET /p/{tenant}/more")
    return Page("entrance/more.html", MorePage(state, waiting.kind))


@open_route("POST", "/more", beat=CODES)
async def prove_more(call: Call) -> Answered:
    visit, state = call.visit, call.value("s")
    waiting = await _waiting(visit, state, route="POST /p/{tenant}/more")
    typed = call.value(waiting.kind).strip()[:TYPED_LENGTH_MAX]
    view = MorePage(state, waiting.kind, typed)
    try:
        asked = await ask_for_code(
            visit, waiting.kind, typed, route="POST /p/{tenant}/more", also=waiting.challenge
        )
    except Invalid as invalid:
        return Page("entrance/more.html", replace(view, errors=faults_of(invalid.errors)), 422)
    if isinstance(asked, int):
        return held_back("entrance/more.html", replace(view, wait_seconds=asked))
    return Elsewhere(f"/code?s={asked}")


@open_route("POST", "/more/anew", seen_at="/more", beat=CODES)
async def begin_anew(call: Call) -> Answered:
    """Who cannot prove the other one begins a new record; the number goes over to it."""
    visit = call.visit
    route = "POST /p/{tenant}/more/anew"
    waiting = await _waiting(visit, call.value("s"), route=route)
    mine = bound_to(visit)

    async def begin(tx: Tx) -> tuple[Cookie, ...]:
        entered = await customers.start_anew(tx, waiting.challenge, bound_to=mine)
        return await signed_in_as(tx, visit, entered)

    cookies = await visit.desk.database.unit(visit.anyone(route=route), begin)
    return Elsewhere("", flash="welcome", cookies=cookies) if cookies else Elsewhere("/sign-in")


ROUTES: tuple[OpenRoute, ...] = (
    code_to_come_in,
    come_in,
    send_again,
    more_page,
    prove_more,
    begin_anew,
)


def _view(state: str, waiting: Waiting) -> CodePage:
    return code_page("/code", state, waiting)


async def _waiting(visit: Visit, state: str, *, route: str) -> Waiting:
    return await read_waiting(
        visit, USE, state, bound_to=bound_to(visit), over="/sign-in", route=route
    )


async def _more(visit: Visit, waiting: Waiting, entered: Entered) -> str:
    """The page for a second proof, about the challenge that the first one answered."""
    assert entered.also_prove is not None
    asking = replace(waiting, kind=entered.also_prove, typed="", also=None)

    async def written(tx: Tx) -> str:
        return write_waiting(tx, USE, asking)

    return await visit.desk.database.unit(visit.anyone(route=POST_CODE), written)


async def signed_in_as(tx: Tx, visit: Visit, entered: Entered | None) -> tuple[Cookie, ...]:
    """A new session, on a device that is known from now on; none when there is nobody to sign in
    as. Whoever signs in over an open session leaves none behind."""
    if entered is None or entered.account_id is None:
        return ()
    desk, tenant = visit.desk, visit.tenant
    environment = desk.settings.environment
    known = credential_kept(desk, tenant, visit.request, "rd")
    device_id, device = await _device(tx, entered.account_id, known, environment, tenant.ref)
    begun = await identity.begin_account_session(
        tx,
        entered.account_id,
        "portal",
        device_id=device_id,
        seen_with=seen_with(visit.request.headers.get("user-agent", "")),
        environment=environment,
        tenant_ref=tenant.ref,
    )
    if begun is None or begun[1] is None:
        return ()
    if before := visit.session:
        await identity.end_account_session(tx, before.account_id, before.id, ended_by="sign_out")
    cookies = [keeping(desk, tenant, "rp", begun[1].secret, seconds=SESSION_SECONDS)]
    if device is not None:
        cookies.append(keeping(desk, tenant, "rd", device.secret, seconds=DEVICE_SECONDS))
    return (*cookies, *await _their_language(tx, visit, begun[0].holder_id))


async def _their_language(tx: Tx, visit: Visit, customer_id: UUID) -> tuple[Cookie, ...]:
    """Who chose none in this browser is spoken to as the shop knows them."""
    if chosen_language(visit.request):
        return ()
    spoken = (await customers.customer_by_id(tx, customer_id)).traits.language
    if spoken is None or spoken not in visit.settings.languages:
        return ()
    return (language_cookie(spoken, secure=visit.desk.settings.https),)


async def _device(
    tx: Tx, account_id: UUID, known: Credential | None, environment: str, tenant_ref: str
) -> tuple[UUID, Credential | None]:
    if found := await identity.recognise_device(tx, account_id, known):
        return found, None
    return await identity.know_device(
        tx, account_id, environment=environment, tenant_ref=tenant_ref
    )
