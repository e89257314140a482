"""What is open to full customers alone, asked before anything else is done for an account."""

from uuid import UUID

from regulars.api.recent import Recent
from regulars.desk import Desk
from regulars.domains import customers
from regulars.runtime.context import Context
from regulars.runtime.tx import Tx


class Fullness:
    """Who was found full is remembered: nobody goes down a stage. A stub that lacks nothing is let
    through and asked again: what makes it whole may be taken away."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._full: Recent[tuple[UUID, UUID], bool] = Recent()

    async def require(self, context: Context, customer_id: UUID) -> None:
        """Raises ProfileIncomplete."""

        async def ask(tx: Tx) -> bool:
            return await customers.require_full(tx, customer_id)

        key = (context.tenant_id, customer_id)
        if self._full.get(key) is None and await self._desk.database.unit(context, ask):
            self._full.keep(key, True)
