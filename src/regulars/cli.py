"""The command line: serve, migrate, and what an operator needs besides."""

import asyncio

import click

from regulars.runtime.migrations import migrate, pending_migrations
from regulars.runtime.settings import read_settings
from regulars.runtime.vault.master import MasterKey


@click.group()
def main() -> None:
    """Regulars: the customer platform that turns walk-ins into regulars."""


@main.command("migrate")
@click.option("--check", is_flag=True, help="Only say what would be applied; exit 1 if anything.")
def migrate_command(check: bool) -> None:
    """Bring the database up to date."""
    settings = read_settings()
    if check:
        pending = asyncio.run(pending_migrations(settings.database_url))
        for name in pending:
            click.echo(f"pending: {name}")
        raise SystemExit(1 if pending else 0)
    for name in asyncio.run(migrate(settings, MasterKey.load(settings.master_key_file))):
        click.echo(f"applied: {name}")
