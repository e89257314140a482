"""Staff accounts: listed, added, disabled and enabled, given a new password."""

from dataclasses import replace
from typing import Any, cast

from regulars.console.flashes import FlashName
from regulars.console.layout.views import Role
from regulars.console.pages import Answered, Ask, Call, Elsewhere, Page, Route, route
from regulars.console.places import read_uuid
from regulars.console.settings.faults import errors_of
from regulars.console.settings.staff_views import StaffDisabling, StaffEnabling, StaffPassword
from regulars.console.settings.views import (
    InvitationRow,
    StaffForm,
    StaffPage,
    StaffRow,
)
from regulars.console.visits import name_of
from regulars.domains import identity
from regulars.domains.identity import Invitation, NewPassword, Scope, Staff
from regulars.kernel.errors import Invalid, NotAllowed
from regulars.runtime.tx import Tx

READ, WRITE = Scope.SETTINGS_READ, Scope.SETTINGS_WRITE


async def hash_given(call: Call, ask: Ask) -> NewPassword:  # noqa: ARG001 - asks nothing
    return await identity.new_password(call.value("password"))


@route("GET", "/settings/staff", READ, section="settings")
async def staff_page(call: Call, tx: Tx) -> Answered:
    me = call.visit.signed_in.staff.id
    staff = await identity.list_staff(tx)
    proven = await identity.staff_with_factor(tx)
    rows = tuple(
        replace(_staff_row(call, person, me), has_factor=person.id in proven)
        for person in staff
        if person.state != "closed"
    )
    former = tuple(_staff_row(call, person, me) for person in staff if person.state == "closed")
    invited = tuple(invitation_row(call, one) for one in await identity.list_invitations(tx))
    return Page("settings/staff.html", StaffPage(rows, former, call.visit.may(WRITE), invited))


@route("GET", "/settings/staff/new", WRITE, section="settings", fresh=True)
async def staff_dialog(call: Call, tx: Tx) -> Answered:  # noqa: ARG001 - every page has both
    return Page("settings/staff_form.html", StaffForm(roles_to_give(call), branch_choices(call)))


@route("POST", "/settings/staff", WRITE, section="settings", beforehand=hash_given, fresh=True)
async def add_staff(call: Call, tx: Tx) -> Answered:
    form = StaffForm(
        roles_to_give(call),
        branch_choices(call),
        call.value("name"),
        call.value("email"),
        cast("Any", call.value("role", "branch")),
        call.values("branch_ids"),
        is_again=True,
        phone=call.value("phone"),
    )
    # What a vendor or driver with a phone leaves empty is no password that is too short.
    is_by_phone = form.role in identity.PHONE_ROLES and form.phone and not form.email
    given = None if is_by_phone and not call.value("password") else call.brought
    try:
        await identity.add_staff(
            tx,
            name=form.name,
            email=form.email,
            password=given,
            role=form.role,
            branch_ids=tuple(map(read_uuid, form.branch_ids)),
            language=call.visit.language,
            phone=form.phone,
        )
    except Invalid as invalid:
        errors = errors_of(invalid)
        if "branch_ids" in errors and not form.branch_ids:
            errors["branch_ids"] = ("branch_missing",)
        return _staff_again(form, errors)
    except identity.StaffEmailKnown as known:
        return _staff_again(form, {"email": (known.code,)})
    except identity.StaffPhoneKnown as known:
        return _staff_again(form, {"phone": (known.code,)})
    return to_staff(call, "staff-added")


@route("GET", "/settings/staff/{id:str}/disable", WRITE, section="settings")
async def disabling_dialog(call: Call, tx: Tx) -> Answered:
    person = await identity.open_staff(tx, read_uuid(call.ids["id"]))
    keys = await identity.count_keys_of(tx, person.id)
    view = StaffDisabling(str(person.id), person.name, keys=keys)
    return Page("settings/staff_disabling.html", view)


