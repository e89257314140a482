"""What the sign-in page and the dialog for a new password show."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SignInPage:
    """`error` is an error code; `wait_seconds` says how long a throttled visitor has to wait.
    `errors` maps a field that was left empty to what is said of it."""

    email: str = ""
    error: str | None = None
    wait_seconds: int = 0
    return_to: str = ""
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PasskeyWait:
    """In place of a question for a passkey: too many were asked from here."""

    wait_seconds: int


@dataclass(frozen=True, slots=True)
class PasswordForm:
    """`errors` maps a field to its error codes; passwords are never shown again."""

    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wait_seconds: int = 0
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class PhonePage:
    """`errors` maps the field to its error codes."""

    phone: str = ""
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wait_seconds: int = 0
    return_to: str = ""


@dataclass(frozen=True, slots=True)
class PhoneCodePage:
    """`state` is sealed: which code this page waits for. `resend_seconds` is when another one may
    be asked for."""

    state: str
    phone: str
    resend_seconds: int
    is_malformed: bool = False
    is_refused: bool = False
    wait_seconds: int = 0
