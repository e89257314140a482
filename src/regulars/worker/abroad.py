"""Places for reactions that reach outside: so many at once, and never all of them one tenant's."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from regulars.kernel.ids import TenantId
from regulars.runtime.jobs_pace import Pace


class Abroad:
    """A provider that hangs holds its own tenant's places, and nobody waits for it at home."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._places = asyncio.Semaphore(pace.errands_at_once)
        self._of_one: dict[TenantId, asyncio.Semaphore] = {}
        self._in_hand: Counter[TenantId] = Counter()

    def is_crowded(self, tenant_id: TenantId) -> bool:
        """Then a job waits better in the queue: in hand it stands in the way of other tenants'."""
        return self._in_hand[tenant_id] >= self._pace.errands_in_hand

    @asynccontextmanager
    async def place(self, tenant_id: TenantId) -> AsyncIterator[None]:
        """Taken before anything is written, so that what says "on the way" is."""
        own = self._of_one.setdefault(tenant_id, asyncio.Semaphore(self._pace.errands_of_a_tenant))
        self._in_hand[tenant_id] += 1
        try:
            async with own, self._places:
                yield
        finally:
            self._in_hand[tenant_id] -= 1
            if not self._in_hand[tenant_id]:
                del self._in_hand[tenant_id]
                del self._of_one[tenant_id]
