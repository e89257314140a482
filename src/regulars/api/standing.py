"""How callers narrow customers by where they stand: by `state`, or by `account_status`."""

from typing import Annotated, Literal

from msgspec import Meta

from regulars.domains.customers import AccountStatus, WantedState
from regulars.kernel.errors import FieldError, Invalid

# As `state` of a customer says it, or the deleted.
KeptState = Annotated[
    Literal["active", "blocked", "deleted"],
    Meta(description="The suspended and temporary are active. Not with `account_status`."),
]


def wanted_state(
    state: KeptState | None, status: AccountStatus | None, *, field: str = "account_status"
) -> WantedState | None:
    """Raises Invalid for both at once."""
    if state and status:
        raise Invalid(FieldError(field, "state_or_account_status"))
    return "unblocked" if state == "active" else state or status
