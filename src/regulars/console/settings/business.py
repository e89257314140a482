"""The business itself and its branches."""

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from regulars.browser.lands import countries
from regulars.console.flashes import FlashName
from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.places import read_uuid
from regulars.console.settings.faults import errors_of
from regulars.console.settings.views import BranchesPage, BranchForm, BranchRow, GeneralPage
from regulars.console.visits import name_of
from regulars.domains import identity, tenants
from regulars.domains.identity import Scope
from regulars.kernel.errors import Invalid
from regulars.kernel.ids import BranchId
from regulars.kernel.text import latin_digits
from regulars.runtime.tx import Tx

READ, WRITE = Scope.SETTINGS_READ, Scope.SETTINGS_WRITE
MONTHS = "reverify_after_months"
NUMBER_LENGTH_MAX = 7
BRANCH_FIELDS = ("name", "name2", "latitude", "longitude")


@route("GET", "/settings", READ, section="settings")
async def general_page(call: Call, tx: Tx) -> Answered:
    return Page("settings/general.html", await _general(call, tx))


@route("POST", "/settings", WRITE, section="settings", fresh=True)
async def change_general(call: Call, tx: Tx) -> Answered:
    try:
        await tenants.change_profile(tx, name=call.value("name"), locale=call.value("language"))
        await tenants.change_settings(tx, _general_given(call))
        if "export_alarm_rows" in call.form:
            await tenants.change_export_alarm(tx, _number(call.value("export_alarm_rows")))
    except Invalid as invalid:
        # What was refused is shown again as it was sent; the unit of work changes nothing.
        view = replace(
            await _general(call, tx),
            name=call.value("name"),
            language=call.value("language"),
            country=call.value("country"),
            time_zone=call.value("time_zone"),
            languages=call.values("languages"),
            months=call.value(MONTHS)[:20],
            alarm_rows=call.value("export_alarm_rows")[:NUMBER_LENGTH_MAX],
            errors=errors_of(invalid),
        )
        return Page("settings/general.html", view, status=422)
    return Elsewhere(f"{call.home}/settings", flash="saved", is_new_to_us=True)


@route("GET", "/settings/branches", READ, section="settings")
async def branches_page(call: Call, tx: Tx) -> Answered:
    staff = await identity.list_staff(tx)
    counts = Counter(branch for person in staff for branch in person.branch_ids)
    rows = tuple(
        BranchRow(
            str(b.id),
            name_of(b, call.visit.language),
            b.created_at,
            counts[b.id],
            is_placed=b.point is not None,
        )
        for b in await tenants.list_branches(tx)
    )
    return Page("settings/branches.html", BranchesPage(rows, call.visit.may(WRITE)))


@route("GET", "/settings/branches/new", WRITE, section="settings")
async def branch_dialog(call: Call, tx: Tx) -> Answered:  # noqa: ARG001 - every page has both
    return Page("settings/branch_form.html", BranchForm())


@route("POST", "/settings/branches", WRITE, section="settings")
async def add_branch(call: Call, tx: Tx) -> Answered:
    try:
        await tenants.add_branch(tx, **_branch_given(call))
    except Invalid as invalid:
        return _branch_again(call, None, invalid)
    return _saved(call, "branch-added")


@route("GET", "/settings/branches/{id:str}/edit", WRITE, section="settings")
async def rename_dialog(call: Call, tx: Tx) -> Answered:
    branch = await tenants.require_branch(tx, BranchId(read_uuid(call.ids["id"])))
    north = str(branch.point.latitude) if branch.point else ""
    east = str(branch.point.longitude) if branch.point else ""
    form = BranchForm(str(branch.id), branch.name, branch.name2 or "", north, east)
    return Page("settings/branch_form.html", form)


@route("POST", "/settings/branches/{id:str}", WRITE, section="settings")
async def rename_branch(call: Call, tx: Tx) -> Answered:
    branch_id = BranchId(read_uuid(call.ids["id"]))
    try:
        await tenants.change_branch(tx, branch_id, _branch_given(call))
    except Invalid as invalid:
        return _branch_again(call, str(branch_id), invalid)
    return _saved(call, "branch-renamed")


ROUTES: tuple[Route, ...] = (
    general_page,
    change_general,
    branches_page,
    branch_dialog,
    add_branch,
    rename_dialog,
    rename_branch,
)


async def _general(call: Call, tx: Tx) -> GeneralPage:
    settings = await tenants.read_settings(tx)
    return GeneralPage(
        name=call.visit.tenant.name,
        language=call.visit.tenant.locale,
        country=settings.default_country,
        time_zone=settings.time_zone,
        countries=countries(call.visit.language),
        time_zones=_time_zones(),
        languages=settings.languages,
        months=str(settings.reverify_after_months),
        alarm_rows=str(await tenants.read_export_alarm(tx)),
        may_edit=call.visit.may(WRITE),
    )


def _general_given(call: Call) -> dict[str, Any]:
    given: dict[str, Any] = {
        "default_country": call.value("country"),
        "time_zone": call.value("time_zone"),
        "languages": list(call.values("languages")),
    }
    if MONTHS in call.form:
        given[MONTHS] = _number(call.value(MONTHS))
    return given


def _number(typed: str) -> int:
    """In any digits. What is no number is judged by the room like one out of range."""
    plain = latin_digits(typed).strip()
    is_number = plain.isascii() and plain.isdigit() and len(plain) <= NUMBER_LENGTH_MAX
    return int(plain) if is_number else 0


@cache
def _time_zones() -> tuple[str, ...]:
    return tuple(sorted(zone for zone in available_timezones() if "/" in zone))


def _branch_given(call: Call) -> dict[str, Any]:
    """Only what the form held; the name is judged even when it is missing."""
    given = {n: call.value(n).strip() or None for n in BRANCH_FIELDS if n in call.form}
    return {**given, "name": call.value("name")}


def _branch_again(call: Call, branch_id: str | None, invalid: Invalid) -> Page:
    form = BranchForm(
        branch_id,
        call.value("name"),
        call.value("name2"),
        call.value("latitude"),
        call.value("longitude"),
        errors_of(invalid),
        is_again=True,
    )
    return Page("settings/branch_form.html", form, status=422)


def _saved(call: Call, flash: FlashName) -> Elsewhere:
    return Elsewhere(f"{call.home}/settings/branches", flash=flash, is_new_to_us=True)
