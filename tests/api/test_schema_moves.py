"""The schema moves under a server that runs: its clients notice nothing, and all happens once."""

from typing import Any
from uuid import UUID

import httpx
import pytest
from httpx import AsyncClient

from tests.api.serving import served
from tests.api.traces import count, rows
from tests.instruments.installation import Installation
from tests.world import World

CUSTOMERS = "/api/v1/customers"
# What requests ask on their way: the rows, what a write returns, the directory, the settings.
MOVES = (
    "ALTER TABLE customers.customers ADD COLUMN colour text",
    "ALTER TABLE customers.customers ALTER COLUMN created_at TYPE timestamptz(6)",
    "ALTER TABLE customers.customers ALTER COLUMN language TYPE varchar(8)",
    "ALTER TABLE tenants.directory ALTER COLUMN name TYPE varchar(200)",
    "ALTER TABLE tenants.settings ALTER COLUMN time_zone TYPE varchar(80)",
)


async def ask_all(client: AsyncClient, at: int) -> list[httpx.Response]:
    """A create, and then a list and a look: reads and writes both."""
    body = {"type": "stub", "name": "Salim Al Harthy", "phone": str(9123_4500 + at)}
    made = await client.post(CUSTOMERS, json=body, headers={"Idempotency-Key": f"moved-{at:08}"})
    assert made.status_code == 201, made.text
    path = f"{CUSTOMERS}/{made.json()['id']}"
    return [
        made,
        await client.get(path),
        await client.get(CUSTOMERS, params={"q": "salim"}),
        await client.patch(path, json={"tags": ["vip"]}),
    ]


@pytest.mark.parametrize("move", MOVES)
async def test_a_schema_that_moves_costs_no_request_and_doubles_none(
    installation: Installation, world: World, move: str
) -> None:
    async with (
        served(installation, world.laundry.api_key) as client,
        installation.connection() as superuser,
    ):
        # A pool has several connections: each has its plans by now.
        for at in range(8):
            await ask_all(client, at)
        before = await traces(installation, world.laundry.tenant.id)
        await superuser.execute(move)
        answers = await ask_all(client, 8)
    assert [answer.status_code for answer in answers] == [201, 200, 200, 200]
    after = await traces(installation, world.laundry.tenant.id)
    assert {name: after[name] - before[name] for name in after} == {
        "customers.customers": 1,
        "customers.identifiers": 1,
        "vault.person_keys": 1,
        "journal.facts": 2,
        "journal.pending": 2,
    }
    numbers = [row["number"] for row in await rows(installation, NUMBERS, world.laundry.tenant.id)]
    assert numbers == list(range(1, len(numbers) + 1)), "a number was drawn twice"


NUMBERS = "SELECT number FROM customers.customers WHERE tenant_id = $1 ORDER BY number"


async def traces(installation: Installation, tenant_id: UUID) -> dict[str, Any]:
    tables = (
        "customers.customers",
        "customers.identifiers",
        "vault.person_keys",
        "journal.facts",
        "journal.pending",
    )
    return {table: await count(installation, table, tenant_id) for table in tables}
