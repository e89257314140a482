"""The command line: serve, work, migrate, demo, and what an operator needs besides."""

import asyncio
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import click

from regulars.app import (
    end_with_parent,
    open_keys,
    opened_database,
    reaching,
    reactions_of,
    refuse_unusable_database,
)
from regulars.demo import DemoError, demo, demo_environment
from regulars.doctor import examine
from regulars.import_file import FileRefused, explained, import_file
from regulars.kernel.errors import DomainError, Invalid
from regulars.operate import (
    Opening,
    Owner,
    OwnerRefused,
    add_owner,
    open_tenant,
    recount,
    reset_second_factor,
    roll_out,
    rotate_signing_key,
    show_flags,
    show_given_up,
)
from regulars.reference import reference_pages
from regulars.runtime.embedded import EmbeddedServerError
from regulars.runtime.language import Catalogue
from regulars.runtime.migrations import migrate, pending_migrations
from regulars.runtime.settings import Settings, SettingsError, read_settings
from regulars.runtime.vault.master import MasterKey
from regulars.serve import CLEAR_ENOUGH, serve, settings_for
from regulars.simulators import Addresses, simulate
from regulars.worker import work

PROJECT = Path(__file__).resolve().parents[2]

NAMES_OF_A_DATABASE = ("DATABASE_URL", "REGULARS_DATABASE_URL", "REGULARS_DATABASE_URL_FILE")

CLEAR_HERE = (*CLEAR_ENOUGH, DemoError, EmbeddedServerError, FileRefused)


def main() -> None:
    """What is wrong is said in a sentence; only a fault of ours shows where it happened."""
    try:
        commands(standalone_mode=True)
    except DomainError as refusal:
        _complain(refusal)
        sys.exit(1)
    except OwnerRefused as refused:
        _complain(refused.refusal)
        click.echo(f"{refused}", err=True)
        sys.exit(1)
    except CLEAR_HERE as refused:
        click.echo(f"{refused}", err=True)
        sys.exit(1)


@click.group()
def commands() -> None:
    """Regulars: the customer platform that turns walk-ins into regulars."""


commands.add_command(serve)


@commands.command("work")
@click.option("--parent", type=int, hidden=True)
def work_command(parent: int | None) -> None:
    """Relay facts, run jobs, follow the timetable."""
    settings = settings_for(parent)
    asyncio.run(_refuse_worker_early(settings))
    work(settings, reactions_of(settings))


@commands.group("simulate")
def simulate_group() -> None:
    """Local servers that speak as providers do, and show what they take."""


@simulate_group.command("twilio")
@click.option("--port", default=8025, show_default=True, help="Loopback port of API and page.")
@click.option("--account", default="AC" + "0" * 32, show_default=True, help="Account SID.")
@click.option("--token", required=True, help="Auth token; also signs the callbacks.")
@click.option("--parent", type=int, hidden=True)
def simulate_twilio(port: int, account: str, token: str, parent: int | None) -> None:
    """Twilio's Messaging API, with callbacks to loopback."""
    _simulate(Addresses(page=port, mail=None), {account: token}, parent)


@simulate_group.command("smtp")
@click.option("--port", default=1025, show_default=True, help="Loopback port of the mail server.")
@click.option("--page", default=8026, show_default=True, help="Loopback port of the page.")
@click.option("--parent", type=int, hidden=True)
def simulate_smtp(port: int, page: int, parent: int | None) -> None:
    """A mail server that sends nothing on."""
    _simulate(Addresses(page=page, mail=port), {}, parent)


