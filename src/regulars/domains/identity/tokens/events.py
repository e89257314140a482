"""What is announced of tokens and of the keys that sign them."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from regulars.kernel.ids import SessionId, StaffId
from regulars.runtime.journal import Event


@dataclass(frozen=True, slots=True)
class IdentityRefreshReused(Event):
    """A refresh token came again long after its successor was handed out: somebody else may have
    it, so the sign-in ended with this."""

    name: ClassVar[str] = "identity.refresh_reused"
    subject_kind: ClassVar[str] = "account"
    account: UUID
    session: UUID


@dataclass(frozen=True, slots=True)
class IdentityStaffRefreshReused(Event):
    """A refresh token of somebody of the staff came a second time: two have it, so their sign-in
    with that app was ended."""

    name: ClassVar[str] = "identity.staff_refresh_reused"
    subject_kind: ClassVar[str] = "staff"
    staff: StaffId
    session: SessionId


@dataclass(frozen=True, slots=True)
class IdentitySigningKeyMade(Event):
    """Access tokens are signed with this key from now on."""

    name: ClassVar[str] = "identity.signing_key_made"
    subject_kind: ClassVar[str] = "tenant"
    key: str


@dataclass(frozen=True, slots=True)
class IdentitySigningKeyRetired(Event):
    """A key signs no more access tokens; those that it signed hold to their end."""

    name: ClassVar[str] = "identity.signing_key_retired"
    subject_kind: ClassVar[str] = "tenant"
    key: str
