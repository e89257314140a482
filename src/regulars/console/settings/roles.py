"""What each role may do, and what is asked of staff when they sign in."""

from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.settings.views import RolesPage
from regulars.domains import identity
from regulars.domains.identity import ASKED_OF, IDLE_CHOICES, ROLE_SCOPES, ROLES, SCOPES, Scope
from regulars.runtime.tx import Tx

READ, WRITE = Scope.SETTINGS_READ, Scope.SETTINGS_WRITE


@route("GET", "/settings/roles", READ, section="settings")
async def roles_page(call: Call, tx: Tx) -> Answered:
    rules = await identity.read_staff_rules(tx)
    rows = tuple(
        (str(scope), tuple(role for role in ROLES if scope in ROLE_SCOPES[role]))
        for scope in SCOPES
    )
    view = RolesPage(
        ROLES,
        rows,
        ASKED_OF,
        rules.factor_asked_of,
        IDLE_CHOICES,
        rules.idle_minutes,
        call.visit.desk.settings.environment,
        call.visit.may(WRITE),
    )
    return Page("settings/roles.html", view)


@route("POST", "/settings/roles", WRITE, section="settings", fresh=True)
async def change_rules(call: Call, tx: Tx) -> Answered:
    await identity.change_staff_rules(
        tx,
        factor_asked_of=call.value("factor_asked_of"),
        idle_minutes=call.value("idle_minutes"),
    )
    there = f"{call.home}/settings/roles"
    return Elsewhere(there, flash="staff-rules-changed", is_new_to_us=True)


ROUTES: tuple[Route, ...] = (roles_page, change_rules)
