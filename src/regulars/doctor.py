"""`regulars doctor`: what is wrong with an installation, and how to mend it."""

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from regulars.app import open_keys, opened_database
from regulars.console.rendering import BUILT as WEB_ASSETS
from regulars.console.rendering import AssetsNotBuilt, static_addresses
from regulars.kernel.errors import Unavailable
from regulars.runtime.conversation import Conversation
from regulars.runtime.database import DatabaseRefused, open_database
from regulars.runtime.migrations import (
    MigrationError,
    pending_migrations,
    refuse_foreign_database,
)
from regulars.runtime.settings import Settings
from regulars.runtime.sql import statements_beside
from regulars.runtime.vault.errors import VaultFault
from regulars.runtime.vault.master import MasterKey

sql = statements_beside(__file__)

OLDEST_POSTGRESQL = 160_000
SKEW_SECONDS_MAX = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `mend` says what to do when it is not well."""

    what: str
    is_well: bool
    mend: str = ""


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """From the ground up; it stops where nothing above can be judged."""
    yield _assets()
    try:
        master = MasterKey.load(settings.master_key_file)
    except VaultFault as refused:
        yield Finding("master key", False, str(refused))
        return
    yield Finding("master key", True)
    yield _strays(settings.keys_dir)
    try:
        pending = await pending_migrations(settings.database_url)
        yield Finding("migrations", not pending, "Run `regulars migrate`.")
        if pending:
            return
        await refuse_foreign_database(settings.database_url, master)
        async with opened_database(settings, open_keys(settings)) as database:
            yield Finding("app role", True)
            async with database.house() as session:
                for finding in await _server(session):
                    yield finding
        for finding in await _worker(settings):
            yield finding
    except (DatabaseRefused, MigrationError) as refused:
        yield Finding("database", False, str(refused))
    except (Unavailable, OSError):
        yield Finding("database", False, "It does not answer; is it running, is its address right?")


def _assets() -> Finding:
    try:
        static_addresses(WEB_ASSETS)
    except AssetsNotBuilt as missing:
        return Finding("web assets", False, str(missing))
    return Finding("web assets", True)


def _strays(folder: Path) -> Finding:
    """What a kill in the middle of a write leaves beside a key may be a copy of that key."""
    strays = [path for path in folder.glob(".*") if path.is_file() and path.name.count(".") > 1]
    names = ", ".join(path.name for path in strays)
    return Finding("key folder", not strays, f"Shred what an interrupted write left: {names}")


async def _server(session: Conversation) -> list[Finding]:
    row = await session.row(sql.server, {})
    assert row is not None
    return [
        Finding(
            "PostgreSQL version",
            row["version"] >= OLDEST_POSTGRESQL,
            "Regulars needs PostgreSQL 16 or newer.",
        ),
        Finding(
            "PostgreSQL keeps values out of its log",
            row["hides_parameters"] and row["hides_statements"],
            "Set log_parameter_max_length_on_error = 0 and log_min_error_statement = panic:"
            " statements and their values would be written to the server's log otherwise.",
        ),
        Finding(
            "clock of the database",
            abs(row["server_seconds"] - time.time()) <= SKEW_SECONDS_MAX,
            "This machine and the database disagree about the time; run an NTP service on both.",
        ),
    ]


async def _worker(settings: Settings) -> list[Finding]:
    keys = open_keys(settings)
    database = await open_database(settings.work_database_url, keys, size=1)
    try:
        async with database.house() as session:
            row = await session.row(sql.worker, {})
    finally:
        await database.close()
    assert row is not None
    return [
        Finding("worker role", True),
        Finding(
            "facts are relayed",
            row["waiting_tenants"] == 0,
            "Facts wait to be relayed: is `regulars work` running? (Look again in a moment.)",
        ),
        Finding(
            "no job was given up",
            row["held_jobs"] == 0,
            f"{row['held_jobs']} jobs are held; see `regulars jobs`.",
        ),
        Finding(
            "month parts of the journal",
            row["months_ahead"] >= 1,
            "No part for next month: `regulars work` makes them daily; is it running?",
        ),
    ]
