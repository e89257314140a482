"""Addresses over the API: their life, what is shown to whom, distances, what is refused."""

from typing import Any

import pytest
from httpx import AsyncClient

from tests.api.serving import speaking
from tests.api.traces import rows
from tests.instruments.installation import Installation
from tests.world import World

CUSTOMERS = "/api/v1/customers"
HOME = {
    "label": "Home",
    "building": "١٢",
    "street": "Way 4312",
    "area": "Al Khuwair",
    "city": "مسقط",
    "latitude": "٢٣٫٥٩",
    "longitude": 58.42,
    "notes": "Blue door",
}
PERSONAL = ("building", "floor", "apartment", "street", "notes", "latitude", "longitude")


@pytest.fixture
async def customer(client: AsyncClient) -> str:
    made = await client.post(CUSTOMERS, json={"type": "guest"})
    return f"{CUSTOMERS}/{made.json()['id']}"


async def added(client: AsyncClient, customer: str, **given: Any) -> dict[str, Any]:
    answer = await client.post(f"{customer}/addresses", json={"city": "Nizwa", **given})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_an_address_is_added_opened_changed_deleted_and_restored(
    client: AsyncClient, customer: str
) -> None:
    made = await client.post(f"{customer}/addresses", json=HOME)
    assert (made.status_code, made.headers["etag"]) == (201, '"1"')
    view = made.json()
    told = {name: view[name] for name in (*HOME, "type", "country", "is_default")}
    assert told == HOME | {
        "building": "12", "city": "Muscat", "latitude": 23.59,
        "type": "home", "country": "OM", "is_default": True,
    }  # fmt: skip
    path = f"{customer}/addresses/{view['id']}"
    assert (await client.get(path)).json() == view

    changed = await client.patch(path, json={"notes": None}, headers={"If-Match": '"1"'})
    assert (changed.json()["notes"], changed.headers["etag"]) == (None, '"2"')
    late = await client.patch(path, json={"notes": "x"}, headers={"If-Match": '"1"'})
    assert (late.status_code, late.json()["code"]) == (412, "version_conflict")

    assert (await client.delete(path)).status_code == 204
    assert (await client.get(path)).json()["deleted_at"] is not None
    assert (await client.get(f"{customer}/addresses")).json()["data"] == []
    (gone,) = (await client.get(f"{customer}/addresses?state=deleted")).json()["data"]
    assert gone["id"] == view["id"]
    refused = await client.patch(path, json={"notes": "x"})
    assert (refused.status_code, refused.json()["code"]) == (409, "address_deleted")
    restored = await client.post(f"{path}/restore")
    assert (restored.json()["is_default"], restored.json()["deleted_at"]) == (True, None)


