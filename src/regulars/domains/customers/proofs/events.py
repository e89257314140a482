"""What is announced of who proved what."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from regulars.kernel.ids import CustomerId
from regulars.runtime.journal import Event


@dataclass(frozen=True, slots=True)
class CustomersVerified(Event):
    """A code proved that a phone or an e-mail is theirs."""

    name: ClassVar[str] = "customers.verified"
    subject_kind: ClassVar[str] = "customer"
    customer: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class CustomersIdentifierPassedOn(Event):
    """Somebody else proved a phone or an e-mail that was theirs long ago; it is theirs no more,
    and nothing else changed hands."""

    name: ClassVar[str] = "customers.identifier_passed_on"
    subject_kind: ClassVar[str] = "customer"
    customer: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class CustomersEntryRefused(Event):
    """A customer proved who they are and was not let in: they are blocked or suspended."""

    name: ClassVar[str] = "customers.entry_refused"
    subject_kind: ClassVar[str] = "customer"
    customer: UUID


@dataclass(frozen=True, slots=True)
class CustomersDuplicatesNoted(Event):
    """A new record may be somebody who is known already; staff decide."""

    name: ClassVar[str] = "customers.duplicates_noted"
    subject_kind: ClassVar[str] = "customer"
    customer: UUID
    others: int


@dataclass(frozen=True, slots=True)
class CustomersDuplicateSettled(Event):
    """Staff looked at two records: `dismissed`, `to_merge`, or `open` again."""

    name: ClassVar[str] = "customers.duplicate_settled"
    subject_kind: ClassVar[str] = "customer"
    customer: UUID
    other: UUID
    state: str


@dataclass(frozen=True, slots=True)
class CustomersIdentifierChanged(Event):
    """A customer proved that a number or an address is theirs, and is reached there from now on.
    What it was and is, is sealed beside. `took_over` says that another record had it proven."""

    name: ClassVar[str] = "customers.identifier_changed"
    subject_kind: ClassVar[str] = "customer"
    customer: CustomerId
    kind: str
    had_one: bool
    took_over: bool


@dataclass(frozen=True, slots=True)
class CustomersPhoneUpdated(Event):
    """Whoever is on the way to this customer calls another number from now on. `held` are the ids
    of what was on its way, as the rooms that carry it said."""

    name: ClassVar[str] = "customers.phone_updated"
    subject_kind: ClassVar[str] = "customer"
    customer: CustomerId
    held: tuple[UUID, ...]
