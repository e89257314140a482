"""`regulars serve`, apart from the other commands: a server keeps what it was started with."""

import sys

import click

from regulars.app import end_with_parent, serve_http
from regulars.browser.drawing import AssetsNotBuilt
from regulars.kernel.errors import DomainError
from regulars.runtime.database import DatabaseRefused
from regulars.runtime.migrations import MigrationError
from regulars.runtime.settings import Settings, SettingsError, read_settings
from regulars.runtime.telemetry import set_up_logging
from regulars.runtime.vault.errors import VaultFault

# What an operator can act on is said in a sentence; only a fault of ours shows where it happened.
CLEAR_ENOUGH = (
    AssetsNotBuilt,
    DatabaseRefused,
    DomainError,
    MigrationError,
    SettingsError,
    VaultFault,
)


def main() -> None:
    try:
        click.Group(commands=[serve])()
    except CLEAR_ENOUGH as refused:
        click.echo(f"{refused}", err=True)
        sys.exit(1)


@click.command()
@click.option("--parent", type=int, hidden=True, help="Stop when this process, ours, ends.")
def serve(parent: int | None) -> None:
    """Answer HTTP: API and console."""
    settings = settings_for(parent)
    try:
        serve_http(settings)
    except SystemExit:
        click.echo("The server's process ended twice in a row; its messages stand above.", err=True)
        raise


def settings_for(parent: int | None) -> Settings:
    """Of a process that stays, and ends with `parent` if it has one."""
    settings = read_settings()
    try:
        set_up_logging(settings.log_level, settings.log_format)
    except KeyError:
        raise SettingsError("REGULARS_LOG_LEVEL is one of debug, info, warning, error.") from None
    if parent is not None:
        end_with_parent(parent)
    return settings
