"""What a sign-in deserves."""

from dataclasses import dataclass
from enum import StrEnum

from regulars.domains.identity.model import Session


class SignInOutcome(StrEnum):
    SIGNED_IN = "signed_in"
    # Unknown e-mail, wrong password and disabled account look the same from outside.
    REFUSED = "sign_in_failed"
    TOO_MANY = "too_many_attempts"
    # Of apps: a second factor is asked of them, and they have none yet.
    NOT_SET_UP = "factor_not_set_up"


@dataclass(frozen=True, slots=True)
class SignIn:
    """`secret` is the session's credential, shown to nobody but the cookie. An app's has none, and
    tokens instead; half of one has a secret, for the app to bring along with the code."""

    outcome: SignInOutcome
    secret: str | None = None
    session: Session | None = None
    retry_after_seconds: int = 0

    def __repr__(self) -> str:
        return f"SignIn({self.outcome})"
