"""How jobs stand is told of one's own alone, and the queue itself stays closed."""

import asyncpg
import pytest

from regulars.domains import customers
from regulars.runtime.reactions import Reactions
from regulars.runtime.relay import relay_batch
from regulars.runtime.standing import standings
from tests.instruments.given_up import REACTION, give_up
from tests.instruments.installation import Installation
from tests.world import World, registered

DELIVERIES = "SELECT count(*) FROM (SELECT fact_id FROM journal.deliveries) AS d"


async def test_jobs_are_counted_by_kind_and_state_of_one_tenant_alone(
    installation: Installation, world: World
) -> None:
    ours, theirs = world.laundry, world.bakery
    async with installation.database() as app, installation.database("work") as work:
        for house in (ours, theirs):
            for _ in range(4):
                async with app.transaction(house.context) as tx:
                    await registered(tx, "guest")
            async with work.transaction(house.context) as tx:
                while await relay_batch(tx, Reactions(customers.REACTIONS)):
                    pass
        await give_up(installation, ours.tenant.id)
        async with installation.connection() as connection:
            # One runs and one waits for another try, of each tenant's.
            for change in ("status = 'picked'", "execute_after = now() + interval '1 hour'"):
                await connection.execute(
                    f"UPDATE jobs.pgqueuer SET {change} WHERE id IN ("
                    " SELECT min(q.id) FROM jobs.pgqueuer q JOIN journal.deliveries d"
                    "  ON q.dedupe_key = d.reaction || ':' || d.fact_id"
                    " WHERE q.status = 'queued' AND q.execute_after <= now() AND d.state ="
                    " 'waiting' GROUP BY d.tenant_id)"
                )
        async with app.transaction(ours.context) as tx:
            (ours_stand,) = await standings(tx)
        async with app.transaction(theirs.context) as tx:
            (theirs_stand,) = await standings(tx)
    assert (ours_stand.reaction, ours_stand.dead, theirs_stand.dead) == (REACTION, 1, 0)
    for each in (ours_stand, theirs_stand):
        assert (each.running, each.put_off) == (1, 1)
        assert each.oldest_at is not None
    assert theirs_stand.waiting == ours_stand.waiting + 1


async def test_the_function_answers_for_the_transactions_own_tenant_only(
    installation: Installation, world: World
) -> None:
    ours, theirs = world.laundry.tenant.id, world.bakery.tenant.id
    async with installation.database() as app, installation.database("work") as work:
        async with app.transaction(world.bakery.context) as tx:
            await registered(tx, "guest")
        async with work.transaction(world.bakery.context) as tx:
            await relay_batch(tx, Reactions(customers.REACTIONS))
    asked = (
        "SELECT count(*) FROM jobs.states_of_tenant($1, ARRAY(SELECT fact_id FROM"
        " unnest($2::uuid[]) AS f (fact_id)), $3::text[])"
    )
    async with installation.connection() as connection:
        facts = await connection.fetch("SELECT fact_id FROM journal.deliveries")
        ids = [row["fact_id"] for row in facts]
        async with connection.transaction():
            await connection.execute(f"SET LOCAL ROLE {installation.settings.role('app')}")
            for tenant, counted in ((theirs, len(ids)), (ours, 0)):
                await connection.execute(f"SET LOCAL app.tenant_id = '{tenant}'")
                kinds = [REACTION] * len(ids)
                assert await connection.fetchval(asked, theirs, ids, kinds) == counted
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.fetch("SELECT status FROM jobs.pgqueuer")
        async with connection.transaction():
            # The function's own role, whatever the function were to forget.
            await connection.execute(f"SET LOCAL ROLE {installation.settings.role('search')}")
            assert await connection.fetchval(DELIVERIES) == 0
            for tenant, counted in ((ours, 0), (theirs, len(ids))):
                await connection.execute(f"SET LOCAL app.tenant_id = '{tenant}'")
                assert await connection.fetchval(DELIVERIES) == counted
