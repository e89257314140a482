"""Alerts over the API: listed, put away, taken out again, and never a neighbour's."""

from httpx import AsyncClient

from tests.console.alerted import fact_of, warn
from tests.instruments.installation import Installation
from tests.world import World

ALERTS = "/api/v1/alerts"


async def test_an_alert_is_listed_put_away_and_taken_out_again(
    client: AsyncClient, common: Installation, world: World
) -> None:
    await warn(common, world.laundry, fact_of(world.laundry))
    (alert,) = (await client.get(ALERTS)).json()["data"]
    assert (alert["times"], alert["dismissed_at"]) == (1, None)
    one = f"{ALERTS}/{alert['id']}"
    assert (await client.post(f"{one}/dismiss")).status_code == 204
    assert (await client.get(ALERTS)).json()["data"] == []
    away = (await client.get(ALERTS, params={"state": "dismissed", "kind": alert["kind"]})).json()
    assert [each["id"] for each in away["data"]] == [alert["id"]]
    assert away["data"][0]["dismissed_by"]
    other = await client.get(ALERTS, params={"state": "dismissed", "kind": "export_large"})
    assert other.json()["data"] == []
    assert (await client.post(f"{one}/reopen")).status_code == 204
    assert [each["id"] for each in (await client.get(ALERTS)).json()["data"]] == [alert["id"]]


async def test_pages_of_alerts_go_on_where_the_last_one_ended(
    bakery: AsyncClient, common: Installation, world: World
) -> None:
    house = world.bakery
    await warn(common, house, *(fact_of(house, account=str(n)) for n in range(3)))
    first = (await bakery.get(ALERTS, params={"limit": 2})).json()
    rest = (await bakery.get(ALERTS, params={"limit": 2, "cursor": first["next_cursor"]})).json()
    assert (len(first["data"]), len(rest["data"]), rest["next_cursor"]) == (2, 1, None)
    assert not {e["id"] for e in first["data"]} & {e["id"] for e in rest["data"]}


async def test_a_neighbours_alert_is_not_there(
    client: AsyncClient, bakery: AsyncClient, common: Installation, world: World
) -> None:
    await warn(common, world.bakery, fact_of(world.bakery))
    (theirs, *_) = (await bakery.get(ALERTS)).json()["data"]
    for way in ("dismiss", "reopen"):
        assert (await client.post(f"{ALERTS}/{theirs['id']}/{way}")).status_code == 404
    assert theirs["id"] in {each["id"] for each in (await bakery.get(ALERTS)).json()["data"]}
