"""The relay hands every fact on exactly once, and two of them never fork the chain."""

import asyncio
from datetime import timedelta

from pgqueuer.adapters.persistence.qb import QueryQueueBuilder

from regulars.kernel.ids import FactId, new_id
from regulars.runtime import jobs
from regulars.runtime.chain import verify
from regulars.runtime.database import Database
from regulars.runtime.jobs_door import SETTINGS
from regulars.runtime.reactions import Reactions
from regulars.runtime.relay import DEPTH_STEP, relay_batch
from regulars.worker.forwarding import Forwarder
from tests.instruments.installation import Installation
from tests.instruments.job_zoo import QUICK, Shop, count_meal, fall_asleep, open_shop, tell_keeper
from tests.worker.workers import until

ZOO = Reactions([count_meal, tell_keeper])


async def relay(work: Database, shop: Shop, *, most: int = 200) -> int:
    async with work.transaction(shop.context) as tx:
        return await relay_batch(tx, ZOO, most=most)


async def test_a_fact_becomes_a_delivery_and_a_job_for_each_reaction(
    installation: Installation,
) -> None:
    shop = await open_shop(installation)
    async with installation.database() as app, installation.database("work") as work:
        (fact,) = await shop.feed(app)
        assert await relay(work, shop) == 1
        deliveries = await shop.rows(work, "deliveries")
    async with installation.connection() as connection:
        queued = await connection.fetch("SELECT entrypoint, status FROM jobs.pgqueuer ORDER BY 1")
        pending = await connection.fetchval(
            "SELECT count(*) FROM journal.pending WHERE tenant_id = $1", shop.id
        )
    assert [(row["fact_id"], row["reaction"], row["state"]) for row in deliveries] == [
        (fact, "instruments.count_meal", "waiting"),
        (fact, "instruments.tell_keeper", "waiting"),
    ]
    assert [tuple(row) for row in queued] == [
        ("instruments.count_meal", "queued"),
        ("instruments.tell_keeper", "queued"),
    ]
    assert pending == 0


async def test_an_imported_fact_reaches_no_outward_reaction(installation: Installation) -> None:
    shop = await open_shop(installation)
    async with installation.database() as app, installation.database("work") as work:
        await shop.feed(app, origin="import")
        await relay(work, shop)
        deliveries = await shop.rows(work, "deliveries")
    assert [row["reaction"] for row in deliveries] == ["instruments.count_meal"]


async def test_a_batch_is_bounded_and_the_rest_stays(installation: Installation) -> None:
    shop = await open_shop(installation)
    async with installation.database() as app, installation.database("work") as work:
        await shop.feed(app, times=5)
        moved = [await relay(work, shop, most=3) for _ in range(3)]
    assert moved == [3, 2, 0]


async def test_two_relays_at_once_do_not_fork_the_chain(installation: Installation) -> None:
    shop = await open_shop(installation)
    async with installation.database(size=4) as app, installation.database("work", size=8) as work:
        relays = [Forwarder(work, ZOO, pace=QUICK) for _ in range(4)]
        stop = asyncio.Event()
        running = [asyncio.create_task(each.run(stop)) for each in relays]
        facts = [
            fact
            for batch in await asyncio.gather(*(shop.feed(app, times=7) for _ in range(40)))
            for fact in batch
        ]
        await until(lambda: _are_delivered(work, shop, 2 * len(facts)))
        stop.set()
        await asyncio.gather(*running)
        async with work.transaction(shop.context) as tx:
            verdict = await verify(tx)
    assert (verdict.entries, verdict.bad) == (280, None)


async def test_a_tenant_that_another_relay_is_serving_is_passed_by(
    installation: Installation,
) -> None:
    shop = await open_shop(installation)
    async with installation.database() as app, installation.database("work") as work:
        await shop.feed(app, times=3)
        assert await relay(work, shop, most=1) == 1
        async with asyncio.timeout(60), work.transaction(shop.context) as first:
            assert await relay_batch(first, ZOO, most=1) == 1
            assert await relay(work, shop) == 0
        assert await relay(work, shop) == 1


async def test_a_pending_row_without_a_new_fact_is_cleared_and_stops_nobody(
    installation: Installation,
) -> None:
    shop = await open_shop(installation)
    async with installation.database() as app, installation.database("work") as work:
        (chained,) = await shop.feed(app)
        await relay(work, shop)
        async with installation.connection() as connection:
            await connection.executemany(
                "INSERT INTO journal.pending VALUES ($1, $2, 'zoo.animal_fed')",
                [(shop.id, chained), (shop.id, new_id())],
            )
        await shop.feed(app)
        assert await relay(work, shop) == 3
        assert len(await shop.rows(work, "deliveries")) == 4
        async with work.transaction(shop.context) as tx:
            assert (await verify(tx)).bad is None


