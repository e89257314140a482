"""What is measured, what is asked of it, and how the figures of several rounds become one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

import msgspec

from bench.load import Loaded
from bench.pgbench import Ran
from bench.requests import PAGE, Requests, creates, gets, lists
from bench.spent import Spent

# A bar missed by more than a quarter fails the run.
MISSED = 0.75
MEGABYTES_MAX = 160
START_SECONDS_MAX = 1.5
# Between the first minutes of a long run and its last.
GROWTH_MAX = 1.1


@dataclass(frozen=True, slots=True)
class Measure:
    """`share` of pgbench's rate is the bar; `per_second` is it on the reference machine."""

    name: str
    script: str
    share: int
    per_second: int
    status: int
    requests: Requests
    is_right: Callable[[bytes], bool]


@dataclass(slots=True)
class Found:
    """The rounds of one measure, in the order they ran in."""

    measure: Measure
    product: list[Loaded] = field(default_factory=list)
    pgbench: list[Ran] = field(default_factory=list)
    product_spent: list[Spent] = field(default_factory=list)
    pgbench_spent: list[Spent] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """Of neighbours in time: what else the machine does falls on both."""
        pairs = zip(self.product, self.pgbench, strict=True)
        return median(ours.per_second / theirs.per_second for ours, theirs in pairs)

    @property
    def per_second(self) -> float:
        return median(loaded.per_second for loaded in self.product)

    @property
    def floor_per_second(self) -> float:
        return median(ran.per_second for ran in self.pgbench)

    @property
    def alone_per_second(self) -> float:
        """By the processor time that was spent; see `Spent.per_second`. Waiting for the disk is
        not in it."""
        pairs = zip(self.product_spent, self.product, strict=True)
        return median(spent.per_second(loaded.answers) for spent, loaded in pairs)

    @property
    def alone_ratio(self) -> float:
        pairs = zip(self.pgbench_spent, self.pgbench, strict=True)
        floor = median(spent.per_second(ran.transactions) for spent, ran in pairs)
        return self.alone_per_second / floor if floor else 0.0


def within(rounds: Sequence[Loaded] | Sequence[Ran], share: float) -> float:
    return median(one.within(share) for one in rounds)


def _is_customer(body: bytes) -> bool:
    return "number" in msgspec.json.decode(body)


def _is_page(body: bytes) -> bool:
    return 0 < len(msgspec.json.decode(body)["data"]) <= PAGE


MEASURES = (
    Measure("get customer", "get.sql", 6, 2_800, 200, gets, _is_customer),
    Measure("create stub, many tenants", "create.sql", 6, 1_400, 201, creates, _is_customer),
    Measure("list 50, any depth", "list.sql", 18, 800, 200, lists, _is_page),
)
