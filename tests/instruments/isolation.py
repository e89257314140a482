"""Two tenants with rows in every table, and what each of them must never reach."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import asyncpg

from tests.instruments.isolation_rows import Filler, Table, Values, insertion, read_tables

SETTINGS = ("none", "empty", "garbage", "own", "other")
BRANCHES = ("unset", "all", "own", "other")
VERBS = ("SELECT", "UPDATE", "DELETE", "INSERT own", "INSERT other")
REFUSED = -1

Footprint = dict[UUID, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class World:
    """`own` and `other` are tenants; each has rows in every table, in two branches where it can.
    `counts` says how many rows of a tenant each branch setting shows; `spare` is one row more."""

    tables: dict[str, Table]
    tenants: dict[str, UUID]
    branches: dict[str, UUID]
    counts: dict[tuple[str, UUID, str], int]
    spare: dict[tuple[str, UUID], Values]

    def visible(self, attack: "Attack") -> int:
        tenant = self.tenants.get(attack.setting)
        return self.counts[attack.table, tenant, attack.branch] if tenant else 0


@dataclass(frozen=True, slots=True)
class Attack:
    part: str
    setting: str
    table: str
    branch: str
    verb: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """`touched` rows of each tenant for SELECT, a count for the rest, REFUSED for an error."""

    touched: int
    seen: frozenset[UUID]
    sqlstate: str | None
    before: Footprint
    after: Footprint


async def make_world(connection: Any) -> World:
    tables = await read_tables(connection)
    filler = Filler(connection, tables)
    tenants = {"own": uuid4(), "other": uuid4()}
    branches = {"own": uuid4(), "other": uuid4()}
    counts, spare = {}, {}
    for tenant in tenants.values():
        for table in tables.values():
            for refs in _refs(table, branches):
                await filler.insert(table, tenant, **refs)
        for table in tables.values():
            spare[table.name, tenant] = await filler.values(
                table, tenant, **_refs(table, branches)[0]
            )
    for tenant in tenants.values():
        for table in tables.values():
            for branch in BRANCHES:
                where = _shown(table, branch, branches)
                counts[table.name, tenant, branch] = await connection.fetchval(
                    f"SELECT count(*) FROM {table.name} WHERE tenant_id = $1 AND {where}", tenant
                )
    return World(tables, tenants, branches, counts, spare)


def _refs(table: Table, branches: dict[str, UUID]) -> list[dict[str, str | None]]:
    if table.has_branches:
        both = (f"{{{branches['own']}}}", f"{{{branches['other']}}}", "{}")
        return [{"branch_refs": refs} for refs in both]
    return [{}] if table.holds_one_row or table.is_parted else [{}, {}]


def _shown(table: Table, branch: str, branches: dict[str, UUID]) -> str:
    if branch == "all" or not table.has_branches:
        return "true"
    return "false" if branch == "unset" else f"'{branches[branch]}' = ANY (branch_refs)"


def attacks(world: World, part: str, setting: str) -> Iterator[Attack]:
    for table in world.tables:
        for branch in BRANCHES:
            for verb in VERBS:
                yield Attack(part, setting, table, branch, verb)


async def begin(connection: Any, world: World, attack: Attack, role: str) -> None:
    """What a unit of work would set; `none` leaves a fresh connection as it is."""
    tenant = {"empty": "", "garbage": "not-a-uuid"}.get(
        attack.setting, str(world.tenants.get(attack.setting, ""))
    )
    branch = {"unset": "", "all": "all"}.get(
        attack.branch, str(world.branches.get(attack.branch, ""))
    )
    lines = ["SAVEPOINT attack", f"SET LOCAL ROLE {role}"]
    if attack.setting != "none":
        lines.append(f"SET LOCAL app.tenant_id = '{tenant}'")
    if attack.branch != "unset":
        lines.append(f"SET LOCAL app.branch = '{branch}'")
    await connection.execute("; ".join(lines))


async def launch(connection: Any, world: World, attack: Attack, role: str) -> Outcome:
    """The attack inside a savepoint that is rolled back; footprints are the superuser's."""
    table = world.tables[attack.table]
    before = await footprint(connection, world, table)
    await begin(connection, world, attack, role)
    touched, seen, sqlstate = REFUSED, frozenset[UUID](), None
    after = before
    try:
        if attack.verb == "SELECT":
            rows = await connection.fetch(f"SELECT tenant_id FROM {table.name}")
            touched, seen = len(rows), frozenset(row["tenant_id"] for row in rows)
        else:
            done = await connection.execute(_statement(world, attack, table))
            touched = int(done.rsplit(" ", 1)[-1])
        await connection.execute("RESET ROLE")
        after = await footprint(connection, world, table)
    except asyncpg.PostgresError as error:
        sqlstate = error.sqlstate
    await connection.execute("ROLLBACK TO SAVEPOINT attack; RELEASE SAVEPOINT attack")
    return Outcome(touched, seen, sqlstate, before, after)


def _statement(world: World, attack: Attack, table: Table) -> str:
    match attack.verb.split():
        case ["UPDATE"]:
            # Takes whatever it reaches, and reads nothing, so that no SELECT grant is needed.
            thief = world.tenants.get(attack.setting, world.tenants["own"])
            return f"UPDATE {table.name} SET tenant_id = '{thief}'"
        case ["DELETE"]:
            return f"DELETE FROM {table.name}"
        case ["INSERT", whose]:
            return insertion(table, world.spare[table.name, world.tenants[whose]])
        case other:
            raise ValueError(other)


async def footprint(connection: Any, world: World, table: Table) -> Footprint:
    rows = await connection.fetch(
        "SELECT tenant_id, count(*) AS many,"
        "       md5(string_agg(t::text, '|' ORDER BY t::text)) AS print"
        f"  FROM {table.name} t WHERE tenant_id = ANY ($1) GROUP BY tenant_id",
        list(world.tenants.values()),
    )
    return {row["tenant_id"]: (row["many"], row["print"]) for row in rows}
