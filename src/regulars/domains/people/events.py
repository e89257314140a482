"""What the people room announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from regulars.runtime.journal import Event


@dataclass(frozen=True, slots=True)
class PeopleCustomerInvited(Event):
    """A customer was asked to an account of their own, by a link sent to a number or an address
    on their record."""

    name: ClassVar[str] = "people.customer_invited"
    subject_kind: ClassVar[str] = "customer"
    customer: UUID
    invitation: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class PeopleInvitationResent(Event):
    """An invitation went out again; the link before it is dead."""

    name: ClassVar[str] = "people.invitation_resent"
    subject_kind: ClassVar[str] = "customer"
    customer: UUID
    invitation: UUID
    sent: int


@dataclass(frozen=True, slots=True)
class PeopleInvitationCancelled(Event):
    """An invitation was taken back; its link is dead."""

    name: ClassVar[str] = "people.invitation_cancelled"
    subject_kind: ClassVar[str] = "customer"
    customer: UUID
    invitation: UUID


@dataclass(frozen=True, slots=True)
class PeopleInvitationAccepted(Event):
    """Whoever was invited proved the number or address; the account is linked to the record."""

    name: ClassVar[str] = "people.invitation_accepted"
    subject_kind: ClassVar[str] = "customer"
    customer: UUID
    invitation: UUID
    account: UUID


@dataclass(frozen=True, slots=True)
class PeopleInvitationReplaced(Event):
    """A newer invitation of the same customer took its place."""

    name: ClassVar[str] = "people.invitation_replaced"
    subject_kind: ClassVar[str] = "customer"
    customer: UUID
    invitation: UUID


@dataclass(frozen=True, slots=True)
class PeopleInvitationVoided(Event):
    """An invitation stopped working by itself: who sent it may no longer (`inviter_gone`), the
    record or its number is gone (`customer_gone`), or who was invited has an account already
    (`has_account`)."""

    name: ClassVar[str] = "people.invitation_voided"
    subject_kind: ClassVar[str] = "customer"
    customer: UUID
    invitation: UUID
    why: str


@dataclass(frozen=True, slots=True)
class PeopleInvitationExpired(Event):
    """Nobody took an invitation up in its time."""

    name: ClassVar[str] = "people.invitation_expired"
    subject_kind: ClassVar[str] = "customer"
    customer: UUID
    invitation: UUID
