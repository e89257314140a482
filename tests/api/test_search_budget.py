"""A key that may not see phones whole cannot try them all, nor learn from being refused."""

import asyncio
from uuid import UUID

import pytest
from httpx import AsyncClient, Response

from regulars.domains import identity
from regulars.domains.identity.model import Scope
from regulars.domains.identity.tries.rules import SEARCH_MISSES_MAX, SEARCH_WINDOW
from tests.api.serving import served
from tests.instruments.installation import Installation
from tests.world import World

CUSTOMERS = "/api/v1/customers"
ANA = "+96891112233"
MOST = SEARCH_MISSES_MAX["key"]
MISSES = "SELECT coalesce(sum(misses), 0) FROM identity.search_misses WHERE tenant_id = $1"


def nobody(n: int = 0) -> str:
    return f"+9689000{n:04d}"


async def asked(client: AsyncClient, q: str, **query: str) -> Response:
    return await client.get(CUSTOMERS, params={"q": q, **query})


async def nearly_spent(installation: Installation, world: World, *, left: int) -> UUID:
    """The reading key, with so many misses left in a window that has just begun."""
    async with installation.connection() as superuser:
        key: UUID = await superuser.fetchval(
            "SELECT id FROM identity.api_keys WHERE tenant_id = $1 AND scopes = $2",
            world.laundry.tenant.id,
            [Scope.CUSTOMERS_READ],
        )
        await superuser.execute(
            "INSERT INTO identity.search_misses VALUES ($1, $2, now(), $3)",
            world.laundry.tenant.id,
            key,
            MOST - left,
        )
    return key


async def counted(installation: Installation, world: World) -> int:
    async with installation.connection() as superuser:
        found: int = await superuser.fetchval(MISSES, world.laundry.tenant.id)
        return found


async def test_once_it_is_spent_a_hit_is_refused_like_a_miss_and_names_are_not(
    installation: Installation, world: World
) -> None:
    await nearly_spent(installation, world, left=1)
    async with served(installation, world.laundry.reading_key) as client:
        assert (await asked(client, ANA)).json()["data"]
        last = await asked(client, nobody())
        assert (last.status_code, last.json()["data"]) == (200, [])
        for q in (nobody(), ANA, "9111 2233", "nobody@example.com"):
            refused = await asked(client, q)
            assert (refused.status_code, refused.json()["code"]) == (429, "search_budget_spent"), q
            assert 0 < int(refused.headers["retry-after"]) <= SEARCH_WINDOW.total_seconds()
            assert q not in refused.text
        for q in ("Ana", "CUST-00001", "Nobody At All", "12345"):
            assert (await asked(client, q)).status_code == 200, q
        assert (await client.get(f"{CUSTOMERS}/{world.laundry.ana.id}")).status_code == 200


async def test_the_refusal_is_said_in_the_readers_language(
    installation: Installation, world: World
) -> None:
    await nearly_spent(installation, world, left=0)
    async with served(installation, world.laundry.reading_key) as client:
        client.headers["Accept-Language"] = "ar"
        assert "انتظر بضع دقائق" in (await asked(client, ANA)).json()["title"]


async def test_the_wait_ends(installation: Installation, world: World) -> None:
    await nearly_spent(installation, world, left=0)
    async with served(installation, world.laundry.reading_key) as client:
        assert (await asked(client, ANA)).status_code == 429
        async with installation.connection() as superuser:
            await superuser.execute(
                "UPDATE identity.search_misses SET window_from = now() - $1::interval",
                SEARCH_WINDOW,
            )
        assert (await asked(client, ANA)).json()["data"]
        assert (await asked(client, nobody())).status_code == 200
    assert await counted(installation, world) == 1


@pytest.mark.parametrize("q", [ANA, "9111 2233", "Nobody", "CUST-99999", "123", "9111", "x@y", ""])
async def test_hits_and_what_is_nobodys_identifier_write_nothing(
    installation: Installation, world: World, q: str
) -> None:
    async with served(installation, world.laundry.reading_key) as client:
        assert (await asked(client, q)).status_code == 200
    assert await counted(installation, world) == 0


@pytest.mark.parametrize(
    ("q", "query"),
    [(nobody(), {}), ("nobody@example.com", {}), ("٩٠٠٠٠٠٠١", {}), (ANA, {"state": "deleted"})],
)
async def test_every_way_to_miss_is_counted(
    installation: Installation, world: World, q: str, query: dict[str, str]
) -> None:
    async with served(installation, world.laundry.reading_key) as client:
        assert (await asked(client, q, **query)).json()["data"] == []
    assert await counted(installation, world) == 1


@pytest.fixture
async def changing_key(installation: Installation, world: World) -> str:
    """One that may change customers and sees their phones masked."""
    house = world.laundry
    async with installation.database() as database, database.transaction(house.context) as tx:
        _, credential = await identity.create_api_key(
            tx,
            name="Till",
            scopes=(Scope.CUSTOMERS_READ, Scope.CUSTOMERS_WRITE),
            environment="test",
            tenant_ref=house.tenant.ref,
        )
    return credential.secret


