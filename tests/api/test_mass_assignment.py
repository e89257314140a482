"""Fields that are nobody's to set: refused on every write, and nothing changes."""

from itertools import product
from typing import Any

import pytest
from httpx import AsyncClient

from tests.api.samples import BODIES, OF_FIELDS, ask, own_id
from tests.api.traces import belongings, rows
from tests.instruments.installation import Installation
from tests.world import World

FORBIDDEN: dict[str, Any] = {
    "tenant_id": "01a1f8a5-a5b0-7614-9c09-5c2f3cc889c4",
    "id": "01a1f8a5-a5b0-7614-9c09-5c2f3cc889c4",
    "number": 1,
    "version": 999,
    "role": "owner",
    "is_admin": True,
    "verified": True,
    "verified_at": "2020-01-01T00:00:00Z",
    "created_at": "2020-01-01T00:00:00Z",
    "updated_at": "2020-01-01T00:00:00Z",
    "deleted_at": None,
    "revoked_at": None,
    "created_by": "01a1f8a5-a5b0-7614-9c09-5c2f3cc889c4",
    "state": "active",
    "stage": "full",
    "merged_into": None,
    "person_key_id": "01a1f8a5-a5b0-7614-9c09-5c2f3cc889c4",
    "sealed": "AQ==",
    "tokens": [1],
    "token_epoch": 1,
    "branch_refs": ["all"],
    "secret": "rk_test_x",
    "secret_hash": "AQ==",
    "origin": "system",
    "actor_id": None,
    "block_reason": "none",
    "phone_typed": "1",
    "__class__": "Staff",
    "orders_count": 999,
    "spend_minor": 1_000_000,
    "spend_currency": "OMR",
    "average_minor": 1,
    "tier": "premium",
    "risk_score": 0,
    "segment": "best",
    "birth_year_band": 1990,
    "completeness": {"score": 100, "missing": []},
    "completed_at": "2020-01-01T00:00:00Z",
    "avatar": "/api/v1/customers/x/avatar",
    "pictured_at": "2020-01-01T00:00:00Z",
    "phone_verified_at": "2020-01-01T00:00:00Z",
    "customer_id": "01a1f8a5-a5b0-7614-9c09-5c2f3cc889c4",
    "holder_id": "01a1f8a5-a5b0-7614-9c09-5c2f3cc889c4",
    "default_address_id": "01a1f8a5-a5b0-7614-9c09-5c2f3cc889c4",
    "cell": "thrr5",
    "used_at": "2020-01-01T00:00:00Z",
    "last_used_at": "2020-01-01T00:00:00Z",
    "Type": "full",
}
# Fields that one operation has by right: whose phone is proven at the till.
DECLARED = {("sendOtp", "customer_id")}


@pytest.fixture(scope="module")
async def own_key_id(client: AsyncClient) -> str:
    return str((await client.get("/api/v1/api-keys")).json()["data"][0]["id"])


async def test_no_field_beyond_the_declared_ones_is_accepted(
    client: AsyncClient, common: Installation, world: World, own_key_id: str
) -> None:
    before = await belongings(common, world.laundry.tenant.id)
    for operation, (field, value) in product(OF_FIELDS, FORBIDDEN.items()):
        if (operation.name, field) in DECLARED:
            continue
        body = {**BODIES.get(operation.name, {}), field: value}
        id_ = own_id(operation, world.laundry, own_key_id)
        part_id = world.laundry.address.id
        answer = await ask(client, operation, id_, part_id=part_id, json=body)
        assert answer.status_code == 422, f"{operation.name} with {field}: {answer.text}"
        found = [(error["field"], error["code"]) for error in answer.json()["errors"]]
        assert found == [(field, "unknown_field")], operation.name
    assert await belongings(common, world.laundry.tenant.id) == before
    assert len(OF_FIELDS) * len(FORBIDDEN) > 250


async def test_what_a_view_shows_cannot_be_sent_back_to_be_set(
    client: AsyncClient, common: Installation, world: World
) -> None:
    path = f"/api/v1/customers/{world.laundry.ana.id}"
    view = (await client.get(path)).json()
    answer = await client.patch(path, json={**view, "number": "CUST-09999", "verified": True})
    assert answer.status_code == 422
    named = {error["field"] for error in answer.json()["errors"]}
    assert named >= {"id", "number", "type", "state", "verified", "version", "created_at"}
    assert (await client.get(path)).json() == view


async def test_a_body_cannot_choose_the_tenant_nor_a_header_the_method(
    client: AsyncClient, common: Installation, world: World
) -> None:
    headers = {
        "X-HTTP-Method-Override": "DELETE",
        "X-Tenant-Id": str(world.bakery.tenant.id),
        "Tenant": world.bakery.tenant.slug,
    }
    path = f"/api/v1/customers/{world.laundry.ana.id}"
    assert (await client.get(path, headers=headers)).status_code == 200
    made = await client.post("/api/v1/customers", json={"type": "guest"}, headers=headers)
    owner = await rows(
        common, "SELECT tenant_id FROM customers.customers WHERE id = $1", made.json()["id"]
    )
    assert owner == [{"tenant_id": world.laundry.tenant.id}]
    assert (await client.get(path)).json()["deleted_at"] is None
    assert (await client.get(f"{path}?_method=DELETE")).status_code == 422
