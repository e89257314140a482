"""Roles and scopes; staff, sessions and keys as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

from regulars.kernel.errors import FieldError, Invalid
from regulars.kernel.ids import ApiKeyId, BranchId, SessionId, StaffId

# What a key is: a program's secret, or what every copy of an app carries.
KeyKind = Literal["secret", "publishable"]
Role = Literal["owner", "admin", "branch", "support", "vendor", "driver"]
ROLES: tuple[Role, ...] = ("owner", "admin", "branch", "support", "vendor", "driver")


class Scope(StrEnum):
    """What a key may do. A staff role stands for a fixed set of these."""

    CUSTOMERS_READ = "customers:read"
    CUSTOMERS_WRITE = "customers:write"
    CUSTOMERS_REVEAL = "customers:reveal"
    CUSTOMERS_AGE = "customers:age"
    # The date itself: whoever sells needs the answer alone.
    CUSTOMERS_BIRTH_DATE = "customers:birth_date"
    VERIFICATIONS_REVIEW = "verifications:review"
    AUDIT_READ = "audit:read"
    EXPORTS_WRITE = "exports:write"
    SETTINGS_READ = "settings:read"
    SETTINGS_WRITE = "settings:write"


SCOPES: tuple[Scope, ...] = tuple(Scope)

ROLE_SCOPES: dict[Role, frozenset[Scope]] = {
    "owner": frozenset(SCOPES),
    "admin": frozenset(SCOPES),
    "branch": frozenset(
        {
            Scope.CUSTOMERS_READ,
            Scope.CUSTOMERS_WRITE,
            Scope.CUSTOMERS_REVEAL,
            Scope.CUSTOMERS_AGE,
            Scope.EXPORTS_WRITE,
        }
    ),
    # Looks, and changes nothing: each number in full is asked for by itself, and logged as support.
    "support": frozenset({Scope.CUSTOMERS_READ, Scope.CUSTOMERS_REVEAL}),
    # Sells in branches of the tenant: serves and invites who is held there, takes no file away.
    "vendor": frozenset(
        {Scope.CUSTOMERS_READ, Scope.CUSTOMERS_WRITE, Scope.CUSTOMERS_REVEAL},
    ),
    # Their own account; customers once orders bring deliveries.
    "driver": frozenset(),
}

# They see the branches that are theirs, one at a time, and no customer outside of them.
BRANCH_ROLES: frozenset[Role] = frozenset({"branch", "vendor"})

# A code by SMS opens these and no others; who has one of them needs no e-mail.
PHONE_ROLES: frozenset[Role] = frozenset({"vendor", "driver"})


@dataclass(frozen=True, slots=True)
class Staff:
    """Who came by phone alone has no `email`, and no password until an owner or admin gives one."""

    id: StaffId
    name: str
    email: str
    role: Role
    branch_ids: tuple[BranchId, ...]
    # Closed is for good: nobody signs in, and the e-mail is free for somebody else.
    state: Literal["active", "disabled", "closed"]
    language: Literal["en", "ar"]
    version: int
    created_at: datetime
    last_sign_in_at: datetime | None
    # The version that the last edit made: signing in raises `version` too.
    edited_version: int = 1
    phone: str | None = None
    has_password: bool = False

    @property
    def reached_at(self) -> str:
        """What they sign in with, and are told by."""
        return self.email or self.phone or ""

    @property
    def opens_by_phone(self) -> bool:
        """Whether a code by SMS signs them in while they are active."""
        return self.role in PHONE_ROLES and self.phone is not None


@dataclass(frozen=True, slots=True)
class Session:
    """A staff member at a console or with an app. `branch` is set for who works in branches: row
    security narrows to it."""

    id: SessionId
    staff_id: StaffId
    role: Role
    branch: BranchId | None
    language: Literal["en", "ar"]
    expires_at: datetime
    # What is missing before anything opens: a second factor, or to set one up first.
    needs: Literal["nothing", "factor", "enrolment"] = "nothing"
    # Proven within the last minutes, by the database's clock.
    is_fresh: bool = True
    has_factor: bool = False

    @property
    def prove_with(self) -> tuple[Literal["password", "code"], ...]:
        """All that an app is asked for who signs in anew."""
        return ("password", "code") if self.has_factor else ("password",)

    @property
    def scopes(self) -> frozenset[Scope]:
        """None where the role is for a branch and there is none: what row security narrows to is
        missing, and without it they would see everything."""
        if self.role in BRANCH_ROLES and self.branch is None:
            return frozenset()
        return ROLE_SCOPES[self.role]


@dataclass(frozen=True, slots=True)
class ApiKey:
    id: ApiKeyId
    name: str
    hint: str
    scopes: frozenset[Scope]
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None
    revoked_at: datetime | None
    kind: KeyKind = "secret"
    # Of a list: whose it is, a member of staff or another key.
    created_by: UUID | None = None


def read_scopes(scopes: tuple[str, ...], kind: KeyKind = "secret") -> frozenset[Scope]:
    """A publishable key has none: it is in everybody's hands."""
    if kind == "publishable":
        if scopes:
            raise Invalid(FieldError("scopes", "scopes_of_publishable"))
        return frozenset()
    if not scopes or not all(scope in SCOPES for scope in scopes):
        raise Invalid(FieldError("scopes", "unknown_value"))
    return frozenset(Scope(scope) for scope in scopes)
