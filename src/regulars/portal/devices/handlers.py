"""Where they are signed in, ending that, and what came before."""

from uuid import UUID

from regulars.domains import identity
from regulars.domains.audit import FactPlace
from regulars.domains.identity import ListedSession, OwnSignIn
from regulars.kernel.errors import BadValue, NotFound
from regulars.portal.devices.views import Device, DevicesPage, SignInEntry, SignInsPage
from regulars.portal.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.runtime.cursors import read_cursor, write_cursor
from regulars.runtime.tx import Tx

PAGE_ROWS = 30
PLACE = "portal sign-ins"


@route("GET", "/devices", section="privacy")
async def devices_page(call: Call, tx: Tx) -> Answered:
    session = call.visit.signed_in
    listed = await identity.list_account_sessions(tx, session.account_id)
    return Page("devices/devices.html", DevicesPage(tuple(_device(s, session.id) for s in listed)))


@route("POST", "/devices/{session_id:str}/end", section="privacy", seen_at="/devices")
async def end_one(call: Call, tx: Tx) -> Answered:
    """Ending this very one is signing out."""
    session, ended = call.visit.signed_in, call.id("session_id")
    await identity.end_account_session(tx, session.account_id, ended, ended_by="owner")
    if ended == session.id:
        return Elsewhere("/sign-in", flash="signed-out")
    return Elsewhere("/devices", flash="device-ended")


@route("POST", "/devices/others/end", section="privacy", seen_at="/devices")
async def end_others(call: Call, tx: Tx) -> Answered:
    session = call.visit.signed_in
    await identity.end_account_sessions(
        tx, session.account_id, ended_by="owner", apart_from=session.id
    )
    return Elsewhere("/devices", flash="devices-ended")


@route("GET", "/sign-ins", section="privacy")
async def sign_ins_page(call: Call, tx: Tx) -> Answered:
    account_id = call.visit.signed_in.account_id
    bound = [PLACE, str(account_id)]
    told = await identity.sign_ins_told(
        tx, account_id, limit=PAGE_ROWS, place=_place(call, tx, bound)
    )
    older = write_cursor(tx.keys, bound, told.older) if told.older else None
    return Page("devices/sign_ins.html", SignInsPage(tuple(map(_entry, told.entries)), older))


ROUTES: tuple[Route, ...] = (devices_page, end_one, end_others, sign_ins_page)


def _device(session: ListedSession, here: UUID) -> Device:
    return Device(
        str(session.id),
        "app" if session.client == "app" else session.seen_with,
        session.created_at,
        session.last_seen_at,
        session.id == here,
    )


def _entry(told: OwnSignIn) -> SignInEntry:
    if told.ended_by:
        return SignInEntry(told.at, f"ended-{told.ended_by}".replace("_", "-"))
    return SignInEntry(told.at, "signed-in", told.client)


def _place(call: Call, tx: Tx, bound: list[str]) -> FactPlace | None:
    if not (text := call.value("older")):
        return None
    try:
        return read_cursor(tx.keys, bound, text, FactPlace)
    except BadValue:
        raise NotFound from None