async def test_a_customer_comes_with_their_live_addresses_the_default_first(
    client: AsyncClient, customer: str
) -> None:
    first = await added(client, customer)
    second = await added(client, customer, label="Shop")
    gone = await added(client, customer)
    await client.delete(f"{customer}/addresses/{gone['id']}")
    before = await client.get(customer)
    set_ = await client.patch(f"{customer}/addresses/{second['id']}", json={"is_default": True})
    assert set_.json()["is_default"]
    # Whoever kept the customer's ETag learns of it.
    after = await client.get(customer, headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    shown = [(each["id"], each["is_default"]) for each in after.json()["addresses"]]
    assert shown == [(second["id"], True), (first["id"], False)]


async def test_the_default_cannot_be_given_up_and_the_answer_says_why(
    client: AsyncClient, customer: str
) -> None:
    first = await added(client, customer, is_default=False)
    path = f"{customer}/addresses/{first['id']}"
    answer = await client.patch(path, json={"is_default": False})
    assert (answer.status_code, answer.json()["code"]) == (409, "default_required")
    assert (await client.get(path)).json()["is_default"]


async def test_a_request_that_is_repeated_adds_one_address(
    client: AsyncClient, customer: str
) -> None:
    headers = {"Idempotency-Key": "address-once"}
    answers = [
        await client.post(f"{customer}/addresses", json=HOME, headers=headers) for _ in range(2)
    ]
    assert answers[0].json() == answers[1].json()
    assert answers[1].headers["idempotent-replayed"] == "true"
    assert len((await client.get(f"{customer}/addresses")).json()["data"]) == 1


async def test_who_may_not_reveal_sees_area_and_city_and_neither_door_nor_pin(
    client: AsyncClient, common: Installation, app: Any, world: World, customer: str
) -> None:
    address = await added(client, customer, **HOME)
    branch = world.laundry.branches[0].id
    await client.patch(f"/api/v1/branches/{branch}", json={"latitude": 23.6, "longitude": 58.5})
    async with speaking(app, world.laundry.reading_key) as reader:
        one = (await reader.get(f"{customer}/addresses/{address['id']}")).json()
        (within,) = (await reader.get(customer)).json()["addresses"]
        (listed,) = (await reader.get(f"{customer}/addresses")).json()["data"]
    for view in (one, within, listed):
        assert [view[name] for name in PERSONAL] == [None] * len(PERSONAL)
        assert (view["area"], view["city"], view["label"]) == ("Al Khuwair", "Muscat", "Home")
    # Several exact distances would be the pin: these are a cell's.
    (exact,) = (await client.get(f"{customer}/addresses")).json()["data"]
    assert exact["distances"] != listed["distances"]
    assert abs(exact["distances"][0]["metres"] - 8_230) < 20
    kinds = await rows(
        common,
        "SELECT DISTINCT kind FROM audit.reads WHERE tenant_id = $1 AND $2 = ANY (subject_ids)",
        world.laundry.tenant.id,
        customer.rsplit("/", 1)[-1],
    )
    assert {row["kind"] for row in kinds} >= {"read", "revealed"}


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({}, {"city": "required"}),
        ({"city": None}, {"city": "wrong_type"}),
        ({"city": " ", "type": "palace"}, {"city": "city_missing", "type": "unknown_value"}),
        ({"city": "Sur", "latitude": 12}, {"longitude": "position_incomplete"}),
        ({"city": "Sur", "latitude": 0, "longitude": 0}, {"latitude": "position_zero"}),
        ({"city": "Sur", "latitude": 91, "longitude": "x"},
         {"latitude": "latitude_not_valid", "longitude": "longitude_not_valid"}),
        ({"city": "Sur", "postal_code": "100"}, {"postal_code": "unknown_field"}),
        ({"city": "Sur", "country": "ZZ", "floor": 3},
         {"country": "unknown_value", "floor": "wrong_type"}),
    ],
)  # fmt: skip
async def test_everything_wrong_with_an_address_is_said_at_once(
    client: AsyncClient, customer: str, body: dict[str, Any], found: dict[str, str]
) -> None:
    answer = await client.post(f"{customer}/addresses", json=body)
    assert answer.status_code == 422
    assert {error["field"]: error["code"] for error in answer.json()["errors"]} == found


async def test_an_address_of_somebody_else_is_as_unknown_as_none(
    client: AsyncClient, world: World, customer: str
) -> None:
    ours, theirs = world.laundry.address.id, world.bakery.address.id
    anas = f"{CUSTOMERS}/{world.laundry.ana.id}/addresses/{ours}"
    assert (await client.get(anas)).status_code == 200
    answers = {
        (answer.status_code, answer.content)
        for answer in [
            await client.get(f"{customer}/addresses/{ours}"),
            await client.get(f"{customer}/addresses/{theirs}"),
            await client.get(f"{CUSTOMERS}/{world.bakery.ana.id}/addresses/{theirs}"),
            await client.patch(f"{customer}/addresses/{ours}", json={"floor": "1"}),
            await client.delete(f"{customer}/addresses/{ours}"),
            await client.get(f"{customer}/addresses/nothing"),
        ]
    }
    assert len(answers) == 1
    assert answers.pop()[0] == 404


async def test_a_key_that_may_only_write_learns_nothing_of_where_they_live(
    client: AsyncClient, app: Any, world: World, customer: str
) -> None:
    key = {"name": "writes", "scopes": ["customers:write"]}
    secret = (await client.post("/api/v1/api-keys", json=key)).json()["secret"]
    async with speaking(app, secret) as writer:
        view = await added(writer, customer, **HOME)
    assert view["version"] == 1
    assert [view[name] for name in (*PERSONAL, "label", "area", "city")] == [None] * 10


async def test_addresses_come_in_pages(client: AsyncClient, customer: str) -> None:
    made = [(await added(client, customer))["id"] for _ in range(5)]
    found, cursor = [], ""
    while cursor is not None:
        page = (await client.get(f"{customer}/addresses?limit=2&cursor={cursor}")).json()
        found += [each["id"] for each in page["data"]]
        cursor = page["next_cursor"]
    assert found == made
    refused = await client.get(f"{customer}/addresses", params={"limit": 0})
    assert refused.json()["errors"][0]["code"] == "limit_out_of_range"
