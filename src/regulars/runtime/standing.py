"""How a tenant's jobs stand: waiting, running, put off, done lately and given up, by reaction."""

from dataclasses import dataclass
from datetime import datetime

from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

# Beyond these a figure says "at least": whoever looks must not count a queue of millions.
WAITING_MOST = 1_000
COUNTED_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one reaction. `waiting` are those that do neither run nor wait for another try."""

    reaction: str
    waiting: int = 0
    running: int = 0
    put_off: int = 0
    done: int = 0
    dead: int = 0
    oldest_at: datetime | None = None


async def standings(tx: Tx) -> list[Standing]:
    waiting = {r["reaction"]: r for r in await tx.rows(sql.waiting, most=WAITING_MOST)}
    done = {r["reaction"]: r["done"] for r in await tx.rows(sql.done_lately, most=COUNTED_MOST)}
    dead = {r["reaction"]: r["dead"] for r in await tx.rows(sql.dead, most=COUNTED_MOST)}
    found = []
    for name in sorted(waiting.keys() | done.keys() | dead.keys()):
        row = waiting.get(name)
        running, put_off = (row["running"], row["put_off"]) if row else (0, 0)
        found.append(
            Standing(
                name,
                row["waiting"] - running - put_off if row else 0,
                running,
                put_off,
                done.get(name, 0),
                dead.get(name, 0),
                row["oldest_at"] if row else None,
            )
        )
    return found
