"""An installation to test on: settings, keys, and databases cloned from a migrated template."""

import dataclasses
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from regulars.app import open_keys
from regulars.runtime.database import Database, open_database
from regulars.runtime.embedded import EmbeddedServer
from regulars.runtime.migrations import migrate
from regulars.runtime.settings import Settings
from regulars.runtime.vault.durable import private_folder
from regulars.runtime.vault.master import MasterKey

_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Installation:
    server: EmbeddedServer
    settings: Settings
    name: str

    @asynccontextmanager
    async def clone(self) -> AsyncIterator["Installation"]:
        name = f"clone_{next(_numbers)}"
        await self.as_superuser(f'CREATE DATABASE "{name}" TEMPLATE "{self.name}" STRATEGY wal_log')
        try:
            yield Installation(
                self.server, settings_for(self.server, name, self.settings.data_dir), name
            )
        finally:
            await self.as_superuser(f'DROP DATABASE "{name}" WITH (FORCE)')

    async def as_superuser(self, statement: str, *, database: str = "postgres") -> None:
        connection = await asyncpg.connect(self.server.dsn(database=database))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    @asynccontextmanager
    async def connection(self, part: str = "postgres") -> AsyncIterator[asyncpg.Connection]:
        """A bare connection as the superuser, or as the app or work role."""
        dsn = {
            "postgres": self.settings.migrate_database_url,
            "app": self.settings.database_url,
            "work": self.settings.work_database_url,
        }[part]
        connection = await asyncpg.connect(dsn)
        try:
            yield connection
        finally:
            await connection.close()

    @asynccontextmanager
    async def database(self, part: str = "app", *, size: int = 4) -> AsyncIterator[Database]:
        dsn = self.settings.database_url if part == "app" else self.settings.work_database_url
        opened = await open_database(dsn, open_keys(self.settings), size=size)
        try:
            yield opened
        finally:
            await opened.close()


async def make_template(server: EmbeddedServer, folder: Path) -> Installation:
    settings = settings_for(server, "template_regulars", folder / "data")
    template = Installation(server, settings, "template_regulars")
    await template.as_superuser('CREATE DATABASE "template_regulars"')
    private_folder(settings.data_dir)
    private_folder(settings.keys_dir)
    await migrate(settings, MasterKey.create(settings.master_key_file))
    for part in ("app", "work"):  # a run that stood still for some seconds is not cut off
        role = settings.role(part)
        await template.as_superuser(
            f"ALTER ROLE {role} SET idle_in_transaction_session_timeout = '60s'"
        )
    return template


def settings_for(server: EmbeddedServer, database: str, data_dir: Path) -> Settings:
    base = Settings(environment="test", role_prefix="regulars_test", data_dir=data_dir)
    return dataclasses.replace(
        base,
        database_url=server.dsn(user=base.role("app"), password="app-password", database=database),
        work_database_url=server.dsn(
            user=base.role("work"), password="work-password", database=database
        ),
        migrate_database_url=server.dsn(database=database),
    )
