"""The settings pages: general, branches, API keys, staff."""

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import Any, cast
from zoneinfo import available_timezones

import phonenumbers
from babel import Locale

from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.places import read_uuid
from regulars.console.settings.views import (
    BranchesPage,
    BranchForm,
    BranchRow,
    GeneralPage,
    KeyForm,
    KeyMade,
    KeyRevocation,
    KeyRow,
    KeysPage,
    StaffDisabling,
    StaffForm,
    StaffPage,
    StaffRow,
)
from regulars.console.visits import name_of
from regulars.domains import identity, tenants
from regulars.domains.identity import SCOPES, ApiKey, Scope, Staff
from regulars.kernel.errors import Invalid, NotFound, Refused
from regulars.kernel.ids import BranchId
from regulars.runtime.language import Language
from regulars.runtime.tx import Tx

READ, WRITE = Scope.SETTINGS_READ, Scope.SETTINGS_WRITE
FORM_FIELDS = {"default_country": "country", "locale": "language"}


@route("GET", "/settings", READ, section="settings")
async def general_page(call: Call, tx: Tx) -> Answered:
    settings = await tenants.read_settings(tx)
    return Page("settings/general.html", _general(call, settings))


@route("POST", "/settings", WRITE, section="settings")
async def change_general(call: Call, tx: Tx) -> Answered:
    try:
        await tenants.change_profile(tx, name=call.value("name"), locale=call.value("language"))
        await tenants.change_settings(
            tx,
            {"default_country": call.value("country"), "time_zone": call.value("time_zone")},
        )
    except Invalid as invalid:
        # What was refused is shown again as it was sent; the unit of work changes nothing.
        view = replace(
            _general(call, await tenants.read_settings(tx)),
            name=call.value("name"),
            errors=_errors(invalid),
        )
        return Page("settings/general.html", view, status=422)
    return _to(call, "")


@route("GET", "/settings/branches", READ, section="settings")
async def branches_page(call: Call, tx: Tx) -> Answered:
    staff = await identity.list_staff(tx)
    counts = Counter(branch for person in staff for branch in person.branch_ids)
    rows = tuple(
        BranchRow(str(b.id), name_of(b, call.visit.language), b.created_at, counts[b.id])
        for b in await tenants.list_branches(tx)
    )
    return Page("settings/branches.html", BranchesPage(rows, call.visit.may(WRITE)))


@route("GET", "/settings/branches/new", WRITE, section="settings")
async def branch_dialog(call: Call, tx: Tx) -> Answered:  # noqa: ARG001 - every page has both
    return Page("settings/branch_form.html", BranchForm())


@route("POST", "/settings/branches", WRITE, section="settings")
async def add_branch(call: Call, tx: Tx) -> Answered:
    try:
        await tenants.add_branch(tx, name=call.value("name"), name2=call.value("name2") or None)
    except Invalid as invalid:
        return _branch_again(call, None, invalid)
    return _to(call, "/branches")


@route("GET", "/settings/branches/{id:str}/edit", WRITE, section="settings")
async def rename_dialog(call: Call, tx: Tx) -> Answered:
    branch = await tenants.require_branch(tx, BranchId(read_uuid(call.ids["id"])))
    form = BranchForm(str(branch.id), branch.name, branch.name2 or "")
    return Page("settings/branch_form.html", form)


@route("POST", "/settings/branches/{id:str}", WRITE, section="settings")
async def rename_branch(call: Call, tx: Tx) -> Answered:
    branch_id = BranchId(read_uuid(call.ids["id"]))
    try:
        await tenants.rename_branch(
            tx, branch_id, name=call.value("name"), name2=call.value("name2") or None
        )
    except Invalid as invalid:
        return _branch_again(call, str(branch_id), invalid)
    return _to(call, "/branches")


@route("GET", "/settings/keys", READ, section="settings")
async def keys_page(call: Call, tx: Tx) -> Answered:
    rows = tuple(_key_row(key) for key in await identity.list_api_keys(tx))
    return Page("settings/keys.html", KeysPage(rows, call.visit.may(WRITE)))


@route("GET", "/settings/keys/new", WRITE, section="settings")
async def key_dialog(call: Call, tx: Tx) -> Answered:  # noqa: ARG001 - every page has both
    return Page("settings/key_form.html", KeyForm(tuple(SCOPES), chosen=(Scope.CUSTOMERS_READ,)))


@route("POST", "/settings/keys", WRITE, section="settings")
async def make_key(call: Call, tx: Tx) -> Answered:
    name, chosen = call.value("name"), call.values("scopes")
    try:
        key, credential = await identity.create_api_key(
            tx,
            name=name,
            scopes=chosen,
            environment=call.visit.desk.settings.environment,
            tenant_ref=call.visit.tenant.ref,
        )
    except Invalid as invalid:
        again = KeyForm(tuple(SCOPES), name, chosen, _errors(invalid), is_again=True)
        return Page("settings/key_form.html", again, status=422)
    return Page("settings/key_made.html", KeyMade(key.name, credential.secret))


@route("GET", "/settings/keys/{id:str}/revocation", WRITE, section="settings")
async def revocation_dialog(call: Call, tx: Tx) -> Answered:
    key_id = read_uuid(call.ids["id"])
    for key in await identity.list_api_keys(tx):
        if key.id == key_id:
            view = KeyRevocation(str(key.id), key.name, key.hint)
            return Page("settings/key_revocation.html", view)
    raise NotFound


