"""Counting customers anew: what was counted of them is taken back, what they are now is added."""

from collections.abc import Collection, Mapping
from dataclasses import astuple, fields
from typing import Any
from uuid import UUID

from regulars.domains.customers.figures.counted import (
    Cell,
    Counted,
    Difference,
    Step,
    counted_as,
    difference,
)
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

NAMES = tuple(entry.name for entry in fields(Counted))


async def count_anew(tx: Tx, ids: Collection[UUID]) -> int:
    """How many were counted otherwise. What a customer is now is read under a lock on how they
    were counted, so it does not matter which fact brought us here, how often, or how late."""
    before = {row["customer_id"]: _counted(row) for row in await tx.rows(sql.hold, ids=list(ids))}

    rows = await tx.rows(sql.seen, ids=list(ids))
    after = {row["id"]: counted_as(row) for row in rows}
    changed = {id_: new for id_, new in after.items() if before.get(id_, Counted()) != new}

    if changed:
        await add(tx, difference((before.get(id_, Counted()), new) for id_, new in changed.items()))
        await tx.run(sql.remember, ids=list(changed), **_columns(changed))
    return len(changed)


async def counted_otherwise(tx: Tx, ids: Collection[UUID]) -> int:
    """How many are counted otherwise than they are. Nobody waits for this, and nothing is
    written: a check of a house at work must not hold it up."""
    rows = await tx.rows(sql.compared, ids=list(ids))
    return sum(_was(row) != counted_as(row) for row in rows)


async def count_other_zones(tx: Tx, *, most: int) -> int:
    """How many were counted anew, of those counted in days of another time zone."""
    ids = [row["customer_id"] for row in await tx.rows(sql.of_another_zone, most=most)]
    if ids:
        await count_anew(tx, ids)
    return len(ids)


async def add(tx: Tx, what: Difference) -> None:
    """In one order for everybody, so that two who add the same cells cannot wait for each other."""
    if what.standing:
        await tx.run(sql.add_standing, **_arrays(Cell, what.standing))
    if what.daily:
        await tx.run(sql.add_daily, **_arrays(Step, what.daily))


def _arrays(kind: type[Cell] | type[Step], what: Mapping[Any, int]) -> dict[str, list[Any]]:
    places = sorted(what)
    columns = {f"each_{name}": [getattr(one, name) for one in places] for name in kind._fields}
    return {**columns, "many": [what[one] for one in places]}


def _counted(row: Row) -> Counted:
    return Counted(**{name: row[name] for name in NAMES})


def _was(row: Row) -> Counted:
    return Counted(**{n: row[f"was_{n}"] for n in NAMES}) if row["was_counted"] else Counted()


def _columns(changed: Mapping[UUID, Counted]) -> dict[str, list[Any]]:
    values = zip(*(astuple(counted) for counted in changed.values()), strict=True)
    return {f"each_{name}": list(column) for name, column in zip(NAMES, values, strict=True)}
