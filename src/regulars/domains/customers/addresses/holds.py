"""Who says that something active uses an address: rooms above, handed down by the front desk."""

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from regulars.domains.customers.errors import AddressInUse
from regulars.domains.customers.held import Held
from regulars.kernel.errors import FieldError, Invalid
from regulars.kernel.ids import AddressId
from regulars.runtime.tx import Tx

# Asked with the customer's row locked, so a room that lets something use an address locks it too
# (`use_address` does), or may be overlooked.
AddressHold = Callable[[Tx, AddressId], Awaitable[Sequence[Held]]]
AddressHolds = tuple[AddressHold, ...]


async def require_answer(
    tx: Tx, holds: AddressHolds, address_id: AddressId, also_for: Sequence[UUID] | None
) -> tuple[UUID, ...]:
    """For which of those that use the address the change counts too. Raises AddressInUse while
    nobody said; an empty answer means for none of them."""
    held = [one for hold in holds for one in await hold(tx, address_id)]
    if also_for is None:
        if held:
            raise AddressInUse(tuple(held))
        return ()
    if not set(also_for) <= {one.id for one in held}:
        raise Invalid(FieldError("also_for", "unknown_value"))
    return tuple(dict.fromkeys(also_for))
