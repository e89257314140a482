"""The relay's round: every tenant with waiting facts gets one batch, then again from the start."""

import asyncio

import structlog

from regulars.kernel.errors import Unavailable
from regulars.kernel.ids import TenantId
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.jobs_pace import Pace, pause
from regulars.runtime.reactions import Reactions
from regulars.runtime.relay import relay_batch, waiting_tenants
from regulars.runtime.telemetry import facts_relayed_total

log = structlog.get_logger(__name__)

MUTED_SECONDS = 5.0


class Forwarder:
    def __init__(self, database: Database, reactions: Reactions, *, pace: Pace) -> None:
        self._database = database
        self._reactions = reactions
        self._pace = pace
        self._muted: dict[TenantId, float] = {}

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                moved = await self.round(stop)
            except Exception as error:  # noqa: BLE001 - whatever it was, the relay goes on
                log.warning("relay_interrupted", error=type(error).__name__)
                moved = 0
            if not moved:
                await pause(stop, self._pace.relay_idle_seconds)

    async def round(self, stop: asyncio.Event | None = None) -> int:
        """How many facts of all tenants were handed on."""
        tenants = await self._database.house_unit(waiting_tenants)
        moved = 0
        for tenant_id in tenants:
            if stop is not None and stop.is_set():
                break
            moved += await self._batch(tenant_id)
        facts_relayed_total.inc(moved)
        return moved

    async def _batch(self, tenant_id: TenantId) -> int:
        """One tenant that cannot be served, for want of its keys say, does not stop the others."""
        now = asyncio.get_running_loop().time()
        if self._muted.get(tenant_id, 0) > now:
            return 0
        context = Context(tenant_id, actor_kind="system", origin="system", route="relay")
        try:
            moved = await self._database.unit(
                context,
                lambda tx: relay_batch(tx, self._reactions, most=self._pace.relay_batch),
            )
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - reported, and tried again in a while
            log.warning("relay_failed", tenant=str(tenant_id), error=type(error).__name__)
            self._muted[tenant_id] = now + MUTED_SECONDS
            return 0
        self._muted.pop(tenant_id, None)
        return moved
