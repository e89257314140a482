"""Two tenants with rows in every table, and what each of them must never reach."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import asyncpg

from tests.architecture.catalogue.lint import NEVER_ONES_OWN, OWN_READS, OWN_ROWS
from tests.instruments.isolation_rows import Filler, Table, Values, insertion, read_tables

SETTINGS = ("none", "empty", "garbage", "own", "other")
BRANCHES = ("unset", "all", "own", "other", "self", "stranger")
VERBS = ("SELECT", "UPDATE", "DELETE", "INSERT own", "INSERT other")
REFUSED = -1

Footprint = dict[UUID, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class World:
    """`own` and `other` are tenants; each has rows in every table, in two branches where it can.
    `counts` says how many rows of a tenant each branch setting shows; `spare` is one row more.
    `selves` are the customers who act for themselves: in each table that holds rows of single
    customers, the tenant's first row is theirs, and the others are not. A stranger has none."""

    tables: dict[str, Table]
    tenants: dict[str, UUID]
    branches: dict[str, UUID]
    selves: dict[UUID, UUID]
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
    selves = {tenant: uuid4() for tenant in tenants.values()}
    counts, spare = {}, {}
    for tenant, customer in selves.items():
        await filler.insert(tables["customers.customers"], tenant, id=str(customer))
        for table in tables.values():
            for place, refs in enumerate(_refs(table, branches)):
                theirs = _theirs(table, customer) if place == 0 else {}
                await filler.insert(table, tenant, **refs, **theirs)
        for table in tables.values():
            spare[table.name, tenant] = await filler.values(
                table, tenant, **_refs(table, branches)[0]
            )
    for tenant in tenants.values():
        for table in tables.values():
            for branch in BRANCHES:
                where = _shown(table, branch, branches, selves[tenant])
                counts[table.name, tenant, branch] = await connection.fetchval(
                    f"SELECT count(*) FROM {table.name} WHERE tenant_id = $1 AND {where}", tenant
                )
    return World(tables, tenants, branches, selves, counts, spare)


def _refs(table: Table, branches: dict[str, UUID]) -> list[dict[str, str | None]]:
    if table.has_branches:
        both = (f"{{{branches['own']}}}", f"{{{branches['other']}}}", "{}")
        return [{"branch_refs": refs} for refs in both]
    return [{}] if table.holds_one_row or table.is_parted else [{}, {}]


def _theirs(table: Table, customer: UUID) -> dict[str, str | None]:
    """What makes a row the customer's. Their own record is there already."""
    if table.name in OWN_ROWS and table.name != "customers.customers":
        return {OWN_ROWS[table.name]: str(customer)}
    if table.name in OWN_READS and table.name not in NEVER_ONES_OWN:
        is_list = any(column.name == "subject_ids" for column in table.columns)
        return {"subject_ids": f"{{{customer}}}"} if is_list else {"subject_id": str(customer)}
    return {}


def _shown(table: Table, branch: str, branches: dict[str, UUID], customer: UUID) -> str:
    theirs = [f"{name} = '{value}'" for name, value in _theirs(table, customer).items()]
    if table.name == "customers.customers":
        theirs = [f"id = '{customer}'"]
    if branch in ("self", "stranger") and table.name in NEVER_ONES_OWN:
        return "false"
    if branch in ("self", "stranger") and theirs:
        return theirs[0] if branch == "self" else "false"
    if branch in ("self", "stranger"):
        return "false" if table.has_branches else "true"
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
    customer = world.selves.get(world.tenants.get(attack.setting, world.tenants["own"]))
    branch = {
        "unset": "",
        "all": "all",
        "self": f"self:{customer}",
        "stranger": f"self:{uuid4()}",
    }.get(attack.branch, str(world.branches.get(attack.branch, "")))
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
