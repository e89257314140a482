"""What is announced of records."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from regulars.domains.customers.model import Kind, Stage
from regulars.kernel.ids import CustomerId
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
