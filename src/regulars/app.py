"""The front desk: the only place where the parts of a server process are wired together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar
from litestar.types import ASGIApp

from regulars import api
from regulars.api.errors import error_handlers
from regulars.api.health import healthz, metrics_handler
from regulars.api.pipeline import handlers
from regulars.api.reference import reference_handlers
from regulars.console import console_handlers
from regulars.desk import Desk
from regulars.domains import customers
from regulars.runtime.database import Database, open_database
from regulars.runtime.language import Catalogue
from regulars.runtime.live import LiveFeed
from regulars.runtime.migrations import refuse_foreign_database
from regulars.runtime.observed import Observed
from regulars.runtime.reactions import Reaction
from regulars.runtime.settings import Settings, read_settings
from regulars.runtime.telemetry import set_up_logging
from regulars.runtime.vault.keystore import KeyStore
from regulars.runtime.vault.master import MasterKey

# What happens when a fact was recorded; the worker runs these.
REACTIONS: tuple[Reaction, ...] = (*customers.REACTIONS,)


def create() -> ASGIApp:
    """What the HTTP server calls in each of its processes."""
    settings = read_settings()
    set_up_logging(settings.log_level, settings.log_format)
    return build(settings)


def build(settings: Settings) -> ASGIApp:
    """The whole server as an ASGI application. It opens its database when it is started."""
    catalogue = Catalogue.load(strict=settings.environment == "test")
    desk = Desk(settings, catalogue)

    @asynccontextmanager
    async def opened(_: Litestar) -> AsyncIterator[None]:
        master = MasterKey.load(settings.master_key_file)
        await refuse_foreign_database(settings.database_url, master)
        async with (
            opened_database(settings, KeyStore(settings.keys_dir, master)) as database,
            LiveFeed(settings.listen_database_url or settings.database_url).running() as live,
        ):
            desk.open(database, live)
            yield

    routes: list[Any] = [
        healthz(desk),
        metrics_handler(desk),
        *handlers(desk, api.OPERATIONS),
        *reference_handlers(desk, api.OPERATIONS),
        *console_handlers(desk),
    ]
    return Observed(
        Litestar(
            route_handlers=routes,
            lifespan=[opened],
            exception_handlers=error_handlers(desk),
            request_max_body_size=settings.body_limit_bytes,
            openapi_config=None,
            logging_config=None,
        )
    )


@asynccontextmanager
async def opened_database(settings: Settings, keys: KeyStore) -> AsyncIterator[Database]:
    database = await open_database(
        settings.database_url,
        keys,
        size=settings.pool_size,
        statement_cache_size=settings.statement_cache_size,
    )
    try:
        yield database
    finally:
        await database.close()


def open_keys(settings: Settings) -> KeyStore:
    return KeyStore(settings.keys_dir, MasterKey.load(settings.master_key_file))
