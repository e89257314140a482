"""How patient a worker is: limits, waits and intervals of everything after the commit."""

import asyncio
import random
from dataclasses import dataclass, replace
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Pace:
    relay_batch: int = 200
    # Half of it is what a code waits for on average, before anything is done about it.
    relay_idle_seconds: float = 0.05
    at_once: int = 8  # reactions of one worker that run side by side
    poll_seconds: float = 1.0  # beside the relay's wake-up
    # Silence after which another worker takes a job over; living jobs beat at half of it.
    heartbeat_seconds: float = 8.0
    reaction_seconds: float = 20.0
    errand_seconds: float = 15.0  # what a reaction does outside, in no transaction
    # Reactions that reach outside hold no connection while they wait for somebody else's server.
    # So many are shared by all; beside them each tenant has a few that nobody else takes.
    errands_at_once: int = 64
    errands_kept: int = 4
    errands_of_a_tenant: int = 32
    errands_in_hand: int = 100  # of one tenant, those that wait for a place among them
    errands_in_hand_of_all: int = 200  # from here on each tenant has no more than its few
    crowded_seconds: float = 1.0
    stall_seconds: float = 45.0  # a process whose loop stands still for so long ends itself
    failures_max: int = 8
    crashes_max: int = 3
    retry_seconds: float = 1.0
    retry_seconds_max: float = 300.0
    outage_seconds: float = 60.0  # how long a job waits in hand for a database that is away
    sweep_seconds: float = 60.0
    overdue: timedelta = timedelta(minutes=5)
    # A newer release may enqueue kinds that this worker does not know yet.
    unknown_kind_after: timedelta = timedelta(minutes=10)

    def delay_after(self, failures: int) -> timedelta:
        """Doubles with each failure, up to a limit, and spread so that they do not meet again."""
        seconds = min(self.retry_seconds * 2 ** (failures - 1), self.retry_seconds_max)
        return timedelta(seconds=seconds * random.uniform(0.5, 1.5))  # noqa: S311 - only a spread

    def within(self, hand: int) -> "Pace":
        """With so many jobs taken from the queue at once, a third of them for one tenant's errands
        and two for those of all: what stays at home is always among the rest."""
        return replace(
            self,
            errands_in_hand=max(1, min(self.errands_in_hand, hand // 3)),
            errands_in_hand_of_all=max(1, min(self.errands_in_hand_of_all, hand * 2 // 3)),
        )


async def pause(stop: asyncio.Event, seconds: float) -> None:
    """Wait, unless the worker is told to stop."""
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return
