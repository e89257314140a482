"""How many customers there are, by stage: read from what a reaction keeps, never counted anew."""

from dataclasses import dataclass

from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


@dataclass(frozen=True, slots=True)
class Tallies:
    """Not deleted ones, of the branch that the caller sees or of all; behind the newest change
    by a moment."""

    guest: int = 0
    stub: int = 0
    full: int = 0

    @property
    def total(self) -> int:
        return self.guest + self.stub + self.full


async def read_tallies(tx: Tx) -> Tallies:
    rows = await tx.rows(sql.by_stage)
    return Tallies(**{row["stage"]: max(row["many"], 0) for row in rows})
