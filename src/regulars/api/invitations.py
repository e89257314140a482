"""/api/v1/invitations: customers whom the shop holds, asked to an account of their own."""

from dataclasses import replace
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.pages import PageQuery, cursor_to, limit_of, place_of
from regulars.domains import customers, people
from regulars.domains.identity import Scope
from regulars.domains.people import Invitation, InvitationPlace
from regulars.kernel.email import mask_email
from regulars.kernel.phone import mask_phone
from regulars.runtime.tx import Tx

ADDRESS = "/api/v1/invitations"

InvitationState = Literal["pending", "accepted", "cancelled", "replaced", "voided", "expired"]


class NewInvitation(msgspec.Struct, forbid_unknown_fields=True):
    """Whether the link goes to the customer's phone or to their e-mail."""

    channel: Literal["phone", "email"]


class InvitationView(msgspec.Struct):
    """`to` is masked unless the key has `customers:reveal`, and empty without `customers:read`.
    `sent` counts how often it went out; only the newest link works."""

    id: UUID
    customer_id: UUID
    channel: Literal["phone", "email"]
    to: str
    state: InvitationState
    sent: int
    created_at: datetime
    expires_at: datetime
    settled_at: datetime | None


class InvitationList(msgspec.Struct):
    """Newest first."""

    data: list[InvitationView]
    next_cursor: str | None


class InvitationQuery(PageQuery, kw_only=True, forbid_unknown_fields=True):
    """`state` and `customer_id` narrow the list."""

    state: InvitationState | None = None
    customer_id: UUID | None = None


@operation(
    "POST",
    "/api/v1/customers/{id:str}/invitations",
    Scope.CUSTOMERS_WRITE,
    body=NewInvitation,
    answers={201: InvitationView},
)
async def invite_customer(call: Call, tx: Tx) -> Answer:
    """Send a customer a link to an account of their own; an older invitation is replaced."""
    call.require_good()
    with call.judged():
        made = await people.invite_customer(
            tx,
            call.ids["id"],
            call.body.values["channel"],
            portal=call.desk.portal(call.caller.tenant),
        )
    return await _sent(call, tx, made, status=201)


@operation(
    "GET", ADDRESS, Scope.CUSTOMERS_READ, query=InvitationQuery, answers={200: InvitationList}
)
async def list_invitations(call: Call, tx: Tx) -> Answer:
    """List invitations, newest first."""
    state, customer_id = call.query.values.get("state"), call.query.values.get("customer_id")
    bound = ["invitations", state, str(customer_id)]
    with call.judged():
        after = place_of(call, tx, bound, InvitationPlace)
    page = await people.list_invitations(
        tx, state=state, customer_id=customer_id, limit=limit_of(call), after=after
    )
    asked = {each.customer_id for each in page.invitations}
    tx.note_reads("revealed" if call.caller.may_reveal else "listed", asked)
    views = [_view(call, each) for each in page.invitations]
    return Answer(200, InvitationList(views, cursor_to(tx, bound, page.next)))


@operation("GET", ADDRESS + "/{id:str}", Scope.CUSTOMERS_READ, answers={200: InvitationView})
async def get_invitation(call: Call, tx: Tx) -> Answer:
    """See how an invitation stands."""
    call.require_good()
    return _shown(call, tx, await people.invitation_by_id(tx, call.ids["id"]))


@operation(
    "POST", ADDRESS + "/{id:str}/resend", Scope.CUSTOMERS_WRITE, answers={200: InvitationView}
)
async def resend_invitation(call: Call, tx: Tx) -> Answer:
    """Send an invitation again, with a new link; the old one works no more."""
    call.require_good()
    portal = call.desk.portal(call.caller.tenant)
    resent = await people.resend_invitation(tx, call.ids["id"], portal=portal)
    return await _sent(call, tx, resent)


@operation("DELETE", ADDRESS + "/{id:str}", Scope.CUSTOMERS_WRITE, answers={204: None})
async def cancel_invitation(call: Call, tx: Tx) -> Answer:
    """Take an invitation back."""
    call.require_good()
    await people.cancel_invitation(tx, call.ids["id"])
    return Answer(204)


OPERATIONS: tuple[Operation, ...] = (
    invite_customer,
    list_invitations,
    get_invitation,
    resend_invitation,
    cancel_invitation,
)


async def _sent(call: Call, tx: Tx, invitation: Invitation, *, status: int = 200) -> Answer:
    """What is kept of it for a second asking has their number, and is theirs."""
    customer = await customers.customer_by_id(tx, invitation.customer_id)
    shown = _shown(call, tx, invitation)
    return replace(shown, status=status, resource_id=customer.id, person=customer.key)


def _shown(call: Call, tx: Tx, invitation: Invitation) -> Answer:
    if call.caller.may_read:
        asked = [invitation.customer_id]
        tx.note_reads("revealed" if call.caller.may_reveal else "read", asked)
    return Answer(200, _view(call, invitation))


def _view(call: Call, invitation: Invitation) -> InvitationView:
    return InvitationView(
        invitation.id,
        invitation.customer_id,
        invitation.kind,
        _to(call, invitation),
        invitation.state,
        invitation.sent,
        invitation.created_at,
        invitation.expires_at,
        invitation.settled_at,
    )


def _to(call: Call, invitation: Invitation) -> str:
    if not call.caller.may_read:
        return ""
    mask = mask_phone if invitation.kind == "phone" else mask_email
    return invitation.to if call.caller.may_reveal else mask(invitation.to)
