"""What ended or changed lately, heard of once in a while for all of a tenant's tokens."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from regulars.api.recent import Freshness, Recent
from regulars.desk import Desk
from regulars.domains import identity
from regulars.domains.identity import Lately
from regulars.domains.tenants import Tenant
from regulars.runtime.context import Context

TENANTS_MAX = 1_000


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard when it was asked at `at` of this process's clock."""

    at: float
    lately: Lately


class Endings:
    """One feed a tenant and process, read while somebody needs it: ahead of when it is too old, so
    that nobody who comes every now and then has to wait, and never twice at a time."""

    def __init__(self, desk: Desk, freshness: Freshness) -> None:
        self._desk = desk
        self._freshness = freshness
        self._heard: Recent[UUID, Heard] = Recent(TENANTS_MAX)
        self._asking: dict[UUID, tuple[float, asyncio.Task[Heard]]] = {}

    async def of(self, tenant: Tenant) -> Heard:
        """Raises Unavailable when it cannot be read: what was heard before is not believed."""
        heard = self._heard.get(tenant.id)
        if heard is not None and self._freshness.holds(heard.at):
            if self._freshness.is_nearly_over(heard.at):
                self._asked(tenant)
            return heard
        # Shielded: others wait for it too when the one who began it goes away.
        return await asyncio.shield(self._asked(tenant))

    def _asked(self, tenant: Tenant) -> asyncio.Task[Heard]:
        """The question under way, unless it was put too long ago: its answer may be as old."""
        at, asking = self._asking.get(tenant.id, (0.0, None))
        if asking is None or asking.done() or not self._freshness.holds(at):
            at = self._freshness.now()
            asking = asyncio.create_task(self._ask(tenant, at))
            self._asking[tenant.id] = at, asking
            asking.add_done_callback(lambda done: self._forget(tenant.id, done))
        return asking

    async def _ask(self, tenant: Tenant, at: float) -> Heard:
        context = Context(tenant.id, actor_kind="system", route="hear_endings", reading=True)
        heard = Heard(at, await self._desk.database.unit(context, identity.heard_lately))
        newer = self._heard.get(tenant.id)
        if newer is None or newer.at <= at or not self._freshness.holds(newer.at):
            self._heard.keep(tenant.id, heard)
        return heard

    def _forget(self, tenant_id: UUID, done: asyncio.Task[Heard]) -> None:
        if not done.cancelled():
            done.exception()  # whoever still waits for it is told
        if self._asking.get(tenant_id, (0.0, None))[1] is done:
            del self._asking[tenant_id]
