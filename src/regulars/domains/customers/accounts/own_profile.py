"""What somebody changes of themselves, and what of the shop is open to full customers alone."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from regulars.domains.customers.errors import ProfileIncomplete
from regulars.domains.customers.model import Customer
from regulars.domains.customers.proofs.proven import rise
from regulars.domains.customers.records.change import change_customer
from regulars.domains.customers.records.fullness import Need, lacks_of_full, missing_of_full
from regulars.domains.customers.rows import customer_by_id
from regulars.domains.tenants import read_preference_shape
from regulars.runtime.tx import Tx


async def change_own_profile(
    tx: Tx,
    customer_id: UUID,
    given: Mapping[str, Any],
    *,
    country: str,
    expected_version: int | None = None,
) -> Customer:
    """As a change by staff; and whoever has all that a higher stage asks for is there with it."""
    after = await change_customer(
        tx,
        customer_id,
        given,
        country=country,
        expected_version=expected_version,
        towards="full",
    )
    return after if after.stage == "full" else await rise(tx, after.id)


async def missing_for_full(tx: Tx, customer: Customer) -> list[Need]:
    """Nothing of who is full already, whatever the shop asked for since."""
    if customer.stage == "full":
        return []
    return missing_of_full(customer, await read_preference_shape(tx))


async def require_full(tx: Tx, customer_id: UUID) -> bool:
    """Whether they are full for good: nobody goes down a stage. A stub that lacks nothing passes
    for now. Raises ProfileIncomplete with what is missing."""
    customer = await customer_by_id(tx, customer_id)
    if customer.stage == "full":
        return True
    lacks = lacks_of_full(customer, await read_preference_shape(tx))
    if lacks:
        raise ProfileIncomplete(*lacks)
    return False
