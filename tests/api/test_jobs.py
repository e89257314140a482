"""Failures over the API: why they stand there, having them tried again, and never a neighbour's."""

from httpx import AsyncClient

from tests.instruments.given_up import REACTION, give_up
from tests.instruments.installation import Installation
from tests.world import World

FAILURES = "/api/v1/jobs/failures"


async def asked_for(client: AsyncClient) -> list[str]:
    page = await client.get("/api/v1/audit", params={"name": "jobs.requeue_asked"})
    return [fact["subject_id"] for fact in page.json()["data"]]


async def test_a_failure_says_what_it_was_about_and_is_asked_for_again(
    client: AsyncClient, common: Installation, world: World
) -> None:
    made = await client.post("/api/v1/customers", json={"type": "guest"})
    (fact,) = await give_up(common, world.laundry.tenant.id)
    (failure,) = (await client.get(FAILURES)).json()["data"]
    assert (failure["id"], failure["reaction"], failure["reason"]) == (
        str(fact), REACTION, "BadGateway",
    )  # fmt: skip
    assert (failure["fact_name"], failure["subject_id"]) == (
        "customers.registered", made.json()["id"],
    )  # fmt: skip
    answer = await client.post(f"{FAILURES}/{fact}/requeue", json={"reaction": REACTION})
    assert (answer.status_code, answer.json()) == (202, {"id": str(fact), "reactions": [REACTION]})
    assert await asked_for(client) == [str(fact)]
    other = await client.post(f"{FAILURES}/{fact}/requeue", json={"reaction": "none.such"})
    assert other.status_code == 404


async def test_a_neighbours_failure_cannot_be_asked_for(
    client: AsyncClient, bakery: AsyncClient, common: Installation, world: World
) -> None:
    await bakery.post("/api/v1/customers", json={"type": "guest"})
    (fact,) = await give_up(common, world.bakery.tenant.id)
    before = await asked_for(client)
    for body in ({}, {"reaction": REACTION}):
        assert (await client.post(f"{FAILURES}/{fact}/requeue", json=body)).status_code == 404
    assert await asked_for(client) == before
    listed = [each["id"] for each in (await client.get(FAILURES)).json()["data"]]
    assert str(fact) not in listed
