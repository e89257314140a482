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
class IdentityApiKeyCreated(Event):
    """A program may act for the tenant, within these scopes; or, with a publishable key, apps may
    begin sign-ins."""

    name: ClassVar[str] = "identity.api_key_created"
    subject_kind: ClassVar[str] = "api_key"
    api_key: ApiKeyId
    scopes: tuple[str, ...]
    kind: str = "secret"


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
class IdentitySignInStorm(Event):
    """So many sign-ins failed within one window that strangers wait."""

    name: ClassVar[str] = "identity.sign_in_storm"
    subject_kind: ClassVar[str] = "tenant"
    tries: int


@dataclass(frozen=True, slots=True)
class IdentityFactorAdded(Event):
    """A staff account got a second factor."""

    name: ClassVar[str] = "identity.factor_added"
    subject_kind: ClassVar[str] = "staff"
    staff: StaffId
    kind: str


@dataclass(frozen=True, slots=True)
class IdentityFactorRemoved(Event):
    """A staff account gave up a second factor."""

    name: ClassVar[str] = "identity.factor_removed"
    subject_kind: ClassVar[str] = "staff"
    staff: StaffId
    kind: str


@dataclass(frozen=True, slots=True)
class IdentityRecoveryCodesMade(Event):
    """A staff account got new recovery codes; older ones are worth nothing."""

    name: ClassVar[str] = "identity.recovery_codes_made"
    subject_kind: ClassVar[str] = "staff"
    staff: StaffId


@dataclass(frozen=True, slots=True)
class IdentityRecoveryCodeUsed(Event):
    """A recovery code opened the console, and is used up."""

    name: ClassVar[str] = "identity.recovery_code_used"
    subject_kind: ClassVar[str] = "staff"
    staff: StaffId
    left: int


@dataclass(frozen=True, slots=True)
class IdentityStaffFactorsReset(Event):
    """Somebody else took all second factors away: by itself, or with the phone over which they may
    have been set up. Every session ended with this, or before."""

    name: ClassVar[str] = "identity.staff_factors_reset"
    subject_kind: ClassVar[str] = "staff"
    staff: StaffId


@dataclass(frozen=True, slots=True)
class IdentityStaffSessionsEnded(Event):
    """Sign-ins of a staff account were ended."""

    name: ClassVar[str] = "identity.staff_sessions_ended"
    subject_kind: ClassVar[str] = "staff"
    staff: StaffId
    ended: int


@dataclass(frozen=True, slots=True)
class IdentityStaffRefreshReused(Event):
    """A refresh token of somebody of the staff came a second time: two have it, so their sign-in
    with that app was ended."""

    name: ClassVar[str] = "identity.staff_refresh_reused"
    subject_kind: ClassVar[str] = "staff"
    staff: StaffId
    session: SessionId


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
