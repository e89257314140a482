"""What the pages about one's own account show, and the two steps between password and console."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from regulars.browser.devices import is_handheld

Errors = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ProofForm:
    """Wants the password again before something sensitive; then the dialog `wanted` is shown, or
    the page where it was asked for."""

    wanted: str = ""
    page: str = ""
    errors: Errors = field(default_factory=dict)
    wait_seconds: int = 0
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class Proven:
    """What was asked for before the password was: loaded now."""

    wanted: str


@dataclass(frozen=True, slots=True)
class FactorPage:
    """The second step of signing in. `is_recovery` where a recovery code was sent last."""

    has_authenticator: bool
    has_passkeys: bool
    return_to: str = ""
    error: str | None = None
    wait_seconds: int = 0
    is_recovery: bool = False
    errors: Errors = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EnrolmentPage:
    """Who needs a factor sets one up, before anything else opens. `codes` are shown once."""

    return_to: str = ""


@dataclass(frozen=True, slots=True)
class PasskeyRow:
    id: str
    name: str
    is_synced: bool
    created_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SessionRow:
    """`seen_with` is a coarse name such as chrome_android."""

    id: str
    seen_with: str
    created_at: datetime
    seen_at: datetime
    branch: str | None = None
    is_this: bool = False

    @property
    def is_handheld(self) -> bool:
        return is_handheld(self.seen_with)


@dataclass(frozen=True, slots=True)
class AccountPage:
    has_authenticator: bool
    passkeys: tuple[PasskeyRow, ...]
    recovery_left: int
    is_asked: bool
    is_running_out: bool
    sessions: tuple[SessionRow, ...] = ()
    email: str = ""

    @property
    def has_any(self) -> bool:
        return self.has_authenticator or bool(self.passkeys)


@dataclass(frozen=True, slots=True)
class AuthenticatorForm:
    """The secret as a picture of `size` squares and as text, for as long as it is set up."""

    secret: str
    squares: str
    size: int
    error: str | None = None
    wait_seconds: int = 0
    is_again: bool = False

    @property
    def spelt(self) -> str:
        return " ".join(self.secret[i : i + 4] for i in range(0, len(self.secret), 4))


@dataclass(frozen=True, slots=True)
class PasskeyForm:
    name: str = ""
    errors: Errors = field(default_factory=dict)
    error: str | None = None
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class PasskeyQuestion:
    """What the browser is asked by a script; its answer is sent to `address`. `name` is what a
    new one will be called."""

    kind: str
    options: str
    address: str
    name: str = ""
    return_to: str = ""


@dataclass(frozen=True, slots=True)
class RecoveryCodes:
    """The only time that they are ever shown."""

    codes: tuple[str, ...]
    going_on: str


@dataclass(frozen=True, slots=True)
class GivingUp:
    """Asks before something is given up. `error` is the code of what stands against it."""

    address: str
    word: str
    name: str = ""
    error: str | None = None
    is_again: bool = False
