"""Inviting a customer whom the shop holds to an account of their own; again, and taking it back."""

from typing import Literal
from uuid import UUID

from regulars.domains import customers, identity
from regulars.domains.customers import Customer, CustomerDeleted, Portal, Reach, ReachKind
from regulars.domains.identity import Credential, Notice
from regulars.domains.people.errors import (
    AlreadyHasAccount,
    InvitationSettled,
    InvitedTooOften,
    NotInvitable,
)
from regulars.domains.people.events import (
    PeopleCustomerInvited,
    PeopleInvitationCancelled,
    PeopleInvitationResent,
)
from regulars.domains.people.invitations import (
    invitation_by_id,
    locked_invitation,
    replace_others,
    settle,
    token_of,
)
from regulars.domains.people.model import INVITED, LIFETIME, SENT_A_DAY_MAX, Invitation
from regulars.domains.tenants import read_settings
from regulars.kernel.errors import FieldError, Invalid, NotAllowed
from regulars.kernel.ids import new_id
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def invite_customer(
    tx: Tx, customer_id: UUID, kind: ReachKind, *, portal: Portal
) -> Invitation:
    """To the number or address on their record. An older invitation of theirs is replaced.
    Raises AlreadyHasAccount, NotInvitable, InvitedTooOften, and Invalid where the record has none
    of the kind."""
    inviter_kind, inviter_id = _inviter(tx)
    customer = await customers.locked_customer(tx, customer_id)
    reach = await _invitable(tx, customer, kind)
    invitation_id, link = new_id(), portal.mint("ri")
    language = customer.traits.language or (await read_settings(tx)).languages[0]
    await replace_others(tx, customer.id, invitation_id)
    shown = reach.value if kind == "phone" else reach.shown
    branch = tx.context.branch or customer.traits.branch_id
    await tx.run(
        sql.invite,
        id=invitation_id,
        customer_id=customer.id,
        branch_refs=[str(branch)] if branch else [],
        kind=kind,
        token=tx.keys.token(kind, reach.value),
        token_epoch=tx.keys.epoch,
        person_key_id=customer.key.id,
        sealed=tx.people.seal(INVITED, {kind: shown}, row_id=invitation_id, person=customer.key),
        language=language,
        inviter_kind=inviter_kind,
        inviter_id=inviter_id,
        secret_hash=link.hashed,
        lifetime=LIFETIME,
    )
    await _tell(tx, kind, reach, language, portal, link)
    invited = PeopleCustomerInvited(customer.id, invitation_id, kind)
    tx.emit(invited, subject_id=customer.id, seq=0, related_id=invitation_id)
    return await invitation_by_id(tx, invitation_id)


async def resend_invitation(tx: Tx, invitation_id: UUID, *, portal: Portal) -> Invitation:
    """A new link, for as long again, in the name of whoever sends it now; the old one is dead.
    An expired invitation comes to life. Raises InvitationSettled."""
    inviter_kind, inviter_id = _inviter(tx)
    seen = await invitation_by_id(tx, invitation_id)
    customer = await customers.locked_customer(tx, seen.customer_id)
    invitation = await locked_invitation(tx, invitation_id)
    reach = await _invitable(tx, customer, invitation.kind)
    if tx.keys.token(reach.kind, reach.value) != token_of(tx, invitation):
        # It was for another number than the record has by now.
        raise InvitationSettled
    await replace_others(tx, customer.id, invitation.id)
    link = portal.mint("ri")
    row = await tx.row(
        sql.resend,
        id=invitation.id,
        secret_hash=link.hashed,
        inviter_kind=inviter_kind,
        inviter_id=inviter_id,
        lifetime=LIFETIME,
    )
    if row is None:
        raise InvitationSettled
    await _tell(tx, invitation.kind, reach, invitation.language, portal, link)
    resent = PeopleInvitationResent(customer.id, invitation.id, row["sent"])
    tx.emit(resent, subject_id=customer.id, seq=0, related_id=invitation.id)
    return await invitation_by_id(tx, invitation.id)


async def cancel_invitation(tx: Tx, invitation_id: UUID) -> Invitation:
    """Taking back twice changes and announces nothing. Raises InvitationSettled for one that was
    accepted or ended otherwise."""
    invitation = await locked_invitation(tx, invitation_id)
    if await settle(tx, invitation.id, "cancelled"):
        cancelled = PeopleInvitationCancelled(invitation.customer_id, invitation.id)
        tx.emit(cancelled, subject_id=invitation.customer_id, seq=0, related_id=invitation.id)
    elif invitation.state != "cancelled":
        raise InvitationSettled
    return await invitation_by_id(tx, invitation_id)


def _inviter(tx: Tx) -> tuple[Literal["staff", "key"], UUID]:
    kind, actor_id = tx.context.actor_kind, tx.context.actor_id
    if kind not in ("staff", "key") or actor_id is None:
        raise NotAllowed(scope="customers:write")
    return ("staff" if kind == "staff" else "key"), actor_id


async def _invitable(tx: Tx, customer: Customer, kind: ReachKind) -> Reach:
    if customer.deleted_at is not None:
        raise CustomerDeleted
    if customer.state == "blocked" or customer.traits.kind == "company":
        raise NotInvitable
    if await identity.account_of(tx, "customer", customer.id):
        raise AlreadyHasAccount
    reach = customers.reach_of(customer, kind)
    if reach is None:
        raise Invalid(FieldError(kind, f"{kind}_missing"))
    sent = await tx.value(sql.sent_lately, customer_id=customer.id, lifetime=LIFETIME)
    if sent >= SENT_A_DAY_MAX:
        raise InvitedTooOften
    return reach


async def _tell(
    tx: Tx,
    kind: ReachKind,
    reach: Reach,
    language: Literal["en", "ar"],
    portal: Portal,
    link: Credential,
) -> None:
    channel: Literal["sms", "email"] = "sms" if kind == "phone" else "email"
    facts = {"link": portal.join(link)}
    await identity.tell(tx, Notice("invitation", channel, reach.value, language, facts))
