"""What tests of addresses share: an address in a line, and how one customer's stand."""

from typing import Any
from uuid import UUID

from regulars.domains import customers
from regulars.domains.customers import Address, AddressHolds
from regulars.runtime.tx import Tx

SOHAR = {"city": "Sohar"}


async def lives(tx: Tx, customer_id: UUID, *, is_default: bool = False, **given: Any) -> Address:
    _, address = await customers.add_address(
        tx, customer_id, {**SOHAR, **given}, country="OM", is_default=is_default
    )
    return address


async def changed(tx: Tx, address: Address, *, holds: AddressHolds = (), **given: Any) -> Address:
    beside = {n: given.pop(n) for n in ("is_default", "also_for", "expected_version") if n in given}
    _, after = await customers.change_address(
        tx, address.customer_id, address.id, given, country="OM", holds=holds, **beside
    )
    return after


async def gone(tx: Tx, address: Address, **given: Any) -> Address:
    _, after = await customers.delete_address(
        tx, address.customer_id, address.id, **{"holds": (), **given}
    )
    return after


async def back(tx: Tx, address: Address) -> Address:
    _, after = await customers.restore_address(tx, address.customer_id, address.id)
    return after


async def stands(tx: Tx, customer_id: UUID) -> list[tuple[str | None, bool]]:
    """Each live address by its label, and whether it is the default."""
    customer = await customers.customer_by_id(tx, customer_id)
    live = await customers.addresses_of(tx, customer)
    return [(one.details.label, one.is_default) for one in live]
