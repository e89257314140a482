"""Feature flags as values: who has which feature, decided without a database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Literal
from uuid import UUID, uuid5

from regulars.kernel.errors import FieldError, Invalid
from regulars.kernel.ids import TenantId

Why = Literal["chosen", "rolled_out", "default"]


@dataclass(frozen=True, slots=True)
class Flag:
    """`owner` answers for it, and takes it out of the code by `expires`: a flag that stays is a
    second product. `is_on` holds where nobody said anything."""

    name: str
    is_on: bool
    owner: str
    expires: date


@dataclass(frozen=True, slots=True)
class FlagState:
    """One flag as one tenant has it. `choice` is the tenant's own word, `percent` how many
    tenants in a hundred the operator gave it to."""

    flag: Flag
    is_on: bool
    why: Why
    choice: bool | None = None
    percent: int | None = None
    version: int = 0


# The catalogue: a flag that is not here does not exist, whatever the database says.
FLAGS: tuple[Flag, ...] = (
    Flag("console.palette", True, "console", date(2027, 6, 30)),
    Flag("console.live", True, "console", date(2027, 6, 30)),
)
BY_NAME = {flag.name: flag for flag in FLAGS}


def bucket(flag: str, tenant_id: TenantId) -> int:
    """0..99, the same for ever: whoever has a feature at 10 % has it at 20 %, and whoever lost
    it on the way down is the first to have it back."""
    digest = sha256(f"{flag}:{tenant_id}".encode()).digest()
    return int.from_bytes(digest[:8]) % 100


def decide(
    flag: Flag,
    tenant_id: TenantId,
    *,
    choice: bool | None = None,
    percent: int | None = None,
    version: int = 0,
) -> FlagState:
    """The tenant's own word before the roll-out, the roll-out before the default."""
    if choice is not None:
        return FlagState(flag, choice, "chosen", choice, percent, version)
    if percent is not None:
        is_on = bucket(flag.name, tenant_id) < percent
        return FlagState(flag, is_on, "rolled_out", choice, percent, version)
    return FlagState(flag, flag.is_on, "default", choice, percent, version)


def overdue(today: date, flags: Iterable[Flag] = FLAGS) -> tuple[Flag, ...]:
    return tuple(flag for flag in flags if flag.expires < today)


def require_flag(name: str) -> Flag:
    if name not in BY_NAME:
        raise Invalid(FieldError(name, "unknown_field"))
    return BY_NAME[name]


def subject_of(flag: str, tenant_id: TenantId) -> UUID:
    """What facts about one tenant's flag are about."""
    return uuid5(tenant_id, flag)
