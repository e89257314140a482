"""Indexes built beside writers: whole and in parts, gone on with after a stop, one at a time."""

import asyncio

import asyncpg
import pytest

from regulars.runtime.index_builds import UnknownBuild, builds_in, carry_out
from regulars.runtime.migrations import Migration, migrate
from regulars.runtime.settings import Settings
from regulars.runtime.vault.master import MasterKey
from tests.instruments.installation import Installation
from tests.runtime.test_migrations import GROUND, master, settings

__all__ = ["master", "settings"]

TABLES = Migration(
    "202701010000_tables",
    """
    CREATE TABLE runtime.whole (tenant_id uuid, place int);
    CREATE TABLE runtime.parted (tenant_id uuid, place int) PARTITION BY RANGE (place);
    CREATE TABLE runtime.parted_low PARTITION OF runtime.parted FOR VALUES FROM (0) TO (10);
    CREATE TABLE runtime.parted_high PARTITION OF runtime.parted FOR VALUES FROM (10) TO (20);
    INSERT INTO runtime.whole SELECT NULL, 1 FROM generate_series(1, 2);
    """,
)
BUILDS = Migration(
    "202701020000_builds",
    """-- no transaction
-- Beside writers; a comment; with a semicolon.
CREATE INDEX CONCURRENTLY whole_by_place ON runtime.whole (tenant_id, place);
CREATE INDEX CONCURRENTLY parted_by_place ON runtime.parted (tenant_id, place)
    WHERE place IS NOT NULL;
""",
)
UNIQUE = Migration(
    "202701030000_unique",
    "-- no transaction\nCREATE UNIQUE INDEX CONCURRENTLY whole_once ON runtime.whole (place);",
)
INDEXES = """
SELECT c.relname::text, i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_class t ON t.oid = i.indrelid
 WHERE t.relname IN ('whole', 'parted', 'parted_low', 'parted_high', 'parted_late') ORDER BY 1
"""
WHOLE = {
    "whole_by_place": True,
    "parted_by_place": True,
    "parted_low_parted_by_place": True,
    "parted_high_parted_by_place": True,
}


async def indexes(settings: Settings) -> dict[str, bool]:
    connection = await asyncpg.connect(settings.migrate_database_url)
    try:
        return dict(await connection.fetch(INDEXES))
    finally:
        await connection.close()


async def run(settings: Settings, *statements: str) -> None:
    connection = await asyncpg.connect(settings.migrate_database_url)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


async def test_indexes_are_built_whole_and_in_parts_and_once(
    settings: Settings, master: MasterKey
) -> None:
    files = [GROUND, TABLES, BUILDS]
    assert BUILDS.name in await migrate(settings, master, migrations=files)
    assert await indexes(settings) == WHOLE
    assert await migrate(settings, master, migrations=files) == []
    late = (
        "CREATE TABLE runtime.parted_late PARTITION OF runtime.parted FOR VALUES FROM (20) TO (30)"
    )
    await run(settings, late)
    assert len(await indexes(settings)) == len(WHOLE) + 1, "a later part has its own"


async def test_a_build_that_was_cut_short_is_gone_on_with(
    settings: Settings, master: MasterKey
) -> None:
    """As a stop leaves it: one index half built, one part done, one not begun."""
    await migrate(settings, master, migrations=[GROUND, TABLES])
    with pytest.raises(asyncpg.UniqueViolationError):
        await migrate(settings, master, migrations=[GROUND, TABLES, UNIQUE])
    assert await indexes(settings) == {"whole_once": False}
    await run(
        settings,
        "ALTER INDEX runtime.whole_once RENAME TO whole_by_place",
        "CREATE INDEX parted_by_place ON ONLY runtime.parted (tenant_id, place)"
        " WHERE place IS NOT NULL",
        "CREATE INDEX parted_low_parted_by_place ON runtime.parted_low (tenant_id, place)"
        " WHERE place IS NOT NULL",
    )
    done = await migrate(settings, master, migrations=[GROUND, TABLES, BUILDS])
    assert done == [BUILDS.name]
    assert await indexes(settings) == WHOLE


async def test_a_build_that_fails_is_not_taken_for_applied(
    settings: Settings, master: MasterKey
) -> None:
    files = [GROUND, TABLES, UNIQUE]
    for _ in range(2):
        with pytest.raises(asyncpg.UniqueViolationError):
            await migrate(settings, master, migrations=files)
    await run(settings, "DELETE FROM runtime.whole")
    assert await migrate(settings, master, migrations=files) == [UNIQUE.name]
    assert await indexes(settings) == {"whole_once": True}


async def test_two_who_migrate_at_once_do_not_wait_for_each_other_for_ever(
    settings: Settings, master: MasterKey
) -> None:
    """Whoever waited for their turn inside a statement would be waited for by the build."""
    await migrate(settings, master, migrations=[GROUND, TABLES])
    files = [GROUND, TABLES, BUILDS]
    outcomes = await asyncio.gather(*(migrate(settings, master, migrations=files) for _ in "ab"))
    assert sorted(outcomes, key=len) == [[], [BUILDS.name]]


BUILD = """-- no transaction
CREATE INDEX CONCURRENTLY facts_by_cause ON journal.facts (tenant_id, cause_id);"""


@pytest.mark.parametrize("held", ["journal.facts", "journal.facts_default"])
async def test_writers_go_on_while_facts_get_an_index(
    installation: Installation, held: str
) -> None:
    """On the real table with its month parts, while somebody's change is not committed yet."""
    async with installation.connection() as builder, installation.connection() as writer:
        open_change = writer.transaction()
        await open_change.start()
        await writer.execute(f"LOCK TABLE {held} IN ROW EXCLUSIVE MODE")
        building = asyncio.create_task(carry_out(builder, BUILD))
        async with installation.connection() as watcher, asyncio.timeout(PATIENCE_SECONDS):
            while not await watcher.fetchval(WAITS):
                await watcher.execute("SELECT pg_sleep(0.05)")
            async with watcher.transaction():
                # Longer than it waits at a time: nobody stands in a queue behind it.
                await watcher.execute("SET LOCAL lock_timeout = '4s'")
                await watcher.execute("LOCK TABLE journal.facts IN ROW EXCLUSIVE MODE")
        assert not building.done()
        await open_change.commit()
        await building
        assert await builder.fetchval(
            "SELECT indisvalid FROM pg_index WHERE indexrelid = 'journal.facts_by_cause'::regclass"
        )


PATIENCE_SECONDS = 120
WAITS = """
SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%INDEX%'
                  AND datname = current_database())
"""


def test_what_cannot_be_gone_on_with_is_refused() -> None:
    for text in ("UPDATE x SET y = 1;", "CREATE INDEX CONCURRENTLY ON a.b (c);", "VACUUM;"):
        with pytest.raises(UnknownBuild):
            builds_in(f"-- no transaction\n{text}")
