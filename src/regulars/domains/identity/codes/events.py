"""What is announced of one-time codes."""

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
