"""Limits over the API: of codes, of countries, of what is a large file."""

from httpx import AsyncClient

LIMITS = "/api/v1/settings/limits"


async def test_limits_are_read_and_changed_one_by_one(client: AsyncClient) -> None:
    before = (await client.get(LIMITS)).json()
    given = {"codes_a_day": 321, "served_countries": ["AE"]}
    changed = await client.patch(LIMITS, json=given)
    assert changed.status_code == 200, changed.text
    after = changed.json()
    assert after == before | given | {"version": after["version"]}
    assert changed.headers["etag"] == f'"{after["version"]}"'
    later = (await client.patch(LIMITS, json={"export_alarm_rows": 77})).json()
    assert later == after | {"export_alarm_rows": 77, "version": after["version"] + 1}
    assert (await client.get(LIMITS)).json() == later
    assert (await client.patch(LIMITS, json={})).json() == later


async def test_every_fault_of_limits_is_named_and_nothing_changes(client: AsyncClient) -> None:
    before = (await client.get(LIMITS)).json()
    wrong = {"codes_a_day": -1, "served_countries": ["XX"], "export_alarm_rows": 0}
    refused = await client.patch(LIMITS, json=wrong)
    assert refused.status_code == 422
    assert {error["field"] for error in refused.json()["errors"]} == set(wrong)
    half = await client.patch(LIMITS, json={"codes_a_day": 5, "export_alarm_rows": 0})
    assert half.status_code == 422
    assert (await client.get(LIMITS)).json() == before


async def test_limits_that_changed_meanwhile_are_not_overwritten(client: AsyncClient) -> None:
    version = (await client.get(LIMITS)).json()["version"]
    outdated = {"If-Match": f'"{version - 1}"'}
    answer = await client.patch(LIMITS, json={"codes_a_day": 9}, headers=outdated)
    assert (answer.status_code, answer.json()["code"]) == (412, "version_conflict")
