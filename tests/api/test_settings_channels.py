"""Channels over the API: set, tested, taken away; a secret is never told again."""

from typing import Any

from httpx import AsyncClient

CHANNELS = "/api/v1/settings/channels"
SECRET = "planted0secret0planted0secret034"
FIELDS = {"account": "AC" + "b" * 32, "token": SECRET, "sender": "+15005550006"}


def twilio(**fields: str) -> dict[str, Any]:
    return {"provider": "twilio", "fields": {**FIELDS, **fields}}


async def test_a_channel_is_set_and_its_secret_is_kept_and_not_told(client: AsyncClient) -> None:
    made = await client.put(CHANNELS, json=twilio())
    assert made.status_code == 200, made.text
    assert (made.json()["kind"], made.json()["secrets"]) == ("sms", ["token"])
    without = {name: value for name, value in FIELDS.items() if name != "token"}
    renamed = {"provider": "twilio", "fields": {**without, "sender": "Laundry"}}
    kept = await client.put(CHANNELS, json=renamed)
    assert kept.json()["fields"]["sender"] == "Laundry"
    listed = await client.get(CHANNELS)
    assert listed.json()["data"] == [kept.json()]
    assert kept.json()["secrets"] == ["token"]
    for answer in (made, kept, listed):
        assert SECRET not in answer.text


async def test_every_fault_is_named_at_its_place(client: AsyncClient) -> None:
    before = (await client.get(CHANNELS)).json()
    wrong = await client.put(CHANNELS, json=twilio(account="x", sender=""))
    assert wrong.status_code == 422
    fields = {error["field"] for error in wrong.json()["errors"]}
    assert fields == {"fields.account", "fields.sender"}
    slip = await client.put(CHANNELS, json=twilio(acount="x"))
    (error,) = slip.json()["errors"]
    assert (error["field"], error["code"]) == ("fields.acount", "unknown_field")
    nobody = await client.put(CHANNELS, json={"provider": "pigeon", "fields": {}})
    assert nobody.json()["errors"][0]["field"] == "provider"
    assert SECRET not in wrong.text + slip.text + nobody.text
    assert (await client.get(CHANNELS)).json() == before


async def test_a_server_inside_the_house_is_refused_at_saving(client: AsyncClient) -> None:
    """What a name leads to is judged by tests of the room, with a name server of their own."""
    before = (await client.get(CHANNELS)).json()
    for host in ("10.0.0.5", "169.254.169.254", "localhost"):
        smtp = {"provider": "smtp", "fields": {"host": host, "sender": "shop@example.com"}}
        refused = await client.put(CHANNELS, json=smtp)
        assert refused.status_code == 422, host
        assert [error["field"] for error in refused.json()["errors"]] == ["fields.host"], host
    assert (await client.get(CHANNELS)).json() == before


async def test_a_test_of_what_cannot_be_reached_says_so_and_stays(client: AsyncClient) -> None:
    """In a test house nothing outside may be called at all."""
    await client.put(CHANNELS, json=twilio())
    tested = await client.post(f"{CHANNELS}/test", params={"kind": "sms"})
    assert tested.status_code == 200, tested.text
    assert (tested.json()["is_good"], tested.json()["fault"]) == (False, "address_refused")
    (kept,) = (await client.get(CHANNELS)).json()["data"]
    assert (kept["test_fault"], kept["tested_at"] is not None) == (tested.json()["fault"], True)


async def test_a_channel_is_taken_away_and_then_there_is_none(
    client: AsyncClient, bakery: AsyncClient
) -> None:
    await client.put(CHANNELS, json=twilio())
    assert (await bakery.get(CHANNELS)).json()["data"] == []
    assert (await bakery.delete(CHANNELS, params={"kind": "sms"})).status_code == 204
    assert (await client.get(CHANNELS)).json()["data"], "a neighbour's hand reaches nothing"
    assert (await client.delete(CHANNELS, params={"kind": "sms"})).status_code == 204
    assert (await client.get(CHANNELS)).json()["data"] == []
    assert (await client.delete(CHANNELS, params={"kind": "sms"})).status_code == 204
    tested = await client.post(f"{CHANNELS}/test", params={"kind": "sms"})
    assert tested.json() == {"kind": "sms", "is_good": False, "fault": "no_channel"}