async def test_a_batch_that_fails_leaves_everything_waiting(installation: Installation) -> None:
    shop = await open_shop(installation)
    async with installation.database() as app, installation.database("work") as work:
        await shop.feed(app)
        try:
            async with work.transaction(shop.context) as tx:
                await relay_batch(tx, ZOO)
                raise KeyboardInterrupt
        except KeyboardInterrupt:
            pass
        assert await shop.rows(work, "deliveries") == []
        assert await relay(work, shop) == 1


async def test_a_tenant_without_keys_does_not_stop_the_others(installation: Installation) -> None:
    broken, sound = await open_shop(installation), await open_shop(installation)
    async with installation.database() as app, installation.database("work") as work:
        await Forwarder(work, ZOO, pace=QUICK).round()
        await broken.feed(app)
        await sound.feed(app)
        (installation.settings.keys_dir / f"{broken.id}.keys").unlink()
        moved = await Forwarder(work, ZOO, pace=QUICK).round()
        assert moved == 1
        assert await sound.states(work) == ["waiting", "waiting"]


async def test_the_jobs_of_a_deep_tenant_stand_behind_the_first_of_others(
    installation: Installation,
) -> None:
    heavy, light = await open_shop(installation), await open_shop(installation)
    async with installation.database() as app, installation.database("work") as work:
        await heavy.feed(app, times=DEPTH_STEP)
        for shop in (heavy, heavy, light):
            await shop.feed(app)
            await relay(work, shop)
    async with installation.connection() as connection:
        last = await connection.fetch("SELECT priority FROM jobs.pgqueuer ORDER BY id DESC LIMIT 4")
    assert [row["priority"] for row in last] == [0, 0, -2, -2]


async def test_one_notification_a_batch_names_the_tenant_and_the_place(
    installation: Installation,
) -> None:
    shop = await open_shop(installation)
    heard: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
    async with (
        installation.database() as app,
        installation.database("work") as work,
        installation.connection("app") as listener,
    ):
        for channel in ("regulars_live", SETTINGS.channel):
            await listener.add_listener(channel, lambda *said: heard.put_nowait(said[2:]))
        await shop.feed(app, times=9)
        await relay(work, shop)
        first, second = await heard.get(), await heard.get()
        assert heard.empty()
    assert {first[0], second[0]} == {"regulars_live", "ch_pgqueuer"}
    assert ("regulars_live", f"{shop.ref}:9") in (first, second)


async def test_our_enqueue_writes_what_that_of_pgqueuer_writes(installation: Installation) -> None:
    shop = await open_shop(installation)
    job = jobs.Job(shop.id, fall_asleep.name, (await _a_fact(installation, shop)), "live")
    columns = "priority, entrypoint, payload, dedupe_key, status, attempts, queue_manager_id, slot"
    async with installation.database("work") as work, installation.connection("work") as bare:
        async with work.transaction(shop.context) as tx:
            await jobs.enqueue(tx, [job], priority=-3)
            payload = jobs.seal_job(tx.keys, job)
        theirs = QueryQueueBuilder(SETTINGS).build_enqueue_query("skip")
        values = [-3], [job.kind], [payload], [timedelta(0)], [job.key], ["null"]
        nothing = await bare.fetch(theirs, *values)
        ours = await bare.fetchrow(
            f"DELETE FROM jobs.pgqueuer RETURNING {columns}, execute_after - created"
        )
        await bare.fetch(theirs, *values)
        other = await bare.fetchrow(f"SELECT {columns}, execute_after - created FROM jobs.pgqueuer")
        log = await bare.fetch(
            "SELECT status, priority, entrypoint, traceback FROM jobs.pgqueuer_log"
        )
    assert nothing == [], "the key of a queued job is taken"
    assert tuple(ours) == tuple(other)
    assert len(log) == 2
    assert log[0] == log[1]


async def _are_delivered(work: Database, shop: Shop, many: int) -> bool:
    return len(await shop.rows(work, "deliveries")) == many


async def _a_fact(installation: Installation, shop: Shop) -> FactId:
    async with installation.database() as app:
        return (await shop.feed(app))[0]
