"""What the sign-in page shows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignInPage:
    """`error` is an error code; `wait_minutes` says how long a throttled visitor has to wait."""

    email: str = ""
    error: str | None = None
    wait_minutes: int | None = None
    return_to: str = ""