@route("POST", "/settings/keys/{id:str}/revocation", WRITE, section="settings")
async def revoke_key(call: Call, tx: Tx) -> Answered:
    await identity.revoke_api_key(tx, read_uuid(call.ids["id"]))
    return _to(call, "/keys")


@route("GET", "/settings/staff", READ, section="settings")
async def staff_page(call: Call, tx: Tx) -> Answered:
    me = call.visit.signed_in.staff.id
    rows = tuple(_staff_row(call, person, me) for person in await identity.list_staff(tx))
    return Page("settings/staff.html", StaffPage(rows, call.visit.may(WRITE)))


@route("GET", "/settings/staff/new", WRITE, section="settings")
async def staff_dialog(call: Call, tx: Tx) -> Answered:  # noqa: ARG001 - every page has both
    return Page("settings/staff_form.html", StaffForm(_branch_choices(call)))


@route("POST", "/settings/staff", WRITE, section="settings")
async def add_staff(call: Call, tx: Tx) -> Answered:
    form = StaffForm(
        _branch_choices(call),
        call.value("name"),
        call.value("email"),
        cast("Any", call.value("role", "branch")),
        call.values("branch_ids"),
        is_again=True,
    )
    try:
        await identity.add_staff(
            tx,
            name=form.name,
            email=form.email,
            password=call.value("password"),
            role=form.role,
            branch_ids=tuple(read_uuid(branch) for branch in form.branch_ids),
            language=call.visit.language,
        )
    except Invalid as invalid:
        return _staff_again(form, _errors(invalid))
    except identity.StaffEmailKnown as known:
        return _staff_again(form, {"email": (known.code,)})
    return _to(call, "/staff")


@route("GET", "/settings/staff/{id:str}/disable", WRITE, section="settings")
async def disabling_dialog(call: Call, tx: Tx) -> Answered:
    person = await identity.open_staff(tx, read_uuid(call.ids["id"]))
    return Page("settings/staff_disabling.html", StaffDisabling(str(person.id), person.name))


@route("POST", "/settings/staff/{id:str}/disable", WRITE, section="settings")
async def disable_staff(call: Call, tx: Tx) -> Answered:
    try:
        await identity.disable_staff(tx, read_uuid(call.ids["id"]))
    except Refused:
        # The page shows the last owner's button as it is: nothing happened.
        return _to(call, "/staff")
    return _to(call, "/staff")


@route("POST", "/settings/staff/{id:str}/enable", WRITE, section="settings")
async def enable_staff(call: Call, tx: Tx) -> Answered:
    await identity.enable_staff(tx, read_uuid(call.ids["id"]))
    return _to(call, "/staff")


ROUTES: tuple[Route, ...] = (
    general_page,
    change_general,
    branches_page,
    branch_dialog,
    add_branch,
    rename_dialog,
    rename_branch,
    keys_page,
    key_dialog,
    make_key,
    revocation_dialog,
    revoke_key,
    staff_page,
    staff_dialog,
    add_staff,
    disabling_dialog,
    disable_staff,
    enable_staff,
)


def _general(call: Call, settings: tenants.TenantSettings) -> GeneralPage:
    return GeneralPage(
        name=call.visit.tenant.name,
        language=call.visit.tenant.locale,
        country=settings.default_country,
        time_zone=settings.time_zone,
        countries=_countries(call.visit.language),
        time_zones=_time_zones(),
        may_edit=call.visit.may(WRITE),
    )


@cache
def _countries(language: Language) -> tuple[tuple[str, str], ...]:
    names = Locale.parse(language).territories
    known = ((code, names.get(code, code)) for code in phonenumbers.SUPPORTED_REGIONS)
    return tuple(sorted(known, key=lambda pair: pair[1]))


@cache
def _time_zones() -> tuple[str, ...]:
    return tuple(sorted(zone for zone in available_timezones() if "/" in zone))


def _branch_choices(call: Call) -> tuple[tuple[str, str], ...]:
    branches = call.visit.signed_in.branches
    return tuple((str(b.id), name_of(b, call.visit.language)) for b in branches)


def _branch_again(call: Call, branch_id: str | None, invalid: Invalid) -> Page:
    form = BranchForm(
        branch_id, call.value("name"), call.value("name2"), _errors(invalid), is_again=True
    )
    return Page("settings/branch_form.html", form, status=422)


def _staff_again(form: StaffForm, errors: dict[str, tuple[str, ...]]) -> Page:
    return Page("settings/staff_form.html", replace(form, errors=errors), status=422)


def _key_row(key: ApiKey) -> KeyRow:
    return KeyRow(
        str(key.id),
        key.name,
        key.hint,
        tuple(sorted(key.scopes)),
        key.created_at,
        key.last_used_at,
        key.revoked_at,
    )


def _staff_row(call: Call, person: Staff, me: Any) -> StaffRow:
    names = (call.visit.branch_name(branch) for branch in person.branch_ids)
    return StaffRow(
        str(person.id),
        person.name,
        person.email,
        person.role,
        tuple(name for name in names if name),
        person.state == "disabled",
        person.id == me,
        person.last_sign_in_at,
    )


def _errors(invalid: Invalid) -> dict[str, tuple[str, ...]]:
    errors: dict[str, tuple[str, ...]] = {}
    for error in invalid.errors:
        name = FORM_FIELDS.get(error.field, error.field)
        errors[name] = (*errors.get(name, ()), error.code)
    return errors


def _to(call: Call, where: str) -> Elsewhere:
    return Elsewhere(f"/c/{call.visit.tenant.slug}/settings{where}")
