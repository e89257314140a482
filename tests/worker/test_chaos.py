"""Workers die, the server dies: every effect happens once, and nothing is lost."""

import asyncio
import os
import random
import secrets
import signal
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from regulars.domains.identity import CodeWanted
from regulars.kernel.ids import FactId
from regulars.runtime.chain import Verdict, verify
from regulars.runtime.database import Database
from regulars.runtime.embedded import remove_home, running_server
from regulars.worker.stall import EXIT_CODE
from tests.domains.evidence import asking
from tests.instruments.carriers import ask, carriers, sends
from tests.instruments.chaos import PACE, worker_process
from tests.instruments.installation import Installation, make_template
from tests.instruments.job_zoo import GATE, Shop, count_meal, kill_the_worker, open_shop, sql
from tests.worker.workers import PATIENCE_SECONDS, until
from tests.world import House, World

pytestmark = pytest.mark.slow

REACTIONS = ("count_meal", "fall_asleep")
LONG_ON_THE_WAY = asking(
    "UPDATE identity.sends SET updated_at = updated_at - interval '2 minutes'"
    " WHERE tenant_id = $1 AND state = 'sending'"
)
WAITING = asking(
    "SELECT count(*) FROM journal.deliveries WHERE tenant_id = $1"
    " AND reaction = 'identity.send_code' AND state = 'waiting'"
)
MANY = 250  # facts of each of two shops: 1,000 jobs


async def test_workers_killed_again_and_again_lose_and_repeat_nothing(
    installation: Installation,
) -> None:
    """Each is killed in the middle of its work; two run side by side."""
    async with installation.database() as app, installation.database("work") as work:
        shops = [await open_shop(installation) for _ in range(2)]
        fed = [await _feed(shop, app) for shop in shops]
        for _ in range(5):
            before = await _done(work, shops)
            async with (
                worker_process(installation.settings, *REACTIONS),
                worker_process(installation.settings, *REACTIONS),
            ):
                await until(_has_grown(work, shops, past=before + 80))
        async with worker_process(installation.settings, *REACTIONS):
            await until(_has_grown(work, shops, past=4 * MANY - 1))
            # What the reactions announced is chained by a worker too: not without one.
            for shop, facts in zip(shops, fed, strict=True):
                await until(_all_chained(work, shop, 2 * len(facts)))
        for shop, facts in zip(shops, fed, strict=True):
            await _expect_each_once(work, shop, facts)


async def test_a_server_that_dies_meanwhile_loses_and_repeats_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with ExitStack() as servers:
        server = servers.enter_context(running_server(home))
        installation = await make_template(server, tmp_path)
        shops = [await open_shop(installation)]
        async with installation.database() as app:
            facts = await _feed(shops[0], app)
        async with worker_process(installation.settings, *REACTIONS):
            for _ in range(3):
                async with installation.database("work") as work:
                    before = await _done(work, shops)
                    await until(_has_grown(work, shops, past=before + 80))
                os.kill(server.pid, signal.SIGQUIT)
                servers.close()
                server = servers.enter_context(running_server(home))
            async with installation.database("work") as work:
                await until(_has_grown(work, shops, past=2 * MANY - 1))
                await _expect_each_once(work, shops[0], facts)
    remove_home(home)


async def test_another_worker_takes_over_what_a_killed_one_had_in_hand(
    installation: Installation,
) -> None:
    async with installation.database() as app, installation.database("work") as work:
        shop = await open_shop(installation)
        (fact,) = await shop.feed(app)
        async with worker_process(installation.settings, "wait_at_the_gate"):
            await until(lambda: _is_picked(installation))
        assert await _is_picked(installation), "as the dead worker left it"
        async with work.transaction(shop.context) as tx:
            await tx.run(sql.leave_mark, mark=GATE)
        async with worker_process(installation.settings, "wait_at_the_gate") as second:
            await until(_has_grown(work, [shop], past=0))
            second.send_signal(signal.SIGTERM)
            assert await second.wait() == 0
        assert await shop.marks(work) == {GATE: 1, str(fact): 1}


async def test_a_reaction_that_kills_its_worker_is_dead_in_the_end_and_the_others_are_served(
    installation: Installation,
) -> None:
    async with installation.database() as app, installation.database("work") as work:
        shop = await open_shop(installation)
        (fact,) = await shop.feed(app)
        deaths = 0
        while await _waits(work, shop):
            assert deaths < 10, "a crash loop"
            async with worker_process(
                installation.settings, "count_meal", "kill_the_worker"
            ) as doomed:
                await until(lambda doomed=doomed: _ended_or_settled(doomed, work, shop))  # type: ignore[misc]
                deaths += doomed.returncode is not None
        assert deaths == 1 + PACE.crashes_max
        fates = {row["reaction"]: row["reason"] for row in await shop.rows(work, "deliveries")}
        assert fates == {count_meal.name: None, kill_the_worker.name: "worker_died"}
        assert await shop.marks(work) == {str(fact): 1}


