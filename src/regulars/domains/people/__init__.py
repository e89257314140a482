"""Whom the shop invites: customers it holds, to an account of their own."""

from regulars.domains.people.accept import (
    OpenInvitation,
    accept_invitation,
    ask_claim_code,
    open_invitation,
)
from regulars.domains.people.errors import (
    AlreadyHasAccount,
    InvitationNotFound,
    InvitationSettled,
    InvitedTooOften,
    NotInvitable,
)
from regulars.domains.people.invitations import invitation_by_id, list_invitations
from regulars.domains.people.invite import cancel_invitation, invite_customer, resend_invitation
from regulars.domains.people.leave import expire_invitations
from regulars.domains.people.model import LIFETIME, STATES, Invitation, InvitationPlace, State
from regulars.domains.people.prune import prune_invitations
from regulars.domains.people.reactions import REACTIONS

__all__ = [
    "LIFETIME",
    "REACTIONS",
    "STATES",
    "AlreadyHasAccount",
    "Invitation",
    "InvitationNotFound",
    "InvitationPlace",
    "InvitationSettled",
    "InvitedTooOften",
    "NotInvitable",
    "OpenInvitation",
    "State",
    "accept_invitation",
    "ask_claim_code",
    "cancel_invitation",
    "expire_invitations",
    "invitation_by_id",
    "invite_customer",
    "list_invitations",
    "open_invitation",
    "prune_invitations",
    "resend_invitation",
]
