"""On a filled database, with row security on, every statement finds its rows by an index."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any
from uuid import uuid4

import pytest

from tests.architecture.statement_rules import Source, is_tenant_table, touched
from tests.architecture.test_sql import OWNERS, STATEMENTS, part_of
from tests.instruments.installation import Installation
from tests.instruments.isolation_rows import Filler, read_tables

Plan = dict[str, Any]
ROWS = 3_000
# Read a tenant's rows from one end to the other on purpose, each for a reason.
WHOLE_TENANT: dict[str, str] = {
    "domains/customers/figures/recount.sql:wrong_daily": "reads all, on an operator's word",
    "domains/customers/figures/recount.sql:wrong_standing": "reads all, on an operator's word",
    "domains/customers/figures/statistics.sql:standing": "tens of cells a branch",
    "domains/customers/figures/tallies.sql:by_stage": "tens of cells a branch",
    "domains/identity/api_keys.sql:newest": "a tenant has a handful of keys",
    "domains/identity/staff/staff.sql:lock_owners": "a tenant has tens of staff",
    "domains/identity/staff/staff.sql:other_active_owners": "a tenant has tens of staff",
    "domains/identity/staff/staff.sql:everybody": "a tenant has tens of staff, and a LIMIT",
    "domains/tenants/preferences.sql:shape": "a tenant asks for tens of things, and a LIMIT",
    "domains/tenants/branches.sql:all_branches": "a tenant's branches are listed whole",
    "domains/tenants/flags.sql:of_tenant": "a row a feature, of a catalogue in the code",
    "runtime/chain.sql:repeated": "the doctor proves the whole chain",
}
SCANS = ("Seq Scan", "Index Scan", "Index Only Scan", "Bitmap Heap Scan")
# These read all of what is below them before they give anything on.
GATHERS = ("Sort", "Aggregate", "Hash", "WindowAgg", "Materialize")
COLUMN = re.compile(r"\b([a-z_][a-z0-9_]*)\)?(?:\s*(?:=|<|>|>=|<=|IS)\s)")
PLANNED = [
    source
    for source in STATEMENTS
    if not source.file.startswith(OWNERS)
    and any(is_tenant_table(name) for names in touched(source.tree) for name in names)
]


@pytest.fixture(scope="module")
async def filled(template: Installation) -> AsyncIterator[tuple[Installation, set[str]]]:
    """Two tenants with thousands of rows in each table that can hold more than one."""
    async with template.clone() as installation:
        async with installation.connection() as connection:
            tables = await read_tables(connection)
            filler = Filler(connection, tables)
            many = [each for each in tables.values() if not (each.is_part or each.holds_one_row)]
            for _ in range(2):
                tenant = uuid4()
                for table in many:
                    await filler.insert_many(table, tenant, ROWS)
            await connection.execute("ANALYZE")
            large = await connection.fetch(
                "SELECT oid::regclass::text AS name FROM pg_class"
                " WHERE relkind = 'r' AND reltuples >= $1",
                ROWS,
            )
        yield installation, {row["name"] for row in large}


def nodes(
    plan: dict[str, Any], *, is_bounded: bool = False
) -> Iterator[tuple[dict[str, Any], bool]]:
    """Each node, and whether a LIMIT above it stops it early."""
    yield plan, is_bounded
    kind = plan["Node Type"]
    bounded = kind == "Limit" or (is_bounded and kind not in GATHERS)
    for child in plan.get("Plans", ()):
        yield from nodes(child, is_bounded=bounded)


def slow_scans(plan: dict[str, Any], large: set[str]) -> list[str]:
    """Scans of large tables that neither a key nor a LIMIT narrows beyond the tenant."""
    wrong = []
    for node, is_bounded in nodes(plan):
        table = f"{node.get('Schema')}.{node.get('Relation Name')}"
        if table not in large or node["Node Type"] not in SCANS:
            continue
        if node["Node Type"] == "Seq Scan":
            wrong.append(f"{table} is read whole, for {node.get('Filter')}")
        elif not is_bounded and not _keys(node):
            wrong.append(f"{table} is read tenant by tenant, for {node.get('Filter')}")
    return wrong


def _keys(node: dict[str, Any]) -> set[str]:
    """Columns that the index narrows by, the tenant aside."""
    condition = node.get("Index Cond") or node.get("Recheck Cond") or ""
    return set(COLUMN.findall(condition)) - {"tenant_id"}


async def plan_of(connection: Any, text: str, parameters: int) -> dict[str, Any]:
    """The plan that serves every value of the parameters, among those that go by keys: a few
    thousand rows would let the planner read them all, a million will not."""
    await connection.execute(
        "SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = off;"
        "SET LOCAL enable_sort = off; SET LOCAL enable_hashjoin = off;"
        "SET LOCAL enable_mergejoin = off"
    )
    await connection.execute(f"PREPARE planned AS {text}")
    given = f"({', '.join(['NULL'] * parameters)})" if parameters else ""
    try:
        found = await connection.fetchval(f"EXPLAIN (VERBOSE, FORMAT JSON) EXECUTE planned{given}")
    finally:
        await connection.execute("DEALLOCATE planned")
    plan: dict[str, Any] = json.loads(found)[0]["Plan"]
    return plan


@pytest.mark.parametrize("source", PLANNED, ids=lambda source: source.name)
async def test_a_statement_finds_its_rows_by_an_index(
    source: Source, filled: tuple[Installation, set[str]]
) -> None:
    installation, large = filled
    part = part_of(source)
    async with installation.connection() as connection, connection.transaction():
        await connection.execute(f"SET LOCAL ROLE {installation.settings.role(part)}")
        statement = source.statement
        plan = await plan_of(connection, statement.text, len(statement.parameters))
    wrong = slow_scans(plan, large)
    assert bool(wrong) is (source.name in WHOLE_TENANT), wrong


@pytest.mark.parametrize(
    "text",
    [
        "SELECT id FROM customers.customers WHERE sealed = $1",
        "SELECT id FROM identity.api_keys WHERE lower(name) = $1",
        "SELECT id FROM identity.staff WHERE password_hash LIKE $1",
    ],
)
async def test_a_statement_without_an_index_or_with_a_leaky_operator_is_seen(
    text: str, filled: tuple[Installation, set[str]]
) -> None:
    installation, large = filled
    async with installation.connection() as connection, connection.transaction():
        await connection.execute(f"SET LOCAL ROLE {installation.settings.role('app')}")
        assert slow_scans(await plan_of(connection, text, 1), large)


def test_what_is_excused_by_name_is_still_there() -> None:
    assert set(WHOLE_TENANT) <= {source.name for source in PLANNED}
    assert all(re.search(r"\w+ \w+", reason) for reason in WHOLE_TENANT.values())
