"""Inviting a customer to an account of their own, and the list of who was."""

from collections.abc import Mapping
from uuid import UUID

from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.people.views import Channel, InvitationRow, InvitationsPage, InviteDialog
from regulars.console.places import read_place, read_uuid, write_place
from regulars.domains import customers, identity, people
from regulars.domains.customers import Customer
from regulars.domains.identity import Scope
from regulars.domains.people import STATES, Invitation, InvitationPlace, State
from regulars.kernel.email import mask_email
from regulars.kernel.errors import DomainError, Invalid, NotFound, Refused
from regulars.kernel.ids import CustomerId
from regulars.kernel.phone import mask_phone
from regulars.runtime.tx import Tx

READ, WRITE = Scope.CUSTOMERS_READ, Scope.CUSTOMERS_WRITE
PAGE_ROWS = 25
LIST = "/customers/invitations"


@route("GET", LIST, READ, section="customers")
async def invitations_page(call: Call, tx: Tx) -> Answered:
    state = _state(call)
    bound = ["invitations", state]
    after = read_place(tx.keys, bound, call.value("after"), InvitationPlace)
    page = await people.list_invitations(tx, state=state, limit=PAGE_ROWS, after=after)
    found = await customers.customers_by_ids(tx, {each.customer_id for each in page.invitations})
    known = {customer.id: customer for customer in found}
    tx.note_reads("listed", known)
    names = await identity.staff_names(tx, {each.inviter_id for each in page.invitations})
    view = InvitationsPage(
        state,
        tuple(
            _row(each, known[customer_id], names)
            for each in page.invitations
            if (customer_id := CustomerId(each.customer_id)) in known
        ),
        may_edit=call.visit.may(WRITE),
        next_cursor=write_place(tx.keys, bound, page.next) if page.next else None,
        is_first=after is None,
    )
    return Page("people/invitations.html", view)


@route("GET", "/customers/{id:str}/invitation", WRITE, section="customers")
async def invite_dialog(call: Call, tx: Tx) -> Answered:
    customer = await customers.customer_by_id(tx, read_uuid(call.ids["id"]))
    tx.note_reads("read", [customer.id])
    has_account = await identity.account_of(tx, "customer", customer.id) is not None
    refused = "error-already-has-account" if has_account else ""
    return Page("people/invite.html", _dialog(customer, refused=refused))


@route("POST", "/customers/{id:str}/invitation", WRITE, section="customers")
async def invite(call: Call, tx: Tx) -> Answered:
    customer_id = read_uuid(call.ids["id"])
    kind: Channel = "email" if call.value("channel") == "email" else "phone"
    try:
        await people.invite_customer(
            tx, customer_id, kind, portal=call.visit.desk.portal(call.visit.tenant)
        )
    except (Refused, Invalid) as refused:
        customer = await customers.customer_by_id(tx, customer_id)
        view = _dialog(customer, refused=_word(refused), is_again=True)
        return Page("people/invite.html", view, status=409, shows=(customer_id,))
    return Elsewhere(f"{call.home}/customers/{customer_id}", flash="customer-invited")


@route("POST", LIST + "/{id:str}/resend", WRITE, section="customers")
async def resend(call: Call, tx: Tx) -> Answered:
    portal = call.visit.desk.portal(call.visit.tenant)
    await people.resend_invitation(tx, read_uuid(call.ids["id"]), portal=portal)
    return Elsewhere(_back(call), flash="customer-invited")


@route("POST", LIST + "/{id:str}/cancel", WRITE, section="customers")
async def cancel(call: Call, tx: Tx) -> Answered:
    await people.cancel_invitation(tx, read_uuid(call.ids["id"]))
    return Elsewhere(_back(call), flash="invitation-cancelled")


ROUTES: tuple[Route, ...] = (invitations_page, invite_dialog, invite, resend, cancel)


def _state(call: Call) -> State | None:
    text = call.value("state")
    if not text:
        return None
    for state in STATES:
        if state == text:
            return state
    raise NotFound


def _back(call: Call) -> str:
    """To the list as it was narrowed."""
    state = _state(call)
    return f"{call.home}{LIST}" + (f"?state={state}" if state else "")


def _row(invitation: Invitation, customer: Customer, names: Mapping[UUID, str]) -> InvitationRow:
    by_staff = invitation.inviter_kind == "staff"
    return InvitationRow(
        str(invitation.id),
        str(customer.id),
        customer.person.name or customer.person.name2,
        customer.shown_number,
        invitation.kind,
        _masked(invitation.kind, invitation.to),
        invitation.state,
        invitation.sent,
        names.get(invitation.inviter_id, "") if by_staff else "",
        invitation.created_at,
        invitation.expires_at,
        invitation.settled_at,
    )


def _dialog(customer: Customer, *, refused: str = "", is_again: bool = False) -> InviteDialog:
    reaches = [customers.reach_of(customer, kind) for kind in customers.REACH_KINDS]
    return InviteDialog(
        str(customer.id),
        customer.shown_number,
        customer.person.name or customer.person.name2,
        tuple((reach.kind, _masked(reach.kind, reach.value)) for reach in reaches if reach),
        refused,
        is_again=is_again,
    )


def _masked(kind: Channel, value: str) -> str:
    return mask_phone(value) if kind == "phone" else mask_email(value)


def _word(refused: DomainError) -> str:
    if isinstance(refused, Invalid):
        return f"field-{refused.errors[0].code.replace('_', '-')}"
    return f"error-{refused.code.replace('_', '-')}"
