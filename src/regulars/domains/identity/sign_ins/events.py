"""What is announced of sign-ins of staff."""

from dataclasses import dataclass
from typing import ClassVar

from regulars.kernel.ids import SessionId, StaffId
from regulars.runtime.journal import Event


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
    """A session at the console, or with an app, began."""

    name: ClassVar[str] = "identity.staff_signed_in"
    subject_kind: ClassVar[str] = "staff"
    staff: StaffId
    session: SessionId
    method: str = "password"


@dataclass(frozen=True, slots=True)
class IdentityStaffSignedOut(Event):
    """A session at the console, or with an app, was ended by its owner."""

    name: ClassVar[str] = "identity.staff_signed_out"
    subject_kind: ClassVar[str] = "staff"
    staff: StaffId
    session: SessionId


@dataclass(frozen=True, slots=True)
class IdentityStaffProven(Event):
    """Somebody who is signed in proved again who they are; `method` is password, or the second
    step that came with it."""

    name: ClassVar[str] = "identity.staff_proven"
    subject_kind: ClassVar[str] = "staff"
    staff: StaffId
    session: SessionId
    method: str


@dataclass(frozen=True, slots=True)
class IdentityStaffProofRefused(Event):
    """Somebody who is signed in tried in vain to prove again who they are; `reason` is password,
    code or waiting."""

    name: ClassVar[str] = "identity.staff_proof_refused"
    subject_kind: ClassVar[str] = "staff"
    session: SessionId
    reason: str
    tries: int


@dataclass(frozen=True, slots=True)
class IdentityStaffSignInRefused(Event):
    """Somebody could not sign in; `reason` is wrong, factor, passkey or waiting; or their password
    or code was right and they were refused: branch (not theirs), not_set_up (a second factor) or
    phone (no code by SMS opens their account any more). Of an unknown e-mail, or a passkey that is
    nobody's, the business is the subject."""

    name: ClassVar[str] = "identity.staff_sign_in_refused"
    subject_kind: ClassVar[str] = "staff"
    reason: str
    tries: int


@dataclass(frozen=True, slots=True)
class IdentityStaffSessionsEnded(Event):
    """Sign-ins of a staff account were ended."""

    name: ClassVar[str] = "identity.staff_sessions_ended"
    subject_kind: ClassVar[str] = "staff"
    staff: StaffId
    ended: int
