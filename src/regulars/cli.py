"""The command line: serve, work, migrate, demo, and what an operator needs besides."""

import asyncio
import ctypes
import os
import signal
import sys
from pathlib import Path
from typing import Literal

import click
from granian import Granian
from granian.constants import Interfaces, Loops
from granian.http import HTTP1Settings

from regulars.app import REACTIONS, opened_database
from regulars.demo import DemoError, demo, demo_environment
from regulars.doctor import examine
from regulars.import_file import import_file
from regulars.kernel.errors import DomainError, Invalid
from regulars.operate import Opening, open_tenant, show_dead_letters
from regulars.reference import reference_pages
from regulars.runtime.database import DatabaseRefused
from regulars.runtime.embedded import EmbeddedServerError
from regulars.runtime.migrations import (
    MigrationError,
    migrate,
    pending_migrations,
    refuse_foreign_database,
)
from regulars.runtime.settings import Settings, SettingsError, read_settings
from regulars.runtime.telemetry import set_up_logging
from regulars.runtime.vault.errors import VaultFault
from regulars.runtime.vault.keystore import KeyStore
from regulars.runtime.vault.master import MasterKey
from regulars.worker import work

PROJECT = Path(__file__).resolve().parents[2]
PR_SET_PDEATHSIG = 1  # prctl(2)

CLEAR_ENOUGH = (
    DatabaseRefused,
    DemoError,
    DomainError,
    EmbeddedServerError,
    MigrationError,
    SettingsError,
    VaultFault,
)


def main() -> None:
    """What is wrong is said in a sentence; only a fault of ours shows where it happened."""
    try:
        commands(standalone_mode=True)
    except Invalid as invalid:
        for error in invalid.errors:
            place = ", ".join(f"{name} {value}" for name, value in error.details.items())
            click.echo(f"{error.field}: {error.code}{place and f' ({place})'}", err=True)
        sys.exit(1)
    except CLEAR_ENOUGH as refused:
        click.echo(f"{refused}", err=True)
        sys.exit(1)


@click.group()
def commands() -> None:
    """Regulars: the customer platform that turns walk-ins into regulars."""


@commands.command()
@click.option("--with-parent", is_flag=True, hidden=True)
def serve(with_parent: bool) -> None:
    """Answer HTTP: API and console."""
    settings = _settings(with_parent)
    asyncio.run(_refuse_early(settings))
    Granian(
        "regulars.app:create",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        loop=Loops.uvloop,
        factory=True,
        workers=1,
        http1_settings=HTTP1Settings(header_read_timeout=10_000),
        log_enabled=settings.log_level == "debug",
        respawn_failed_workers=True,
        workers_kill_timeout=15,
    ).serve()


@commands.command("work")
@click.option("--with-parent", is_flag=True, hidden=True)
def work_command(with_parent: bool) -> None:
    """Relay facts, run jobs, follow the timetable."""
    settings = _settings(with_parent)
    master = MasterKey.load(settings.master_key_file)
    asyncio.run(refuse_foreign_database(settings.work_database_url, master))
    work(settings, REACTIONS)


@commands.command("migrate")
@click.option("--check", is_flag=True, help="Only say what would be applied; exit 1 if anything.")
def migrate_command(check: bool) -> None:
    """Bring the database up to date."""
    settings = read_settings()
    if check:
        pending = asyncio.run(pending_migrations(settings.database_url))
        for name in pending:
            click.echo(f"pending: {name}")
        sys.exit(1 if pending else 0)
    for name in asyncio.run(migrate(settings, MasterKey.load(settings.master_key_file))):
        click.echo(f"applied: {name}")


@commands.command("demo")
@click.option("--port", default=8400, show_default=True)
@click.option("--reset", is_flag=True, help="Forget the demo's data and start afresh.")
def demo_command(port: int, reset: bool) -> None:
    """Run the whole platform with two invented shops."""
    demo(PROJECT, port=port, reset=reset)


