"""Migrations: plain SQL files, forward only, each in a transaction of its own as the owner; those
that build indexes beside writers in none, see index_builds.py."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

import asyncpg

from regulars.runtime.index_builds import carry_out, is_marked
from regulars.runtime.roles import prepare_roles
from regulars.runtime.settings import Settings
from regulars.runtime.sql import statements_beside
from regulars.runtime.vault.master import MasterKey

sql = statements_beside(__file__)

FOLDER = Path(__file__).resolve().parents[3] / "migrations"
ONE_AT_A_TIME = 7_305_861_194  # advisory lock of everyone who migrates this database
TURN_SECONDS = 0.1


class MigrationError(Exception):
    """The database and the files disagree; the text says how."""


@dataclass(frozen=True, slots=True)
class Migration:
    name: str
    text: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def read_migrations(folder: Path = FOLDER) -> list[Migration]:
    return [
        Migration(path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.sql"))
    ]


async def make_database(dsn: str) -> None:
    """Makes the database that `dsn` names when it is not there, on a server that we started."""
    parts = urlsplit(dsn)
    name = unquote(parts.path.lstrip("/"))
    connection = await asyncpg.connect(urlunsplit(parts._replace(path="/postgres")))
    try:
        if not await connection.fetchval(sql.has_database.text, name):
            quoted = name.replace('"', '""')
            await connection.execute(f'CREATE DATABASE "{quoted}"')
    finally:
        await connection.close()


async def migrate(
    settings: Settings, master: MasterKey, *, migrations: Sequence[Migration] | None = None
) -> list[str]:
    """Names of the migrations that were applied now. Raises MigrationError when an applied file
    was changed or is missing, or when the database was sealed under another master key."""
    wanted = list(read_migrations() if migrations is None else migrations)
    connection = await asyncpg.connect(settings.migrate_database_url)
    try:
        await _turn(connection)
        await prepare_roles(connection, settings)
        await connection.execute(f"SET ROLE {settings.role('owner')}")
        await connection.execute(sql.ledger.text)
        await _refuse_foreign_key(connection, master)
        pending = _pending(wanted, await _applied(connection))
        for migration in pending:
            await _apply(connection, migration)
        await connection.execute(
            f"GRANT USAGE ON SCHEMA migrations TO {settings.role('app')}, {settings.role('work')};"
            f"GRANT SELECT ON migrations.applied TO {settings.role('app')}, {settings.role('work')}"
        )
        await connection.execute(sql.tie_key.text, master.check_value())
        return [migration.name for migration in pending]
    finally:
        await connection.close()


async def pending_migrations(dsn: str) -> list[str]:
    """What `migrate` would apply; reads only. A database that is ahead of these files is no
    fault: while a new version is rolled out, the old one has to go on and may have to restart."""
    connection = await asyncpg.connect(dsn)
    try:
        applied = (
            await _applied(connection) if await connection.fetchval(sql.has_ledger.text) else {}
        )
    finally:
        await connection.close()
    wanted = read_migrations()
    known = {migration.name: applied.get(migration.name) for migration in wanted}
    here = {name: digest for name, digest in known.items() if digest is not None}
    return [migration.name for migration in _pending(wanted, here)]


async def refuse_foreign_database(dsn: str, master: MasterKey) -> None:
    """Raises MigrationError when migrations are pending or the master key is another's: nothing
    could be opened, and what were sealed now could not be opened by whoever has the right key."""
    if pending := await pending_migrations(dsn):
        raise MigrationError(f"{len(pending)} migrations are pending: run `regulars migrate`.")
    connection = await asyncpg.connect(dsn)
    try:
        held = await connection.fetchval(sql.key_check.text)
    finally:
        await connection.close()
    if held is None or not master.matches(held):
        raise MigrationError("This database was sealed under another master key.")


async def _applied(connection: Any) -> dict[str, str]:
    return {row["name"]: row["digest"] for row in await connection.fetch(sql.applied.text)}


def _pending(wanted: Sequence[Migration], applied: dict[str, str]) -> list[Migration]:
    known = {migration.name: migration for migration in wanted}
    for name, digest in applied.items():
        if name not in known:
            raise MigrationError(f"{name} was applied here, but its file is gone.")
        if known[name].digest != digest:
            raise MigrationError(f"{name} was changed after it was applied; write a new migration.")
    pending = [migration for migration in wanted if migration.name not in applied]
    newest = max(applied, default="")
    for migration in pending:
        if migration.name < newest:
            raise MigrationError(f"{migration.name} is older than {newest}, which is applied.")
    return pending


async def _turn(connection: Any) -> None:
    """Asked again and again: who waited inside a statement would hold a snapshot, which an index
    that is built concurrently waits for in its turn."""
    while not await connection.fetchval(sql.one_at_a_time.text, ONE_AT_A_TIME):  # noqa: ASYNC110
        await asyncio.sleep(TURN_SECONDS)


async def _apply(connection: Any, migration: Migration) -> None:
    if is_marked(migration.text):
        await carry_out(connection, migration.text)
        await connection.execute(sql.note.text, migration.name, migration.digest)
        return
    async with connection.transaction():
        await connection.execute("SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = 0")
        await connection.execute(migration.text)
        await connection.execute(sql.note.text, migration.name, migration.digest)


async def _refuse_foreign_key(connection: Any, master: MasterKey) -> None:
    """Before anything is changed: whoever brings the wrong key may be at the wrong database."""
    if await connection.fetchval(sql.has_key_check.text):
        held = await connection.fetchval(sql.key_check.text)
        if held is not None and not master.matches(held):
            raise MigrationError("This database was sealed under another master key.")
