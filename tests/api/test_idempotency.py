"""The same request sent again: one effect, one answer, whatever happened in between."""

import asyncio
import dataclasses
import json
from typing import Any

import httpx
import pytest
from httpx import AsyncClient

from tests.api.samples import JSON, STUB
from tests.api.serving import served
from tests.api.traces import count, rows
from tests.instruments.faultproxy import fault_proxy
from tests.instruments.installation import Installation
from tests.world import World

CUSTOMERS = "/api/v1/customers"
TABLE = "customers.customers"


def keyed(key: str, **more: str) -> dict[str, str]:
    return {"Idempotency-Key": key, **more}


async def test_the_answer_is_the_same_to_the_byte(installation: Installation, world: World) -> None:
    async with served(installation, world.laundry.api_key) as client:
        first = await client.post(CUSTOMERS, json=STUB, headers=keyed("one"))
        path = f"{CUSTOMERS}/{first.json()['id']}"
        # What became of the customer since is another matter.
        await client.patch(path, json={"name": "Salim Al Busaidi"})
        again = await client.post(CUSTOMERS, json=STUB, headers=keyed("one"))
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["etag"] == first.headers["etag"] == '"1"'
    assert again.headers["content-type"] == first.headers["content-type"]
    assert again.headers["idempotent-replayed"] == "true"
    assert "idempotent-replayed" not in first.headers
    assert again.headers["request-id"] != first.headers["request-id"]


async def test_every_kind_of_write_is_answered_again(client: AsyncClient) -> None:
    made = await client.post(CUSTOMERS, json={"type": "guest"}, headers=keyed("w-0"))
    path = f"{CUSTOMERS}/{made.json()['id']}"
    writes: list[tuple[str, str, Any]] = [
        ("PATCH", path, {"tags": ["vip"]}),
        ("POST", f"{path}/block", {"reason": "late"}),
        ("POST", f"{path}/unblock", None),
        ("DELETE", path, None),
        ("POST", f"{path}/restore", None),
        ("POST", "/api/v1/branches", {"name": "Sohar"}),
        ("PATCH", "/api/v1/settings", {"time_zone": "Asia/Dubai"}),
    ]
    for place, (method, address, body) in enumerate(writes, start=1):
        headers = keyed(f"w-{place}")
        first = await client.request(method, address, json=body, headers=headers)
        again = await client.request(method, address, json=body, headers=headers)
        assert first.status_code in (200, 201, 204), first.text
        assert (again.status_code, again.content) == (first.status_code, first.content)
        assert again.headers.get("etag") == first.headers.get("etag")
        assert again.headers["idempotent-replayed"] == "true"


async def test_a_retry_is_answered_though_the_version_it_asked_for_is_gone(
    client: AsyncClient,
) -> None:
    made = await client.post(CUSTOMERS, json={"type": "guest"})
    path = f"{CUSTOMERS}/{made.json()['id']}"
    headers = keyed("version", **{"If-Match": '"1"'})
    first = await client.patch(path, json={"tags": ["vip"]}, headers=headers)
    again = await client.patch(path, json={"tags": ["vip"]}, headers=headers)
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.headers["etag"] == '"2"'


async def test_a_key_belongs_to_one_request(client: AsyncClient) -> None:
    made = await client.post(CUSTOMERS, json={"type": "guest"}, headers=keyed("mine"))
    path = f"{CUSTOMERS}/{made.json()['id']}"
    others = [
        await client.post(CUSTOMERS, json={"type": "guest", "name": "S"}, headers=keyed("mine")),
        await client.post(CUSTOMERS, content=b'{"type":"guest" }', headers=keyed("mine", **JSON)),
        await client.post("/api/v1/branches", json={"name": "S"}, headers=keyed("mine")),
        await client.delete(path, headers=keyed("mine")),
    ]
    for other in others:
        assert (other.status_code, other.json()["code"]) == (422, "idempotency_mismatch")
    assert (await client.get(path)).json()["deleted_at"] is None


