"""Exactly one default: every write to addresses begins and ends here, customer row locked."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from regulars.domains.customers.addresses.address import ADDRESS_CHANGES, Address
from regulars.domains.customers.addresses.addresses import (
    address_of,
    addresses_of,
    shown_address_of,
)
from regulars.domains.customers.addresses.events import CustomersDefaultAddressSet
from regulars.domains.customers.completeness import completeness_of
from regulars.domains.customers.errors import CustomerDeleted
from regulars.domains.customers.events import CustomersProfileCompleted
from regulars.domains.customers.model import Customer
from regulars.domains.customers.rows import locked_customer
from regulars.kernel.errors import Outdated
from regulars.kernel.ids import AddressId
from regulars.runtime.journal import Changed
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


@dataclass(frozen=True, slots=True)
class Household:
    """A customer whose row is locked until the commit, and the addresses as they stand now."""

    customer: Customer
    live: tuple[Address, ...]

    @property
    def default(self) -> Address | None:
        return next((one for one in self.live if one.is_default), None)

    def find(self, address_id: UUID) -> Address | None:
        return next((one for one in self.live if one.id == address_id), None)


async def locked_household(tx: Tx, customer_id: UUID) -> Household:
    """Two who write to one customer's addresses come one after the other: the second statement
    begins after the lock, so it sees what the first of them committed."""
    customer = await locked_customer(tx, customer_id)
    if customer.deleted_at is not None:
        raise CustomerDeleted
    return Household(customer, await addresses_of(tx, customer))


async def found(
    tx: Tx, household: Household, address_id: UUID, expected_version: int | None
) -> Address:
    """Deleted or not. Raises AddressNotFound or Outdated, and CustomerUnreadable for one that is
    damaged: what was read without its streets must not be written over them."""
    address = household.find(address_id)
    if address is None or not address.is_whole:
        address = await address_of(tx, household.customer, address_id)
    if expected_version not in (None, address.version):
        raise Outdated
    return address


async def found_as_it_is(
    tx: Tx, household: Household, address_id: UUID, expected_version: int | None
) -> Address:
    """A damaged one too: to be taken off the list, or put back, nobody has to read it."""
    address = household.find(address_id)
    if address is None:
        address = await shown_address_of(tx, household.customer, address_id)
    if expected_version not in (None, address.version):
        raise Outdated
    return address


async def settle_default(
    tx: Tx, household: Household, default: Address | None, *, written: AddressId
) -> int:
    """Sets the default and answers the customer's new version. Whoever gains or loses it gets a
    version of its own, except the address that was just written and has one."""
    before = household.default
    default_id, before_id = default and default.id, before and before.id
    customer = household.customer
    completes = completes_profile(customer, has_address=default is not None)
    version: int = await tx.value(
        sql.settle, id=customer.id, default_id=default_id, completes=completes
    )
    if default_id != before_id:
        others = [id_ for id_ in (default_id, before_id) if id_ and id_ != written]
        if others:
            await tx.run(sql.renew, ids=others)
    return version


def announce_default(
    tx: Tx, household: Household, default: Address | None, *, version: int
) -> None:
    """Only where one follows another: the first and the last are told by their own facts. And
    once in a life that an address was all that was still missing."""
    customer, before = household.customer, household.default
    if customer.completed_at is None and completes_profile(
        customer, has_address=default is not None
    ):
        tx.emit(CustomersProfileCompleted(customer.id), subject_id=customer.id, seq=version)
    if before is None or default is None or before.id == default.id:
        return
    tx.emit(
        CustomersDefaultAddressSet(default.id, before.id),
        subject_id=customer.id,
        seq=version,
        related_id=default.id,
        changed=in_a_line(customer, before.in_a_line, default.in_a_line),
    )


def completes_profile(customer: Customer, *, has_address: bool) -> bool:
    return completeness_of(
        customer.person, customer.traits, customer.stage, has_address=has_address
    ).is_whole


def in_a_line(customer: Customer, old: str | None, new: str | None) -> Sequence[Changed]:
    return [Changed(ADDRESS_CHANGES, customer.key, {"address": [old, new]})]
