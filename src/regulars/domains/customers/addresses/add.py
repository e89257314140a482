"""Adding an address to a customer; the first becomes the default."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from regulars.domains.customers.addresses.address import (
    ADDRESS_CHANGES,
    ADDRESSES_MAX,
    CUSTOMER_ADDRESS,
    Address,
    AddressDraft,
    changes_between,
)
from regulars.domains.customers.addresses.default import (
    Household,
    announce_default,
    completes_profile,
    locked_household,
    settle_default,
)
from regulars.domains.customers.addresses.draft import read_address
from regulars.domains.customers.addresses.events import CustomersAddressAdded
from regulars.domains.customers.errors import AddressesTooMany
from regulars.domains.customers.events import CustomersProfileCompleted
from regulars.domains.customers.model import Customer
from regulars.kernel.ids import AddressId, new_id
from regulars.runtime.journal import Changed
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def add_address(
    tx: Tx, customer_id: UUID, given: Mapping[str, Any], *, country: str, is_default: bool = False
) -> tuple[Customer, Address]:
    """`country` is the tenant's own. Raises AddressesTooMany at the hundredth."""
    draft = read_address(given, country=country)
    household = await locked_household(tx, customer_id)
    require_room(household)
    customer = household.customer

    address_id = AddressId(new_id())
    sealed = tx.people.seal(
        CUSTOMER_ADDRESS, draft.details.document(), row_id=address_id, person=customer.key
    )
    made_at = await tx.value(
        sql.insert,
        id=address_id,
        customer_id=customer.id,
        kind=draft.kind,
        city=draft.city,
        country=draft.country,
        cell=draft.cell,
        person_key_id=customer.key.id,
        sealed=sealed,
    )
    becomes_default = is_default or household.default is None
    address = Address(
        address_id, customer.id, draft, becomes_default, 1, made_at, made_at, cell=draft.cell
    )
    default = address if becomes_default else household.default
    version = await settle_default(tx, household, default, written=address.id)

    changes = changes_between(None, draft)
    tx.emit(
        CustomersAddressAdded(address.id, becomes_default, changes.clear),
        subject_id=customer.id,
        seq=version,
        related_id=address.id,
        changed=[Changed(ADDRESS_CHANGES, customer.key, changes.sealed)],
    )
    announce_default(tx, household, default, version=version)
    return customer, address


async def add_first_addresses(tx: Tx, homes: Sequence[tuple[Customer, AddressDraft]]) -> None:
    """Of customers that this very unit of work registered: nobody else sees them yet, so each
    one's only address is the default, and a whole list takes two statements."""
    if not homes:
        return
    ids = [AddressId(new_id()) for _ in homes]
    people = [customer.id for customer, _ in homes]
    await tx.run(
        sql.insert_first,
        ids=ids,
        customer_ids=people,
        kinds=[draft.kind for _, draft in homes],
        cities=[draft.city for _, draft in homes],
        countries=[draft.country for _, draft in homes],
        cells=[draft.cell for _, draft in homes],
        person_keys=[customer.key.id for customer, _ in homes],
        seals=[
            tx.people.seal(
                CUSTOMER_ADDRESS, draft.details.document(), row_id=id_, person=customer.key
            )
            for id_, (customer, draft) in zip(ids, homes, strict=True)
        ],
    )
    completes = [completes_profile(customer, has_address=True) for customer, _ in homes]
    rows = await tx.rows(sql.settle_first, ids=ids, customer_ids=people, completes=completes)
    versions = {row["id"]: row["version"] for row in rows}
    for id_, (customer, draft), is_whole in zip(ids, homes, completes, strict=True):
        changes, seq = changes_between(None, draft), versions[customer.id]
        tx.emit(
            CustomersAddressAdded(id_, is_default=True, clear=changes.clear),
            subject_id=customer.id,
            seq=seq,
            related_id=id_,
            changed=[Changed(ADDRESS_CHANGES, customer.key, changes.sealed)],
        )
        if is_whole:
            tx.emit(CustomersProfileCompleted(customer.id), subject_id=customer.id, seq=seq)


def require_room(household: Household) -> None:
    if len(household.live) >= ADDRESSES_MAX:
        raise AddressesTooMany(most=ADDRESSES_MAX)
