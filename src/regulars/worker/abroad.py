"""Places for reactions that reach outside: so many at once, and a few of each tenant's own."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from regulars.kernel.ids import TenantId
from regulars.runtime.jobs_pace import Pace


class Abroad:
    """A provider that hangs holds its own tenant's places, and nobody waits for it at home. Beside
    the places that all share, a few are kept for each tenant: so however many providers hang, the
    next tenant is served."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._out: Counter[TenantId] = Counter()
        self._in_hand: Counter[TenantId] = Counter()
        self._waiting: list[tuple[TenantId, asyncio.Future[None]]] = []

    def is_crowded(self, tenant_id: TenantId) -> bool:
        """Then a job waits better in the queue: in hand it stands in the way of other tenants'.
        When many are in hand, few of each may be."""
        is_full = self._in_hand.total() >= self._pace.errands_in_hand_of_all
        few = min(self._pace.errands_kept, self._pace.errands_in_hand)
        most = few if is_full else self._pace.errands_in_hand
        return self._in_hand[tenant_id] >= most

    @asynccontextmanager
    async def place(self, tenant_id: TenantId) -> AsyncIterator[None]:
        """Taken before anything is written, so that what says "on the way" is."""
        self._in_hand[tenant_id] += 1
        try:
            await self._go(tenant_id)
            try:
                yield
            finally:
                self._come_back(tenant_id)
        finally:
            _less(self._in_hand, tenant_id)

    async def _go(self, tenant_id: TenantId) -> None:
        if self._may_go(tenant_id):
            self._out[tenant_id] += 1
            return
        called = asyncio.get_running_loop().create_future()
        waiting = (tenant_id, called)
        self._waiting.append(waiting)
        try:
            await called
        except asyncio.CancelledError:
            # Called and sent home at the same moment: the place is somebody else's.
            if called.done() and not called.cancelled():
                self._come_back(tenant_id)
            else:
                self._waiting.remove(waiting)
            raise

    def _come_back(self, tenant_id: TenantId) -> None:
        _less(self._out, tenant_id)
        for waiting in self._waiting[:]:
            who, called = waiting
            if self._may_go(who) and not called.done():
                self._out[who] += 1
                self._waiting.remove(waiting)
                called.set_result(None)

    def _may_go(self, tenant_id: TenantId) -> bool:
        out, pace = self._out[tenant_id], self._pace
        if out >= pace.errands_of_a_tenant:
            return False
        shared = sum(max(0, each - pace.errands_kept) for each in self._out.values())
        return out < pace.errands_kept or shared < pace.errands_at_once


def _less(counted: Counter[TenantId], tenant_id: TenantId) -> None:
    counted[tenant_id] -= 1
    if not counted[tenant_id]:
        del counted[tenant_id]
