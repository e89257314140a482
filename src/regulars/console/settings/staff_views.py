"""The dialogs about one account of the staff: letting in, shutting out, a new password."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from regulars.console.settings.views import Errors


@dataclass(frozen=True, slots=True)
class StaffClosing:
    """Closes an account for good. `frees` is what may stand for another one then: e-mail, phone.
    `error` is the code of what stands against it; `keys` go on working."""

    id: str
    name: str
    frees: Sequence[Literal["email", "phone"]] = ("email",)
    error: str | None = None
    is_again: bool = False
    keys: int = 0


@dataclass(frozen=True, slots=True)
class StaffDisabling:
    """`error` is the code of what stands against it; `keys` go on working."""

    id: str
    name: str
    error: str | None = None
    is_again: bool = False
    keys: int = 0


@dataclass(frozen=True, slots=True)
class StaffEnabling:
    """Lets somebody in again whom a code to `phone` opens."""

    id: str
    name: str
    phone: str
    has_factor: bool = False


@dataclass(frozen=True, slots=True)
class StaffPassword:
    """Gives somebody a new password; what was typed is never shown again."""

    id: str
    name: str
    errors: Errors = field(default_factory=dict)
    is_again: bool = False
