"""Possible duplicates over the API: listed masked, paged, and settled by who may write."""

from uuid import UUID

from httpx import AsyncClient

from regulars.domains.customers.proofs.possible_duplicates import note_possible_duplicates
from tests.instruments.installation import Installation
from tests.world import House, World

DUPLICATES = "/api/v1/possible-duplicates"


async def pairs(client: AsyncClient, installation: Installation, house: House) -> list[str]:
    """Three records beside one, as a sign-up would leave them."""
    made = []
    for place in range(4):
        given = {"type": "stub", "name": "Salma", "phone": "9234 8800", "shared_phone": True}
        answer = await client.post("/api/v1/customers", json={**given, "name": f"Salma {place}"})
        made.append(UUID(answer.json()["id"]))
    async with (
        installation.database("app", size=1) as database,
        database.transaction(house.context) as tx,
    ):
        await note_possible_duplicates(tx, made[0], made[1:], "several")
    return [str(each) for each in made]


async def test_pairs_are_listed_page_by_page_and_settled(
    client: AsyncClient, common: Installation, world: World
) -> None:
    made = await pairs(client, common, world.laundry)
    first = (await client.get(DUPLICATES, params={"limit": 2})).json()
    rest = (
        await client.get(DUPLICATES, params={"limit": 2, "cursor": first["next_cursor"]})
    ).json()
    both = [*first["data"], *rest["data"]]
    assert sorted(each["other"]["id"] for each in both) == sorted(made[1:])
    assert {each["customer"]["id"] for each in both} == {made[0]}
    assert {each["customer"]["phone"] for each in both} == {"+968••••8800"}
    assert rest["next_cursor"] is None
    one = f"{DUPLICATES}/{both[0]['id']}/settle"
    assert (await client.post(one, json={"verdict": "dismissed"})).status_code == 204
    dismissed = (await client.get(DUPLICATES, params={"state": "dismissed"})).json()["data"]
    assert [each["id"] for each in dismissed] == [both[0]["id"]]
    wrong = await client.post(one, json={"verdict": "merged"})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "verdict")


async def test_a_neighbours_pair_is_not_there(
    client: AsyncClient, bakery: AsyncClient, common: Installation, world: World
) -> None:
    await pairs(bakery, common, world.bakery)
    (theirs, *_) = (await bakery.get(DUPLICATES)).json()["data"]
    answer = await client.post(f"{DUPLICATES}/{theirs['id']}/settle", json={"verdict": "to_merge"})
    assert answer.status_code == 404
    ours = (await client.get(DUPLICATES, params={"limit": 200})).json()["data"]
    assert theirs["id"] not in {each["id"] for each in ours}
