"""In a large tenant among small ones, the app role reads a page of a list and not the list."""

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from regulars.runtime.opening import ALONG_INDEX, AS_EVER, IN_ITS_ORDER
from regulars.runtime.sql import Statement
from tests.architecture.test_sql import STATEMENTS
from tests.instruments.installation import Installation

# Where tenants are small on average, a plan for any of them takes the large one for small.
CUSTOMERS = 30_000
EVERYBODY = 101_900
OTHERS = 40
PAGE, REACH = 50, 60
# A page, its keys, and some slack; a plan that gathers and sorts reads the tenant.
ROWS_MAX = 10 * PAGE
TENANT, COMPANY = UUID(int=1 << 80), UUID(int=2 << 80)
# What a page is asked with, from the middle of each order.
ASKED = {
    "tenant_id": f"'{TENANT}'",
    "is_deleted": "false",
    "stage": "NULL",
    "status": "NULL",
    "company_id": f"'{COMPANY}'",
    "language": "NULL",
    "kind": "NULL",
    "tag": "NULL",
    "after_id": f"'{UUID(int=3 << 80)}'",
    "most": str(PAGE + 1),
    "reach": str(REACH),
}
MIDDLE = {"created": "now() - interval '15000 minutes'", "number": "15000"}
# Those that look at so many and no more, whoever is meant, say so themselves.
PAGES = [
    source.statement
    for source in STATEMENTS
    if source.file.endswith(
        ("domains/customers/finding/find.sql", "domains/customers/finding/few.sql")
    )
    and "reach" not in source.statement.parameters
]
NARROWED = [
    s.statement for s in STATEMENTS if s.file.endswith("customers/finding/few_narrowed.sql")
]
COUNTS = [source.statement for source in STATEMENTS if source.statement.name.startswith("so_many_")]
# Rows lie as they came, in no order of the list, and among those of other tenants, of whom the
# planner knows that there are many: it believes that few rows pass row security. A company has two
# hundred contacts, which are more than a page; of the blocked, the deleted and the suspended, most
# of whom are so no more, it is the same. Nothing is sealed: no plan looks into a seal.
FILL = f"""
SET session_replication_role = replica;
CREATE TEMP TABLE filled AS
SELECT n, lpad(to_hex(n), 32, '0')::uuid AS id,
       CASE WHEN n <= {CUSTOMERS} THEN '{TENANT}'
            ELSE lpad(to_hex(n % {OTHERS} + 1), 32, 'f')::uuid END AS tenant_id
  FROM generate_series(1, {EVERYBODY}) AS n
 ORDER BY hashint4(n);
INSERT INTO vault.person_keys (tenant_id, id, wrapped)
SELECT tenant_id, id, decode(repeat('5a', 65), 'hex') FROM filled;
INSERT INTO customers.customers (
    tenant_id, id, number, stage, kind, company_id, person_key_id, sealed, token_epoch, created_at,
    state, deleted_at, suspended_until)
SELECT tenant_id, id, n, 'stub', 'person',
       CASE WHEN n % 150 = 0 AND n <= {CUSTOMERS} THEN '{COMPANY}'::uuid END, id,
       decode(repeat('5a', 170), 'hex'), 1, now() - n * interval '1 minute',
       CASE WHEN n % 151 = 0 THEN 'blocked' ELSE 'active' END, CASE WHEN n % 157 = 0 THEN now() END,
       CASE WHEN n % 163 = 0 THEN now() + interval '1 day' WHEN n % 7 = 0 THEN now() END
  FROM filled;
RESET session_replication_role;
ANALYZE vault.person_keys, customers.customers
"""


@pytest.fixture(scope="module")
async def large(template: Installation) -> AsyncIterator[Installation]:
    async with template.clone() as installation:
        async with installation.connection() as connection:
            await connection.execute(FILL)
        yield installation


