"""Alerts over the API: listed, put away, taken out again, and never a neighbour's."""

from typing import Any

from httpx import AsyncClient

from regulars.kernel.ids import new_id
from tests.console.alerted import fact_of, warn
from tests.instruments.installation import Installation
from tests.world import House, World

ALERTS = "/api/v1/alerts"


async def listed(client: AsyncClient, **asked: str) -> dict[str, Any]:
    page = await client.get(ALERTS, params={"limit": "200", **asked})
    return {alert["id"]: alert for alert in page.json()["data"]}


async def warned(client: AsyncClient, installation: Installation, house: House) -> Any:
    """One more alert, of which there was none before."""
    before = await listed(client)
    await warn(installation, house, fact_of(house, account=str(new_id())))
    ((alert_id, alert),) = [
        each for each in (await listed(client)).items() if each[0] not in before
    ]
    return alert_id, alert


async def test_an_alert_is_listed_put_away_and_taken_out_again(
    client: AsyncClient, common: Installation, world: World
) -> None:
    alert_id, alert = await warned(client, common, world.laundry)
    assert (alert["times"], alert["dismissed_at"]) == (1, None)
    one = f"{ALERTS}/{alert_id}"
    assert (await client.post(f"{one}/dismiss")).status_code == 204
    assert alert_id not in await listed(client)
    away = await listed(client, state="dismissed", kind=alert["kind"])
    assert away[alert_id]["dismissed_by"]
    assert alert_id not in await listed(client, state="dismissed", kind="export_large")
    assert (await client.post(f"{one}/reopen")).status_code == 204
    assert alert_id in await listed(client)


async def test_pages_of_alerts_go_on_where_the_last_one_ended(
    bakery: AsyncClient, common: Installation, world: World
) -> None:
    house = world.bakery
    await warn(common, house, *(fact_of(house, account=str(new_id())) for _ in range(3)))
    everything = list(await listed(bakery))
    first = (await bakery.get(ALERTS, params={"limit": 2})).json()
    rest = (await bakery.get(ALERTS, params={"limit": 200, "cursor": first["next_cursor"]})).json()
    assert [each["id"] for each in (*first["data"], *rest["data"])] == everything
    assert (len(first["data"]), rest["next_cursor"]) == (2, None)


async def test_a_neighbours_alert_is_not_there(
    client: AsyncClient, bakery: AsyncClient, common: Installation, world: World
) -> None:
    await warn(common, world.bakery, fact_of(world.bakery))
    (theirs, *_) = (await bakery.get(ALERTS)).json()["data"]
    for way in ("dismiss", "reopen"):
        assert (await client.post(f"{ALERTS}/{theirs['id']}/{way}")).status_code == 404
    assert theirs["id"] in {each["id"] for each in (await bakery.get(ALERTS)).json()["data"]}
