"""One run: the ground, the server, load and pgbench in turn, and what came out of it."""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvloop

from bench.ground import Ground, ask, prepared_ground, tidied
from bench.load import Load, Loaded, WrongAnswer, run_load
from bench.measures import MEASURES, Found, Measure
from bench.pgbench import run_pgbench
from bench.report import Report, Weighed
from bench.requests import Requests, gets, mixed
from bench.served import SERVE, Served, serving
from bench.spent import spent_by

WARM_SECONDS = 2.0
LONG_STEP_SECONDS = 20.0
# More than any server answers, so that nobody is looked at twice in a round.
REQUESTS_PER_SECOND = 4_000


@dataclass(frozen=True, slots=True)
class Plan:
    """`only` is the beginning of the names of what is measured."""

    customers: int = 1_000_000
    clients: int = 8
    seconds: float = 8.0
    rounds: int = 5
    minutes: float = 0.0
    port: int = 8490
    only: str = ""
    is_reference: bool = False
    is_durable: bool = True


def run(plan: Plan, folder: Path, *, say: Callable[[str], None]) -> Report:
    with (
        prepared_ground(
            folder, plan.customers, port=plan.port, durable=plan.is_durable, say=say
        ) as ground,
        _left_tidy(ground),
    ):
        bench = _Bench(plan, ground, say)
        first = bench.requests(gets, 1)[0]
        with serving(ground.settings, first=first, log=folder / "server.log") as served:
            found = bench.rounds(served)
            over_time = bench.long_run(served)
            weighed = Weighed(
                served.start_seconds, served.megabytes, served.family_megabytes, over_time
            )
    return Report(
        customers=ground.customers,
        clients=plan.clients,
        filled_per_second=ground.filled_per_second,
        found=found,
        weighed=weighed,
        serve_command=SERVE,
        is_reference=plan.is_reference,
    )


@contextmanager
def _left_tidy(ground: Ground) -> Iterator[None]:
    """A run that was broken off leaves pgbench's rows; they are nobody's customers."""
    uvloop.run(tidied(ground.settings))
    try:
        yield
    finally:
        uvloop.run(tidied(ground.settings))


class _Bench:
    def __init__(self, plan: Plan, ground: Ground, say: Callable[[str], None]) -> None:
        self._plan = plan
        self._ground = ground
        self._say = say
        self._chance = random.Random()  # noqa: S311 - which customers, not who they are

    def requests(self, kind: Requests, many: int) -> Sequence[bytes]:
        return kind(self._ground, many, self._chance)

    def rounds(self, served: Served) -> list[Found]:
        chosen = [each for each in MEASURES if each.name.startswith(self._plan.only)]
        for measure in chosen:
            warming = self.requests(measure.requests, int(REQUESTS_PER_SECOND * WARM_SECONDS))
            self._loaded(measure, warming, WARM_SECONDS)
        found = [Found(measure) for measure in chosen]
        for number in range(1, self._plan.rounds + 1):
            for one in found:
                self._one_round(one, number, served.answering)
        return found

    def long_run(self, served: Served) -> tuple[float, ...]:
        """Megabytes, every so often, while a busy day goes on."""
        steps = int(self._plan.minutes * 60 / LONG_STEP_SECONDS)
        weights = []
        for _ in range(steps):
            asked = self.requests(mixed, int(REQUESTS_PER_SECOND * LONG_STEP_SECONDS))
            self._load(asked, 200, LONG_STEP_SECONDS)
            weights.append(served.megabytes)
            self._say(f"  {served.megabytes:.0f} MB")
        return tuple(weights)

    def _one_round(self, found: Found, number: int, server: int) -> None:
        plan, measure = self._plan, found.measure
        postmaster = self._ground.postmaster
        self._settle()
        at_first = spent_by(postmaster, None)
        theirs = run_pgbench(
            self._ground, measure.script, clients=plan.clients, seconds=plan.seconds
        )
        found.pgbench_spent.append(spent_by(postmaster, None) - at_first)
        asked = self.requests(measure.requests, int(REQUESTS_PER_SECOND * plan.seconds))
        self._settle()
        between = spent_by(postmaster, server)
        ours = self._loaded(measure, asked, plan.seconds)
        found.product_spent.append(spent_by(postmaster, server) - between)
        found.pgbench.append(theirs)
        found.product.append(ours)
        self._say(
            f"round {number}  {measure.name:<28} {ours.per_second:>8,.0f}/s of"
            f" {theirs.per_second:>8,.0f}  1/{theirs.per_second / ours.per_second:.1f}"
        )

    def _settle(self) -> None:
        """What the load before left to be written to the disk is not the next one's to wait for:
        a read of the product logs a look, one of pgbench writes nothing."""
        uvloop.run(ask(self._ground.settings, "CHECKPOINT"))

    def _loaded(self, measure: Measure, asked: Sequence[bytes], seconds: float) -> Loaded:
        loaded = self._load(asked, measure.status, seconds)
        if not measure.is_right(loaded.sample):
            raise WrongAnswer(f"{measure.name}: {loaded.sample[:500]!r}")
        return loaded

    def _load(self, asked: Sequence[bytes], status: int, seconds: float) -> Loaded:
        return run_load(Load(self._plan.port, asked, status, seconds, self._plan.clients))
