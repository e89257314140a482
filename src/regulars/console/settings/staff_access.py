"""How somebody proves who they are and where they are signed in, for who looks after them."""

from regulars.console.account.handlers import session_row
from regulars.console.pages import Answered, Call, Page, Route, route
from regulars.console.places import read_uuid
from regulars.console.settings.staff import to_staff
from regulars.console.settings.views import StaffAccess
from regulars.domains import identity
from regulars.domains.identity import Scope
from regulars.runtime.tx import Tx

WRITE = Scope.SETTINGS_WRITE


@route("GET", "/settings/staff/{id:str}/access", WRITE, section="settings")
async def access_dialog(call: Call, tx: Tx) -> Answered:
    person = await identity.open_staff(tx, read_uuid(call.ids["id"]))
    environment = call.visit.desk.settings.environment
    have = await identity.read_factors(tx, person.id, environment=environment)
    rights = await identity.rights_over(tx, person)
    sessions = await identity.list_staff_sessions(tx, person.id) if rights.may_change else []
    view = StaffAccess(
        str(person.id),
        person.name,
        have.has_authenticator,
        len(have.passkeys),
        have.recovery_left,
        tuple(session_row(call, session) for session in sessions),
        may_reset=rights.may_reset and have.has_any,
        may_end=rights.may_change,
        is_told_by_sms=not person.email,
        are_codes_stopped=(await identity.staff_code_failures(tx, person)).is_stopped,
    )
    return Page("settings/staff_access.html", view)


@route("POST", "/settings/staff/{id:str}/factors-reset", WRITE, section="settings", fresh=True)
async def reset_factors(call: Call, tx: Tx) -> Answered:
    await identity.reset_factors(tx, read_uuid(call.ids["id"]))
    return to_staff(call, "staff-factors-reset")


@route("POST", "/settings/staff/{id:str}/sessions-ending", WRITE, section="settings")
async def end_sessions(call: Call, tx: Tx) -> Answered:
    session = call.value("session")
    only = read_uuid(session) if session else None
    await identity.end_sessions_of(tx, read_uuid(call.ids["id"]), only)
    return to_staff(call, "sessions-ended")


@route("POST", "/settings/staff/{id:str}/tries", WRITE, section="settings", fresh=True)
async def give_tries_back(call: Call, tx: Tx) -> Answered:
    await identity.give_staff_tries_back(tx, read_uuid(call.ids["id"]))
    return to_staff(call, "customer-tries-back")


ROUTES: tuple[Route, ...] = (access_dialog, reset_factors, end_sessions, give_tries_back)
