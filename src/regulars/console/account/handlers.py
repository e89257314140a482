"""One's own account: what proves who one is, and where one is signed in."""

from regulars.console.account.views import AccountPage, PasskeyRow, SessionRow
from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.places import read_uuid
from regulars.console.sign_in.entering import came_of
from regulars.domains import identity
from regulars.domains.identity import SeenSession
from regulars.runtime.tx import Tx


@route("GET", "/account", None)
async def account_page(call: Call, tx: Tx) -> Answered:
    account = call.visit.signed_in
    have = await identity.read_factors(
        tx, account.staff.id, environment=call.visit.desk.settings.environment
    )
    sessions = await identity.list_staff_sessions(tx, account.staff.id)
    passkeys = tuple(
        PasskeyRow(str(p.id), p.name, p.is_synced, p.created_at, p.last_used_at)
        for p in have.passkeys
    )
    view = AccountPage(
        have.has_authenticator,
        passkeys,
        have.recovery_left,
        have.is_asked,
        have.is_running_out,
        tuple(session_row(call, session) for session in sessions),
        account.staff.reached_at,
    )
    return Page("account/account.html", view)


@route("POST", "/account/sessions/{id:str}/ending", None)
async def end_session(call: Call, tx: Tx) -> Answered:
    session = call.visit.signed_in.session
    await identity.end_own_session(tx, session, read_uuid(call.ids["id"]))
    return _to_account(call)


@route("POST", "/account/sessions/ending", None)
async def end_other_sessions(call: Call, tx: Tx) -> Answered:
    device = came_of(call.visit).device
    await identity.end_own_other_sessions(tx, call.visit.signed_in.session, device=device)
    return _to_account(call)


ROUTES: tuple[Route, ...] = (account_page, end_session, end_other_sessions)


def session_row(call: Call, session: SeenSession) -> SessionRow:
    return SessionRow(
        str(session.id),
        session.seen_with,
        session.created_at,
        session.last_seen_at,
        call.visit.branch_name(session.branch) if session.branch else None,
        session.id == call.visit.signed_in.session.id,
    )


def _to_account(call: Call) -> Elsewhere:
    return Elsewhere(f"{call.home}/account", flash="sessions-ended", is_new_to_us=True)
