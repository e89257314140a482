"""Exports over the API: asked for, looked after, taken; by the key that asked and no other."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from httpx import AsyncClient

from regulars.runtime.context import Context
from regulars.runtime.database import Database
from tests.api.serving import served
from tests.api.test_callers import made_key
from tests.domains.exports.files import made, rows_of
from tests.instruments.installation import Installation
from tests.world import World

EXPORTS = "/api/v1/exports"
DAY = timedelta(days=1)


async def test_a_file_is_asked_for_made_and_taken(installation: Installation, world: World) -> None:
    house = world.laundry
    async with (
        served(installation, house.api_key) as client,
        installation.database() as app,
        installation.database("work") as work,
    ):
        asked = await client.post(
            EXPORTS, json={"kind": "customers", "filters": {"columns": ["number", "phone"]}}
        )
        assert (asked.status_code, asked.json()["is_ready"]) == (202, False)
        address = f"{EXPORTS}/{asked.json()['id']}"
        assert (await client.get(f"{address}/file")).status_code == 404
        await _worked(installation, app, work, world)
        view = (await client.get(address)).json()
        assert (view["state"], view["rows"], view["is_ready"]) == ("done", 1, True)
        file = await client.get(f"{address}/file")
        assert file.headers["content-type"] == "text/csv"
        assert file.headers["cache-control"] == "no-store"
        assert view["file_name"] in file.headers["content-disposition"]
        (row,) = rows_of(file.content.decode("utf-8-sig"))
        assert (row["name"], row["phone"]) == ("Ana Al Balushi", "'+96891112233")
        async with installation.connection() as connection:
            told = await connection.fetchval(
                "SELECT actor_kind FROM journal.facts WHERE name = 'exports.downloaded'"
            )
        assert told == "key"


async def test_what_narrows_the_list_narrows_its_file(
    installation: Installation, world: World
) -> None:
    async with (
        served(installation, world.laundry.api_key) as client,
        installation.database() as app,
        installation.database("work") as work,
    ):
        company = {"type": "stub", "kind": "company", "name": "Sohar", "phone": "90001111"}
        made_one = await client.post("/api/v1/customers", json={**company, "tags": ["VIP"]})
        assert made_one.status_code == 201, made_one.text
        filters = {"kind": "company", "tag": "VIP"}
        asked = await client.post(EXPORTS, json={"kind": "customers", "filters": filters})
        assert (asked.status_code, asked.json()["total"]) == (202, 1), asked.text
        await _worked(installation, app, work, world)
        file = await client.get(f"{EXPORTS}/{asked.json()['id']}/file")
        (row,) = rows_of(file.content.decode("utf-8-sig"))
        assert row["number"] == made_one.json()["number"]


async def test_a_file_of_the_suspended_holds_them_alone(
    installation: Installation, world: World
) -> None:
    async with (
        served(installation, world.laundry.api_key) as client,
        installation.database() as app,
        installation.database("work") as work,
    ):
        held = {"type": "stub", "name": "Salim", "phone": "90001112"}
        one = (await client.post("/api/v1/customers", json=held)).json()
        wish = {"reason": "Owes us", "until": (datetime.now(UTC) + DAY).isoformat()}
        done = await client.post(f"/api/v1/customers/{one['id']}/suspend", json=wish)
        assert done.json()["account_status"] == "suspended", done.text
        filters = {"account_status": "suspended"}
        asked = await client.post(EXPORTS, json={"kind": "customers", "filters": filters})
        assert (asked.status_code, asked.json()["total"]) == (202, 1), asked.text
        await _worked(installation, app, work, world)
        file = await client.get(f"{EXPORTS}/{asked.json()['id']}/file")
        assert "-customers-suspended-" in file.headers["content-disposition"]
        (row,) = rows_of(file.content.decode("utf-8-sig"))
        assert row["number"] == one["number"]


async def _worked(installation: Installation, app: Database, work: Database, world: World) -> None:
    from_api = world.laundry
    async with installation.connection() as connection:
        row = await connection.fetchrow("SELECT id, actor_id FROM exports.exports")
    who = Context(from_api.tenant.id, actor_kind="key", actor_id=row["actor_id"])
    await made(installation, app, work, from_api, who, row["id"])


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "kind"),
        ({"kind": "orders"}, "kind"),
        ({"kind": "customers", "filters": {"look": "read"}}, "filters.look"),
        ({"kind": "changes", "filters": {"q": "Ana"}}, "filters.q"),
        ({"kind": "customers", "filters": {"stage": "rich"}}, "filters"),
    ],
)
async def test_what_cannot_be_asked_for_is_named(
    client: AsyncClient, body: dict[str, Any], field: str
) -> None:
    answer = await client.post(EXPORTS, json=body)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


async def test_a_key_gets_no_more_in_a_file_than_it_may_read(
    installation: Installation, world: World
) -> None:
    async with served(installation, world.laundry.reading_key) as client:
        refused = await client.post(EXPORTS, json={"kind": "customers"})
        assert refused.status_code == 403
    secret, _ = await made_key(installation, world.laundry, "exports:write", "customers:read")
    async with served(installation, secret) as client:
        assert (await client.post(EXPORTS, json={"kind": "changes"})).status_code == 403
        assert (await client.post(EXPORTS, json={"kind": "customers"})).status_code == 202
