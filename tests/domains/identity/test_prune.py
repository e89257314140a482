"""What has served its time is taken away, and what has not stays."""

from dataclasses import replace
from datetime import timedelta

import pytest

from regulars.domains import identity
from regulars.domains.identity import prune_attempts, prune_search_misses, prune_sessions
from regulars.runtime.database import Database
from tests.domains.evidence import asking
from tests.instruments.installation import Installation
from tests.world import PASSWORD, World, app_sign_in, sign_in_whole

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


OVER = asking(
    "UPDATE identity.account_sessions SET ended_at = now() - $3::interval"
    " WHERE tenant_id = $1 AND id = $2",
    "id",
    "ago",
)
USED = asking(
    "UPDATE identity.refresh_tokens SET used_at = now() - $3::interval"
    " WHERE tenant_id = $1 AND session_id = $2 AND seq = 1",
    "id",
    "ago",
)
LEFT = asking("SELECT session_id, seq FROM identity.refresh_tokens WHERE tenant_id = $1 ORDER BY 2")


@pytest.mark.parametrize(("days", "gone"), [(29, 0), (31, 1)])
async def test_sign_ins_of_apps_go_a_month_after_their_end_with_their_tokens(
    installation: Installation, world: World, days: int, gone: int
) -> None:
    here = world.laundry.context
    async with installation.database() as database, database.transaction(here) as tx:
        ended, _ = await app_sign_in(tx, world.laundry)
        going, tokens = await app_sign_in(tx, world.laundry)
        credential = identity.read_credential(tokens.refresh_token, kind="rf", environment="test")
        assert credential is not None
        await identity.refresh(tx, credential, world.laundry.issuer)
        await tx.run(OVER, id=ended.id, ago=timedelta(days=days))
        await tx.run(USED, id=going.id, ago=timedelta(days=days))
    async with installation.database("work") as worker, worker.transaction(here) as tx:
        assert await identity.prune_account_sessions(tx, 100) == gone
        left = {(row["session_id"], row["seq"]) for row in await tx.rows(LEFT)}
    # One that was used long ago stays while its sign-in goes on: it may come a second time.
    assert left == {(going.id, 1), (going.id, 2)} | (set() if gone else {(ended.id, 1)})


DEVICES = asking("SELECT id FROM identity.devices WHERE tenant_id = $1 ORDER BY created_at, id")
RESTED = asking(
    "UPDATE identity.devices SET last_seen_at = now() - $3::interval"
    " WHERE tenant_id = $1 AND id = $2",
    "id",
    "ago",
)
FORGOTTEN = asking(
    "UPDATE identity.devices SET ended_at = now() - $3::interval WHERE tenant_id = $1 AND id = $2",
    "id",
    "ago",
)


async def test_devices_go_when_long_forgotten_or_unseen_and_no_sign_in_names_them(
    installation: Installation, world: World
) -> None:
    here, ref = world.laundry.context, world.laundry.tenant.ref
    async with installation.database() as database, database.transaction(here) as tx:
        account = await identity.open_account(tx, "customer", world.laundry.ana.id)
        made = [
            (await identity.know_device(tx, account.id, environment="test", tenant_ref=ref))[0]
            for _ in range(5)
        ]
        forgotten, unseen, lately_forgotten, lately_seen, in_use = made
        await tx.run(FORGOTTEN, id=forgotten, ago=timedelta(days=31))
        await tx.run(FORGOTTEN, id=lately_forgotten, ago=timedelta(days=29))
        await tx.run(RESTED, id=unseen, ago=timedelta(days=401))
        await tx.run(RESTED, id=lately_seen, ago=timedelta(days=399))
        await tx.run(RESTED, id=in_use, ago=timedelta(days=401))
        assert await identity.begin_account_session(
            tx,
            account.id,
            "app",
            device_id=in_use,
            seen_with="app",
            environment="test",
            tenant_ref=ref,
        )
    async with installation.database("work") as worker, worker.transaction(here) as tx:
        assert await identity.prune_devices(tx, 100) == 2
        left = {row["id"] for row in await tx.rows(DEVICES)}
    assert left == {lately_forgotten, lately_seen, in_use}
