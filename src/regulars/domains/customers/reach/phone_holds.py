"""Who says that something on its way uses a customer's number: rooms above, handed down by the
front desk, as for addresses."""

from collections.abc import Awaitable, Callable, Sequence

from regulars.domains.customers.errors import PhoneInUse
from regulars.domains.customers.held import Held
from regulars.kernel.ids import CustomerId
from regulars.runtime.tx import Tx

PhoneHold = Callable[[Tx, CustomerId], Awaitable[Sequence[Held]]]
PhoneHolds = tuple[PhoneHold, ...]


async def phone_held(tx: Tx, holds: PhoneHolds, customer_id: CustomerId) -> tuple[Held, ...]:
    return tuple([one for hold in holds for one in await hold(tx, customer_id)])


async def warn_of_held(
    tx: Tx, holds: PhoneHolds, customer_id: CustomerId, *, even_so: bool
) -> None:
    """Raises PhoneInUse until they said that they want it even so."""
    held = () if even_so else await phone_held(tx, holds, customer_id)
    if held:
        raise PhoneInUse(held)
