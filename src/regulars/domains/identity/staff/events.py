"""What is announced of who the staff are."""

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from regulars.kernel.ids import StaffId
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
class IdentityStaffRulesChanged(Event):
    """Who needs a second factor, or after which rest the console closes, was changed."""

    name: ClassVar[str] = "identity.staff_rules_changed"
    subject_kind: ClassVar[str] = "tenant"
    factor_asked_of: str
    idle_minutes: int


@dataclass(frozen=True, slots=True)
class IdentityStaffInvited(Event):
    """Somebody was asked to become staff."""

    name: ClassVar[str] = "identity.staff_invited"
    subject_kind: ClassVar[str] = "invitation"
    invitation: UUID
    role: str


@dataclass(frozen=True, slots=True)
class IdentityInvitationResent(Event):
    """An invitation was sent again; the older link is worth nothing."""

    name: ClassVar[str] = "identity.invitation_resent"
    subject_kind: ClassVar[str] = "invitation"
    invitation: UUID


@dataclass(frozen=True, slots=True)
class IdentityInvitationCancelled(Event):
    """An invitation was taken back."""

    name: ClassVar[str] = "identity.invitation_cancelled"
    subject_kind: ClassVar[str] = "invitation"
    invitation: UUID


@dataclass(frozen=True, slots=True)
class IdentityInvitationAccepted(Event):
    """An invited person has an account now."""

    name: ClassVar[str] = "identity.invitation_accepted"
    subject_kind: ClassVar[str] = "invitation"
    invitation: UUID
    staff: StaffId
