"""Searches that find nobody are counted for each key and person, and run out."""

import asyncio
from dataclasses import replace

import pytest

from regulars.domains import identity
from regulars.domains.identity.model import ApiKey, Scope
from regulars.domains.identity.tries.rules import SEARCH_MISSES_MAX, SEARCH_WINDOW
from regulars.kernel.ids import new_id
from regulars.runtime.context import ActorKind, Context
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.domains.evidence import announced, asking
from tests.instruments.installation import Installation
from tests.world import World, rolled_back

AT_ONCE = 32
REVEAL = Scope.CUSTOMERS_REVEAL.value
REWIND = asking(
    "UPDATE identity.search_misses SET window_from = now() - $2::interval WHERE tenant_id = $1",
    "ago",
)
COUNTED = asking("SELECT misses FROM identity.search_misses WHERE tenant_id = $1")


def somebody(world: World, kind: ActorKind) -> Context:
    return Context(world.laundry.tenant.id, actor_kind=kind, actor_id=new_id(), reading=True)


def as_key(world: World, key: ApiKey) -> Context:
    return Context(world.laundry.tenant.id, actor_kind="key", actor_id=key.id)


async def made(tx: Tx, *scopes: str) -> ApiKey:
    key, _ = await identity.create_api_key(
        tx, name="Till", scopes=scopes, environment="test", tenant_ref="abcdefgh"
    )
    return key


async def missed(tx: Tx, times: int) -> list[int]:
    return [await identity.count_search_miss(tx) for _ in range(times)]


@pytest.mark.parametrize("kind", ["key", "staff"])
async def test_the_budget_runs_out_and_the_wait_ends(
    shared_database: Database, world: World, kind: ActorKind
) -> None:
    most = SEARCH_MISSES_MAX[kind]
    async with rolled_back(shared_database, somebody(world, kind)) as tx:
        assert await missed(tx, most - 1) == [0] * (most - 1)
        assert await identity.search_wait_seconds(tx) == 0
        assert await missed(tx, 1) == [0]
        window = SEARCH_WINDOW.total_seconds()
        assert window - 60 < await identity.search_wait_seconds(tx) <= window
        assert (await missed(tx, 1))[0] > 0
        await tx.run(REWIND, ago=SEARCH_WINDOW)
        assert await identity.search_wait_seconds(tx) == 0
        assert await missed(tx, most) == [0] * most
        assert await identity.search_wait_seconds(tx) > 0


async def test_a_till_that_makes_a_customer_every_eighteen_seconds_never_waits() -> None:
    """The numbers hold what they promise: 200 new customers an hour, with room for as many again
    at a key, and for several such tills under one person's account."""
    new_in_a_window = 200 * SEARCH_WINDOW.total_seconds() / 3600
    assert SEARCH_MISSES_MAX["key"] > 1.5 * new_in_a_window
    assert SEARCH_MISSES_MAX["staff"] > 8 * new_in_a_window


async def test_everybody_has_a_budget_of_their_own(shared_database: Database, world: World) -> None:
    one, other = somebody(world, "key"), somebody(world, "key")
    async with rolled_back(shared_database, one) as tx:
        await missed(tx, SEARCH_MISSES_MAX["key"])
        assert await identity.search_wait_seconds(tx) > 0
        tx.context = other
        assert await identity.search_wait_seconds(tx) == 0


@pytest.mark.parametrize(("maker_scopes", "is_shared"), [((), True), ((REVEAL,), False)])
async def test_a_key_makes_itself_no_new_budget_by_making_keys(
    shared_database: Database, world: World, maker_scopes: tuple[str, ...], *, is_shared: bool
) -> None:
    """One that sees every phone gives nothing away: what it makes has a budget of its own."""
    async with rolled_back(shared_database, world.laundry.context) as tx:
        maker = await made(tx, "customers:read", "settings:write", *maker_scopes)
        tx.context = as_key(world, maker)
        child = await made(tx, "customers:read", "settings:write")
        tx.context = as_key(world, child)
        grandchild = await made(tx, "customers:read")
        tx.context = as_key(world, grandchild)
        await missed(tx, SEARCH_MISSES_MAX["key"])
        tx.context = as_key(world, child)
        assert await identity.search_wait_seconds(tx) > 0
        tx.context = as_key(world, maker)
        assert (await identity.search_wait_seconds(tx) > 0) == is_shared


async def test_what_the_house_does_itself_has_no_budget(
    shared_database: Database, world: World
) -> None:
    for kind in ("system", "operator"):
        async with rolled_back(shared_database, somebody(world, kind)) as tx:
            assert await missed(tx, 2) == [0, 0]
            assert await tx.rows(COUNTED) == []


async def test_running_out_is_announced_once_a_window(
    installation: Installation, world: World
) -> None:
    context = somebody(world, "key")
    assert context.actor_id is not None
    async with installation.database() as database:
        for _ in range(SEARCH_MISSES_MAX["key"] + 3):
            async with database.transaction(context) as tx:
                await identity.count_search_miss(tx)
        async with database.transaction(context) as tx:
            (fact,) = await announced(tx, context.actor_id)
            await tx.run(REWIND, ago=SEARCH_WINDOW)
        assert fact.name == "identity.search_budget_spent"
        assert fact.data == {
            "credential": str(context.actor_id),
            "credential_kind": "key",
            "misses": SEARCH_MISSES_MAX["key"],
        }
        async with database.transaction(context) as tx:
            await missed(tx, SEARCH_MISSES_MAX["key"])
        async with database.transaction(context) as tx:
            assert len(await announced(tx, context.actor_id)) == 2


async def test_no_count_is_lost_when_many_miss_at_once(
    installation: Installation, world: World
) -> None:
    context = somebody(world, "key")
    async with installation.database() as one, installation.database() as other:

        async def miss(database: Database) -> int:
            async with database.transaction(context) as tx:
                return await identity.count_search_miss(tx)

        waits = await asyncio.gather(*(miss((one, other)[n % 2]) for n in range(AT_ONCE)))
        waits += await asyncio.gather(*(miss((one, other)[n % 2]) for n in range(AT_ONCE)))
        async with one.transaction(replace(context, reading=False)) as tx:
            assert await tx.value(COUNTED) == 2 * AT_ONCE
    assert waits.count(0) == SEARCH_MISSES_MAX["key"]
