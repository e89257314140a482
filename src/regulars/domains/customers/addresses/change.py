"""Changing an address, making it the default, and noting that it was used."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from regulars.domains.customers.addresses.address import (
    ADDRESS_CHANGES,
    CUSTOMER_ADDRESS,
    Address,
    AddressChanges,
    AddressDraft,
    changes_between,
)
from regulars.domains.customers.addresses.default import (
    announce_default,
    found,
    locked_household,
    settle_default,
)
from regulars.domains.customers.addresses.draft import read_address
from regulars.domains.customers.addresses.events import CustomersAddressChanged
from regulars.domains.customers.addresses.holds import AddressHolds, require_answer
from regulars.domains.customers.errors import AddressDeleted, DefaultRequired
from regulars.domains.customers.model import Customer
from regulars.runtime.journal import Changed
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def change_address(
    tx: Tx,
    customer_id: UUID,
    address_id: UUID,
    given: Mapping[str, Any],
    *,
    country: str,
    holds: AddressHolds,
    is_default: bool | None = None,
    also_for: Sequence[UUID] | None = None,
    expected_version: int | None = None,
) -> tuple[Customer, Address]:
    """Absent fields stay, null clears one; changing nothing announces nothing. What uses the
    address now keeps its own copy, unless `also_for` names it; without that answer, raises
    AddressInUse. Raises DefaultRequired rather than leave a customer without a default."""
    household = await locked_household(tx, customer_id)
    before = await found(tx, household, address_id, expected_version)
    if before.deleted_at is not None:
        raise AddressDeleted
    draft = read_address(given, country=country, before=before.draft)
    changes = changes_between(before.draft, draft)
    if is_default is False and before.is_default:
        raise DefaultRequired
    becomes_default = bool(is_default) and not before.is_default
    if not changes.fields and not becomes_default:
        return household.customer, before
    answered: tuple[UUID, ...] = ()
    if changes.fields:
        answered = await require_answer(tx, holds, before.id, also_for)

    customer = household.customer
    after = await _written(tx, customer, before, draft, changes)
    after = replace(after, is_default=before.is_default or becomes_default)
    default = after if after.is_default else household.default
    version = await settle_default(tx, household, default, written=after.id)

    if changes.fields:
        sealed = [Changed(ADDRESS_CHANGES, customer.key, changes.sealed)] if changes.sealed else []
        tx.emit(
            CustomersAddressChanged(after.id, changes.fields, changes.clear, answered),
            subject_id=customer.id,
            seq=version,
            related_id=after.id,
            changed=sealed,
        )
    announce_default(tx, household, default, version=version)
    return customer, after


async def use_address(tx: Tx, customer_id: UUID, address_id: UUID, *, at: datetime) -> None:
    """Something is delivered there: for whoever asks which address was used last."""
    household = await locked_household(tx, customer_id)
    address = await found(tx, household, address_id, None)
    await tx.run(sql.mark_used, id=address.id, at=at)


async def _written(
    tx: Tx, customer: Customer, before: Address, draft: AddressDraft, changes: AddressChanges
) -> Address:
    if not changes.fields:
        row = await tx.row(sql.touch, id=before.id)
    else:
        sealed = tx.people.seal(
            CUSTOMER_ADDRESS, draft.details.document(), row_id=before.id, person=customer.key
        )
        row = await tx.row(
            sql.change,
            id=before.id,
            kind=draft.kind,
            city=draft.city,
            country=draft.country,
            cell=draft.cell,
            sealed=sealed,
        )
    assert row is not None
    return replace(
        before,
        draft=draft,
        cell=draft.cell,
        version=row["version"],
        updated_at=row["updated_at"],
    )
