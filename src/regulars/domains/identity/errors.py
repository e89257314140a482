"""How the identity room refuses."""

from collections.abc import Sequence

from regulars.kernel.errors import NotAllowed, NotFound, Refused, TooOften


class StaffNotFound(NotFound):
    """There is no such staff account."""


class ApiKeyNotFound(NotFound):
    """There is no such API key."""


class StaffEmailKnown(Refused):
    """A staff account with this e-mail exists already."""

    code = "staff_email_known"


class StaffPhoneKnown(Refused):
    """Somebody else of the staff has this phone."""

    code = "staff_phone_known"


class StaffWithoutEmail(Refused):
    """Who signs in by phone alone has no e-mail, and so no password."""

    code = "staff_without_email"


class StaffClosed(Refused):
    """This staff account was closed for good."""

    code = "staff_closed"


class LastOwner(Refused):
    """The last active owner stays an owner, and cannot be disabled."""

    code = "last_owner"


class WrongPassword(Refused):
    """The old password is not right."""

    code = "wrong_password"


class WrongFactor(Refused):
    """The code is not right, was used already, or is too old."""

    code = "wrong_factor"


class FactorKnown(Refused):
    """An authenticator app is set up already. Turn it off first."""

    code = "factor_known"


class SetUpOver(Refused):
    """Setting up this authenticator app took too long, or was begun elsewhere. Begin again."""

    code = "set_up_over"


class LastFactor(Refused):
    """This role needs a second factor: set up another one before you turn this one off."""

    code = "last_factor"


class FactorNotSetUp(NotAllowed):
    """This account needs a second step to sign in: set one up at the console first."""

    code = "factor_not_set_up"


class SignInTooOld(NotAllowed):
    """This needs a proof of who you are from the last ten minutes: prove it again."""

    code = "sign_in_too_old"

    def __init__(self, prove_with: Sequence[str] = ()) -> None:
        super().__init__()
        self.prove_with = tuple(prove_with)


class SignInTooOften(TooOften):
    """Too many attempts to sign in; wait."""

    code = "too_many_attempts"


class PasskeyRefused(Refused):
    """The passkey was not accepted."""

    code = "passkey_refused"


class PasskeyNotFound(NotFound):
    """There is no such passkey."""


class StaffSessionNotFound(NotFound):
    """There is no such sign-in."""


class AccountSessionNotFound(NotFound):
    """There is no such sign-in."""


class InvitationNotFound(NotFound):
    """There is no such invitation."""


class InvitationOver(Refused):
    """This invitation was used, cancelled or replaced by a newer one, or it is too old."""

    code = "invitation_over"


class VerificationNotFound(NotFound):
    """There is no such verification."""


class VerificationClosed(Refused):
    """This was decided, withdrawn or has lapsed meanwhile: it is {state}."""

    code = "verification_closed"


class VerificationOpen(Refused):
    """A request of this kind is open already."""

    code = "verification_open"


class PapersTooMany(Refused):
    """You have handed in many papers today. Try again tomorrow, or ask the shop."""

    code = "papers_too_many"


class OwnPaper(Refused):
    """Somebody else has to decide about what you handed in yourself."""

    code = "own_paper"


class PapersGone(NotFound):
    """What was handed in is no longer kept; only what came of it is."""


class CodeTooOften(TooOften):
    """One-time codes were asked for or typed too often; wait."""

    code = "otp_too_often"
