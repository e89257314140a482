"""What the identity room announces about people's accounts: codes, sign-ins, proofs, messages."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from regulars.runtime.journal import Event


@dataclass(frozen=True, slots=True)
class IdentityCodeRequested(Event):
    """Somebody asked for a one-time code; the worker sends it, unless it must not leave."""

    name: ClassVar[str] = "identity.code_requested"
    subject_kind: ClassVar[str] = "challenge"
    challenge: UUID
    purpose: str
    kind: str


@dataclass(frozen=True, slots=True)
class IdentityCodeProven(Event):
    """A one-time code was right, and is used up."""

    name: ClassVar[str] = "identity.code_proven"
    subject_kind: ClassVar[str] = "challenge"
    challenge: UUID
    purpose: str
    kind: str


@dataclass(frozen=True, slots=True)
class IdentityCodeRefused(Event):
    """A code was typed that was wrong, late, used or never sent."""

    name: ClassVar[str] = "identity.code_refused"
    subject_kind: ClassVar[str] = "challenge"
    challenge: UUID
    purpose: str


@dataclass(frozen=True, slots=True)
class IdentityCodesStopped(Event):
    """A hundred wrong codes in a row, of one account or one number that nobody signs in with: none
    is looked at from now on, until staff give the tries back or a known device proves itself."""

    name: ClassVar[str] = "identity.codes_stopped"
    subject_kind: ClassVar[str] = "challenge"
    challenge: UUID
    account: UUID | None


@dataclass(frozen=True, slots=True)
class IdentityCodesUnlocked(Event):
    """Staff gave the tries back to an account, or to the numbers of somebody without one."""

    name: ClassVar[str] = "identity.codes_unlocked"
    subject_kind: ClassVar[str] = "account"
    account: UUID | None


@dataclass(frozen=True, slots=True)
class IdentityAccountOpened(Event):
    """Somebody may sign in as this customer from now on."""

    name: ClassVar[str] = "identity.account_opened"
    subject_kind: ClassVar[str] = "account"
    account: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class IdentityAccountClosed(Event):
    """Nobody signs in with this account any more; its sessions ended with this."""

    name: ClassVar[str] = "identity.account_closed"
    subject_kind: ClassVar[str] = "account"
    account: UUID


@dataclass(frozen=True, slots=True)
class IdentityAccountReopened(Event):
    """A closed account may be signed in to again."""

    name: ClassVar[str] = "identity.account_reopened"
    subject_kind: ClassVar[str] = "account"
    account: UUID


@dataclass(frozen=True, slots=True)
class IdentityAccountSignedIn(Event):
    """A customer signed in."""

    name: ClassVar[str] = "identity.account_signed_in"
    subject_kind: ClassVar[str] = "account"
    account: UUID
    session: UUID
    client: str


@dataclass(frozen=True, slots=True)
class IdentityAccountSessionEnded(Event):
    """One sign-in of an account was ended; the others go on."""

    name: ClassVar[str] = "identity.account_session_ended"
    subject_kind: ClassVar[str] = "account"
    account: UUID
    session: UUID
    ended_by: str


@dataclass(frozen=True, slots=True)
class IdentityVerificationRequested(Event):
    """A proof was asked for, or handed in: `requested` waits for the customer, `pending` for a
    reviewer."""

    name: ClassVar[str] = "identity.verification_requested"
    subject_kind: ClassVar[str] = "customer"
    verification: UUID
    kind: str
    document: str | None
    state: str


@dataclass(frozen=True, slots=True)
class IdentityVerificationDecided(Event):
    """Something was proven, or a paper was not accepted and why, as a code."""

    name: ClassVar[str] = "identity.verification_decided"
    subject_kind: ClassVar[str] = "customer"
    verification: UUID
    kind: str
    document: str | None
    outcome: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class IdentityVerificationEnded(Event):
    """A request or a proof no longer counts: `expired` by time, or `withdrawn`, and why."""

    name: ClassVar[str] = "identity.verification_ended"
    subject_kind: ClassVar[str] = "customer"
    verification: UUID
    kind: str
    document: str | None
    state: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class IdentityNoticeGiven(Event):
    """Something is to be said to a person about their account; `kind` says what."""

    name: ClassVar[str] = "identity.notice_given"
    subject_kind: ClassVar[str] = "notice"
    notice: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class IdentityCodesHeldBack(Event):
    """Codes are not being sent, once an hour while it lasts: a country that is not served, a
    number that costs, a spent budget, a range that nobody confirms (`prefix`), or no provider."""

    name: ClassVar[str] = "identity.codes_held_back"
    subject_kind: ClassVar[str] = "tenant"
    channel: str
    reason: str
    prefix: str | None


@dataclass(frozen=True, slots=True)
class IdentityCodesRunningLow(Event):
    """Four fifths of the codes that may leave in a day are gone; told once a day."""

    name: ClassVar[str] = "identity.codes_running_low"
    subject_kind: ClassVar[str] = "tenant"
    channel: str
    gone: int
    a_day: int


@dataclass(frozen=True, slots=True)
class IdentitySendSettled(Event):
    """What became of a code or a notice on its way through a provider."""

    name: ClassVar[str] = "identity.send_settled"
    subject_kind: ClassVar[str] = "send"
    send: UUID
    channel: str
    state: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class IdentityRefreshReused(Event):
    """A refresh token came again long after its successor was handed out: somebody else may have
    it, so the sign-in ended with this."""

    name: ClassVar[str] = "identity.refresh_reused"
    subject_kind: ClassVar[str] = "account"
    account: UUID
    session: UUID
