"""How the identity room refuses."""

from regulars.kernel.errors import NotFound, Refused, TooOften


class StaffNotFound(NotFound):
    """There is no such staff account."""


class ApiKeyNotFound(NotFound):
    """There is no such API key."""


class StaffEmailKnown(Refused):
    """A staff account with this e-mail exists already."""

    code = "staff_email_known"


class StaffClosed(Refused):
    """This staff account was closed for good."""

    code = "staff_closed"


class LastOwner(Refused):
    """The last active owner stays an owner, and cannot be disabled."""

    code = "last_owner"


class WrongPassword(Refused):
    """The old password is not right."""

    code = "wrong_password"


class CodeTooOften(TooOften):
    """One-time codes were asked for or typed too often; wait."""

    code = "otp_too_often"
