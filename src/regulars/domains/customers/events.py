"""What the customers room announces."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from regulars.domains.customers.model import Kind, Stage
from regulars.kernel.ids import AddressId, CustomerId
from regulars.runtime.journal import Event


@dataclass(frozen=True, slots=True)
class CustomersRegistered(Event):
    """Somebody became a customer, at this stage and with this number for life."""

    name: ClassVar[str] = "customers.registered"
    subject_kind: ClassVar[str] = "customer"
    customer: CustomerId
    number: int
    stage: Stage
    kind: Kind


@dataclass(frozen=True, slots=True)
class CustomersChanged(Event):
    """Fields changed. `fields` names them all, `clear` has [old, new] of those kept in clear;
    the personal ones are sealed beside it."""

    name: ClassVar[str] = "customers.changed"
    subject_kind: ClassVar[str] = "customer"
    customer: CustomerId
    fields: tuple[str, ...]
    clear: dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class CustomersUpgraded(Event):
    """A customer reached a higher stage and kept id, number and history. `fields` and `clear`
    say what changed along with it, as in `customers.changed`."""

    name: ClassVar[str] = "customers.upgraded"
    subject_kind: ClassVar[str] = "customer"
    customer: CustomerId
    before: Stage
    stage: Stage
    fields: tuple[str, ...]
    clear: dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class CustomersProfileCompleted(Event):
    """All that is asked of a full customer is known, for the first time in their life."""

    name: ClassVar[str] = "customers.profile_completed"
    subject_kind: ClassVar[str] = "customer"
    customer: CustomerId


@dataclass(frozen=True, slots=True)
class CustomersPictureChanged(Event):
    """A customer was given another picture, or has none any more."""

    name: ClassVar[str] = "customers.picture_changed"
    subject_kind: ClassVar[str] = "customer"
    customer: CustomerId
    is_pictured: bool


@dataclass(frozen=True, slots=True)
class CustomersBlocked(Event):
    """Staff blocked a customer; the reason is sealed."""

    name: ClassVar[str] = "customers.blocked"
    subject_kind: ClassVar[str] = "customer"
    customer: CustomerId


@dataclass(frozen=True, slots=True)
class CustomersUnblocked(Event):
    """A blocked customer is served again."""

    name: ClassVar[str] = "customers.unblocked"
    subject_kind: ClassVar[str] = "customer"
    customer: CustomerId


@dataclass(frozen=True, slots=True)
class CustomersVerified(Event):
    """A code proved that a phone or an e-mail is theirs."""

    name: ClassVar[str] = "customers.verified"
    subject_kind: ClassVar[str] = "customer"
    customer: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class CustomersSignedOut(Event):
    """Staff ended every sign-in of a customer; so many there were."""

    name: ClassVar[str] = "customers.signed_out"
    subject_kind: ClassVar[str] = "customer"
    customer: CustomerId
    sign_ins: int


@dataclass(frozen=True, slots=True)
class CustomersDeleted(Event):
    """A customer was taken off the lists; their phone and e-mail are free again."""

    name: ClassVar[str] = "customers.deleted"
    subject_kind: ClassVar[str] = "customer"
    customer: CustomerId
    stage: Stage


@dataclass(frozen=True, slots=True)
class CustomersRestored(Event):
    """A deleted customer is back, with the same id and number."""

    name: ClassVar[str] = "customers.restored"
    subject_kind: ClassVar[str] = "customer"
    customer: CustomerId
    stage: Stage


@dataclass(frozen=True, slots=True)
class CustomersAddressAdded(Event):
    """A customer has one more address; the fact is about the customer, related to the address.
    What is personal of it is sealed beside."""

    name: ClassVar[str] = "customers.address_added"
    subject_kind: ClassVar[str] = "customer"
    address: AddressId
    is_default: bool
    clear: dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class CustomersAddressChanged(Event):
    """Fields of an address changed. `also_for` are the ids of what was using it and takes the
    change over, as somebody answered; everything else keeps its copy."""

    name: ClassVar[str] = "customers.address_changed"
    subject_kind: ClassVar[str] = "customer"
    address: AddressId
    fields: tuple[str, ...]
    clear: dict[str, list[Any]]
    also_for: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class CustomersAddressDeleted(Event):
    """An address was taken off the list. `default` is the customer's after it, if any is left."""

    name: ClassVar[str] = "customers.address_deleted"
    subject_kind: ClassVar[str] = "customer"
    address: AddressId
    default: AddressId | None
    also_for: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class CustomersAddressRestored(Event):
    """A deleted address is back; the default only when there was none."""

    name: ClassVar[str] = "customers.address_restored"
    subject_kind: ClassVar[str] = "customer"
    address: AddressId
    is_default: bool


@dataclass(frozen=True, slots=True)
class CustomersDefaultAddressSet(Event):
    """Another address became the default."""

    name: ClassVar[str] = "customers.default_address_set"
    subject_kind: ClassVar[str] = "customer"
    address: AddressId
    before: AddressId


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
class CustomersSuspended(Event):
    """Staff suspended a customer until a time; the reason is sealed."""

    name: ClassVar[str] = "customers.suspended"
    subject_kind: ClassVar[str] = "customer"
    customer: UUID
    until: datetime


@dataclass(frozen=True, slots=True)
class CustomersUnsuspended(Event):
    """Staff ended a suspension before its time."""

    name: ClassVar[str] = "customers.unsuspended"
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


@dataclass(frozen=True, slots=True)
class CustomersChangeReversed(Event):
    """Whoever was reached before a change undid it by the link they were sent; all sign-ins ended.
    `is_restored` is False when there was none before, or somebody else has it by now."""

    name: ClassVar[str] = "customers.change_reversed"
    subject_kind: ClassVar[str] = "customer"
    customer: CustomerId
    kind: str
    is_restored: bool
