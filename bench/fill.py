"""Filling the database: customers by the batch, by the product's own code, in several processes."""

import os
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from uuid import UUID

import uvloop

from bench.beside import give_addresses
from bench.people import invented
from regulars.app import open_keys
from regulars.domains import customers
from regulars.domains.customers import Customer
from regulars.kernel.ids import TenantId
from regulars.runtime.context import Context
from regulars.runtime.database import open_database
from regulars.runtime.settings import Settings
from regulars.runtime.tx import Tx

BATCH = 500
Say = Callable[[str], None]

# What every customer has besides, written in the same unit of work as their batch.
BESIDE: tuple[Callable[[Tx, Sequence[Customer]], Awaitable[None]], ...] = (give_addresses,)


@dataclass(frozen=True, slots=True)
class Share:
    """One tenant's customers: filled by one process, for numbers are drawn under a lock."""

    tenant_id: UUID
    customers: int
    seed: int


def fill(settings: Settings, shares: Sequence[Share], *, say: Say) -> float:
    """Customers a second."""
    began, done = time.monotonic(), 0
    largest_first = sorted(shares, key=lambda share: -share.customers)
    with ProcessPoolExecutor(os.cpu_count() or 2, mp_context=get_context("spawn")) as processes:
        waiting = [processes.submit(_fill_tenant, settings, share) for share in largest_first]
        for filled in as_completed(waiting):
            done += filled.result()
            rate = done / (time.monotonic() - began)
            say(f"filled {done:,} customers, {rate:,.0f} a second")
    return done / (time.monotonic() - began)


def _fill_tenant(settings: Settings, share: Share) -> int:
    return uvloop.run(_filled(settings, share))


async def _filled(settings: Settings, share: Share) -> int:
    database = await open_database(settings.database_url, open_keys(settings), size=1)
    context = Context(TenantId(share.tenant_id), actor_kind="system", origin="backfill")
    drafts = invented(share.customers, seed=share.seed)
    try:
        while batch := list(islice(drafts, BATCH)):
            async with database.transaction(context) as tx:
                registered = await customers.register_many(tx, batch)
                for write in BESIDE:
                    await write(tx, registered)
    finally:
        await database.close()
    return share.customers
