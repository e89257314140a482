"""Changing a staff account, and closing it for good."""

from dataclasses import replace
from typing import Any, Literal, cast

from regulars.console.customers.forms import version_of
from regulars.console.pages import Answered, Call, Page, Route, route
from regulars.console.places import read_uuid
from regulars.console.settings.faults import errors_of
from regulars.console.settings.staff import branch_choices, to_staff
from regulars.console.settings.staff_views import StaffClosing
from regulars.console.settings.views import StaffEdit
from regulars.domains import identity
from regulars.domains.identity import (
    LastOwner,
    Scope,
    Staff,
    StaffClosed,
    StaffEmailKnown,
    StaffPhoneKnown,
)
from regulars.kernel.errors import Invalid, Outdated
from regulars.runtime.tx import Tx

WRITE = Scope.SETTINGS_WRITE
EDIT, CLOSING = "settings/staff_edit.html", "settings/staff_closing.html"


@route("GET", "/settings/staff/{id:str}/edit", WRITE, section="settings", fresh=True)
async def edit_dialog(call: Call, tx: Tx) -> Answered:
    person = await identity.open_staff(tx, read_uuid(call.ids["id"]))
    return Page(EDIT, _form_of(call, person))


@route("POST", "/settings/staff/{id:str}", WRITE, section="settings", fresh=True)
async def change_staff(call: Call, tx: Tx) -> Answered:
    staff_id = read_uuid(call.ids["id"])
    form = _typed(call, _form_of(call, await identity.open_staff(tx, staff_id)))
    given: dict[str, Any] = {"name": form.name, "email": form.email, "language": form.language}
    given["phone"] = form.phone
    if form.roles:
        given |= {"role": form.role, "branch_ids": tuple(map(read_uuid, form.branch_ids))}
    try:
        await identity.change_staff(tx, staff_id, given, expected_version=form.version)
    except Invalid as invalid:
        errors = errors_of(invalid)
        if "branch_ids" in errors and not form.branch_ids:
            errors["branch_ids"] = ("branch_missing",)
        return Page(EDIT, replace(form, errors=errors), status=422)
    except StaffEmailKnown as known:
        return Page(EDIT, replace(form, errors={"email": (known.code,)}), status=409)
    except StaffPhoneKnown as known:
        return Page(EDIT, replace(form, errors={"phone": (known.code,)}), status=409)
    except (Outdated, LastOwner, StaffClosed) as refused:
        return Page(EDIT, replace(form, error=refused.code), status=409)
    return to_staff(call, "staff-changed")


@route("GET", "/settings/staff/{id:str}/closing", WRITE, section="settings", fresh=True)
async def closing_dialog(call: Call, tx: Tx) -> Answered:
    person = await identity.open_staff(tx, read_uuid(call.ids["id"]))
    keys = await identity.count_keys_of(tx, person.id)
    return Page(CLOSING, replace(_closing_of(person), keys=keys))


@route("POST", "/settings/staff/{id:str}/closing", WRITE, section="settings", fresh=True)
async def close_staff(call: Call, tx: Tx) -> Answered:
    staff_id = read_uuid(call.ids["id"])
    try:
        await identity.close_staff(tx, staff_id)
    except LastOwner as refused:
        person = await identity.open_staff(tx, staff_id)
        again = replace(_closing_of(person), error=refused.code, is_again=True)
        return Page(CLOSING, again, status=409)
    return to_staff(call, "staff-closed")


ROUTES: tuple[Route, ...] = (edit_dialog, change_staff, closing_dialog, close_staff)


def _closing_of(person: Staff) -> StaffClosing:
    has: dict[Literal["email", "phone"], bool] = {
        "email": bool(person.email),
        "phone": person.phone is not None,
    }
    return StaffClosing(str(person.id), person.name, [kind for kind, there in has.items() if there])


def _form_of(call: Call, person: Staff) -> StaffEdit:
    mine = call.visit.signed_in
    is_own = person.id == mine.staff.id
    return StaffEdit(
        str(person.id),
        person.edited_version,
        person.name,
        person.email,
        person.language,
        () if is_own else identity.changeable_roles(mine.session.role),
        person.role,
        branch_choices(call),
        tuple(map(str, person.branch_ids)),
        phone=person.phone or "",
    )


def _typed(call: Call, form: StaffEdit) -> StaffEdit:
    """What was typed stands in the form; what it does not ask for stays as it is."""
    typed = replace(
        form,
        version=version_of(call),
        name=call.value("name"),
        email=call.value("email"),
        phone=call.value("phone"),
        language=call.value("language", form.language),
        is_again=True,
    )
    if not form.roles:
        return typed
    role = cast("Any", call.value("role", form.role))
    return replace(typed, role=role, branch_ids=call.values("branch_ids"))
