"""What is near a place: in pages, by the pin for who may see it, and by its cell for others."""

from typing import Any

import pytest
from httpx import AsyncClient

from tests.api.serving import served
from tests.instruments.installation import Installation
from tests.world import World

NEAR = "/api/v1/customers/near"
QURUM = {"latitude": 23.6143, "longitude": 58.4774}


async def lives(client: AsyncClient, label: str, **pin: float) -> str:
    made = await client.post("/api/v1/customers", json={"type": "guest"})
    customer_id: str = made.json()["id"]
    given = {"city": "Muscat", "street": "Way 12", "label": label, **pin}
    added = await client.post(f"/api/v1/customers/{customer_id}/addresses", json=given)
    assert added.status_code == 201, added.text
    return customer_id


async def asked(client: AsyncClient, **query: Any) -> Any:
    answer = await client.get(NEAR, params={**QURUM, **query})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_the_nearest_come_first_in_pages_and_are_looks(
    installation: Installation, world: World
) -> None:
    async with served(installation, world.laundry.api_key) as client:
        street = await lives(client, "street", latitude=23.6233, longitude=58.4774)
        door = await lives(client, "door", latitude=23.6143, longitude=58.4784)
        await lives(client, "far", latitude=23.9, longitude=58.4774)
        await lives(client, "nowhere")
        whole = await asked(client, radius=3_000)
        found = [(one["address"]["label"], round(one["metres"], -2)) for one in whole["data"]]
        assert (found, whole["next_cursor"]) == ([("door", 100), ("street", 1000)], None)
        assert whole["data"][0]["address"]["street"] == "Way 12"
        first = await asked(client, radius=3_000, limit=1)
        second = await asked(client, radius=3_000, limit=1, cursor=first["next_cursor"])
        assert [page["data"][0]["address"]["customer_id"] for page in (first, second)] == [
            door,
            street,
        ]
        assert second["next_cursor"] is None
        looks = await client.get("/api/v1/audit/reads", params={"subject_id": door})
        assert {look["kind"] for look in looks.json()["data"]} >= {"revealed"}
    async with served(installation, world.bakery.api_key) as stranger:
        assert (await asked(stranger, radius=50_000))["data"] == []


async def test_who_may_not_see_pins_is_told_of_cells_alone(
    installation: Installation, world: World
) -> None:
    """However the circle is moved, two pins of one cell are near or far together."""
    async with served(installation, world.laundry.api_key) as client:
        await lives(client, "a", latitude=23.6143, longitude=58.4774)
        await lives(client, "b", latitude=23.6133, longitude=58.4764)
    async with served(installation, world.laundry.reading_key) as masked:
        found = (await asked(masked, radius=6_000))["data"]
        assert {one["address"]["label"] for one in found} == {"a", "b"}
        assert len({one["metres"] for one in found}) == 1
        assert {one["address"]["latitude"] for one in found} == {None}
        for radius in (10, 100, 1_000, 2_000, 4_000):
            assert len((await asked(masked, radius=radius))["data"]) in (0, 2)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"latitude": 91, "longitude": 0}, "latitude"),
        ({"latitude": 1, "longitude": -181}, "longitude"),
        ({"latitude": 1}, "longitude"),
        ({**QURUM, "radius": 50_001}, "radius"),
        ({**QURUM, "radius": 0}, "radius"),
        ({**QURUM, "latitude": "nan"}, "latitude"),
        ({**QURUM, "longitude": "inf"}, "longitude"),
        ({**QURUM, "latitude": "north"}, "latitude"),
    ],
)
async def test_a_place_that_is_none_is_refused(
    client: AsyncClient, query: dict[str, Any], name: str
) -> None:
    answer = await client.get(NEAR, params=query)
    assert answer.status_code == 422, answer.text
    assert [error["field"] for error in answer.json()["errors"]] == [name]