@commands.group("import")
def import_group() -> None:
    """Bring data in from files."""


@import_group.command("customers")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--tenant", required=True, help="The tenant's address, such as muscat-laundry.")
def import_customers(file: Path, tenant: str) -> None:
    """Import customers from a UTF-8 CSV FILE; says of every row what became of it."""
    is_clean = asyncio.run(import_file(_operator_settings(), file, tenant, say=click.echo))
    sys.exit(0 if is_clean else 2)


@commands.command("doctor")
def doctor_command() -> None:
    """Say what is wrong with this installation, and how to mend it."""
    sys.exit(asyncio.run(_examine(_operator_settings())))


@commands.command("jobs")
@click.option("--requeue", is_flag=True, help="Try each of them again from the start.")
def jobs_command(requeue: bool) -> None:
    """List the jobs that were given up, with their reasons."""
    settings = _operator_settings()
    found = asyncio.run(show_dead_letters(settings, requeue=requeue, say=click.echo))
    click.echo(f"{found} {'requeued' if requeue else 'given up'}")


@commands.group("tenant")
def tenant_group() -> None:
    """Businesses that rent this installation."""


@tenant_group.command("open")
@click.argument("slug")
@click.option("--name", required=True, help="How the business is called.")
@click.option("--locale", type=click.Choice(["en", "ar"]), default="en", show_default=True)
@click.option("--country", default="OM", show_default=True, help="Where bare numbers are from.")
@click.option("--time-zone", default="Asia/Muscat", show_default=True)
@click.option("--owner-name", prompt="Owner's name")
@click.option("--owner-email", prompt="Owner's e-mail")
@click.password_option("--owner-password", prompt="Owner's password", envvar="OWNER_PASSWORD")
def tenant_open(slug: str, locale: Literal["en", "ar"], **given: str) -> None:
    """Open a tenant at /c/SLUG with its first owner."""
    opening = Opening(slug=slug, locale=locale, **given)
    tenant = asyncio.run(open_tenant(_operator_settings(), opening))
    click.echo(f"{tenant.name} is open at /c/{tenant.slug}; its reference is {tenant.ref}")


@commands.command("reference")
def reference_command() -> None:
    """Write docs/reference/ anew from the code."""
    for page, text in reference_pages().items():
        (PROJECT / "docs" / "reference" / page).write_text(text, encoding="utf-8")
        click.echo(f"docs/reference/{page}")


async def _examine(settings: Settings) -> int:
    is_all_well = True
    async for finding in examine(settings):
        is_all_well &= finding.is_well
        click.echo(f"{'ok  ' if finding.is_well else 'BAD '}{finding.what}")
        if not finding.is_well:
            click.echo(f"     {finding.mend}")
    return 0 if is_all_well else 1


def _settings(with_parent: bool) -> Settings:
    settings = read_settings()
    set_up_logging(settings.log_level, settings.log_format)
    if with_parent:
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() == 1:
            sys.exit(1)
    return settings


def _operator_settings() -> Settings:
    """The installation that the environment names, or else the demo of this folder."""
    if not any(name in os.environ for name in ("DATABASE_URL", "REGULARS_DATABASE_URL")):
        demo_settings = demo_environment(PROJECT)
        if demo_settings:
            return read_settings(demo_settings)
        raise SettingsError(
            "No database is named. Set REGULARS_DATABASE_URL (see docs/reference/settings.md),"
            " or start the demo first: make demo"
        )
    return read_settings()


async def _refuse_early(settings: Settings) -> None:
    """What would stop every worker process is said once, before there are any."""
    if not settings.database_url:
        raise SettingsError("Set REGULARS_DATABASE_URL; docs/reference/settings.md has the rest.")
    master = MasterKey.load(settings.master_key_file)
    async with opened_database(settings, KeyStore(settings.keys_dir, master)):
        await refuse_foreign_database(settings.database_url, master)
