"""What has served its time goes, what has not stays, and parts are there before they are needed."""

from datetime import datetime, timedelta

import asyncpg
import structlog.testing

from regulars.domains import identity
from regulars.kernel.ids import id_at, new_id
from regulars.worker.timetable import make_parts, prune, turn_keys
from tests.instruments.installation import Installation
from tests.instruments.job_zoo import Shop, open_shop
from tests.world import World

OLD, YOUNG = timedelta(days=40), timedelta(hours=1)


async def test_only_what_is_old_enough_is_taken_away(installation: Installation) -> None:
    shop = await open_shop(installation)
    async with installation.connection() as connection:
        now: datetime = await connection.fetchval("SELECT now()")
        for age in (OLD, YOUNG):
            await _leave_traces(connection, shop, now - age)
        counts = await _count(connection, shop)
        assert set(counts.values()) == {2, 3}
        async with installation.database("work") as work:
            await prune(work)
        assert await _count(connection, shop) == {table: many - 1 for table, many in counts.items()}
        assert await connection.fetchval(
            "SELECT count(*) FROM journal.deliveries WHERE state = 'dead'"
        ), "a dead letter waits for a person"


async def test_parts_are_made_three_months_ahead(installation: Installation) -> None:
    async with installation.connection() as connection:
        await connection.execute("SET ROLE regulars_test_owner")
        for table in ("journal.facts", "audit.reads"):
            newest = await connection.fetchval(
                "SELECT max(relid::text) FROM pg_partition_tree($1::text::regclass)"
                " WHERE isleaf AND relid::text ~ '[0-9]{6}$'",
                table,
            )
            await connection.execute(f"DROP TABLE {newest}")
        async with installation.database("work") as work:
            await make_parts(work)
        for table in ("journal.facts", "audit.reads"):
            assert await connection.fetchval(
                "SELECT to_regclass($1 || to_char(now() + interval '3 months', '_YYYYMM'))",
                table,
            )


async def test_a_default_part_with_rows_raises_an_alarm(installation: Installation) -> None:
    async with installation.database("work") as work:
        with structlog.testing.capture_logs() as logs:
            await make_parts(work)
        assert logs == []
        async with installation.connection() as connection:
            await connection.execute(
                "INSERT INTO audit.reads (tenant_id, id, kind, actor_kind, purpose, route,"
                " subject_ids) VALUES ($1, $1, 'read', 'system', 'service', 'x', '{}')",
                id_at(await connection.fetchval("SELECT now() + interval '3 years'")),
            )
        with structlog.testing.capture_logs() as logs:
            await make_parts(work)
    assert [(each["event"], each["part"], each["log_level"]) for each in logs] == [
        ("default_part_in_use", "audit.reads_default", "error")
    ]


async def _leave_traces(connection: asyncpg.Connection, shop: Shop, at: datetime) -> None:
    fact, staff, key = id_at(at), new_id(), new_id().bytes
    for state in ("done", "dead"):
        await connection.execute(
            "INSERT INTO journal.deliveries (tenant_id, fact_id, reaction, state, settled_at)"
            " VALUES ($1, $2, $3, $3, $4)",
            shop.id, fact, state, at,
        )  # fmt: skip
    if at < await connection.fetchval("SELECT now() - interval '1 day'"):
        await connection.execute("DELETE FROM journal.deliveries WHERE state = 'dead'")
    await connection.execute(
        "INSERT INTO runtime.idempotency (tenant_id, credential_id, key_hash, request_hash, status,"
        " created_at) VALUES ($1, $2, $3, '', 201, $4)",
        shop.id, staff, key, at,
    )  # fmt: skip
    await connection.execute(
        "INSERT INTO identity.staff (tenant_id, id, role, language, person_key_id, sealed,"
        " email_token, token_epoch, password_hash)"
        " VALUES ($1, $2, 'owner', 'en', $2, '', $3, 1, '')",
        shop.id, staff, key,
    )  # fmt: skip
    await connection.execute(
        "INSERT INTO identity.sessions (tenant_id, id, staff_id, secret_hash, expires_at, ended_at)"
        " VALUES ($1, $2, $2, $3, $4, $4)",
        shop.id, staff, key, at,
    )  # fmt: skip
    await connection.execute(
        "INSERT INTO identity.sign_in_attempts VALUES ($1, $2, $3, 1)", shop.id, key, at
    )
    await connection.execute(
        "INSERT INTO identity.search_misses VALUES ($1, $2, $3, 1)", shop.id, staff, at
    )


async def _count(connection: asyncpg.Connection, shop: Shop) -> dict[str, int]:
    tables = (
        "journal.deliveries",
        "runtime.idempotency",
        "identity.sessions",
        "identity.sign_in_attempts",
        "identity.search_misses",
    )
    return {
        table: await connection.fetchval(
            f"SELECT count(*) FROM {table} WHERE tenant_id = $1", shop.id
        )
        for table in tables
    }


async def test_signing_keys_are_turned_when_they_are_old_enough(
    installation: Installation, world: World
) -> None:
    async with installation.database("work") as work, installation.connection() as connection:
        for house in (world.laundry, world.bakery):
            async with work.transaction(house.context) as tx:
                await identity.current_signing_key(tx)
        await connection.execute(
            "UPDATE identity.signing_keys SET made_at = now() - interval '90 days'"
            " WHERE tenant_id = $1",
            world.laundry.tenant.id,
        )
        await turn_keys(work)
        await turn_keys(work)
        rows = await connection.fetch(
            "SELECT tenant_id, retired_at IS NULL AS in_use FROM identity.signing_keys"
        )
    found = sorted((row["tenant_id"] == world.laundry.tenant.id, row["in_use"]) for row in rows)
    assert found == [(False, True), (True, False), (True, True)]