async def plan_of(
    installation: Installation,
    statement: Statement,
    mode: str,
    *,
    ahead: str = ALONG_INDEX.text,
    **given: str,
) -> dict[str, Any]:
    """As the server runs it: signed in as the app role, with the settings that stand on it, and
    with what `Tx.page` says ahead."""
    order = "number" if "(c.number, c.id)" in statement.text else "created"
    asked = ASKED | {"after_key": MIDDLE[order]} | given
    values = [asked[name] for name in statement.parameters]
    connection = await asyncpg.connect(installation.settings.database_url)
    try:
        async with connection.transaction():
            await connection.execute(
                f"SET LOCAL app.tenant_id = '{TENANT}'; SET LOCAL app.branch = 'all';"
                f"{ahead}; SET LOCAL plan_cache_mode = {mode}; PREPARE page AS {statement.text}"
            )
            found = await connection.fetchval(
                f"EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE page ({', '.join(values)})"
            )
    finally:
        await connection.close()
    plan: dict[str, Any] = json.loads(found)[0]["Plan"]
    return plan


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from nodes(child)


def rows_read(plan: dict[str, Any]) -> int:
    """By every scan together, those thrown away too."""
    scans = [node for node in nodes(plan) if "Scan" in node["Node Type"]]
    return int(
        sum(
            (scan["Actual Rows"] + scan.get("Rows Removed by Filter", 0)) * scan["Actual Loops"]
            for scan in scans
        )
    )


@pytest.mark.parametrize("mode", ["force_custom_plan", "force_generic_plan"])
@pytest.mark.parametrize("statement", PAGES, ids=lambda statement: statement.name)
async def test_a_page_of_a_large_tenant_walks_its_index(
    large: Installation, statement: Statement, mode: str
) -> None:
    plan = await plan_of(large, statement, mode)
    assert plan["Actual Rows"] == PAGE + 1
    assert rows_read(plan) <= ROWS_MAX, json.dumps(plan, indent=1)


@pytest.mark.parametrize("mode", ["force_custom_plan", "force_generic_plan"])
@pytest.mark.parametrize("statement", NARROWED, ids=lambda statement: statement.name)
async def test_a_tag_that_none_of_the_few_bears_reads_so_many_and_no_more(
    large: Installation, statement: Statement, mode: str
) -> None:
    ahead = f"{ALONG_INDEX.text}; {IN_ITS_ORDER.text}"
    plan = await plan_of(large, statement, mode, ahead=ahead, tag="'rare'")
    assert plan["Actual Rows"] == 1, "the signpost"
    assert rows_read(plan) <= 3 * REACH, json.dumps(plan, indent=1)


@pytest.mark.parametrize("mode", ["force_custom_plan", "force_generic_plan"])
@pytest.mark.parametrize("statement", COUNTS, ids=lambda statement: statement.name)
async def test_a_count_of_the_few_reads_the_few(
    large: Installation, statement: Statement, mode: str
) -> None:
    plan = await plan_of(large, statement, mode, ahead=AS_EVER.text)
    assert rows_read(plan) <= ROWS_MAX, json.dumps(plan, indent=1)


async def test_a_page_that_is_sorted_out_of_the_whole_tenant_is_seen(large: Installation) -> None:
    newest = next(one for one in PAGES if one.name == "newest_first")
    gathered = newest.text.replace("c.created_at DESC, c.id DESC", "c.version, c.created_at")
    assert gathered != newest.text
    slow = Statement("slow", gathered, newest.parameters, newest.source)
    assert rows_read(await plan_of(large, slow, "force_generic_plan")) > ROWS_MAX


async def test_without_being_told_it_would_sort_the_tenant_for_a_page(large: Installation) -> None:
    newest = next(one for one in PAGES if one.name == "newest_first")
    plan = await plan_of(large, newest, "force_generic_plan", ahead=AS_EVER.text)
    assert rows_read(plan) > ROWS_MAX
