"""The history of a customer over the API: masked, narrowed, paged, and nobody else's."""

from typing import Any

import pytest
from httpx import AsyncClient

from tests.api.serving import served
from tests.instruments.installation import Installation
from tests.world import World

STUB = {"type": "stub", "name": "Salim Al Harthy", "phone": "9777 0001"}


@pytest.fixture
async def changed(client: AsyncClient) -> str:
    made = await client.post("/api/v1/customers", json={**STUB, "shared_phone": True})
    path = f"/api/v1/customers/{made.json()['id']}"
    for given in ({"phone": "9777 0002"}, {"language": "ar"}, {"phone": "9777 0003"}):
        body = {**given, "shared_phone": True}
        assert (await client.patch(path, json=body)).status_code == 200
    return f"{path}/history"


async def test_a_field_is_followed_from_value_to_value(client: AsyncClient, changed: str) -> None:
    first = (await client.get(changed, params={"field": "phone", "limit": 1})).json()
    rest = (
        await client.get(
            changed, params={"field": "phone", "limit": 5, "cursor": first["next_cursor"]}
        )
    ).json()
    told: list[dict[str, Any]] = [*first["data"], *rest["data"]]
    assert [entry["changes"] for entry in told] == [
        [{"field": "phone", "old": "+96897770002", "new": "+96897770003"}],
        [{"field": "phone", "old": "+96897770001", "new": "+96897770002"}],
    ]
    assert {entry["actor_kind"] for entry in told} == {"key"}
    assert rest["next_cursor"] is None
    every = (await client.get(changed)).json()["data"]
    assert [[c["field"] for c in entry["changes"]] for entry in every] == [
        ["phone"],
        ["language"],
        ["phone"],
    ]


async def test_a_key_that_may_not_reveal_sees_it_masked(
    common: Installation, world: World, changed: str
) -> None:
    async with served(common, world.laundry.reading_key) as reader:
        answer = await reader.get(changed, params={"field": "phone"})
        assert "97770002" not in answer.text
        assert answer.json()["data"][0]["changes"][0]["old"] == "+968••••0002"


async def test_a_field_that_nobody_has_is_refused(client: AsyncClient, changed: str) -> None:
    answer = await client.get(changed, params={"field": "sealed"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "field"


async def test_doors_and_pins_of_addresses_stay_behind_for_a_key_that_may_not_reveal(
    client: AsyncClient, common: Installation, world: World
) -> None:
    """They stand in the facts, field by field and in a line."""
    made = await client.post("/api/v1/customers", json={"type": "guest"})
    path = f"/api/v1/customers/{made.json()['id']}"
    doors = {"building": "77 K", "floor": "9 K", "apartment": "904 K", "street": "Way 4312 K"}
    home = {"area": "Al Khuwair", "city": "Muscat", "notes": "Blue door", **doors}
    pin = {"latitude": 23.5911, "longitude": 58.4211}
    first = (await client.post(f"{path}/addresses", json={**home, **pin})).json()
    second = (await client.post(f"{path}/addresses", json={**home, "is_default": True})).json()
    moved = {"building": "78 K", "latitude": 23.5922, "longitude": 58.4222}
    address = f"{path}/addresses/{first['id']}"
    assert (await client.patch(address, json=moved)).status_code == 200
    assert (await client.delete(f"{path}/addresses/{second['id']}")).status_code == 204
    assert (await client.post(f"{path}/addresses/{second['id']}/restore")).status_code == 200

    whole = (await client.get(f"{path}/history")).text
    assert {word for word in (*doors.values(), "Blue door", "58.4222") if word in whole} == {
        *doors.values(), "Blue door", "58.4222",
    }  # fmt: skip
    async with served(common, world.laundry.reading_key) as reader:
        answer = await reader.get(f"{path}/history")
    told = {change["field"] for entry in answer.json()["data"] for change in entry["changes"]}
    assert told == {"type", "country", "area", "city"}
    for word in ("78 K", *doors.values(), "Blue door", "23.59", "58.42"):
        assert word not in answer.text, word
