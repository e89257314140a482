"""What the identity room announces."""

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from regulars.kernel.ids import ApiKeyId, SessionId, StaffId
from regulars.runtime.journal import Event


@dataclass(frozen=True, slots=True)
class IdentityStaffAdded(Event):
    """Somebody may sign in to the console."""

    name: ClassVar[str] = "identity.staff_added"
    subject_kind: ClassVar[str] = "staff"
    staff: StaffId
    role: str


@dataclass(frozen=True, slots=True)
class IdentityStaffChanged(Event):
    """A staff account was edited. `fields` names what changed, `clear` has [old, new] of those
    kept in clear; name and e-mail are sealed beside it."""

    name: ClassVar[str] = "identity.staff_changed"
    subject_kind: ClassVar[str] = "staff"
    staff: StaffId
    fields: tuple[str, ...]
    clear: dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class IdentityStaffClosed(Event):
    """A staff account was closed for good; its sessions ended with this and its e-mail is free."""

    name: ClassVar[str] = "identity.staff_closed"
    subject_kind: ClassVar[str] = "staff"
    staff: StaffId


@dataclass(frozen=True, slots=True)
class IdentityStaffDisabled(Event):
    """A staff account may no longer sign in; its sessions ended with this."""

    name: ClassVar[str] = "identity.staff_disabled"
    subject_kind: ClassVar[str] = "staff"
    staff: StaffId


@dataclass(frozen=True, slots=True)
class IdentityStaffEnabled(Event):
    """A disabled staff account may sign in again."""

    name: ClassVar[str] = "identity.staff_enabled"
    subject_kind: ClassVar[str] = "staff"
    staff: StaffId


@dataclass(frozen=True, slots=True)
class IdentityStaffPasswordReset(Event):
    """Somebody else gave a staff account a new password; its sessions ended with this."""

    name: ClassVar[str] = "identity.staff_password_reset"
    subject_kind: ClassVar[str] = "staff"
    staff: StaffId


@dataclass(frozen=True, slots=True)
class IdentityStaffPasswordChanged(Event):
    """Somebody chose a new password for themselves; their other sessions ended with this."""

    name: ClassVar[str] = "identity.staff_password_changed"
    subject_kind: ClassVar[str] = "staff"
    staff: StaffId


@dataclass(frozen=True, slots=True)
class IdentityStaffSignedIn(Event):
    """A console session began."""

    name: ClassVar[str] = "identity.staff_signed_in"
    subject_kind: ClassVar[str] = "staff"
    staff: StaffId
    session: SessionId


@dataclass(frozen=True, slots=True)
class IdentityStaffSignedOut(Event):
    """A console session was ended by its owner."""

    name: ClassVar[str] = "identity.staff_signed_out"
    subject_kind: ClassVar[str] = "staff"
    staff: StaffId
    session: SessionId


@dataclass(frozen=True, slots=True)
class IdentityApiKeyCreated(Event):
    """A program may act for the tenant, within these scopes."""

    name: ClassVar[str] = "identity.api_key_created"
    subject_kind: ClassVar[str] = "api_key"
    api_key: ApiKeyId
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IdentityApiKeyRevoked(Event):
    """An API key stopped working."""

    name: ClassVar[str] = "identity.api_key_revoked"
    subject_kind: ClassVar[str] = "api_key"
    api_key: ApiKeyId


@dataclass(frozen=True, slots=True)
class IdentitySearchBudgetSpent(Event):
    """A key or a staff account asked for so many phones and e-mails that nobody has that its
    searches for more of them wait. Once a window."""

    name: ClassVar[str] = "identity.search_budget_spent"
    subject_kind: ClassVar[str] = "credential"
    credential: UUID
    credential_kind: str
    misses: int
