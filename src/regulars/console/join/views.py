"""What an invited person sees."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from regulars.console.layout.views import Role


@dataclass(frozen=True, slots=True)
class JoinPage:
    """Without an `email` or a `phone` the invitation is over. `signed_in_as` is who sits here
    already. By phone a code comes first: `state`, sealed, says which one waits to be typed."""

    secret: str = ""
    email: str = ""
    role: Role = "branch"
    name: str = ""
    signed_in_as: str = ""
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    phone: str = ""
    state: str = ""
    resend_seconds: int = 0
    is_refused: bool = False
    wait_seconds: int = 0

    @property
    def to(self) -> str:
        return self.phone or self.email
