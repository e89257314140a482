"""What an invited person sees."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from regulars.console.layout.views import Role


@dataclass(frozen=True, slots=True)
class JoinPage:
    """Without an `email` the invitation is over. `signed_in_as` is who sits here already."""

    secret: str = ""
    email: str = ""
    role: Role = "branch"
    name: str = ""
    signed_in_as: str = ""
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
