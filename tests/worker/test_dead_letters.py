"""Dead letters are listed page by page, and live again when somebody says so."""

from regulars.runtime.database import Database
from regulars.runtime.dead_letters import dead_letters, held_jobs, requeue_dead
from regulars.runtime.jobs_door import Done
from regulars.runtime.reactions import Reactions
from regulars.runtime.relay import relay_batch
from tests.instruments.installation import Installation
from tests.instruments.job_zoo import SECRET, AnimalFed, Shop, bite, count_meal, open_shop
from tests.worker.workers import a_worker, run_all, until


async def test_dead_letters_are_paged_and_say_why(installation: Installation) -> None:
    async with installation.database() as app, installation.database("work") as work:
        shop = await open_shop(installation)
        facts = await shop.feed(app, times=3)
        async with work.transaction(shop.context) as tx:
            await relay_batch(tx, Reactions([bite]))
        for _ in range(3):
            await run_all(installation, work, bite)
        async with work.transaction(shop.context) as tx:
            first = await dead_letters(tx, most=2)
            rest = await dead_letters(tx, after=first[-1].place, most=2)
    assert [letter.fact_id for letter in first + rest] == facts
    assert {(each.reason, each.failures, each.fact_name) for each in first + rest} == {
        ("BadAnimal", 3, AnimalFed.name)
    }


async def test_a_dead_letter_that_is_requeued_gets_all_its_attempts_anew(
    installation: Installation,
) -> None:
    async with installation.database() as app, installation.database("work") as work:
        shop = await open_shop(installation)
        (fact,) = await shop.feed(app)
        async with a_worker(installation, bite):
            await until(lambda: _is(work, shop, "dead"))
        async with work.house() as house:
            await until(lambda: _is_held(work))
            assert [job.reason for job in await held_jobs(house)] == ["BadAnimal"]
        async with work.transaction(shop.context) as tx:
            assert await requeue_dead(tx, fact_id=fact, reaction=bite.name)
        async with work.transaction(shop.context) as tx:
            assert not await requeue_dead(tx, fact_id=fact, reaction=bite.name)
        async with work.house() as house:
            assert await held_jobs(house) == []
        healed = type(bite)(bite.name, bite.facts, count_meal.react)
        assert await run_all(installation, work, healed) == [Done()]
        assert await shop.states(work) == ["done"]


async def test_no_text_of_an_exception_is_kept_anywhere(installation: Installation) -> None:
    async with installation.database() as app, installation.database("work") as work:
        shop = await open_shop(installation)
        await shop.feed(app)
        async with a_worker(installation, bite):
            await until(lambda: _is(work, shop, "dead"))
            await until(lambda: _is_held(work))
    async with installation.connection() as connection:
        kept = await connection.fetch(
            "SELECT l::text FROM jobs.pgqueuer_log l UNION ALL SELECT p::text FROM jobs.pgqueuer p"
            " UNION ALL SELECT d::text FROM journal.deliveries d"
        )
    assert any("BadAnimal" in row[0] for row in kept)
    assert not any(part in row[0] for row in kept for part in SECRET.split())


async def _is(work: Database, shop: Shop, state: str) -> bool:
    return await shop.states(work) == [state]


async def _is_held(work: Database) -> bool:
    async with work.house() as house:
        return len(await held_jobs(house)) == 1
