"""`regulars doctor`: what is wrong with an installation, and how to mend it."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from regulars.app import Part, opened_database, reaching, refuse_unusable_database
from regulars.browser.drawing import BUILT as WEB_ASSETS
from regulars.browser.drawing import AssetsNotBuilt, static_addresses
from regulars.domains.identity import unsent_lately
from regulars.domains.tenants import list_tenants, overdue
from regulars.kernel.errors import Unavailable
from regulars.runtime.context import Context
from regulars.runtime.conversation import Conversation
from regulars.runtime.database import Database, DatabaseRefused
from regulars.runtime.migrations import MigrationError, pending_migrations
from regulars.runtime.settings import Settings, SettingsError
from regulars.runtime.sql import statements_beside
from regulars.runtime.vault.errors import VaultFault
from regulars.runtime.vault.keystore import KeyStore
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


async def examine(settings: Settings, *, assets: Path = WEB_ASSETS) -> AsyncIterator[Finding]:
    """From the ground up; it stops where nothing above can be judged."""
    yield _assets(assets)
    yield _flags(datetime.now(UTC).date())
    try:
        master = MasterKey.load(settings.master_key_file)
        keys = KeyStore(settings.keys_dir, master)
    except VaultFault as refused:
        yield Finding("master key", False, str(refused))
        return
    yield Finding("master key", True)
    yield _strays(settings.keys_dir)
    part: Part
    for part in ("app", "work"):
        try:
            async for finding in _database(settings, master, keys, part):
                yield finding
        except (DatabaseRefused, MigrationError, SettingsError) as refused:
            yield Finding(f"database as the {part} role", False, str(refused))
            return
        except Unavailable:
            mend = "It went away while it was looked at; look again."
            yield Finding(f"database as the {part} role", False, mend)
            return


async def _database(
    settings: Settings, master: MasterKey, keys: KeyStore, part: Part
) -> AsyncIterator[Finding]:
    with reaching(settings, part) as address:
        pending = await pending_migrations(address)
    if part == "app":
        yield Finding("migrations", not pending, f"Run `regulars migrate`: {len(pending)} pending.")
    if pending:
        return
    await refuse_unusable_database(settings, master, part=part)
    async with opened_database(settings, keys, part=part, size=1) as database:
        yield Finding(f"database as the {part} role", True)
        async with database.house() as session:
            for finding in await LOOKS[part](session):
                yield finding
        if part == "work":
            yield await _codes(database)


async def _codes(database: Database) -> Finding:
    """Of shops whose codes were wanted within a day and could not leave."""
    async with database.house() as session:
        shops = await list_tenants(session)
    unsent = []
    for shop in shops:
        context = Context(shop.id, actor_kind="operator", origin="system", reading=True)
        if reasons := await database.unit(context, unsent_lately):
            unsent.append(f"{shop.slug} ({', '.join(reasons)})")
    mend = f"Codes of these shops do not leave; see Settings, Channels there: {', '.join(unsent)}"
    return Finding("codes can be sent", not unsent, mend)


def _assets(folder: Path) -> Finding:
    try:
        static_addresses(folder)
    except AssetsNotBuilt as missing:
        return Finding("web assets", False, str(missing))
    return Finding("web assets", True)


def _flags(today: date) -> Finding:
    late = ", ".join(flag.name for flag in overdue(today))
    mend = f"Past the date by which they were to leave the code: {late}. A newer release may have."
    return Finding("no feature flag is overdue", not late, mend)


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


async def _worker(session: Conversation) -> list[Finding]:
    row = await session.row(sql.worker, {})
    assert row is not None
    return [
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


LOOKS: dict[Part, Callable[[Conversation], Awaitable[list[Finding]]]] = {
    "app": _server,
    "work": _worker,
}
