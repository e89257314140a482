"""Branches and settings over the API."""

from typing import Any

import pytest
from httpx import AsyncClient

BRANCHES = "/api/v1/branches"
SETTINGS = "/api/v1/settings"


async def test_a_branch_is_added_renamed_and_listed(client: AsyncClient) -> None:
    made = await client.post(BRANCHES, json={"name": " Nizwa ", "name2": "نزوى"})
    assert (made.status_code, made.headers["etag"]) == (201, '"1"')
    branch = made.json()
    assert (branch["name"], branch["name2"], branch["version"]) == ("Nizwa", "نزوى", 1)
    renamed = await client.patch(f"{BRANCHES}/{branch['id']}", json={"name": "Nizwa Souq"})
    assert (renamed.json()["name"], renamed.headers["etag"]) == ("Nizwa Souq", '"2"')
    listed = (await client.get(BRANCHES)).json()["data"]
    assert [each["id"] for each in listed][-1] == branch["id"]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({}, [("name", "required")]),
        ({"name": ""}, [("name", "name_missing")]),
        ({"name": None}, [("name", "wrong_type")]),
        ({"name": "x" * 81, "name2": "y" * 81}, [("name", "text_too_long")] * 2),
        ({"name": "A", "tenant_id": "x"}, [("tenant_id", "unknown_field")]),
    ],
)
async def test_a_branch_without_a_proper_name_is_refused(
    client: AsyncClient, body: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    answer = await client.post(BRANCHES, json=body)
    assert answer.status_code == 422
    assert [error["code"] for error in answer.json()["errors"]] == [code for _, code in found]


async def test_settings_are_changed_one_by_one(client: AsyncClient) -> None:
    before = (await client.get(SETTINGS)).json()
    changed = await client.patch(SETTINGS, json={"default_country": "AE"})
    assert changed.status_code == 200
    after = changed.json()
    assert after == before | {"default_country": "AE", "version": before["version"] + 1}
    assert changed.headers["etag"] == f'"{after["version"]}"'
    assert (await client.get(SETTINGS)).json() == after


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"default_country": "XX"}, "default_country"),
        ({"default_country": "om"}, "default_country"),
        ({"default_country": None}, "default_country"),
        ({"reverify_after_months": 0}, "reverify_after_months"),
        ({"reverify_after_months": "nine"}, "reverify_after_months"),
        ({"time_zone": "../../etc/passwd"}, "time_zone"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"time_zone": "Asia/Muscat\0"}, "time_zone"),
        ({"languages": []}, "languages"),
        ({"languages": ["fr"]}, "languages"),
        ({"languages": "en"}, "languages"),
        ({"owner": "me"}, "owner"),
    ],
)
async def test_what_cannot_be_set_is_told(
    client: AsyncClient, body: dict[str, Any], field: str
) -> None:
    before = (await client.get(SETTINGS)).json()
    answer = await client.patch(SETTINGS, json=body)
    assert answer.status_code == 422, answer.text
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert (await client.get(SETTINGS)).json() == before


async def test_features_are_switched_and_followed_again(client: AsyncClient) -> None:
    flags = f"{SETTINGS}/flags"
    before = {flag["name"]: flag for flag in (await client.get(flags)).json()["data"]}
    assert before["console.palette"]["why"] == "default"
    off = await client.patch(flags, json={"flags": {"console.palette": False}})
    after = {flag["name"]: flag for flag in off.json()["data"]}
    assert (after["console.palette"]["is_on"], after["console.palette"]["why"]) == (False, "chosen")
    assert after["console.live"] == before["console.live"]
    again = await client.patch(flags, json={"flags": {"console.palette": None}})
    assert {flag["name"]: flag for flag in again.json()["data"]} == before


async def test_a_feature_that_does_not_exist_is_refused_by_name(client: AsyncClient) -> None:
    answer = await client.patch(f"{SETTINGS}/flags", json={"flags": {"console.nosuch": True}})
    assert answer.status_code == 422
    assert [e["field"] for e in answer.json()["errors"]] == ["console.nosuch"]
