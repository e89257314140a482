"""What is announced of addresses."""

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from regulars.kernel.ids import AddressId
from regulars.runtime.journal import Event


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
