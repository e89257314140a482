"""What is announced of messages on their way."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from regulars.runtime.journal import Event


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
