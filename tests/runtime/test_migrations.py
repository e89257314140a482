"""Migrations: in order, once, unchanged, and only of the database that belongs to this key."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from regulars.runtime.embedded import EmbeddedServer
from regulars.runtime.migrations import (
    Migration,
    MigrationError,
    migrate,
    pending_migrations,
    read_migrations,
    refuse_foreign_database,
)
from regulars.runtime.settings import Settings, SettingsError
from regulars.runtime.vault.durable import private_folder
from regulars.runtime.vault.master import MasterKey
from tests.instruments.installation import Installation, settings_for

GROUND = read_migrations()[0]
FIRST = Migration("202701010000_first", "CREATE TABLE runtime.first (id int)")
SECOND = Migration("202701020000_second", "ALTER TABLE runtime.first RENAME TO renamed")
BROKEN = Migration("202701030000_broken", "CREATE TABLE runtime.half (id int); SELECT 1 / 0")
_numbers = itertools.count(1)


@pytest.fixture
async def settings(server: EmbeddedServer, tmp_path: Path) -> AsyncIterator[Settings]:
    """Of a database with nothing in it."""
    name = f"empty_{next(_numbers)}"
    connection = await asyncpg.connect(server.dsn(database="postgres"))
    try:
        await connection.execute(f"CREATE DATABASE {name} STRATEGY wal_log")
        yield settings_for(server, name, tmp_path)
        await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        await connection.close()


@pytest.fixture
def master(tmp_path: Path) -> MasterKey:
    private_folder(tmp_path / "keys")
    return MasterKey.create(tmp_path / "keys" / "master.key")


async def value(settings: Settings, question: str) -> object:
    connection = await asyncpg.connect(settings.migrate_database_url)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


async def has(settings: Settings, table: str) -> bool:
    return await value(settings, f"SELECT to_regclass('{table}') IS NOT NULL") is True


async def test_what_is_pending_is_applied_in_order_and_once(
    settings: Settings, master: MasterKey
) -> None:
    assert await migrate(settings, master, migrations=[GROUND]) == [GROUND.name]
    later = [GROUND, FIRST, SECOND]
    assert await migrate(settings, master, migrations=later) == [FIRST.name, SECOND.name]
    assert await migrate(settings, master, migrations=later) == []
    assert await has(settings, "runtime.renamed")
    owner = "SELECT relowner::regrole::text FROM pg_class WHERE relname = 'renamed'"
    assert await value(settings, owner) == settings.role("owner")


async def test_two_who_migrate_at_once_apply_each_once(
    settings: Settings, master: MasterKey
) -> None:
    outcomes = await asyncio.gather(
        *(migrate(settings, master, migrations=[GROUND, FIRST]) for _ in range(2))
    )
    assert sorted(outcomes, key=len) == [[], [GROUND.name, FIRST.name]]


@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        ([GROUND, Migration(FIRST.name, FIRST.text + " ")], "was changed after it was applied"),
        ([GROUND], "its file is gone"),
        ([GROUND, Migration("202612310000_late", "SELECT 1"), FIRST], "is older than"),
    ],
)
async def test_a_past_that_was_rewritten_is_refused_before_anything_is_applied(
    settings: Settings, master: MasterKey, files: list[Migration], complaint: str
) -> None:
    await migrate(settings, master, migrations=[GROUND, FIRST])
    with pytest.raises(MigrationError, match=complaint):
        await migrate(settings, master, migrations=[*files, SECOND])
    assert await has(settings, "runtime.first")


async def test_a_migration_that_breaks_leaves_nothing_of_itself_and_is_tried_again(
    settings: Settings, master: MasterKey
) -> None:
    files = [GROUND, FIRST, BROKEN]
    for _ in range(2):
        with pytest.raises(asyncpg.DivisionByZeroError):
            await migrate(settings, master, migrations=files)
        assert await has(settings, "runtime.first")
        assert not await has(settings, "runtime.half")
    mended = [GROUND, FIRST, Migration(BROKEN.name, "CREATE TABLE runtime.half (id int)")]
    assert await migrate(settings, master, migrations=mended) == [BROKEN.name]


async def test_a_foreign_master_key_is_refused_before_anything_is_applied(
    settings: Settings, master: MasterKey
) -> None:
    await migrate(settings, master, migrations=[GROUND])
    with pytest.raises(MigrationError, match="another master key"):
        await migrate(settings, MasterKey(b"x" * 32), migrations=[GROUND, FIRST])
    assert not await has(settings, "runtime.first")
    assert await migrate(settings, master, migrations=[GROUND, FIRST]) == [FIRST.name]


async def test_asking_what_is_pending_changes_nothing(settings: Settings) -> None:
    everything = [migration.name for migration in read_migrations()]
    assert await pending_migrations(settings.migrate_database_url) == everything
    assert not await has(settings, "migrations.applied")


async def test_what_is_pending_can_be_asked_as_the_app(installation: Installation) -> None:
    settings = installation.settings
    assert await pending_migrations(settings.database_url) == []
    newest = read_migrations()[-1].name
    await installation.as_superuser(
        f"DELETE FROM migrations.applied WHERE name = '{newest}'", database=installation.name
    )
    assert await pending_migrations(settings.database_url) == [newest]
    with pytest.raises(MigrationError, match="1 migrations are pending"):
        await refuse_foreign_database(settings.database_url, MasterKey(b"x" * 32))


async def test_a_process_with_a_foreign_key_is_told_so(shared: Installation) -> None:
    settings = shared.settings
    await refuse_foreign_database(settings.database_url, MasterKey.load(settings.master_key_file))
    with pytest.raises(MigrationError, match="another master key"):
        await refuse_foreign_database(settings.database_url, MasterKey(b"x" * 32))


async def test_migrating_wants_to_know_the_passwords_of_the_roles_it_makes(
    settings: Settings, master: MasterKey
) -> None:
    for field in ("database_url", "work_database_url"):
        without: dict[str, Any] = {field: "postgresql://somebody@localhost/x"}
        bare = replace(settings, **without)
        with pytest.raises(SettingsError, match=f"REGULARS_{field.upper()} must name"):
            await migrate(bare, master, migrations=[GROUND])


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("202701020000_b.sql", "202701010000_a.sql", "notes.txt"):
        (tmp_path / name).write_text("SELECT 1", encoding="utf-8")
    names = [migration.name for migration in read_migrations(tmp_path)]
    assert names == ["202701010000_a", "202701020000_b"]
