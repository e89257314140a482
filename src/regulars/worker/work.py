"""A worker process: relay, queue, sweep and timetable, wired together and ended in order."""

import asyncio
import signal
from collections.abc import Sequence

import uvloop

from regulars.runtime.database import Database, open_database
from regulars.runtime.jobs_door import IN_HAND, serve_queue
from regulars.runtime.jobs_pace import Pace
from regulars.runtime.reactions import Reaction, Reactions
from regulars.runtime.roles import statement_seconds
from regulars.runtime.settings import Settings
from regulars.runtime.telemetry import serve_metrics
from regulars.runtime.vault import KeyStore, MasterKey
from regulars.worker.deliver import Deliverer
from regulars.worker.forwarding import Forwarder
from regulars.worker.stall import StallGuard
from regulars.worker.sweep import Sweeper
from regulars.worker.timetable import TIMETABLE, follow

BESIDE_REACTIONS = 4  # connections for the relay, the sweep and the timetable


def work(settings: Settings, reactions: Sequence[Reaction], *, pace: Pace | None = None) -> None:
    """What `regulars work` does: until SIGTERM or Ctrl-C, then what is in hand is finished."""
    if settings.worker_metrics_port:
        serve_metrics(settings.worker_metrics_port)
    uvloop.run(_until_told(settings, reactions, pace or Pace()))


async def run_worker(
    settings: Settings,
    reactions: Sequence[Reaction],
    *,
    stop: asyncio.Event,
    pace: Pace | None = None,
) -> None:
    """Until `stop` is set. Ends within the time that one reaction may take."""
    pace = pace or Pace()
    keys = KeyStore(settings.keys_dir, MasterKey.load(settings.master_key_file))
    database = await open_database(
        settings.work_database_url,
        keys,
        size=pace.at_once + BESIDE_REACTIONS,
        statement_seconds=statement_seconds(settings, "work"),
        statement_cache_size=settings.statement_cache_size,
        application_name="regulars-worker",
    )
    try:
        await _run_parts(settings, database, keys, Reactions(reactions), stop=stop, pace=pace)
    finally:
        database.terminate()


async def _run_parts(
    settings: Settings,
    database: Database,
    keys: KeyStore,
    reactions: Reactions,
    *,
    stop: asyncio.Event,
    pace: Pace,
) -> None:
    pace = pace.within(IN_HAND * settings.worker_batch)
    deliverer = Deliverer(database, keys, reactions, pace=pace, stop=stop)
    sweeper = Sweeper(database, deliverer, reactions, pace=pace)
    async with asyncio.TaskGroup() as parts:
        parts.create_task(Forwarder(database, reactions, pace=pace).run(stop))
        parts.create_task(sweeper.run(stop))
        for entry in TIMETABLE:
            parts.create_task(follow(entry, database, stop=stop))
        if reactions.names:
            parts.create_task(
                serve_queue(
                    settings.work_database_url,
                    reactions.names,
                    deliverer.handle,
                    stop=stop,
                    batch=settings.worker_batch,
                    pace=pace,
                )
            )


async def _until_told(settings: Settings, reactions: Sequence[Reaction], pace: Pace) -> None:
    stop = asyncio.Event()
    for order in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(order, stop.set)
    with StallGuard(seconds=pace.stall_seconds):
        await run_worker(settings, reactions, stop=stop, pace=pace)
