"""What is announced of customers' accounts."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from regulars.runtime.journal import Event


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