async def test_a_worker_that_a_reaction_holds_up_ends_itself(installation: Installation) -> None:
    async with installation.database() as app:
        shop = await open_shop(installation)
        await shop.feed(app)
        async with (
            asyncio.timeout(PATIENCE_SECONDS),
            worker_process(installation.settings, "count_for_ever", stall_seconds=2.0) as held_up,
        ):
            assert await held_up.wait() == EXIT_CODE


async def test_senders_killed_again_and_again_send_nothing_twice(
    installation: Installation, world: World
) -> None:
    """Between "on the way" and how it ended, wherever that falls: before the provider has it, while
    it is made, and after. What nobody knows is called unknown, and never sent again."""
    seed = int(os.environ.get("REGULARS_SEED", secrets.randbits(32)))
    print(f"REGULARS_SEED={seed}")
    chance, house = random.Random(seed), world.laundry  # noqa: S311 - the same deaths each time
    numbers = [f"+9689{range_}{tail}" for range_ in range(120, 130) for tail in (1001, 1002)]
    async with (
        carriers() as carried,
        installation.database() as app,
        installation.database("work") as work,
    ):
        exempt = carried.simulators.home.removeprefix("http://")
        settings = replace(installation.settings, outside_exempt=exempt)
        twilio = carried.simulators.twilio
        twilio.faults += chance.choices(("slow", "late", "hang", ""), k=len(numbers))
        await carried.serve(app, house)
        for number in numbers:
            await ask(app, house, CodeWanted("registration", "phone", number, "en"))
        for deaths in range(1, 5):
            async with worker_process(settings, "send_code"):
                await until(_at_least(lambda: len(twilio.messages), 4 * deaths))
            async with work.transaction(house.context) as tx:
                await tx.run(LONG_ON_THE_WAY)
        async with worker_process(settings, "send_code"):
            await until(_all_known(work, house, len(numbers)))
        found = {str(send["about"]): str(send["state"]) for send in await sends(work, house)}
    made = Counter(str(message["to"]) for message in twilio.messages)
    assert set(made.values()) == {1}
    assert set(found.values()) <= {"sent", "delivered", "unknown"}
    assert len(made) >= sum(state != "unknown" for state in found.values())
    assert sum(state != "unknown" for state in found.values()) >= len(numbers) - 4


async def _feed(shop: Shop, app: Database) -> list[FactId]:
    return [fact for _ in range(MANY // 10) for fact in await shop.feed(app, times=10)]


async def _done(work: Database, shops: list[Shop]) -> int:
    return sum([await shop.done(work) for shop in shops])


def _has_grown(work: Database, shops: list[Shop], *, past: int) -> Callable[[], Awaitable[bool]]:
    async def has_grown() -> bool:
        return await _done(work, shops) > past

    return has_grown


async def _expect_each_once(work: Database, shop: Shop, facts: list[FactId]) -> None:
    assert await shop.marks(work) == {str(fact): 1 for fact in facts}
    caused = [row["cause_id"] for row in await shop.rows(work, "facts") if row["cause_id"]]
    assert sorted(caused) == sorted(facts)
    await until(_all_chained(work, shop, 2 * len(facts)))


def _all_chained(work: Database, shop: Shop, many: int) -> Callable[[], Awaitable[bool]]:
    async def all_chained() -> bool:
        return await _is_chained(work, shop, many)

    return all_chained


async def _is_chained(work: Database, shop: Shop, many: int) -> bool:
    async with work.transaction(shop.context) as tx:
        verdict = await verify(tx)
    assert verdict.bad is None
    return verdict == Verdict(many, None)


async def _is_picked(installation: Installation) -> bool:
    async with installation.connection("work") as connection:
        found = await connection.fetchval("SELECT 1 FROM jobs.pgqueuer WHERE status = 'picked'")
    return bool(found)


def _at_least(count: Callable[[], int], many: int) -> Callable[[], Awaitable[bool]]:
    async def is_reached() -> bool:
        return count() >= many

    return is_reached


def _all_known(work: Database, house: House, many: int) -> Callable[[], Awaitable[bool]]:
    """Also of what is asked after again, a few times, a little later."""

    async def is_known() -> bool:
        states = [send["state"] for send in await sends(work, house)]
        return len(states) == many and "sending" not in states and not await _waiting(work, house)

    return is_known


async def _waiting(work: Database, house: House) -> int:
    async with work.transaction(house.context) as tx:
        return int(await tx.value(WAITING))


async def _waits(work: Database, shop: Shop) -> bool:
    states = await shop.states(work)
    return not states or "waiting" in states


async def _ended_or_settled(process: Process, work: Database, shop: Shop) -> bool:
    return process.returncode is not None or not await _waits(work, shop)
