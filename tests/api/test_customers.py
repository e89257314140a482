"""The customers API as a program uses it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from tests.api.serving import served
from tests.instruments.installation import Installation
from tests.world import World, phone_proven

CUSTOMERS = "/api/v1/customers"
STUB = {"type": "stub", "name": "Salim Al Harthy", "phone": "9123 4567"}


async def test_a_customer_lives_from_registration_to_restoration(
    installation: Installation, world: World
) -> None:
    async with served(installation, world.laundry.api_key) as client:
        made = await client.post("/api/v1/customers", json=STUB)
        assert made.status_code == 201, made.text
        customer: dict[str, Any] = made.json()
        assert (customer["number"], customer["phone"]) == ("CUST-00002", "+96891234567")
        assert made.headers["etag"] == '"1"'
        path = f"/api/v1/customers/{customer['id']}"

        changed = await client.patch(path, json={"name2": "سالم الحارثي", "tags": ["vip"]})
        assert changed.status_code == 200, changed.text
        assert (changed.json()["version"], changed.json()["tags"]) == (2, ["vip"])

        email = {"type": "full", "email": "salim@example.com"}
        unproven = await client.post(f"{path}/upgrade", json=email)
        assert unproven.status_code == 422
        assert [(e["field"], e["code"]) for e in unproven.json()["errors"]] == [
            ("phone", "phone_not_proven")
        ]
        async with (
            installation.database() as database,
            database.transaction(world.laundry.context) as tx,
        ):
            await phone_proven(tx, UUID(customer["id"]))
        upgraded = await client.post(f"{path}/upgrade", json=email)
        assert upgraded.json()["type"] == "full"
        assert upgraded.json()["verified"] is False
        assert upgraded.json()["verifications"] == {"phone": True, "email": False}

        assert (await client.delete(path)).status_code == 204
        assert (await client.get("/api/v1/customers", params={"q": "salim"})).json()["data"] == []
        assert (await client.get(path)).json()["deleted_at"]
        restored = await client.post(f"{path}/restore")
        assert (restored.status_code, restored.json()["deleted_at"]) == (200, None)

        for q in (
            "CUST-00002",
            "٩١٢٣٤٥٦٧",
            "00968 9123 4567",
            "SALIM@EXAMPLE.COM",
            "harthy salim",
            "الحارثي",
        ):
            found = await client.get("/api/v1/customers", params={"q": q})
            assert [c["number"] for c in found.json()["data"]] == ["CUST-00002"], q

        facts = await client.get("/api/v1/audit", params={"subject_id": customer["id"]})
        assert [fact["name"] for fact in facts.json()["data"]] == [
            "customers.restored",
            "customers.deleted",
            "customers.upgraded",
            "customers.verified",
            "customers.changed",
            "customers.registered",
        ]
        assert (await client.get("/api/v1/openapi.json")).json()["openapi"] == "3.1.0"
        assert (await client.get("/api/v1/docs")).status_code == 200


async def test_who_is_registered_as_full_is_a_stub_until_the_code(
    installation: Installation, world: World
) -> None:
    async with served(installation, world.laundry.api_key) as client:
        full = {"type": "full", "name": "Huda", "phone": "9177 0042", "email": "huda@example.com"}
        made = await client.post("/api/v1/customers", json=full)
        assert made.status_code == 201
        assert (made.json()["type"], made.json()["verified"]) == ("stub", False)
        async with (
            installation.database() as database,
            database.transaction(world.laundry.context) as tx,
        ):
            await phone_proven(tx, UUID(made.json()["id"]))
        risen = await client.get(f"/api/v1/customers/{made.json()['id']}")
        assert risen.json()["type"] == "full"


async def test_a_known_phone_answers_409_with_the_candidates(
    installation: Installation, world: World
) -> None:
    async with served(installation, world.laundry.api_key) as client:
        again = await client.post("/api/v1/customers", json={**STUB, "phone": "+968 9111 2233"})
        assert (again.status_code, again.json()["code"]) == (409, "phone_known")
        assert [c["id"] for c in again.json()["candidates"]] == [str(world.laundry.ana.id)]
        assert again.json()["candidates"][0]["phone"] == "+968••••2233"
        shared = {**STUB, "phone": "+968 9111 2233", "shared_phone": True}
        assert (await client.post("/api/v1/customers", json=shared)).status_code == 201


async def test_without_the_scope_to_reveal_phones_come_masked(
    installation: Installation, world: World
) -> None:
    async with served(installation, world.laundry.reading_key) as client:
        (ana,) = (await client.get("/api/v1/customers")).json()["data"]
        assert ana["phone"] == "+968••••2233"
        refused = await client.post("/api/v1/customers", json={"type": "guest"})
        assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")


async def test_the_same_idempotency_key_makes_one_customer(
    installation: Installation, world: World
) -> None:
    async with served(installation, world.laundry.api_key) as client:
        headers = {"Idempotency-Key": "till-1-0001"}
        first = await client.post("/api/v1/customers", json=STUB, headers=headers)
        second = await client.post("/api/v1/customers", json=STUB, headers=headers)
        assert second.status_code == 201
        assert second.json() == first.json()
        assert second.headers["idempotent-replayed"] == "true"
        other = await client.post("/api/v1/customers", json={"type": "guest"}, headers=headers)
        assert (other.status_code, other.json()["code"]) == (422, "idempotency_mismatch")


async def test_a_list_is_narrowed_by_language_kind_and_tag(
    installation: Installation, world: World
) -> None:
    async with served(installation, world.laundry.api_key) as client:
        wanted = []
        for given in (
            {"language": "ar", "tags": ["vip"]},
            {"language": "ar", "kind": "company", "name": "Port"},
            {"language": "en", "tags": ["vip"]},
        ):
            made = await client.post("/api/v1/customers", json={"type": "guest", **given})
            wanted.append(made.json()["id"])

        async def ids(**asked: str) -> list[str]:
            answer = await client.get("/api/v1/customers", params={"sort": "number", **asked})
            assert answer.status_code == 200, answer.text
            return [c["id"] for c in answer.json()["data"] if c["id"] in wanted]

        assert await ids(language="ar") == wanted[:2]
        assert await ids(kind="company") == [wanted[1]]
        assert await ids(tag="vip") == [wanted[0], wanted[2]]
        assert await ids(tag="vip", language="ar", q="cust-00002") == [wanted[0]]
        for name in ("language", "kind"):
            refused = await client.get("/api/v1/customers", params={name: "other"})
            assert refused.status_code == 422
            assert refused.json()["errors"][0]["field"] == name
        page = (await client.get("/api/v1/customers", params={"tag": "vip", "limit": 1})).json()
        other = await client.get(
            "/api/v1/customers", params={"limit": 1, "cursor": page["next_cursor"]}
        )
        assert other.status_code == 422


async def test_a_list_is_narrowed_by_what_an_account_is(
    installation: Installation, world: World
) -> None:
    """By `account_status` and by `state` a list shows those whose field says so, and no others."""
    async with served(installation, world.laundry.api_key) as client:
        until = (datetime.now(UTC) + timedelta(days=1)).isoformat()
        made = {}
        for turn, act in enumerate(("", "suspend", "block", "delete")):
            stub = {**STUB, "phone": f"9123 456{turn}"}
            made[act] = (await client.post(CUSTOMERS, json=stub)).json()["id"]
        guest = (await client.post(CUSTOMERS, json={"type": "guest"})).json()["id"]
        why = {"reason": "Owes us"}
        held = await client.post(
            f"{CUSTOMERS}/{made['suspend']}/suspend", json=why | {"until": until}
        )
        assert held.status_code == 200, held.text
        assert (await client.post(f"{CUSTOMERS}/{made['block']}/block", json=why)).is_success
        assert (await client.delete(f"{CUSTOMERS}/{made['delete']}")).is_success
        active = {made[""], str(world.laundry.ana.id)}
        for by, state, ids in (
            ("account_status", "active", active),
            ("account_status", "temporary", {guest}),
            ("account_status", "suspended", {made["suspend"]}),
            ("account_status", "blocked", {made["block"]}),
            ("state", "active", active | {guest, made["suspend"]}),
            ("state", "blocked", {made["block"]}),
            ("state", "deleted", {made["delete"]}),
        ):
            for more in ({}, {"sort": "-number"}):
                page = (await client.get(CUSTOMERS, params={by: state, **more})).json()
                assert {each["id"] for each in page["data"]} == ids, (by, state)
                assert page["next_cursor"] is None
                if state != "deleted":
                    assert {each[by] for each in page["data"]} == {state}
        for wrong in (
            {"state": "sleeping"},
            {"state": "suspended"},
            {"account_status": "deleted"},
            {"state": "active", "account_status": "active"},
        ):
            answer = await client.get(CUSTOMERS, params=wrong)
            assert answer.status_code == 422, wrong
