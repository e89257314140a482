"""How the people room refuses."""

from regulars.kernel.errors import NotFound, Refused


class InvitationNotFound(NotFound):
    """There is no such invitation."""


class InvitationSettled(Refused):
    """This invitation was accepted, taken back or replaced already."""

    code = "invitation_settled"


class AlreadyHasAccount(Refused):
    """This customer has an account already."""

    code = "already_has_account"


class InvitedTooOften(Refused):
    """This customer was sent five invitations within a day; more would be a nuisance."""

    code = "invited_too_often"


class NotInvitable(Refused):
    """A company, or a customer who is blocked, is not invited to an account."""

    code = "not_invitable"
