"""Keys over the API: made within the maker's bounds, shown once, revoked for good."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from httpx import AsyncClient

from regulars.domains.identity import SCOPES
from tests.api.traces import rows
from tests.instruments.installation import Installation
from tests.world import World

KEYS = "/api/v1/api-keys"
EVERYTHING = [str(scope) for scope in SCOPES]


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def in_hours(hours: float) -> str:
    return (datetime.now(UTC) + timedelta(hours=hours)).isoformat()


async def made(client: AsyncClient, **fields: Any) -> dict[str, Any]:
    body = {"name": "a till", "scopes": ["customers:read"]} | fields
    answer = await client.post(KEYS, json=body)
    assert answer.status_code == 201, answer.text
    key: dict[str, Any] = answer.json()
    return key


async def test_a_key_works_from_its_making_to_its_revocation(client: AsyncClient) -> None:
    key = await made(client, scopes=["customers:read", "settings:read"])
    assert key["scopes"] == ["customers:read", "settings:read"]
    assert key["revoked_at"] is key["expires_at"] is key["last_used_at"] is None
    mine = bearer(key["secret"])
    assert (await client.get("/api/v1/customers", headers=mine)).status_code == 200
    assert (await client.get("/api/v1/audit", headers=mine)).status_code == 403

    revoked = await client.post(f"{KEYS}/{key['id']}/revoke")
    assert (revoked.status_code, "secret" in revoked.json()) == (200, False)
    assert revoked.json()["revoked_at"]
    again = await client.post(f"{KEYS}/{key['id']}/revoke")
    assert again.json()["revoked_at"] == revoked.json()["revoked_at"]


async def test_the_secret_is_in_one_answer_and_nowhere_else(
    client: AsyncClient, common: Installation
) -> None:
    key = await made(client)
    (listed,) = [
        each for each in (await client.get(KEYS)).json()["data"] if each["id"] == key["id"]
    ]
    assert listed == {name: value for name, value in key.items() if name != "secret"}
    assert key["secret"][-4:] in key["hint"]
    assert key["secret"] not in (await client.get("/api/v1/audit")).text
    (row,) = await rows(common, "SELECT * FROM identity.api_keys WHERE id = $1", key["id"])
    assert key["secret"].encode() not in repr(row).encode()


async def test_making_and_revoking_are_announced(client: AsyncClient) -> None:
    key = await made(client, scopes=["audit:read", "customers:read"])
    await client.post(f"{KEYS}/{key['id']}/revoke")
    facts = await client.get("/api/v1/audit", params={"subject_id": key["id"]})
    assert [(fact["name"], fact["data"].get("scopes")) for fact in facts.json()["data"]] == [
        ("identity.api_key_revoked", None),
        ("identity.api_key_created", ["audit:read", "customers:read"]),
    ]


@pytest.mark.parametrize("wanted", EVERYTHING)
async def test_a_key_makes_no_mightier_one(client: AsyncClient, wanted: str) -> None:
    mine = [scope for scope in EVERYTHING if scope != wanted]
    if "settings:write" not in mine:
        mine = ["settings:read"]
    maker = bearer((await made(client, scopes=mine))["secret"])
    before = len((await client.get(KEYS, params={"limit": 200})).json()["data"])
    for scopes in ([wanted], EVERYTHING, ["settings:write", wanted]):
        body = {"name": "mightier", "scopes": scopes}
        refused = await client.post(KEYS, json=body, headers=maker)
        assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    assert len((await client.get(KEYS, params={"limit": 200})).json()["data"]) == before
    if "settings:write" in mine:
        body = {"name": "equal", "scopes": mine}
        assert (await client.post(KEYS, json=body, headers=maker)).status_code == 201


async def test_a_key_that_ends_makes_none_that_outlives_it(client: AsyncClient) -> None:
    scopes = ["settings:write"]
    maker = bearer((await made(client, scopes=scopes, expires_at=in_hours(2)))["secret"])
    for beyond in ({}, {"expires_at": None}, {"expires_at": in_hours(3)}):
        body = {"name": "longer", "scopes": scopes, **beyond}
        refused = await client.post(KEYS, json=body, headers=maker)
        assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    body = {"name": "shorter", "scopes": scopes, "expires_at": in_hours(1)}
    assert (await client.post(KEYS, json=body, headers=maker)).status_code == 201


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("name", "", "name_missing"),
        ("name", " \u200b\n", "name_missing"),
        ("name", "x" * 81, "text_too_long"),
        ("name", None, "wrong_type"),
        ("scopes", [], "unknown_value"),
        ("scopes", ["customers:everything"], "unknown_value"),
        ("scopes", "customers:read", "wrong_type"),
        ("scopes", [1], "wrong_type"),
        ("scopes", None, "wrong_type"),
        ("expires_at", "tomorrow", "wrong_type"),
        ("expires_at", "2099-01-01", "wrong_type"),
        ("expires_at", "2099-01-01T00:00:00", "wrong_type"),
        ("expires_at", "2020-01-01T00:00:00Z", "date_in_past"),
        ("expires_at", 4_070_908_800, "wrong_type"),
    ],
)
async def test_what_makes_no_key_is_told(
    client: AsyncClient, field: str, value: Any, code: str
) -> None:
    body = {"name": "a till", "scopes": ["customers:read"], field: value}
    answer = await client.post(KEYS, json=body)
    assert answer.status_code == 422, answer.text
    assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [(field, code)]


async def test_another_tenants_key_cannot_be_revoked(
    client: AsyncClient, bakery: AsyncClient, world: World
) -> None:
    theirs = (await bakery.get(KEYS)).json()["data"][0]["id"]
    refused = await client.post(f"{KEYS}/{theirs}/revoke")
    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")
    assert (await bakery.get(KEYS)).json()["data"][0]["revoked_at"] is None
