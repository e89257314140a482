"""Verifying: a short chain at once, a long one by the worker, step by step; a forged one told."""

import asyncio

import pytest

from regulars.domains import audit
from regulars.domains.audit.verify import verify_stretch
from regulars.runtime.database import Database
from regulars.runtime.reactions import Reactions
from regulars.runtime.relay import relay_batch
from regulars.runtime.task_steps import prune_tasks
from regulars.runtime.tasks import own_tasks
from tests.instruments.installation import Installation
from tests.instruments.processes import until
from tests.worker.workers import run_all
from tests.world import House, World, registered


async def chained(app: Database, work: Database, house: House, many: int = 4) -> None:
    for _ in range(many):
        async with app.transaction(house.context) as tx:
            await registered(tx, "guest")
    async with work.transaction(house.context) as tx:
        while await relay_batch(tx, Reactions(audit.REACTIONS)):
            pass


async def alter_the_second(installation: Installation, house: House) -> None:
    async with installation.connection() as connection:
        await connection.execute("SET session_replication_role = replica")
        await connection.execute(
            "UPDATE journal.facts SET origin = 'import' WHERE tenant_id = $1 AND id ="
            " (SELECT fact_id FROM journal.chain WHERE tenant_id = $1 AND seq = 2)",
            house.tenant.id,
        )


async def test_a_short_chain_is_verified_here_and_now(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with installation.database() as app, installation.database("work") as work:
        await chained(app, work, house)
        async with app.transaction(house.context) as tx:
            before = await audit.read_proven(tx)
            assert (before.seq, before.at) == (0, None)
            assert await audit.ask_verification(tx, anew=False)
            proven = await audit.read_proven(tx)
            assert (proven.seq, proven.fault) == (proven.newest, None)
            assert await own_tasks(tx) == []


async def test_a_long_chain_is_the_workers_and_its_progress_is_told_to_who_asked(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with installation.database() as app, installation.database("work") as work:
        await chained(app, work, house)

        async def ask() -> None:
            async with app.transaction(house.context) as tx:
                assert not await audit.ask_verification(tx, anew=True, at_once=1)

        await asyncio.gather(*(ask() for _ in range(4)))
        await ask()
        async with app.transaction(house.context) as tx:
            (task,) = await own_tasks(tx)
            assert (task.state, task.done, task.is_going_on) == ("waiting", 0, True)
        await chained(app, work, house, 1)
        await run_all(installation, work, *audit.REACTIONS)
        async with app.transaction(house.context) as tx:
            (task,) = await own_tasks(tx)
            assert (task.state, task.outcome, task.done) == ("done", "chain_whole", task.total)
            assert (await audit.read_proven(tx)).seq >= task.total
        for other in (world.laundry.cashier_context, world.bakery.context):
            async with app.transaction(other) as tx:
                assert await own_tasks(tx) == []
        async with work.transaction(house.context) as tx:
            assert await prune_tasks(tx, 10) == 0


@pytest.mark.parametrize("at_once", [1, 5_000])
async def test_an_altered_fact_is_told_with_its_place(
    installation: Installation, world: World, at_once: int
) -> None:
    house = world.laundry
    async with installation.database() as app, installation.database("work") as work:
        await chained(app, work, house)
        await alter_the_second(installation, house)
        async with app.transaction(house.context) as tx:
            await audit.ask_verification(tx, anew=True, at_once=at_once)
        await chained(app, work, house, 1)
        await run_all(installation, work, *audit.REACTIONS)
        async with app.transaction(house.context) as tx:
            proven = await audit.read_proven(tx)
            assert (proven.seq, proven.fault, proven.fault_seq) == (1, "mismatch", 2)
            for task in await own_tasks(tx):
                assert (task.state, task.outcome) == ("failed", "chain_broken")


async def test_who_goes_on_meanwhile_does_not_pass_what_somebody_proves_anew(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with (
        installation.database() as app,
        installation.database("work") as work,
        installation.connection() as superuser,
    ):
        await chained(app, work, house)
        async with app.transaction(house.context) as tx:
            await verify_stretch(tx)
        await alter_the_second(installation, house)

        async def go_on() -> None:
            async with app.transaction(house.context) as tx:
                await verify_stretch(tx)

        async def is_waiting() -> bool:
            waits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            return bool(await superuser.fetchval(waits))

        async with app.transaction(house.context) as tx:
            await verify_stretch(tx, anew=True, most=1)
            going_on = asyncio.create_task(go_on())
            await until(is_waiting)
        await going_on
        async with app.transaction(house.context) as tx:
            proven = await audit.read_proven(tx)
        assert (proven.seq, proven.fault, proven.fault_seq) == (1, "mismatch", 2)
