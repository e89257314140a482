"""Looking at people is written down: who, whom, why and how closely, once in a while."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from httpx import AsyncClient

from regulars.domains import customers
from regulars.runtime.context import PURPOSES
from tests.api.serving import served
from tests.api.test_callers import made_key
from tests.api.traces import rows
from tests.instruments.installation import Installation
from tests.world import World, phone_proven

CUSTOMERS = "/api/v1/customers"
EMPTY: tuple[Any, ...] = (None, [], {})
# What became of a request, and nothing about the person.
NOBODYS = {
    "id", "number", "type", "kind", "state", "account_status", "verified", "version",
    "created_at", "updated_at",
}  # fmt: skip
WISHES = {"orders": True, "marketing": False}
OF_ANYBODY: dict[str, Any] = {
    "verifications": {"phone": False, "email": False},
    "tier": "new",
    "orders_count": 0,
    "spend_minor": 0,
    "notification_preferences": dict.fromkeys(("sms", "email", "whatsapp", "push"), WISHES),
}
LOOKS = (
    "SELECT kind, purpose, route, request_id, actor_kind, actor_id, subject_ids"
    "  FROM audit.reads WHERE tenant_id = $1 ORDER BY id"
)


class Looked:
    """The rows that each step added."""

    def __init__(self, installation: Installation, world: World) -> None:
        self._installation = installation
        self._tenant_id = world.laundry.tenant.id
        self._seen = 0

    async def since(self) -> list[dict[str, Any]]:
        found = await rows(self._installation, LOOKS, self._tenant_id)
        fresh, self._seen = found[self._seen :], len(found)
        return fresh

    async def kinds(self) -> list[str]:
        return [look["kind"] for look in await self.since()]


@pytest.fixture
def looked(installation: Installation, world: World) -> Looked:
    return Looked(installation, world)


@pytest.fixture
async def revealing(installation: Installation, world: World) -> AsyncIterator[AsyncClient]:
    async with served(installation, world.laundry.api_key) as client:
        yield client


@pytest.fixture
async def masking(installation: Installation, world: World) -> AsyncIterator[AsyncClient]:
    async with served(installation, world.laundry.reading_key) as client:
        yield client


async def test_listed_read_and_revealed_are_told_apart(
    masking: AsyncClient, revealing: AsyncClient, looked: Looked, world: World
) -> None:
    ana = world.laundry.ana.id
    path = f"{CUSTOMERS}/{ana}"
    assert (await masking.get(CUSTOMERS)).json()["data"][0]["phone"] == "+968••••2233"
    assert await looked.kinds() == ["listed"]
    assert (await masking.get(path)).json()["phone"] == "+968••••2233"
    (look,) = await looked.since()
    assert (look["kind"], look["subject_ids"]) == ("read", [ana])
    assert (await revealing.get(path)).json()["phone"] == "+96891112233"
    (look,) = await looked.since()
    assert (look["kind"], look["actor_kind"]) == ("revealed", "key")
    assert look["route"] == "GET /api/v1/customers/{id}"


async def test_a_second_look_within_ten_minutes_counts_once(
    masking: AsyncClient, looked: Looked, world: World
) -> None:
    path = f"{CUSTOMERS}/{world.laundry.ana.id}"
    for _ in range(3):
        await masking.get(path)
    assert await looked.kinds() == ["read"]
    await masking.get(path, headers={"Regulars-Purpose": "privacy"})
    (look,) = await looked.since()
    assert look["purpose"] == "privacy"


async def test_every_purpose_is_written_as_given(
    masking: AsyncClient, looked: Looked, world: World
) -> None:
    for place, purpose in enumerate(PURPOSES):
        headers = {"Regulars-Purpose": purpose, "Request-Id": f"till-1-00004{place}"}
        await masking.get(f"{CUSTOMERS}/{world.laundry.ana.id}", headers=headers)
        (look,) = await looked.since()
        assert (look["purpose"], look["request_id"]) == (purpose, f"till-1-00004{place}")


async def test_without_a_purpose_it_is_an_integration_and_an_invented_one_is_refused(
    masking: AsyncClient, looked: Looked, world: World
) -> None:
    path = f"{CUSTOMERS}/{world.laundry.ana.id}"
    for wrong in ("curiosity", "", "Till", "tíll", "till, support"):
        headers = [(b"Regulars-Purpose", wrong.encode("latin-1"))]
        answer = await masking.get(path, headers=headers)
        assert answer.status_code == 422, wrong
    assert await looked.kinds() == []
    await masking.get(path)
    assert [look["purpose"] for look in await looked.since()] == ["integration"]


async def test_whoever_changes_a_customer_has_looked_at_them(
    installation: Installation, revealing: AsyncClient, looked: Looked, world: World
) -> None:
    path = f"{CUSTOMERS}/{world.laundry.ana.id}"
    steps = [
        ("till", "PATCH", path, {}),
        ("support", "POST", f"{path}/block", {"reason": "late"}),
        ("billing", "POST", f"{path}/unblock", None),
        ("delivery", "POST", f"{path}/upgrade", {"type": "full", "email": "ana@example.com"}),
    ]
    async with (
        installation.database() as database,
        database.transaction(world.laundry.context) as tx,
    ):
        await phone_proven(tx, world.laundry.ana.id)
    for purpose, method, address, body in steps:
        headers = {"Regulars-Purpose": purpose}
        answer = await revealing.request(method, address, json=body, headers=headers)
        assert answer.status_code == 200, answer.text
        (look,) = await looked.since()
        assert (look["kind"], look["purpose"]) == ("revealed", purpose)


async def test_who_has_a_number_is_a_look_though_nothing_was_made(
    revealing: AsyncClient, looked: Looked, world: World
) -> None:
    body = {"type": "stub", "name": "Salim", "phone": "+968 9111 2233"}
    refused = await revealing.post(CUSTOMERS, json=body)
    assert refused.status_code == 409
    (look,) = await looked.since()
    assert (look["kind"], look["subject_ids"]) == ("listed", [world.laundry.ana.id])


async def test_an_answer_given_again_shows_the_person_again(
    revealing: AsyncClient, looked: Looked
) -> None:
    body = {"type": "guest", "name": "Salim"}
    headers = {"Idempotency-Key": "one"}
    made = await revealing.post(CUSTOMERS, json=body, headers=headers)
    assert await looked.kinds() == []
    await revealing.post(CUSTOMERS, json=body, headers=headers)
    (look,) = await looked.since()
    assert [str(id_) for id_ in look["subject_ids"]] == [made.json()["id"]]


async def test_what_showed_nobody_is_not_written_down(
    revealing: AsyncClient, looked: Looked, world: World
) -> None:
    path = f"{CUSTOMERS}/{world.laundry.ana.id}"
    refused = [
        await revealing.get(f"{CUSTOMERS}/{world.bakery.ana.id}"),
        await revealing.get(path, headers={"If-Match": '"9"'}),
        await revealing.patch(path, json={"phone": "12"}),
        await revealing.patch(path, json={}, headers={"If-Match": '"9"'}),
        await revealing.get(CUSTOMERS, params={"q": "nobody at all"}),
        await revealing.get("/api/v1/audit", params={"subject_id": str(world.laundry.ana.id)}),
        await revealing.get("/api/v1/branches"),
    ]
    assert [answer.status_code for answer in refused] == [404, 412, 422, 412, 200, 200, 200]
    assert await looked.kinds() == []


async def test_a_key_that_may_write_and_not_read_is_shown_nobody(
    installation: Installation, looked: Looked, world: World
) -> None:
    ana = world.laundry.ana
    async with (
        installation.database() as database,
        database.transaction(world.laundry.context) as tx,
    ):
        known = {"tags": ["vip"], "gender": "female", "language": "ar", "birth_date": "1990-05-06"}
        await customers.change_customer(tx, ana.id, known, country="OM")
        await phone_proven(tx, ana.id)
    path = f"{CUSTOMERS}/{ana.id}"
    salim = {"type": "stub", "name": "Salim", "phone": "+968 9555 1234", "language": "en"}
    steps: list[tuple[str, str, Any, int]] = [
        ("POST", CUSTOMERS, salim | {"email": "salim@example.com"}, 201),
        ("POST", CUSTOMERS, salim | {"email": "salim@example.com"}, 201),  # the same, replayed
        ("PATCH", path, {}, 200),
        ("POST", f"{path}/upgrade", {"type": "full", "email": "ana@example.com"}, 200),
        ("POST", f"{path}/block", {"reason": "late"}, 200),
        ("POST", f"{path}/unblock", None, 200),
        ("DELETE", path, None, 204),
        ("POST", f"{path}/restore", {}, 200),
    ]
    secret, _ = await made_key(installation, world.laundry, "customers:write", "customers:reveal")
    async with served(installation, secret) as writing:
        for method, address, body, status in steps:
            headers = {"Idempotency-Key": "once"} if address == CUSTOMERS else {}
            answer = await writing.request(method, address, json=body, headers=headers)
            assert answer.status_code == status, answer.text
            if status != 204:
                told = answer.json()
                # Of these there is always something: the same as of somebody never heard of.
                blank = {name: told.pop(name) for name in OF_ANYBODY}
                assert blank == OF_ANYBODY
                shown = {name for name, value in told.items() if value not in EMPTY}
                assert shown <= NOBODYS, shown - NOBODYS
        refused = await writing.post(CUSTOMERS, json=salim)
    assert (refused.status_code, refused.json()["code"]) == (409, "phone_known")
    assert (refused.json()["candidates"], refused.json()["elsewhere"]) == ([], 1)
    assert await looked.kinds() == []


async def test_the_log_of_reads_can_be_read(revealing: AsyncClient, world: World) -> None:
    ana = world.laundry.ana.id
    await revealing.get(f"{CUSTOMERS}/{ana}", headers={"Regulars-Purpose": "support"})
    page = await revealing.get("/api/v1/audit/reads", params={"subject_id": str(ana)})
    look = page.json()["data"][0]
    assert (look["kind"], look["purpose"], look["subjects_count"]) == ("revealed", "support", 1)
