"""From an invitation's link to an account: a page, a code to what was invited, and they are in."""

import hashlib
from dataclasses import replace

from litestar.datastructures import Cookie

from regulars.domains import identity, people
from regulars.domains.customers import Claimed, Entered
from regulars.domains.identity import Credential
from regulars.domains.people import InvitationSettled, OpenInvitation
from regulars.kernel.errors import BadValue
from regulars.portal.codes.counting import count_peer_try, held_back
from regulars.portal.codes.views import CodePage
from regulars.portal.codes.waiting import Use, Waiting, code_page, read_waiting, write_waiting
from regulars.portal.entrance.code import signed_in_as
from regulars.portal.flashes import FlashName
from regulars.portal.invited.views import JoinOver, JoinPage
from regulars.portal.pages import Answered, Call, Elsewhere, OpenRoute, Page, open_route
from regulars.portal.visits import Visit
from regulars.runtime.beat import CODES
from regulars.runtime.tx import Tx

OVER = Page("invited/over.html", JoinOver(), 410)
JOIN, CODE = "invited/join.html", "invited/code.html"
USE: Use = "portal invitation"


@open_route("GET", "/join/{link:str}")
async def join_page(call: Call) -> Answered:
    link = _link(call)
    opened = await _opened(call.visit, link) if link else None
    if link is None or opened is None:
        return OVER
    return Page(JOIN, _view(call.visit, link, opened))


@open_route("POST", "/join/{link:str}", beat=CODES)
async def ask_join_code(call: Call) -> Answered:
    """Whoever is signed in as somebody else said on the page before that they go on."""
    link, visit = _link(call), call.visit
    opened = await _opened(visit, link) if link else None
    if link is None or opened is None:
        return OVER
    view = _view(visit, link, opened)
    if view.is_other and call.value("go_on") != "yes":
        return Page(JOIN, view, 409)
    asked = await _ask(visit, link, opened)
    if asked is None:
        return OVER
    if isinstance(asked, int):
        return held_back(JOIN, replace(view, wait_seconds=asked))
    return Elsewhere(f"{_at(link)}?s={asked}")


@open_route("GET", "/join/{link:str}/code")
async def join_code_page(call: Call) -> Answered:
    link = _link(call)
    opened = await _opened(call.visit, link) if link else None
    if link is None or opened is None:
        return OVER
    return Page(CODE, (await _awaited(call, link))[1])


@open_route("POST", "/join/{link:str}/code", beat=CODES)
async def join(call: Call) -> Answered:
    link, visit = _link(call), call.visit
    opened = await _opened(visit, link) if link else None
    if link is None or opened is None:
        return OVER
    waiting, view = await _awaited(call, link)
    try:
        code = identity.read_code(call.value("code"))
    except BadValue:
        return Page(CODE, replace(view, is_malformed=True), 422)
    if wait := await count_peer_try(visit, "code_typed", route=ROUTE):
        return held_back(CODE, replace(view, wait_seconds=wait))
    try:
        claimed, cookies = await _accept(visit, link, waiting, code)
    except InvitationSettled:
        return OVER
    if claimed is None or not cookies:
        return Page(CODE, replace(view, is_refused=True), 422)
    flash: FlashName = "welcome" if claimed.is_linked else "had-account"
    return Elsewhere("", flash=flash, cookies=cookies)


@open_route("POST", "/join/{link:str}/code/again", seen_at="/join/{link}/code", beat=CODES)
async def send_again(call: Call) -> Answered:
    link, visit = _link(call), call.visit
    opened = await _opened(visit, link) if link else None
    if link is None or opened is None:
        return OVER
    _, view = await _awaited(call, link)
    asked = await _ask(visit, link, opened)
    if asked is None:
        return OVER
    if isinstance(asked, int):
        return held_back(CODE, replace(view, wait_seconds=asked))
    return Elsewhere(f"{_at(link)}?s={asked}", flash="code-again")


ROUTES: tuple[OpenRoute, ...] = (join_page, ask_join_code, join_code_page, join, send_again)
ROUTE = "/p/{tenant}/join/{link}"


async def _opened(visit: Visit, link: Credential) -> OpenInvitation | None:
    context = visit.anyone(route=ROUTE)
    return await visit.desk.database.unit(context, lambda tx: people.open_invitation(tx, link))


async def _ask(visit: Visit, link: Credential, opened: OpenInvitation) -> str | int | None:
    """The sealed state of the page that waits for it, or the seconds to wait. Where it went is
    nobody's to read before they proved that it is theirs."""
    if wait := await count_peer_try(visit, "code_asked", route=ROUTE):
        return wait
    mine = _bound(visit)

    async def ask(tx: Tx) -> str | int | None:
        asked = await people.ask_claim_code(tx, link, language=visit.language, bound_to=mine)
        if asked is None or isinstance(asked, int):
            return asked
        return write_waiting(tx, USE, Waiting(asked.id, opened.kind, "", mine, asked.resend_in))

    return await visit.desk.database.unit(visit.anyone(route=ROUTE), ask)


async def _awaited(call: Call, link: Credential) -> tuple[Waiting, CodePage]:
    visit, state = call.visit, call.value("s")
    before = f"/join/{link.secret}"
    mine = _bound(visit)
    waiting = await read_waiting(visit, USE, state, bound_to=mine, over=before, route=ROUTE)
    return waiting, code_page(_at(link), state, waiting)


def _at(link: Credential) -> str:
    return f"/join/{link.secret}/code"


async def _accept(
    visit: Visit, link: Credential, waiting: Waiting, code: str
) -> tuple[Claimed | None, tuple[Cookie, ...]]:
    database, context = visit.desk.database, visit.anyone(route=ROUTE)
    guess = await database.unit(
        context, lambda tx: identity.count_guess(tx, waiting.challenge, bound_to=_bound(visit))
    )

    async def accept(tx: Tx) -> tuple[Claimed | None, tuple[Cookie, ...]]:
        claimed = await people.accept_invitation(tx, link, guess, code)
        if claimed is None:
            return None, ()
        entered = Entered(claimed.account_id, claimed.customer_id)
        return claimed, await signed_in_as(tx, visit, entered)

    return await database.unit(context, accept)


def _view(visit: Visit, link: Credential, opened: OpenInvitation) -> JoinPage:
    session = visit.session
    is_other = session is not None and session.holder_id != opened.customer_id
    return JoinPage(link.secret, opened.kind, is_other)


def _link(call: Call) -> Credential | None:
    """None too for another shop's: it is looked for in this one alone."""
    environment = call.visit.desk.settings.environment
    link = identity.read_credential(call.ids["link"], kind="ri", environment=environment)
    return link if link and link.tenant_ref == call.visit.tenant.ref else None


def _bound(visit: Visit) -> bytes:
    """The browser that asked is the one that may answer: its forms are bound the same way."""
    return hashlib.sha256(b"regulars.portal.claim.v1" + visit.csrf_token.encode()).digest()
