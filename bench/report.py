"""The figures as one table for people, and as JSON with the commands for programs."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bench.load import Loaded
from bench.measures import (
    GROWTH_MAX,
    MEGABYTES_MAX,
    MISSED,
    START_SECONDS_MAX,
    Found,
    within,
)
from bench.pgbench import Ran
from bench.spent import Spent


@dataclass(frozen=True, slots=True)
class Weighed:
    """The server process: how soon it answered, what it held, and held over a long run."""

    start_seconds: float
    megabytes: float
    family_megabytes: float
    over_time: tuple[float, ...] = ()

    @property
    def growth(self) -> float:
        """The last third of a long run against the middle one; 1 is flat."""
        third = len(self.over_time) // 3
        if third == 0:
            return 1.0
        return max(self.over_time[-third:]) / max(self.over_time[third:-third])


@dataclass(frozen=True, slots=True)
class Report:
    customers: int
    clients: int
    filled_per_second: float | None
    found: Sequence[Found]
    weighed: Weighed
    serve_command: str
    is_reference: bool

    def misses(self) -> list[str]:
        """The bars that are missed by more than a quarter."""
        return [name for name, held in self._bars() if held < MISSED]

    def _bars(self) -> Iterator[tuple[str, float]]:
        for one in self.found:
            yield f"{one.measure.name}, ratio", one.ratio * one.measure.share
            if self.is_reference:
                yield f"{one.measure.name}, absolute", one.per_second / one.measure.per_second
        yield "memory", MEGABYTES_MAX / self.weighed.megabytes
        # Flat or not: a quarter more would no longer be flat.
        yield "memory over time", float(self.weighed.growth <= GROWTH_MAX)
        yield "start", START_SECONDS_MAX / self.weighed.start_seconds

    def table(self) -> str:
        head = (
            f"{'operation':<28}{'product/s':>10}{'p50 ms':>8}{'p95 ms':>8}{'pgbench/s':>11}"
            f"{'p50':>7}{'p95':>7}{'ratio':>9}{'bar':>6}{'held':>7}{'bar/s':>8}{'alone/s':>9}{'ratio':>8}"
        )
        return "\n".join([head, "-" * len(head), *map(_line, self.found), *self._last_lines()])

    def _last_lines(self) -> Iterator[str]:
        weighed = self.weighed
        yield "alone: by processor time, as if nothing else ran on this machine; without the disk"
        yield (
            f"memory of the server process: {weighed.megabytes:.0f} MB (bar {MEGABYTES_MAX});"
            f" with its keeper {weighed.family_megabytes:.0f} MB"
        )
        if weighed.over_time:
            course = " ".join(f"{megabytes:.0f}" for megabytes in weighed.over_time)
            yield f"memory over time, MB: {course}; last third ×{weighed.growth:.3f}"
        yield f"start to first answer: {weighed.start_seconds:.2f} s (bar {START_SECONDS_MAX})"
        if self.filled_per_second:
            yield f"filled: {self.filled_per_second:,.0f} customers a second"
        for miss in self.misses():
            yield f"MISSED by more than a quarter: {miss}"

    def as_json(self) -> dict[str, Any]:
        return {
            "customers": self.customers,
            "clients": self.clients,
            "filled_per_second": self.filled_per_second,
            "serve_command": self.serve_command,
            "operations": [_plain(one) for one in self.found],
            "server": {
                "start_seconds": self.weighed.start_seconds,
                "megabytes": self.weighed.megabytes,
                "family_megabytes": self.weighed.family_megabytes,
                "megabytes_over_time": self.weighed.over_time,
            },
            "misses": self.misses(),
        }


def _line(found: Found) -> str:
    measure = found.measure
    return (
        f"{measure.name:<28}{found.per_second:>10,.0f}{within(found.product, 0.5):>8.2f}"
        f"{within(found.product, 0.95):>8.2f}{found.floor_per_second:>11,.0f}"
        f"{within(found.pgbench, 0.5):>7.2f}{within(found.pgbench, 0.95):>7.2f}"
        f"{'1/' + format(1 / found.ratio, '.1f'):>9}{'1/' + str(measure.share):>6}"
        f"{found.ratio * measure.share:>6.0%} {measure.per_second:>7,}"
        f"{found.alone_per_second:>9,.0f}{'1/' + format(1 / found.alone_ratio, '.1f'):>8}"
    )


def _plain(found: Found) -> dict[str, Any]:
    return {
        "name": found.measure.name,
        "ratio": found.ratio,
        "alone_per_second": found.alone_per_second,
        "alone_ratio": found.alone_ratio,
        "ratio_wanted": 1 / found.measure.share,
        "per_second_wanted": found.measure.per_second,
        "product": list(map(_round, found.product, found.product_spent)),
        "pgbench": list(map(_round, found.pgbench, found.pgbench_spent)),
        "pgbench_command": found.pgbench[0].command,
    }


def _round(one: Loaded | Ran, spent: Spent) -> dict[str, Any]:
    return {
        "per_second": one.per_second,
        "p50_ms": one.within(0.5),
        "p95_ms": one.within(0.95),
        "processor_seconds": asdict(spent),
    }
