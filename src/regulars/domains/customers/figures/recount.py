"""Recounting: the figures added up from nothing, what differed said, and put right."""

from dataclasses import dataclass
from uuid import UUID

from regulars.domains.customers.figures.counted import Cell, Difference, Step
from regulars.domains.customers.figures.counting import add, count_anew, counted_otherwise
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

FIRST = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Walked:
    """Some customers in the order of their ids: how many, how many of them were counted
    otherwise than they are, and where the next ones begin."""

    many: int
    corrected: int
    next: UUID | None


@dataclass(frozen=True, slots=True)
class WrongFigure:
    """One cell of a roll-up that did not hold what a recount gives."""

    figure: Cell | Step
    had: int
    should: int

    def __str__(self) -> str:
        parts = (f"{name}={value}" for name, value in self.figure._asdict().items() if value != "")
        kind = "standing" if isinstance(self.figure, Cell) else "daily"
        return f"{kind} {' '.join(parts)}: had {self.had}, should be {self.should}"


async def recount_some(tx: Tx, *, after: UUID, most: int, mend: bool) -> Walked:
    ids = [row["id"] for row in await tx.rows(sql.some, after=after, most=most)]
    count = count_anew if mend else counted_otherwise
    corrected = await count(tx, ids) if ids else 0
    return Walked(len(ids), corrected, ids[-1] if len(ids) == most else None)


async def recount_figures(tx: Tx, *, mend: bool) -> list[WrongFigure]:
    """Whoever counts writes how and where in one unit of work, so that one statement sees both
    agree at every moment. What differs is added as a difference: others may count meanwhile."""
    if mend:
        await tx.run(sql.alone)
    standing = {_cell(row): row for row in await tx.rows(sql.wrong_standing)}
    daily = {_step(row): row for row in await tx.rows(sql.wrong_daily)}
    if mend:
        missing = Difference(
            {cell: row["should"] - row["had"] for cell, row in standing.items()},
            {step: row["should"] - row["had"] for step, row in daily.items()},
        )
        await add(tx, missing)
    found: list[tuple[Cell | Step, Row]] = [*standing.items(), *daily.items()]
    return [WrongFigure(figure, row["had"], row["should"]) for figure, row in found]


def _cell(row: Row) -> Cell:
    return Cell(row["branch"], row["stage"], row["kind"], row["language"], row["state"])


def _step(row: Row) -> Step:
    return Step(row["day"], row["branch"], row["step"], row["since"])
