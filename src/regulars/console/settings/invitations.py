"""Inviting staff by e-mail or SMS: the link is sent where a channel stands, and shown once."""

from dataclasses import replace
from typing import Any, Literal, cast

from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.places import read_uuid
from regulars.console.settings.faults import errors_of
from regulars.console.settings.staff import branch_choices, roles_to_give
from regulars.console.settings.views import InvitationForm, InvitationMade
from regulars.domains import identity
from regulars.domains.identity import Credential, Invitation, Notice, Scope
from regulars.kernel.errors import Invalid
from regulars.runtime.tx import Tx

WRITE = Scope.SETTINGS_WRITE
FORM, MADE = "settings/invitation_form.html", "settings/invitation_made.html"


@route("GET", "/settings/invitations/new", WRITE, section="settings", fresh=True)
async def invitation_dialog(call: Call, tx: Tx) -> Answered:  # noqa: ARG001 - every page has both
    return Page(FORM, InvitationForm(roles_to_give(call), branch_choices(call)))


@route("POST", "/settings/invitations", WRITE, section="settings", fresh=True)
async def invite(call: Call, tx: Tx) -> Answered:
    form = InvitationForm(
        roles_to_give(call),
        branch_choices(call),
        call.value("email"),
        cast("Any", call.value("role", "branch")),
        call.values("branch_ids"),
        is_again=True,
        phone=call.value("phone"),
    )
    try:
        invitation, credential = await identity.invite_staff(
            tx,
            email=form.email,
            phone=form.phone,
            role=form.role,
            branch_ids=tuple(map(read_uuid, form.branch_ids)),
            language=call.visit.language,
            environment=call.visit.desk.settings.environment,
            tenant_ref=call.visit.tenant.ref,
        )
    except Invalid as invalid:
        errors = errors_of(invalid)
        if "branch_ids" in errors and not form.branch_ids:
            errors["branch_ids"] = ("branch_missing",)
        return Page(FORM, replace(form, errors=errors), status=422)
    except identity.StaffEmailKnown as known:
        return Page(FORM, replace(form, errors={"email": (known.code,)}), status=422)
    except identity.StaffPhoneKnown as known:
        return Page(FORM, replace(form, errors={"phone": (known.code,)}), status=422)
    return await _made(call, tx, invitation, credential)


@route("POST", "/settings/invitations/{id:str}/resending", WRITE, section="settings", fresh=True)
async def resend(call: Call, tx: Tx) -> Answered:
    invitation, credential = await identity.resend_invitation(
        tx,
        read_uuid(call.ids["id"]),
        environment=call.visit.desk.settings.environment,
        tenant_ref=call.visit.tenant.ref,
    )
    return await _made(call, tx, invitation, credential)


@route("POST", "/settings/invitations/{id:str}/cancellation", WRITE, section="settings")
async def cancel(call: Call, tx: Tx) -> Answered:
    await identity.cancel_invitation(tx, read_uuid(call.ids["id"]))
    return Elsewhere(f"{call.home}/settings/staff", flash="staff-invitation-cancelled")


ROUTES: tuple[Route, ...] = (invitation_dialog, invite, resend, cancel)


async def _made(call: Call, tx: Tx, invitation: Invitation, credential: Credential) -> Page:
    settings = call.visit.desk.settings
    house = settings.public_url or f"http://localhost:{settings.port}"
    link = f"{house.rstrip('/')}{call.home}/join/{credential.secret}"
    facts = {"inviter": call.visit.signed_in.staff.name, "link": link}
    channel: Literal["sms", "email"] = "sms" if invitation.phone else "email"
    notice = Notice("staff_invited", channel, invitation.to, invitation.language, facts)
    await identity.tell(tx, notice)
    return Page(MADE, InvitationMade(invitation.to, link, invitation.expires_at, channel == "sms"))