@simulate_group.command("all", hidden=True)
@click.option("--page", type=int, required=True)
@click.option("--mail", type=int, required=True)
@click.option("--accounts", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--parent", type=int)
def simulate_all(page: int, mail: int, accounts: Path, parent: int | None) -> None:
    known: dict[str, str] = json.loads(accounts.read_text(encoding="utf-8"))
    _simulate(Addresses(page=page, mail=mail), known, parent, is_quiet=True)


def _simulate(
    at: Addresses, accounts: dict[str, str], parent: int | None, *, is_quiet: bool = False
) -> None:
    if parent is not None:
        end_with_parent(parent)
    if not is_quiet:
        click.echo(f"What arrives is shown at http://localhost:{at.page}/ (Ctrl-C stops it)")
    try:
        asyncio.run(simulate(at, accounts=accounts))
    except OSError as error:
        raise SettingsError(f"A port cannot be listened on: {error.strerror}.") from None


@commands.command("migrate")
@click.option("--check", is_flag=True, help="Only say what would be applied; exit 1 if anything.")
def migrate_command(check: bool) -> None:
    """Bring the database up to date."""
    settings = read_settings()
    # Before the first migration there is no app role yet to ask as.
    with reaching(settings, "migrate" if settings.migrate_database_url else "app") as address:
        pending = asyncio.run(pending_migrations(address))
    if check:
        for name in pending:
            click.echo(f"pending: {name}")
        sys.exit(1 if pending else 0)
    if not settings.migrate_database_url:
        raise SettingsError("Set REGULARS_MIGRATE_DATABASE_URL: a role that may create roles.")
    for name in asyncio.run(migrate(settings, MasterKey.load(settings.master_key_file))):
        click.echo(f"applied: {name}")


@commands.command("demo")
@click.option("--port", default=8400, show_default=True)
@click.option("--reset", is_flag=True, help="Forget the demo's data and start afresh.")
@click.option("--people", type=int, hidden=True, help="Invent only so many in the larger shop.")
@click.option("--project", type=click.Path(path_type=Path), default=PROJECT, hidden=True)
def demo_command(port: int, reset: bool, people: int | None, project: Path) -> None:
    """Run the whole platform with two invented shops."""
    demo(project, port=port, reset=reset, people=people)


@commands.group("import")
def import_group() -> None:
    """Bring data in from files."""


@import_group.command("customers")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--tenant", required=True, help="The tenant's address, such as muscat-laundry.")
@click.option("--dry-run", is_flag=True, help="Say what would become of each row; write nothing.")
def import_customers(file: Path, tenant: str, dry_run: bool) -> None:
    """Import customers from a UTF-8 CSV FILE; says of every row what became of it."""
    settings = _operator_settings()
    is_clean = asyncio.run(import_file(settings, file, tenant, say=click.echo, is_dry=dry_run))
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
    found = asyncio.run(show_given_up(settings, requeue=requeue, say=click.echo))
    click.echo(f"{found} {'requeued' if requeue else 'given up'}")


@commands.command("flags")
@click.argument("name", required=False)
@click.argument("percent", required=False, type=click.IntRange(0, 100))
def flags_command(name: str | None, percent: int | None) -> None:
    """List the features, or roll NAME out to PERCENT of the tenants."""
    settings = _operator_settings()
    if name is not None and percent is None:
        raise click.UsageError("Say to how many tenants in a hundred.")
    if name is not None and percent is not None:
        asyncio.run(roll_out(settings, name, percent))
    asyncio.run(show_flags(settings, today=datetime.now(UTC).date(), say=click.echo))


@commands.command("recount")
@click.option("--tenant", help="Of this tenant only, by its address such as muscat-laundry.")
@click.option("--check", is_flag=True, help="Only say what differs; exit 1 if anything.")
def recount_command(tenant: str | None, check: bool) -> None:
    """Add the customer statistics up from nothing, say what differed and put it right."""
    settings = _operator_settings()
    differed = asyncio.run(recount(settings, tenant, mend=not check, say=click.echo))
    sys.exit(1 if check and differed else 0)


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
def tenant_open(
    slug: str,
    locale: Literal["en", "ar"],
    owner_name: str,
    owner_email: str,
    owner_password: str,
    **given: str,
) -> None:
    """Open a tenant at /c/SLUG with its first owner."""
    owner = Owner(owner_name, owner_email, owner_password)
    opening = Opening(slug=slug, locale=locale, **given)
    tenant = asyncio.run(open_tenant(_operator_settings(), opening, owner))
    click.echo(f"{tenant.name} is open at /c/{tenant.slug}; its reference is {tenant.ref}")


@tenant_group.command("owner")
@click.argument("slug")
@click.option("--owner-name", prompt="Owner's name")
@click.option("--owner-email", prompt="Owner's e-mail")
@click.password_option("--owner-password", prompt="Owner's password", envvar="OWNER_PASSWORD")
def tenant_owner(slug: str, owner_name: str, owner_email: str, owner_password: str) -> None:
    """Add an owner to the tenant at /c/SLUG, for when none can sign in."""
    owner = Owner(owner_name, owner_email, owner_password)
    tenant = asyncio.run(add_owner(_operator_settings(), slug, owner))
    click.echo(f"{tenant.name} at /c/{tenant.slug} has another owner")


@tenant_group.command("rotate-signing-key")
@click.argument("slug")
def tenant_rotate_signing_key(slug: str) -> None:
    """Sign access tokens with a new key; those of the old one hold to their end."""
    tenant, name = asyncio.run(rotate_signing_key(_operator_settings(), slug))
    said = f"has a new key, {name}" if name else "has signed nothing yet; its first key comes then"
    click.echo(f"{tenant.name} at /c/{tenant.slug} {said}")


@commands.group("staff")
def staff_group() -> None:
    """People who work for a business."""


@staff_group.command("second-factor-reset")
@click.argument("slug")
@click.option("--email", prompt="Their e-mail", help="Whose; asked for when it is not given.")
@click.confirmation_option(
    prompt="They are signed out everywhere, and their password alone signs them in. Go on?"
)
def staff_second_factor_reset(slug: str, email: str) -> None:
    """Forget the second step of somebody at /c/SLUG who lost it, when no owner can."""
    tenant = asyncio.run(reset_second_factor(_operator_settings(), slug, email))
    click.echo(f"Reset at {tenant.name}, /c/{tenant.slug}. It stands in the audit trail.")


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


async def _refuse_worker_early(settings: Settings) -> None:
    keys = open_keys(settings)
    async with opened_database(settings, keys, part="work", size=1):
        master = MasterKey.load(settings.master_key_file)
        await refuse_unusable_database(settings, master, part="work")


def _operator_settings() -> Settings:
    """The installation that the environment names, or else the demo of this folder."""
    if not any(name in os.environ for name in NAMES_OF_A_DATABASE):
        demo_settings = demo_environment(PROJECT)
        if demo_settings:
            return read_settings(demo_settings)
        raise SettingsError(
            "No database is named. Set REGULARS_DATABASE_URL (see docs/reference/settings.md),"
            " or start the demo first: make demo"
        )
    return read_settings()


def _complain(refusal: DomainError) -> None:
    if not isinstance(refusal, Invalid):
        click.echo(f"{refusal}", err=True)
        return
    catalogue = Catalogue.load()
    for error in refusal.errors:
        click.echo(explained(error, catalogue), err=True)
