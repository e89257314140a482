"""Worker processes to kill. Run as a program it is such a worker, with the zoo's reactions."""

import asyncio
import dataclasses
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from regulars.app import reactions_of
from regulars.runtime.settings import Settings, read_settings
from regulars.worker import work
from tests.instruments import job_zoo
from tests.instruments.job_zoo import QUICK

# A real one is taken over from after 8 s; here a killed worker's jobs are free sooner.
PACE = dataclasses.replace(
    QUICK,
    heartbeat_seconds=1.5,
    reaction_seconds=5.0,
    errand_seconds=2.0,
    crashes_max=2,
    overdue=timedelta(seconds=3),
)
TOLD = (
    *("database_url", "work_database_url", "role_prefix", "data_dir", "environment"),
    "outside_exempt",
)


@asynccontextmanager
async def worker_process(
    settings: Settings, *reactions: str, stall_seconds: float = PACE.stall_seconds
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A worker that runs reactions of these names, of the zoo or of the platform; killed -9 on
    leaving."""
    told = {f"REGULARS_{name.upper()}": str(getattr(settings, name)) for name in TOLD}
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__, str(stall_seconds), *reactions,
        env=inherited | told | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.wait()


if __name__ == "__main__":
    known = {name: getattr(job_zoo, name) for name in dir(job_zoo)}
    known |= {each.name.partition(".")[2]: each for each in reactions_of(read_settings())}
    stall, *names = sys.argv[1:]
    pace = dataclasses.replace(PACE, stall_seconds=float(stall))
    work(read_settings(), [known[name] for name in names], pace=pace)
