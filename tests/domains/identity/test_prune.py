"""What has served its time is taken away, and what has not stays."""

from dataclasses import replace
from datetime import timedelta

import pytest

from regulars.domains import identity
from regulars.domains.identity import prune_attempts, prune_search_misses, prune_sessions
from regulars.runtime.database import Database
from tests.instruments.installation import Installation
from tests.world import PASSWORD, World, sign_in_whole

PRUNES = (prune_sessions, prune_attempts, prune_search_misses)
LONG_AGO = """
    UPDATE identity.sessions SET ended_at = now() - interval '31 days' WHERE staff_id = '{staff}';
    UPDATE identity.sessions SET expires_at = now() - interval '29 days'
     WHERE staff_id <> '{staff}';
    UPDATE identity.sign_in_attempts SET window_from = now() - interval '25 hours'
     WHERE guarded = (SELECT guarded FROM identity.sign_in_attempts ORDER BY guarded LIMIT 1);
    UPDATE identity.search_misses SET window_from = now() - interval '25 hours'
     WHERE credential_id = '{staff}'
"""


@pytest.fixture
async def old(installation: Installation, world: World) -> Installation:
    """Two sessions and two counts: one of each long past, and all of the laundry's."""
    async with installation.database() as database:
        for email in (world.laundry.admin.email, world.laundry.owner.email):
            await _sign_in(database, world, email)
    async with installation.connection() as superuser:
        await superuser.execute(LONG_AGO.format(staff=world.laundry.admin.id))
    return installation


async def _sign_in(database: Database, world: World, email: str) -> None:
    async with database.transaction(world.laundry.context) as tx:
        signed = await sign_in_whole(
            tx,
            email=email,
            password=PASSWORD,
            environment="test",
            tenant_ref=world.laundry.tenant.ref,
            lifetime=timedelta(hours=1),
        )
        assert signed.secret
        await identity.count_attempt(tx, email)
        staff_id = {s.email: s.id for s in (world.laundry.admin, world.laundry.owner)}[email]
    async with database.transaction(replace(world.laundry.context, actor_id=staff_id)) as tx:
        assert await identity.count_search_miss(tx) == 0


async def test_only_what_is_long_past_is_pruned_and_of_one_tenant(
    old: Installation, world: World
) -> None:
    async with old.database("work") as worker:
        async with worker.transaction(world.bakery.context) as tx:
            assert [await each(tx, 100) for each in PRUNES] == [0, 0, 0]
        async with worker.transaction(world.laundry.context) as tx:
            assert [await each(tx, 100) for each in PRUNES] == [1, 1, 1]
            assert [await each(tx, 100) for each in PRUNES] == [0, 0, 0]
