"""What was given up is tried again, or never again, because somebody asked; and not elsewhere."""

import pytest

from regulars.domains import audit, customers, jobs
from regulars.domains.audit import Wanted
from regulars.domains.jobs import FailureNotFound
from regulars.runtime.database import Database
from regulars.runtime.dead_letters import dead_letters
from regulars.runtime.reactions import Reactions
from regulars.runtime.relay import relay_batch
from tests.instruments.given_up import REACTION, give_up
from tests.instruments.installation import Installation
from tests.worker.workers import run_all
from tests.world import House, World, registered

ALL = (*customers.REACTIONS, *jobs.REACTIONS)


async def made(database: Database, house: House, many: int) -> None:
    for _ in range(many):
        async with database.transaction(house.context) as tx:
            await registered(tx, "guest")


async def worked(installation: Installation, work: Database, house: House) -> None:
    async with work.transaction(house.context) as tx:
        await relay_batch(tx, Reactions(ALL))
    await run_all(installation, work, *ALL)


async def dead(database: Database, house: House) -> int:
    async with database.transaction(house.context) as tx:
        return len(await dead_letters(tx))


async def test_what_somebody_asks_for_is_tried_again_under_their_name(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with installation.database() as app, installation.database("work") as work:
        await made(app, house, 2)
        await worked(installation, work, house)
        fact, other = await give_up(installation, house.tenant.id, many=2)
        async with app.transaction(house.context) as tx:
            assert await jobs.ask_requeue(tx, fact) == [REACTION]
        await worked(installation, work, house)
        await run_all(installation, work, *ALL)
        async with app.transaction(house.context) as tx:
            assert [letter.fact_id for letter in await dead_letters(tx)] == [other]
            wanted = Wanted(kind="jobs.requeue_asked")
            (asked,) = (await audit.walk_facts(tx, wanted, limit=5)).facts
    assert (asked.actor_id, asked.subject_id) == (house.owner.id, fact)
    assert asked.data["reaction"] == REACTION


async def test_a_whole_kind_is_tried_again_and_one_is_put_aside_for_good(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with installation.database() as app, installation.database("work") as work:
        await made(app, house, 4)
        await worked(installation, work, house)
        fact, *_ = await give_up(installation, house.tenant.id, many=4)
        async with app.transaction(house.context) as tx:
            await jobs.ask_discard(tx, fact, reaction=REACTION)
        await worked(installation, work, house)
        assert await dead(app, house) == 3
        async with app.transaction(house.context) as tx:
            await jobs.ask_requeue_of_kind(tx, REACTION)
        await worked(installation, work, house)
        assert await dead(app, house) == 0
    async with installation.connection() as connection:
        kept = await connection.fetchrow(
            "SELECT state, reason FROM journal.deliveries WHERE fact_id = $1 AND reaction = $2",
            fact,
            REACTION,
        )
    assert tuple(kept) == ("done", "discarded")


async def test_nothing_can_be_asked_of_another_tenants_work(
    installation: Installation, world: World
) -> None:
    ours, theirs = world.laundry, world.bakery
    async with installation.database() as app:
        await made(app, theirs, 1)
        (fact,) = await give_up(installation, theirs.tenant.id)
        async with app.transaction(ours.context) as tx:
            with pytest.raises(FailureNotFound):
                await jobs.ask_requeue(tx, fact)
            with pytest.raises(FailureNotFound):
                await jobs.ask_requeue(tx, fact, reaction=REACTION)
            with pytest.raises(FailureNotFound):
                await jobs.ask_discard(tx, fact, reaction=REACTION)
            with pytest.raises(FailureNotFound):
                await jobs.ask_requeue_of_kind(tx, REACTION)
            assert await jobs.standings(tx) == []
            assert await dead_letters(tx) == []
        assert await dead(app, theirs) == 1