@route("POST", "/settings/staff/{id:str}/disable", WRITE, section="settings")
async def disable_staff(call: Call, tx: Tx) -> Answered:
    staff_id = read_uuid(call.ids["id"])
    try:
        await identity.disable_staff(tx, staff_id)
    except identity.LastOwner as refused:
        person = await identity.open_staff(tx, staff_id)
        again = StaffDisabling(str(person.id), person.name, refused.code, is_again=True)
        return Page("settings/staff_disabling.html", again, status=409)
    return to_staff(call, "staff-disabled")


@route("GET", "/settings/staff/{id:str}/enable", WRITE, section="settings")
async def enabling_dialog(call: Call, tx: Tx) -> Answered:
    person = await identity.open_staff(tx, read_uuid(call.ids["id"]))
    phone = person.phone if person.opens_by_phone and person.phone else ""
    has_factor = person.id in await identity.staff_with_factor(tx)
    view = StaffEnabling(str(person.id), person.name, phone, has_factor)
    return Page("settings/staff_enabling.html", view)


@route("POST", "/settings/staff/{id:str}/enable", WRITE, section="settings", fresh=True)
async def enable_staff(call: Call, tx: Tx) -> Answered:
    await identity.enable_staff(tx, read_uuid(call.ids["id"]))
    return to_staff(call, "staff-enabled")


@route("GET", "/settings/staff/{id:str}/password", WRITE, section="settings", fresh=True)
async def password_dialog(call: Call, tx: Tx) -> Answered:
    person = await identity.open_staff(tx, read_uuid(call.ids["id"]))
    return Page("settings/staff_password.html", StaffPassword(str(person.id), person.name))


@route(
    "POST",
    "/settings/staff/{id:str}/password",
    WRITE,
    section="settings",
    beforehand=hash_given,
    fresh=True,
)
async def reset_password(call: Call, tx: Tx) -> Answered:
    staff_id = read_uuid(call.ids["id"])
    if staff_id == call.visit.signed_in.staff.id:
        # One's own is changed with the old one, where guesses are counted.
        raise NotAllowed(scope="password")
    try:
        await identity.reset_password(tx, staff_id, call.brought)
    except Invalid as invalid:
        person = await identity.open_staff(tx, staff_id)
        again = StaffPassword(str(person.id), person.name, errors_of(invalid), is_again=True)
        return Page("settings/staff_password.html", again, status=422)
    return to_staff(call, "staff-password-reset")


ROUTES: tuple[Route, ...] = (
    staff_page,
    staff_dialog,
    add_staff,
    disabling_dialog,
    disable_staff,
    enabling_dialog,
    enable_staff,
    password_dialog,
    reset_password,
)


def roles_to_give(call: Call) -> tuple[Role, ...]:
    return identity.changeable_roles(call.visit.signed_in.session.role)


def branch_choices(call: Call) -> tuple[tuple[str, str], ...]:
    branches = call.visit.signed_in.branches
    return tuple((str(b.id), name_of(b, call.visit.language)) for b in branches)


def _staff_again(form: StaffForm, errors: dict[str, tuple[str, ...]]) -> Page:
    return Page("settings/staff_form.html", replace(form, errors=errors), status=422)


def _staff_row(call: Call, person: Staff, me: Any) -> StaffRow:
    names = (call.visit.branch_name(branch) for branch in person.branch_ids)
    return StaffRow(
        str(person.id),
        person.name,
        person.reached_at,
        person.role,
        tuple(name for name in names if name),
        person.state == "disabled",
        person.id == me,
        # Only an owner shuts an owner out, or gives one a password to sign in with.
        person.role != "owner" or call.visit.signed_in.session.role == "owner",
        person.last_sign_in_at,
        takes_password=person.email != "",
        opens_by_phone=person.opens_by_phone,
    )


def invitation_row(call: Call, invitation: Invitation) -> InvitationRow:
    names = (call.visit.branch_name(branch) for branch in invitation.branch_ids)
    return InvitationRow(
        str(invitation.id),
        invitation.to,
        invitation.role,
        tuple(name for name in names if name),
        invitation.expires_at,
        invitation.is_open,
        is_by_phone=invitation.phone is not None,
    )


def to_staff(call: Call, flash: FlashName) -> Elsewhere:
    return Elsewhere(f"{call.home}/settings/staff", flash=flash, is_new_to_us=True)
