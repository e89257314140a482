"""The front desk: the only place where the parts of a server process are wired together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar

from regulars.api.health import healthz
from regulars.runtime.database import Database, open_database
from regulars.runtime.settings import Settings, read_settings
from regulars.runtime.vault.keystore import KeyStore
from regulars.runtime.vault.master import MasterKey


def create() -> Litestar:
    """What the HTTP server calls in each of its processes."""
    return build(read_settings())


def build(settings: Settings) -> Litestar:
    @asynccontextmanager
    async def opened(app: Litestar) -> AsyncIterator[None]:
        app.state.database = await open_app_database(settings)
        try:
            yield
        finally:
            await app.state.database.close()

    return Litestar(
        route_handlers=[healthz],
        lifespan=[opened],
        openapi_config=None,
        logging_config=None,
        debug=False,
    )


async def open_app_database(settings: Settings) -> Database:
    return await open_database(
        settings.database_url,
        open_keys(settings),
        size=settings.pool_size,
        statement_cache_size=settings.statement_cache_size,
    )


def open_keys(settings: Settings) -> KeyStore:
    return KeyStore(settings.keys_dir, MasterKey.load(settings.master_key_file))