async def test_a_key_belongs_to_one_query_too(client: AsyncClient) -> None:
    """What a query allows besides was not asked for by whoever left it out."""
    made = await client.post(CUSTOMERS, json={"type": "guest"})
    addresses = f"{CUSTOMERS}/{made.json()['id']}/addresses"
    given = {"city": "Muscat", "street": "Way 1"}
    address = (await client.post(addresses, json=given)).json()["id"]
    path = f"{addresses}/{address}"
    key = keyed("asked-with-more")
    for _ in range(2):
        done = await client.delete(path, params={"also_for": "none"}, headers=key)
        assert done.status_code == 204
    other = await client.delete(path, headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_mismatch")


async def test_what_was_refused_is_not_kept(client: AsyncClient) -> None:
    wrong = await client.post(CUSTOMERS, json={"type": "stub"}, headers=keyed("again"))
    assert wrong.status_code == 422
    taken = {**STUB, "phone": "91112233"}
    known = await client.post(CUSTOMERS, json=taken, headers=keyed("again"))
    assert (known.status_code, known.json()["code"]) == (409, "phone_known")
    shared = {**taken, "shared_phone": True}
    done = await client.post(CUSTOMERS, json=shared, headers=keyed("again"))
    assert done.status_code == 201
    assert "idempotent-replayed" not in done.headers


async def test_keys_are_each_credentials_own(
    common: Installation, client: AsyncClient, bakery: AsyncClient, world: World
) -> None:
    scopes = {"name": "a second till", "scopes": ["customers:write"]}
    second = (await client.post("/api/v1/api-keys", json=scopes)).json()["secret"]
    guest = {"type": "guest"}
    answers = [
        await client.post(CUSTOMERS, json=guest, headers=keyed("till-1")),
        await bakery.post(CUSTOMERS, json=guest, headers=keyed("till-1")),
        await client.post(
            CUSTOMERS, json=guest, headers=keyed("till-1", Authorization=f"Bearer {second}")
        ),
    ]
    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert len({answer.json()["id"] for answer in answers}) == 3
    assert not any("idempotent-replayed" in answer.headers for answer in answers)


async def test_a_secret_is_answered_once(client: AsyncClient, common: Installation) -> None:
    body = {"name": "a till", "scopes": ["customers:read"]}
    first = await client.post("/api/v1/api-keys", json=body, headers=keyed("secret"))
    again = await client.post("/api/v1/api-keys", json=body, headers=keyed("secret"))
    assert (first.status_code, again.status_code) == (201, 409)
    assert again.json()["code"] == "answered_once"
    kept = await rows(
        common,
        "SELECT sealed FROM runtime.idempotency WHERE resource_id = $1",
        first.json()["id"],
    )
    assert kept == [{"sealed": None}]
    listed = (await client.get("/api/v1/api-keys")).json()["data"]
    assert len([key for key in listed if key["name"] == "a till"]) == 1


async def test_what_is_kept_cannot_be_read_in_the_database(
    client: AsyncClient, common: Installation
) -> None:
    body = {"type": "guest", "name": "Zubaida Al Kindi"}
    made = await client.post(CUSTOMERS, json=body, headers=keyed("zubaida-1"))
    (kept,) = await rows(
        common, "SELECT * FROM runtime.idempotency WHERE resource_id = $1", made.json()["id"]
    )
    text = b" ".join(v if isinstance(v, bytes) else str(v).encode() for v in kept.values())
    assert len(kept["sealed"]) > len(made.content)
    assert b"Zubaida" not in text
    assert b"zubaida-1" not in text


async def test_of_a_forgotten_person_nothing_is_answered_again(
    client: AsyncClient, common: Installation
) -> None:
    made = await client.post(CUSTOMERS, json={"type": "guest"}, headers=keyed("gone"))
    async with common.connection() as connection:
        await connection.execute(
            "DELETE FROM vault.person_keys WHERE id ="
            " (SELECT person_key_id FROM customers.customers WHERE id = $1)",
            made.json()["id"],
        )
    again = await client.post(CUSTOMERS, json={"type": "guest"}, headers=keyed("gone"))
    assert (again.status_code, again.json()["code"]) == (409, "answered_once")


async def test_what_is_kept_of_a_person_is_theirs_and_shown_again_it_is_a_look_at_them(
    client: AsyncClient, common: Installation
) -> None:
    made = (await client.post(CUSTOMERS, json=STUB | {"phone": "+96893332221"})).json()
    place = f"{CUSTOMERS}/{made['id']}"
    address = {"city": "Muscat", "street": "Al Inshirah"}
    sent: tuple[tuple[str, dict[str, Any]], ...] = (
        (f"{place}/addresses", address),
        (f"{place}/invitations", {"channel": "phone"}),
    )
    answers = [
        [await client.post(path, json=given, headers=keyed(f"theirs {path}")) for _ in range(2)]
        for path, given in sent
    ]
    for first, again in answers:
        assert (first.status_code, again.headers.get("idempotent-replayed")) == (201, "true")
        looks = await rows(
            common,
            "SELECT kind FROM audit.reads WHERE subject_ids && ARRAY[$1::uuid]",
            first.json()["id"],
        )
        assert looks == [], "no customer has this id"
    kept = await rows(
        common,
        "SELECT k.resource_id = c.id AND k.person_key_id = c.person_key_id AS is_theirs"
        "  FROM runtime.idempotency k JOIN customers.customers c ON c.tenant_id = k.tenant_id"
        " WHERE c.id = $1 AND k.created_at >= c.created_at AND k.resource_id = c.id",
        made["id"],
    )
    assert [row["is_theirs"] for row in kept] == [True] * len(sent)


@pytest.mark.parametrize(
    ("key", "code"),
    [("", "required"), ("   ", "required"), ("x" * 256, "text_too_long")],
)
async def test_a_key_says_something_and_not_too_much(
    client: AsyncClient, key: str, code: str
) -> None:
    answer = await client.post(CUSTOMERS, json={"type": "guest"}, headers=keyed(key))
    (error,) = answer.json()["errors"]
    assert (error["field"], error["code"]) == ("Idempotency-Key", code)


@pytest.mark.parametrize("key", ["x" * 255, "clé", "a b", '"quoted"', "\x7f"])
async def test_any_other_key_will_do(client: AsyncClient, key: str) -> None:
    headers = [(b"Idempotency-Key", key.encode("latin-1"))]
    first = await client.post(CUSTOMERS, json={"type": "guest"}, headers=headers)
    again = await client.post(CUSTOMERS, json={"type": "guest"}, headers=headers)
    assert (first.status_code, again.content) == (201, first.content)


async def test_reading_needs_no_key_and_keeps_none(
    client: AsyncClient, common: Installation
) -> None:
    tenant_rows = "SELECT count(*) FROM runtime.idempotency"
    before = await rows(common, tenant_rows)
    for _ in range(2):
        answer = await client.get(CUSTOMERS, headers=keyed("x" * 300))
        assert answer.status_code == 200
        assert "idempotent-replayed" not in answer.headers
    assert await rows(common, tenant_rows) == before


async def test_sixteen_at_once_make_one_customer(client: AsyncClient, common: Installation) -> None:
    tenant = "SELECT count(*) FROM customers.customers"
    for place in range(5):
        before = (await rows(common, tenant))[0]["count"]
        ready = asyncio.Barrier(16)

        async def one(headers: dict[str, str], ready: asyncio.Barrier = ready) -> httpx.Response:
            await ready.wait()
            return await client.post(CUSTOMERS, json={"type": "guest"}, headers=headers)

        headers = keyed(f"race-{place}")
        answers = await asyncio.gather(*(one(headers) for _ in range(16)))
        made = [answer for answer in answers if answer.status_code == 201]
        waiting = [answer for answer in answers if answer.status_code != 201]
        assert len({answer.content for answer in made}) == 1
        assert [a for a in made if "idempotent-replayed" not in a.headers][1:] == []
        for answer in waiting:
            assert (answer.status_code, answer.json()["code"]) == (409, "in_flight")
            assert int(answer.headers["retry-after"]) >= 1
        assert (await rows(common, tenant))[0]["count"] == before + 1

        late = await client.post(CUSTOMERS, json={"type": "guest"}, headers=headers)
        assert late.content == made[0].content


@pytest.mark.parametrize("is_heard", [True, False])
async def test_after_a_commit_of_unknown_outcome_a_retry_is_safe(
    installation: Installation, world: World, is_heard: bool
) -> None:
    """The line is cut at COMMIT: once after the database did it, once before it heard of it."""
    async with fault_proxy(installation.server) as proxy:
        settings = dataclasses.replace(
            installation.settings, database_url=proxy.through(installation.settings.database_url)
        )
        behind = dataclasses.replace(installation, settings=settings)
        async with served(behind, world.laundry.api_key) as client:
            seen = 0
            for place in range(20):
                # So that the next COMMIT is the change's own, not that of looking up the key.
                await client.get("/api/v1/settings")
                before = await count(installation, TABLE, world.laundry.tenant.id)
                proxy.cut_at(b"COMMIT", before=not is_heard)
                headers = keyed(f"cut-{place}")
                broken = await client.post(CUSTOMERS, json={"type": "guest"}, headers=headers)
                assert broken.status_code == 503, broken.text
                assert broken.headers["retry-after"] == "1"
                after = await count(installation, TABLE, world.laundry.tenant.id)
                seen += broken.json()["code"] == "commit_unknown" and after - before == is_heard

                healed = await client.post(CUSTOMERS, json={"type": "guest"}, headers=headers)
                assert healed.status_code == 201, healed.text
                assert ("idempotent-replayed" in healed.headers) == (after > before)
                assert await count(installation, TABLE, world.laundry.tenant.id) == before + 1
                if seen == 3:
                    break
    assert seen == 3
    assert json.loads(healed.content)["type"] == "guest"
