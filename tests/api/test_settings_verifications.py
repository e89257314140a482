"""Ages and how long papers are kept, over the API."""

from httpx import AsyncClient

SETTINGS = "/api/v1/settings/verifications"


async def test_ages_are_set_and_asked_about_at_once(client: AsyncClient) -> None:
    before = (await client.get(SETTINGS)).json()
    assert before["ages"]["alcohol"] == {"age": 21, "needs_document": False}
    ages = {"alcohol": {"age": 30, "needs_document": True}, "games": {"age": 12}}
    changed = await client.patch(SETTINGS, json={"ages": ages, "kept_days": 7})
    assert changed.status_code == 200, changed.text
    after = changed.json()
    assert after["ages"] == {**ages, "games": {"age": 12, "needs_document": False}}
    assert (after["kept_days"], after["wait_days"]) == (7, before["wait_days"])
    assert changed.headers["etag"] == f'"{after["version"]}"'
    made = await client.post(
        "/api/v1/customers", json={"type": "guest", "birth_date": "1970-05-01"}
    )
    address = f"/api/v1/customers/{made.json()['id']}/age"
    said = (await client.get(address, params={"category": "alcohol"})).json()
    assert (said["age"], said["answer"]) == (30, "unknown")
    gone = await client.get(address, params={"category": "tobacco"})
    assert gone.json()["errors"][0]["code"] == "category_without_age"


async def test_every_fault_is_named_and_nothing_changes(client: AsyncClient) -> None:
    before = (await client.get(SETTINGS)).json()
    wrong = {"kept_days": -1, "wait_days": 0, "ages": {"alcohol": {"age": 0}}}
    refused = await client.patch(SETTINGS, json=wrong)
    assert refused.status_code == 422
    fields = {error["field"].split(".")[0] for error in refused.json()["errors"]}
    assert fields == set(wrong)
    unknown = await client.patch(SETTINGS, json={"ages": {"rope": {"age": 18}}})
    assert (unknown.status_code, unknown.json()["errors"][0]["field"].split(".")[0]) == (
        422,
        "ages",
    )
    outdated = {"If-Match": f'"{before["version"] + 7}"'}
    late = await client.patch(SETTINGS, json={"kept_days": 9}, headers=outdated)
    assert late.status_code == 412
    assert (await client.get(SETTINGS)).json() == before