async def test_trying_phones_on_a_customer_of_ones_own_spends_the_same_budget(
    installation: Installation, world: World, changing_key: str
) -> None:
    async with served(installation, changing_key) as client:
        made = await client.post(CUSTOMERS, json={"type": "guest", "name": "Dummy"})
        path = f"{CUSTOMERS}/{made.json()['id']}"
        for n, body in enumerate(({}, {"shared_phone": True}), start=1):
            tried = await client.patch(path, json={"phone": nobody(n), **body})
            assert (tried.status_code, await counted(installation, world)) == (200, n)
        known = await client.patch(path, json={"phone": ANA})
        assert (known.status_code, known.json()["code"]) == (409, "phone_known")
        same = await client.patch(path, json={"phone": nobody(2), "name": "Dummy Two"})
        assert (same.status_code, await counted(installation, world)) == (200, 2)
        async with installation.connection() as superuser:
            await superuser.execute("UPDATE identity.search_misses SET misses = $1", MOST)
        before = (await client.get(path)).json()
        for asked_for in (
            {"phone": nobody(3)},
            {"phone": ANA},
            {"phone": ANA, "shared_phone": True},
        ):
            refused = await client.patch(path, json=asked_for)
            assert (refused.status_code, refused.json()["code"]) == (429, "search_budget_spent")
            assert 0 < int(refused.headers["retry-after"]) <= SEARCH_WINDOW.total_seconds()
        stage = {"type": "stub", "name": "Dummy", "phone": nobody(4)}
        assert (await client.post(f"{path}/upgrade", json=stage)).status_code == 429
        assert (await client.get(path)).json() == before
        assert (await asked(client, ANA)).status_code == 429
        assert (await client.patch(path, json={"name": "Other"})).status_code == 200
    assert await counted(installation, world) == MOST


async def test_at_most_what_is_left_is_told_to_many_who_try_phones_at_once(
    installation: Installation, world: World, changing_key: str
) -> None:
    async with served(installation, changing_key) as client:
        paths = []
        for _ in range(8):
            made = await client.post(CUSTOMERS, json={"type": "guest", "name": "Dummy"})
            paths.append(f"{CUSTOMERS}/{made.json()['id']}")
        await client.patch(paths[0], json={"phone": nobody(0)})
        async with installation.connection() as superuser:
            await superuser.execute("UPDATE identity.search_misses SET misses = $1", MOST - 3)
        tried = await asyncio.gather(
            *(client.patch(path, json={"phone": nobody(n + 1)}) for n, path in enumerate(paths))
        )
    assert sorted(each.status_code for each in tried) == [200] * 3 + [429] * 5
    assert await counted(installation, world) == MOST


async def test_a_key_that_sees_phones_in_full_changes_them_freely(
    installation: Installation, world: World
) -> None:
    async with served(installation, world.laundry.api_key) as client:
        changed = await client.patch(
            f"{CUSTOMERS}/{world.laundry.ana.id}", json={"phone": nobody(1)}
        )
        assert changed.status_code == 200
    assert await counted(installation, world) == 0


async def test_a_key_that_sees_phones_in_full_has_nothing_to_guess(
    installation: Installation, world: World
) -> None:
    async with served(installation, world.laundry.api_key) as client:
        assert (await asked(client, nobody())).status_code == 200
    assert await counted(installation, world) == 0


async def test_thirty_two_at_once_are_told_no_more_than_is_left_by_two_servers(
    installation: Installation, world: World
) -> None:
    await nearly_spent(installation, world, left=20)
    key = world.laundry.reading_key
    async with served(installation, key) as one, served(installation, key) as other:
        answers = await asyncio.gather(*(asked((one, other)[n % 2], nobody(n)) for n in range(32)))
        statuses = [answer.status_code for answer in answers]
        assert (statuses.count(200), statuses.count(429)) == (20, 12)
        assert (await asked(one, ANA)).status_code == 429
    # Whoever was refused after the search was counted all the same.
    assert MOST <= await counted(installation, world) <= MOST + 12
    async with served(installation, key) as restarted:
        assert (await asked(restarted, ANA)).status_code == 429


async def test_the_audit_says_once_that_a_key_ran_out(
    installation: Installation, world: World
) -> None:
    key = await nearly_spent(installation, world, left=1)
    async with served(installation, world.laundry.reading_key) as client:
        for n in range(3):
            await asked(client, nobody(n))
    async with served(installation, world.laundry.api_key) as auditor:
        facts = (await auditor.get("/api/v1/audit", params={"subject_id": str(key)})).json()
    assert [fact["name"] for fact in facts["data"]].count("identity.search_budget_spent") == 1


async def test_registering_goes_on_while_searches_wait(
    installation: Installation, world: World
) -> None:
    """A miss there makes somebody, with a number and a fact: nobody tries phones unseen."""
    async with served(installation, world.laundry.api_key) as owner:
        key = (
            await owner.post(
                "/api/v1/api-keys",
                json={"name": "a till", "scopes": ["customers:read", "customers:write"]},
            )
        ).json()
    async with installation.connection() as superuser:
        await superuser.execute(
            "INSERT INTO identity.search_misses VALUES ($1, $2, now(), $3)",
            world.laundry.tenant.id,
            UUID(key["id"]),
            MOST,
        )
    async with served(installation, key["secret"]) as till:
        assert (await asked(till, nobody())).status_code == 429
        stub = {"type": "stub", "name": "Somebody New", "phone": nobody()}
        made = await till.post(CUSTOMERS, json=stub)
        assert made.status_code == 201
        again = await till.post(CUSTOMERS, json=stub)
        assert (again.status_code, again.json()["code"]) == (409, "phone_known")
