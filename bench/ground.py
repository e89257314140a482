"""The ground that is measured on: an embedded PostgreSQL, twenty tenants, and their customers."""

import hashlib
import json
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import uvloop

from bench.fill import Say, Share, fill
from bench.people import shares
from regulars.app import open_keys
from regulars.domains import identity, tenants
from regulars.runtime.context import Context
from regulars.runtime.database import open_database
from regulars.runtime.embedded import EmbeddedServer, remove_home, running_server
from regulars.runtime.migrations import make_database, migrate, read_migrations
from regulars.runtime.settings import Settings
from regulars.runtime.vault.durable import private_folder
from regulars.runtime.vault.master import MasterKey

DATABASE = "regulars"
TENANTS = 20
# From here on `create.sql` numbers its rows.
PGBENCH_NUMBERS = 1_000_000_000
# Raised whenever `people.py` or `fill.py` fill otherwise.
FILLING = 2
SCOPES = (identity.Scope.CUSTOMERS_READ, identity.Scope.CUSTOMERS_WRITE)


@dataclass(frozen=True, slots=True)
class Shop:
    """One tenant: what a request and what a script of pgbench have to know of it."""

    tenant_id: UUID
    api_key: str
    customers: int


@dataclass(frozen=True, slots=True)
class Ground:
    """`settings` are those of the server that is measured."""

    settings: Settings
    shops: tuple[Shop, ...]
    filled_per_second: float | None
    postmaster: int = 0

    @property
    def customers(self) -> int:
        return sum(shop.customers for shop in self.shops)


@contextmanager
def prepared_ground(
    folder: Path, customers: int, *, port: int, durable: bool = True, say: Say
) -> Iterator[Ground]:
    """Filled once and kept, until the migrations, the filling or its size are others."""
    private_folder(folder)
    home, record = folder / "postgres", folder / "filled.json"
    wanted = _fingerprint(customers)
    kept = _kept(record, wanted)
    if kept is None:
        record.unlink(missing_ok=True)
        remove_home(home)
        shutil.rmtree(folder / "data", ignore_errors=True)
    with running_server(home, durable=durable) as server:
        settings = _settings(folder, server, port)
        if kept is None:
            filled = uvloop.run(_opened(settings))
            many = shares(customers, TENANTS)
            shops = [replace(shop, customers=n) for shop, n in zip(filled, many, strict=True)]
            rate = fill(settings, [_share(shop, n) for n, shop in enumerate(shops)], say=say)
            _write(record, {"wanted": wanted, "rate": rate, "shops": [_plain(s) for s in shops]})
            kept = _kept(record, wanted)
            assert kept is not None
        else:
            # What stands on the roles may be newer than what was filled.
            uvloop.run(migrate(settings, MasterKey.load(settings.master_key_file)))
        yield replace(kept, settings=settings, postmaster=server.pid)


async def tidied(settings: Settings) -> None:
    """Without the rows of pgbench and what waits for a worker, and as autovacuum would leave it."""
    connection = await asyncpg.connect(settings.migrate_database_url)
    try:
        await connection.execute("TRUNCATE journal.pending")
        await connection.fetch(
            "DELETE FROM customers.customers WHERE number >= $1", PGBENCH_NUMBERS, timeout=600
        )
        await connection.execute("VACUUM (ANALYZE)", timeout=3_600)
        await connection.execute("CHECKPOINT", timeout=600)
    finally:
        await connection.close()


async def ask(settings: Settings, statement: str, *values: Any) -> list[Any]:
    """As the superuser, who sees every tenant's rows."""
    connection = await asyncpg.connect(settings.migrate_database_url)
    try:
        return list(await connection.fetch(statement, *values, timeout=600))
    finally:
        await connection.close()


async def _opened(settings: Settings) -> list[Shop]:
    private_folder(settings.data_dir)
    private_folder(settings.keys_dir)
    master = MasterKey.create(settings.master_key_file)
    await make_database(settings.migrate_database_url)
    await migrate(settings, master)
    keys = open_keys(settings)
    operator = await open_database(settings.work_database_url, keys, size=1)
    database = await open_database(settings.database_url, keys, size=1)
    shops = []
    try:
        for number in range(1, TENANTS + 1):
            tenant = await tenants.open_tenant(
                operator,
                keys,
                slug=f"shop-{number}",
                name=f"Shop {number}",
                locale="en",
                default_country="OM",
                time_zone="Asia/Muscat",
            )
            context = Context(tenant.id, actor_kind="system", origin="backfill")
            async with database.transaction(context) as tx:
                _, credential = await identity.create_api_key(
                    tx,
                    name="bench",
                    scopes=SCOPES,
                    environment=settings.environment,
                    tenant_ref=tenant.ref,
                )
            shops.append(Shop(tenant.id, credential.secret, 0))
    finally:
        await operator.close()
        await database.close()
    return shops


def _settings(folder: Path, server: EmbeddedServer, port: int) -> Settings:
    file = folder / "passwords.json"
    if not file.exists():
        _write(file, {part: secrets.token_urlsafe(24) for part in ("app", "work")})
    passwords: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))

    def address(part: str) -> str:
        return server.dsn(user=base.role(part), password=passwords[part], database=DATABASE)

    # Budgets are the one thing that is not as shipped: one key stands for a thousand tills.
    base = Settings(port=port, rate_limit_per_second=1_000_000, rate_limit_burst=1_000_000)
    return replace(
        base,
        data_dir=folder / "data",
        public_url=f"http://localhost:{port}",
        database_url=address("app"),
        work_database_url=address("work"),
        migrate_database_url=server.dsn(database=DATABASE),
    )


def _share(shop: Shop, number: int) -> Share:
    return Share(shop.tenant_id, shop.customers, seed=number)


def _fingerprint(customers: int) -> str:
    digests = [migration.digest for migration in read_migrations()]
    return hashlib.sha256(repr((FILLING, customers, digests)).encode()).hexdigest()


def _kept(record: Path, wanted: str) -> Ground | None:
    if not record.exists():
        return None
    known = json.loads(record.read_text(encoding="utf-8"))
    if known["wanted"] != wanted:
        return None
    shops = tuple(
        Shop(UUID(shop["tenant_id"]), shop["api_key"], shop["customers"]) for shop in known["shops"]
    )
    return Ground(Settings(), shops, known["rate"])


def _plain(shop: Shop) -> dict[str, Any]:
    return {**asdict(shop), "tenant_id": str(shop.tenant_id)}


def _write(file: Path, content: Any) -> None:
    file.touch(mode=0o600)
    file.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
