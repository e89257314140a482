"""What processor time was spent, and by whom: it tells more than a clock on a busy machine."""

import os
import resource
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
CORES = os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds. `load` is pgbench itself, or the client that asks the product."""

    server: float
    database: float
    load: float

    def __sub__(self, before: "Spent") -> "Spent":
        return Spent(
            self.server - before.server, self.database - before.database, self.load - before.load
        )

    def per_second(self, done: int) -> float:
        """What these would do a second on this machine with nothing else on it: it has so many
        cores, and one server process uses one of them at most."""
        longest = max(self.server, (self.server + self.database + self.load) / CORES)
        return done / longest if longest > 0 else 0.0


def spent_by(postmaster: int, server: int | None) -> Spent:
    """Until now. The load is a child of ours that has ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spent(
        server=0.0 if server is None else _seconds(server),
        database=_seconds(postmaster, with_ended=True) + sum(map(_seconds, _children(postmaster))),
        load=children.ru_utime + children.ru_stime,
    )


def _seconds(pid: int, *, with_ended: bool = False) -> float:
    """Of one process, and of its children that have ended."""
    try:
        line = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    # After the name, which may hold anything: utime, stime, cutime, cstime; see proc(5).
    fields = line.rpartition(")")[2].split()
    return sum(map(int, fields[11:15] if with_ended else fields[11:13])) / TICKS


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in listed.split()]
