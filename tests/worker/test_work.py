"""A whole worker: facts become effects, poison harms nobody else, and the end is orderly."""

import asyncio
import dataclasses
import logging
from datetime import timedelta

import pytest

from regulars.runtime.conversation import Conversation
from regulars.runtime.database import Database
from regulars.runtime.dead_letters import held_jobs
from regulars.runtime.live import LiveFeed
from tests.instruments.installation import Installation
from tests.instruments.job_zoo import (
    QUICK,
    SECRET,
    Shop,
    bite,
    cancel_itself,
    count_meal,
    fall_asleep,
    give_up,
    leave_the_house,
    open_shop,
    run_in_circles,
)
from tests.worker.workers import a_worker, until


async def test_every_fact_has_its_effect_once_for_every_tenant(installation: Installation) -> None:
    async with installation.database() as app, installation.database("work") as work:
        shops = [await open_shop(installation) for _ in range(3)]
        async with a_worker(installation, count_meal, fall_asleep):
            fed = [await shop.feed(app, times=20) for shop in shops]
            for shop in shops:
                await until(lambda shop=shop: _all(work, shop, "done", 40))  # type: ignore[misc]
        for shop, facts in zip(shops, fed, strict=True):
            assert await shop.marks(work) == {str(fact): 1 for fact in facts}


async def test_poison_is_dead_in_the_end_and_the_others_are_served(
    installation: Installation,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    poison = (bite, run_in_circles, leave_the_house, cancel_itself, give_up)
    pace = dataclasses.replace(QUICK, reaction_seconds=2.0, failures_max=2)
    async with installation.database() as app, installation.database("work") as work:
        shop = await open_shop(installation)
        async with a_worker(installation, *poison, count_meal, pace=pace):
            await shop.feed(app, times=5)
            await until(lambda: _all(work, shop, "dead", 25))
            await until(lambda: _all(work, shop, "done", 5))
        by_reason = {row["reason"] for row in await shop.rows(work, "deliveries")}
    assert by_reason == {
        "BadAnimal", "TimeoutError", "SystemExit", "CancelledError", "animal_ran_away", None,
    }  # fmt: skip
    said = "".join(capfd.readouterr()) + caplog.text
    assert "BadAnimal" in said
    assert not any(part in said for part in SECRET.split())


async def test_rows_of_the_queue_that_nobody_can_read_are_held_and_harm_nobody(
    installation: Installation,
) -> None:
    async with installation.database() as app, installation.database("work") as work:
        shop = await open_shop(installation)
        async with installation.connection("app") as attacker:
            for created, headers, payload in (
                ("infinity", "{}", b"{}"),
                ("now", "[1]", b"{}"),
                ("now", "{}", b"\xff"),
            ):
                await attacker.execute(
                    "INSERT INTO jobs.pgqueuer (priority, status, entrypoint, created, headers,"
                    " payload)"
                    " VALUES (9, 'queued', $1, $2::text::timestamptz, $3::text::jsonb, $4)",
                    count_meal.name, created, headers, payload,
                )  # fmt: skip
        async with a_worker(installation, count_meal):
            await shop.feed(app, times=5)
            await until(lambda: _all(work, shop, "done", 5))
            async with work.house() as house:
                await until(lambda: _has_held(house, 3))


async def test_a_worker_that_is_told_to_stop_finishes_and_gives_the_rest_back(
    installation: Installation,
) -> None:
    async with installation.database() as app, installation.database("work") as work:
        shop = await open_shop(installation)
        async with a_worker(installation, count_meal) as stop:
            await shop.feed(app, times=300)
            await until(lambda: _any(work, shop, "done"))
            stop.set()
        async with installation.connection("work") as connection:
            picked = await connection.fetchval(
                "SELECT count(*) FROM jobs.pgqueuer WHERE status = 'picked'"
            )
        assert picked == 0, "nobody has to wait until these count as abandoned"
        async with a_worker(installation, count_meal):
            await until(lambda: _all(work, shop, "done", 300))
        assert set((await shop.marks(work)).values()) == {1}


async def test_a_live_screen_hears_of_a_fact(installation: Installation) -> None:
    async with (
        installation.database() as app,
        LiveFeed(installation.settings.database_url).running() as feed,
        a_worker(installation, count_meal),
    ):
        shop = await open_shop(installation)
        await feed.listening()
        async with feed.subscription(shop.ref) as reader:
            await shop.feed(app, times=3)
            assert await asyncio.wait_for(anext(reader), 30) == 3


async def test_a_worker_outlives_the_loss_of_all_its_connections(
    installation: Installation,
) -> None:
    async with installation.database() as app, installation.database("work") as work:
        shop = await open_shop(installation)
        pace = dataclasses.replace(QUICK, overdue=timedelta(seconds=1))
        async with a_worker(installation, count_meal, pace=pace):
            for _ in range(3):
                await shop.feed(app, times=30)
                await until(lambda: _any(work, shop, "done"))
                await installation.as_superuser(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    f" WHERE datname = '{installation.name}'"
                    " AND application_name IN ('regulars-worker', 'regulars-queue')"
                )
            await until(lambda: _all(work, shop, "done", 90))
        assert set((await shop.marks(work)).values()) == {1}


async def _all(work: Database, shop: Shop, state: str, many: int) -> bool:
    return (await shop.states(work)).count(state) == many


async def _any(work: Database, shop: Shop, state: str) -> bool:
    return state in await shop.states(work)


async def _has_held(house: Conversation, many: int) -> bool:
    return len(await held_jobs(house)) == many
