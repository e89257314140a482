"""How many jobs a second one worker does here: `python -m tests.instruments.job_zoo_rate`."""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

import uvloop

from regulars.runtime.embedded import remove_home, running_server
from regulars.runtime.jobs_pace import Pace
from regulars.runtime.reactions import Reactions
from regulars.worker import run_worker
from regulars.worker.forwarding import Forwarder
from tests.instruments.installation import make_template
from tests.instruments.job_zoo import count_meal, open_shop

FACTS = 5_000
TENANTS = 5


async def measure(folder: Path) -> None:
    with running_server(folder / "home") as server:
        installation = await make_template(server, folder)
        shops = [await open_shop(installation) for _ in range(TENANTS)]
        async with installation.database() as app, installation.database("work") as work:
            for shop in shops:
                for _ in range(FACTS // TENANTS // 100):
                    await shop.feed(app, times=100)
            began = time.perf_counter()
            relay = Forwarder(work, Reactions([count_meal]), pace=Pace())
            while await relay.round():
                pass
            _say("facts relayed and chained", FACTS, began)
            stop = asyncio.Event()
            began = time.perf_counter()
            running = asyncio.create_task(
                run_worker(installation.settings, [count_meal], stop=stop)
            )
            while sum([await shop.done(work) for shop in shops]) < FACTS:  # noqa: ASYNC110
                await asyncio.sleep(0.1)
            _say("jobs done, each in its own transaction", FACTS, began)
            stop.set()
            await running
    remove_home(folder / "home")


def _say(what: str, many: int, began: float) -> None:
    seconds = time.perf_counter() - began
    sys.stdout.write(f"{many / seconds:8.0f} a second: {what}\n")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        uvloop.run(measure(Path(folder)))
