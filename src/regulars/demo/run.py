"""Starting the demo: server, migrations, samples, then HTTP and worker until Ctrl-C."""

import asyncio
import json
import secrets
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import uvloop

from regulars.app import reactions_of
from regulars.demo.access import write_private
from regulars.demo.carriers import (
    connect_shops,
    demo_accounts,
    exempted,
    mail_port,
    page_address,
    page_port,
)
from regulars.demo.processes import (
    DemoError,
    refuse_taken_port,
    serve_until_told,
    undisturbed,
    until_told,
)
from regulars.demo.samples import Access, make_shop
from regulars.demo.shops import SHOPS, Shop
from regulars.runtime.database import Database, open_database
from regulars.runtime.embedded import (
    EmbeddedServer,
    EmbeddedServerError,
    default_home,
    remove_home,
    running_server,
)
from regulars.runtime.migrations import MigrationError, make_database, migrate
from regulars.runtime.settings import Settings, as_environment
from regulars.runtime.sql import statements_beside
from regulars.runtime.vault.durable import private_folder
from regulars.runtime.vault.keystore import KeyStore
from regulars.runtime.vault.master import MasterKey
from regulars.worker import run_worker

DATABASE = "regulars"
SETTINGS = "settings.json"
ACCESS = "access.json"
LEAVING = "leaving"
ACCOUNTS = "carriers.json"
SETTLE_SECONDS = 600

sql = statements_beside(__file__)


def demo(project: Path, *, port: int, reset: bool, people: int | None = None) -> None:
    """Runs until Ctrl-C or SIGTERM. A second start keeps the data; a first one that was cut
    short has left data that nobody has a key to, and is begun anew."""
    folder = project / ".demo"
    with until_told():
        for each in (port, page_port(port), mail_port(port)):
            refuse_taken_port(each)
        if reset or (folder / LEAVING).exists() or not (folder / ACCESS).exists():
            _forget(folder, project)
        private_folder(folder)
        with running_server(default_home(project)) as server:
            settings = demo_settings(folder, server, port)
            accounts = demo_accounts(folder / ACCOUNTS, [shop.slug for shop in SHOPS])
            uvloop.run(_prepared(folder, settings, _shops(people), accounts))
            write_private(folder / SETTINGS, as_environment(settings))
            access = json.loads((folder / ACCESS).read_text(encoding="utf-8"))
            serve_until_told(settings, folder / ACCOUNTS, greeting=_greeting(access, folder))


def demo_environment(project: Path) -> dict[str, str]:
    """The settings of this folder's demo as an environment; empty when there was none."""
    file = project / ".demo" / SETTINGS
    if not file.exists():
        return {}
    environment: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return environment


def _shops(people: int | None) -> tuple[Shop, ...]:
    """The first is the larger one, also when only a few people are wanted."""
    if people is None:
        return SHOPS
    return tuple(
        replace(shop, customers_count=people // place) for place, shop in enumerate(SHOPS, 1)
    )


def _forget(folder: Path, project: Path) -> None:
    """Refused while the demo runs. Who is killed in the middle of it begins again here."""
    leaving = folder / LEAVING
    with undisturbed():
        private_folder(folder)
        leaving.touch()
        try:
            remove_home(default_home(project))
        except EmbeddedServerError:
            leaving.unlink()
            raise
        (folder / ACCESS).unlink(missing_ok=True)
        shutil.rmtree(folder)


def demo_settings(folder: Path, server: EmbeddedServer, port: int) -> Settings:
    passwords = _passwords(folder / "passwords.json")
    base = Settings(environment="demo", port=port, data_dir=folder / "data")
    return replace(
        base,
        public_url=f"http://localhost:{port}",
        outside_exempt=exempted(port),
        log_level="warning",
        log_format="console",
        database_url=server.dsn(
            user=base.role("app"), password=passwords["app"], database=DATABASE
        ),
        work_database_url=server.dsn(
            user=base.role("work"), password=passwords["work"], database=DATABASE
        ),
        migrate_database_url=server.dsn(database=DATABASE),
    )


def _passwords(file: Path) -> dict[str, str]:
    if not file.exists():
        write_private(file, {part: secrets.token_urlsafe(24) for part in ("app", "work")})
    passwords: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return passwords


async def _prepared(
    folder: Path, settings: Settings, shops: Sequence[Shop], accounts: Mapping[str, str]
) -> None:
    private_folder(settings.data_dir)
    private_folder(settings.keys_dir)
    if not settings.master_key_file.exists():
        MasterKey.create(settings.master_key_file)
    master = MasterKey.load(settings.master_key_file)
    await make_database(settings.migrate_database_url)
    try:
        await migrate(settings, master)
    except MigrationError as refused:
        raise DemoError(f"{refused} The demo can begin afresh: make demo-reset") from None
    access = folder / ACCESS
    if access.exists():
        known = json.loads(access.read_text(encoding="utf-8"))
    else:
        click.echo("Inventing two shops and their customers …")
        keys = KeyStore(settings.keys_dir, master)
        known = {"tenants": await _invented(settings, keys, shops)}
    await connect_shops(settings, KeyStore(settings.keys_dir, master), known["tenants"], accounts)
    write_private(
        access,
        {
            "base_url": settings.public_url,
            "messages": page_address(settings.port),
            "tenants": known["tenants"],
        },
    )


async def _invented(
    settings: Settings, keys: KeyStore, shops: Sequence[Shop]
) -> list[dict[str, Any]]:
    operator = await open_database(settings.work_database_url, keys, size=2)
    database = await open_database(settings.database_url, keys, size=2)
    try:
        made = [await make_shop(operator, database, keys, shop) for shop in shops]
        await _settle(settings, operator)
    finally:
        await database.close()
        await operator.close()
    return [_entry(access) for access in made]


async def _settle(settings: Settings, operator: Database) -> None:
    """Every fact delivered before the door opens, so that nothing moves by itself afterwards."""
    stop = asyncio.Event()
    worker = asyncio.create_task(run_worker(settings, reactions_of(settings), stop=stop))
    try:
        async with asyncio.timeout(SETTLE_SECONDS):
            while not await _is_settled(operator):
                if worker.done():
                    worker.result()
                await asyncio.sleep(0.2)
    finally:
        stop.set()
    await worker


async def _is_settled(operator: Database) -> bool:
    async with operator.house() as session:
        return bool(await session.value(sql.is_settled, {}))


def _entry(access: Access) -> dict[str, Any]:
    return {
        "slug": access.tenant.slug,
        "id": str(access.tenant.id),
        "api_key": access.api_key,
        "publishable_key": access.publishable_key,
        "staff": list(access.staff),
    }


def _greeting(access: dict[str, Any], folder: Path) -> str:
    lines = [""]
    for tenant in access["tenants"]:
        lines.append(f"  {access['base_url']}/c/{tenant['slug']}/till")
        lines += [
            f"    {person['role']:<7} {person.get('email') or person['phone']:<38}"
            f" {person.get('password', 'a code by SMS')}"
            for person in tenant["staff"]
        ]
        lines.append(f"    customers sign up at {access['base_url']}/p/{tenant['slug']}")
    lines += [
        "",
        f"  API keys stand in {folder.name}/access.json; the API explains itself at",
        f"  {access['base_url']}/api/v1/docs",
        "",
        "  Codes and messages leave this machine nowhere; what would have been sent is shown at",
        f"  {access['messages']}",
        "",
        "  Ctrl-C stops everything; the data stays. `make demo-reset` starts afresh.",
        "",
    ]
    return "\n".join(lines)
