"""The sweep finds what the queue lost, and sets aside what no worker knows."""

import dataclasses
from datetime import timedelta

from regulars.runtime.dead_letters import dead_letters, held_jobs
from regulars.runtime.jobs_pace import Pace
from regulars.runtime.reactions import Reactions
from regulars.runtime.relay import relay_batch
from regulars.worker.sweep import Sweeper
from tests.instruments.installation import Installation
from tests.instruments.job_zoo import QUICK, Shop, count_meal, fall_asleep, open_shop
from tests.worker.workers import deliverer, queued_jobs, run_all

AT_ONCE = dataclasses.replace(QUICK, overdue=timedelta(0))


async def relayed(installation: Installation, *, times: int = 1) -> Shop:
    shop = await open_shop(installation)
    async with installation.database() as app, installation.database("work") as work:
        await shop.feed(app, times=times)
        async with work.transaction(shop.context) as tx:
            await relay_batch(tx, Reactions([count_meal]))
    return shop


async def sweep(installation: Installation, *, pace: Pace = AT_ONCE, knows: bool = True) -> None:
    reactions = [count_meal] if knows else [fall_asleep]
    async with installation.database("work") as work:
        by_hand = deliverer(installation, work, *reactions, pace=pace)
        await Sweeper(work, by_hand, Reactions(reactions), pace=pace).sweep()


async def test_a_delivery_whose_job_was_lost_is_enqueued_again(installation: Installation) -> None:
    shop = await relayed(installation, times=3)
    async with installation.connection("work") as connection:
        await connection.execute("DELETE FROM jobs.pgqueuer")
    await sweep(installation)
    assert len(await queued_jobs(installation)) == 3
    async with installation.database("work") as work:
        await run_all(installation, work, count_meal)
        assert await shop.states(work) == ["done"] * 3


async def test_a_delivery_that_has_its_job_gets_no_second_one(installation: Installation) -> None:
    await relayed(installation, times=3)
    await sweep(installation)
    await sweep(installation)
    assert len(await queued_jobs(installation)) == 3


async def test_a_young_delivery_is_left_alone(installation: Installation) -> None:
    await relayed(installation)
    async with installation.connection("work") as connection:
        await connection.execute("DELETE FROM jobs.pgqueuer")
    await sweep(installation, pace=dataclasses.replace(QUICK, overdue=timedelta(minutes=1)))
    assert await queued_jobs(installation) == []


async def test_a_job_of_an_unknown_kind_is_dead_after_a_while(installation: Installation) -> None:
    shop = await relayed(installation)
    patient = dataclasses.replace(QUICK, unknown_kind_after=timedelta(minutes=1))
    await sweep(installation, knows=False, pace=patient)
    async with installation.database("work") as work:
        assert await shop.states(work) == ["waiting"]
        await sweep(installation, knows=False)
        async with work.transaction(shop.context) as tx:
            (letter,) = await dead_letters(tx)
        async with work.house() as house:
            (held,) = await held_jobs(house)
    assert (letter.reaction, letter.reason) == (count_meal.name, "unknown_reaction")
    assert (held.kind, held.reason) == (count_meal.name, "unknown_reaction")


async def test_a_forged_job_of_an_unknown_kind_is_held_and_announced_once(
    installation: Installation,
) -> None:
    shop = await relayed(installation)
    async with installation.connection("work") as connection:
        await connection.execute("UPDATE jobs.pgqueuer SET entrypoint = 'nobody.knows'")
    for _ in range(2):
        await sweep(installation)
    async with installation.database("work") as work:
        names = [row["name"] for row in await shop.rows(work, "facts")]
        async with work.house() as house:
            held = [(job.kind, job.reason) for job in await held_jobs(house)]
        # The delivery itself lost its job to the forger, and got another.
        await run_all(installation, work, count_meal)
        assert await shop.states(work) == ["done"]
    assert names == ["zoo.animal_fed", "jobs.rejected"]
    assert held == [("nobody.knows", "wrong_mac")]
