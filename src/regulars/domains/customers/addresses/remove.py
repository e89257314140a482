"""Deleting an address and bringing it back; when the default goes, the one used last follows."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from regulars.domains.customers.addresses.add import require_room
from regulars.domains.customers.addresses.address import Address, elected
from regulars.domains.customers.addresses.default import (
    announce_default,
    found_as_it_is,
    in_a_line,
    locked_household,
    settle_default,
)
from regulars.domains.customers.addresses.events import (
    CustomersAddressDeleted,
    CustomersAddressRestored,
)
from regulars.domains.customers.addresses.holds import AddressHolds, require_answer
from regulars.domains.customers.errors import AddressNotDeleted
from regulars.domains.customers.model import Customer
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def delete_address(
    tx: Tx,
    customer_id: UUID,
    address_id: UUID,
    *,
    holds: AddressHolds,
    also_for: Sequence[UUID] | None = None,
    expected_version: int | None = None,
) -> tuple[Customer, Address]:
    """Deleting twice changes nothing. Raises AddressInUse unless `also_for` answers, as when an
    address is changed; what uses it keeps its own copy."""
    household = await locked_household(tx, customer_id)
    address = await found_as_it_is(tx, household, address_id, expected_version)
    customer = household.customer
    if address.deleted_at is not None:
        return customer, address
    answered = await require_answer(tx, holds, address.id, also_for)

    others = [one for one in household.live if one.id != address.id]
    default = elected(others) if address.is_default else household.default
    row = await tx.row(sql.mark_deleted, id=address.id)
    assert row is not None
    version = await settle_default(tx, household, default, written=address.id)

    tx.emit(
        CustomersAddressDeleted(address.id, default.id if default else None, answered),
        subject_id=customer.id,
        seq=version,
        related_id=address.id,
        changed=in_a_line(customer, address.in_a_line or None, None),
    )
    announce_default(tx, household, default, version=version)
    return customer, replace(
        address,
        is_default=False,
        version=row["version"],
        updated_at=row["deleted_at"],
        deleted_at=row["deleted_at"],
    )


async def restore_address(
    tx: Tx, customer_id: UUID, address_id: UUID, *, expected_version: int | None = None
) -> tuple[Customer, Address]:
    """It comes back as one of several: whoever is the default meanwhile stays it."""
    household = await locked_household(tx, customer_id)
    address = await found_as_it_is(tx, household, address_id, expected_version)
    customer = household.customer
    if address.deleted_at is None:
        raise AddressNotDeleted
    require_room(household)

    row = await tx.row(sql.unmark_deleted, id=address.id)
    assert row is not None
    back = replace(
        address,
        is_default=household.default is None,
        version=row["version"],
        updated_at=row["updated_at"],
        deleted_at=None,
    )
    default = household.default or back
    version = await settle_default(tx, household, default, written=back.id)

    tx.emit(
        CustomersAddressRestored(back.id, back.is_default),
        subject_id=customer.id,
        seq=version,
        related_id=back.id,
        changed=in_a_line(customer, None, back.in_a_line or None),
    )
    announce_default(tx, household, default, version=version)
    return customer, back
