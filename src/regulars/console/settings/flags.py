"""Features of the console: on, off, or as the operator rolls them out."""

from datetime import UTC, datetime
from typing import cast

from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.settings.views import Choice, FlagRow, FlagsPage
from regulars.domains import tenants
from regulars.domains.identity import Scope
from regulars.domains.tenants import FlagState
from regulars.kernel.errors import NotFound
from regulars.runtime.tx import Tx

READ, WRITE = Scope.SETTINGS_READ, Scope.SETTINGS_WRITE
CHOICES: dict[str, bool | None] = {"on": True, "off": False, "follow": None}


@route("GET", "/settings/flags", READ, section="settings")
async def flags_page(call: Call, tx: Tx) -> Answered:
    rows = tuple(map(_row, await tenants.read_flags(tx)))
    return Page("settings/flags.html", FlagsPage(rows, call.visit.may(WRITE)))


@route("POST", "/settings/flags", WRITE, section="settings")
async def set_flag(call: Call, tx: Tx) -> Answered:
    name, choice = call.value("flag"), call.value("choice")
    if choice not in CHOICES or name not in {flag.name for flag in tenants.FLAGS}:
        raise NotFound
    await tenants.set_flags(tx, {name: CHOICES[choice]})
    return Elsewhere(f"{call.home}/settings/flags", flash="saved", is_new_to_us=True)


ROUTES: tuple[Route, ...] = (flags_page, set_flag)


def _row(state: FlagState) -> FlagRow:
    choice = next(name for name, value in CHOICES.items() if value is state.choice)
    return FlagRow(
        name=state.flag.name,
        is_on=state.is_on,
        why=state.why,
        choice=cast("Choice", choice),
        percent=state.percent,
        owner=state.flag.owner,
        expires=state.flag.expires,
        is_overdue=state.flag.expires < datetime.now(UTC).date(),
    )
