"""The front desk: the only place where the parts of a server process are wired together."""

import asyncio
import ctypes
import gc
import multiprocessing
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from typing import Any, Literal

from granian import Granian
from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from litestar import Litestar
from litestar.types import ASGIApp

from regulars import api
from regulars.api.door import Door
from regulars.api.errors import error_handlers
from regulars.api.health import healthz, metrics_handler
from regulars.api.jwks import jwks_handler
from regulars.api.pipeline import Pipeline, handlers
from regulars.api.reference import reference_handlers
from regulars.api.threshold import Threshold
from regulars.api.webhooks import webhooks
from regulars.browser.beats import beats_of
from regulars.browser.drawing import BUILT, static_addresses
from regulars.browser.strangers import Strangers
from regulars.connectors import providers_over
from regulars.console import console_handlers, open_console
from regulars.desk import Desk
from regulars.domains import audit, customers, exports, identity, jobs, people
from regulars.portal import open_portal, portal_handlers
from regulars.runtime.beat import CLOCK, Clock, OnTheBeat
from regulars.runtime.database import Database, DatabaseRefused, open_database
from regulars.runtime.endless import Endless
from regulars.runtime.heads import Heads
from regulars.runtime.language import Catalogue
from regulars.runtime.live import LiveFeed
from regulars.runtime.migrations import MigrationError, refuse_foreign_database
from regulars.runtime.observed import Observed
from regulars.runtime.outside import outside_of
from regulars.runtime.reactions import Reaction
from regulars.runtime.roles import statement_seconds
from regulars.runtime.settings import Settings, SettingsError, read_settings
from regulars.runtime.telemetry import logger, set_up_logging
from regulars.runtime.vault.errors import VaultFault
from regulars.runtime.vault.keystore import KeyStore
from regulars.runtime.vault.master import MasterKey

log = logger("front desk")

CONNECTIONS_MAX = 16_384

# What happens when a fact was recorded; the worker runs these, and those that reach outside.
REACTIONS: tuple[Reaction, ...] = (
    *customers.REACTIONS,
    *jobs.REACTIONS,
    *audit.REACTIONS,
    *exports.REACTIONS,
    *people.REACTIONS,
)
# Rooms that say whether something active uses an address; asked before it changes.
ADDRESS_HOLDS: customers.AddressHolds = ()
# Rooms that say whether something on its way uses a number; asked before its owner changes it.
PHONE_HOLDS: customers.PhoneHolds = ()


def reactions_of(settings: Settings) -> tuple[Reaction, ...]:
    """All of them: those that reach outside are made with the one way out."""
    speaker = identity.Speaker(Catalogue.load(), settings.public_url)
    post = identity.Post(providers_over(outside_of(settings)), speaker, settings.hooks_url)
    return (*REACTIONS, *identity.sending_reactions(post))


PR_SET_PDEATHSIG = 1  # prctl(2)
ORDERS = (signal.SIGINT, signal.SIGTERM)  # to stop

Part = Literal["app", "work", "migrate"]
ADDRESSES: dict[Part, str] = {
    "app": "REGULARS_DATABASE_URL",
    "work": "REGULARS_WORK_DATABASE_URL",
    "migrate": "REGULARS_MIGRATE_DATABASE_URL",
}
# What a server says at its door, by SQLSTATE or its class. Its own words may quote the address.
AT_THE_DOOR = {
    "28": "does not let us in: is its user or its password wrong?",
    "3D": "is not there: the server has no database of that name.",
    "42501": "gives this role no rights: run `regulars migrate`, or use the role that it makes.",
    "53": "has no room for another connection just now.",
    "55": "takes no connections.",
    "57": "is starting or stopping just now.",
}


def serve_http(settings: Settings) -> None:
    """Until SIGTERM or Ctrl-C; what is being answered then is answered."""
    asyncio.run(_refuse_to_serve(settings))
    _let_children_hear()
    # What is there by now is there in every process: none of them looks through it again, which
    # takes time and makes each a copy of its own.
    gc.freeze()
    Granian(
        "regulars.app:create",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        # Asked to tell HTTP/1 from 2 by itself, it waits for the first byte without an end.
        http=HTTPModes.http1,
        # There are none here, and what comes as one would pass by the log, the limits, the headers.
        websockets=False,
        loop=Loops.uvloop,
        factory=True,
        workers=1,
        # Slow senders hold a place each; the stock thousand would be soon taken.
        backlog=4096,
        backpressure=CONNECTIONS_MAX,
        http1_settings=HTTP1Settings(header_read_timeout=10_000),
        log_enabled=settings.log_level == "debug",
        respawn_failed_workers=True,
        workers_kill_timeout=15,
    ).serve()


def _let_children_hear() -> None:
    """A forked process inherits handlers that only its parent's loop hears: told to stop while
    it starts, it would go on until it is killed."""

    def begin_anew() -> None:
        for order in ORDERS:
            signal.signal(order, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ORDERS)

    os.register_at_fork(
        before=lambda: signal.pthread_sigmask(signal.SIG_BLOCK, ORDERS),
        after_in_parent=lambda: signal.pthread_sigmask(signal.SIG_UNBLOCK, ORDERS),
        after_in_child=begin_anew,
    )


def create() -> ASGIApp:
    """What the HTTP server calls in each of its processes."""
    parent = multiprocessing.parent_process()
    if parent is not None and parent.pid is not None:
        end_with_parent(parent.pid)
    settings = read_settings()
    set_up_logging(settings.log_level, settings.log_format)
    # What is wired is no garbage; what fell off on the way is collected at the end.
    gc.disable()
    server = Endless(build(settings))
    _spare_the_collector()
    return server


def _spare_the_collector() -> None:
    """What was imported and wired stays to the end, so looking through it for garbage again and
    again is in vain; and a page of fifty makes more than the stock 700 objects."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
    gc.enable()


def build(
    settings: Settings,
    *,
    phone_holds: customers.PhoneHolds = PHONE_HOLDS,
    clock: Clock = CLOCK,
) -> ASGIApp:
    """The whole server as an ASGI application. It opens its database when it is started."""
    catalogue = Catalogue.load(strict=settings.environment == "test")
    providers = providers_over(outside_of(settings))
    desk = Desk(settings, catalogue, ADDRESS_HOLDS, phone_holds, providers)
    console, portal = open_console(desk), open_portal(desk)

    @asynccontextmanager
    async def opened(_: Litestar) -> AsyncIterator[None]:
        async with AsyncExitStack() as until_the_end:
            try:
                await _open(desk, until_the_end)
            except Exception as error:
                is_plain = isinstance(error, DatabaseRefused | MigrationError | VaultFault)
                log.critical("start_failed", error=error, reason=str(error) if is_plain else None)
                raise
            yield

    pipeline = Pipeline(desk)
    pages = [*console_handlers(console), *portal_handlers(portal)]
    routes: list[Any] = [
        healthz(desk),
        metrics_handler(desk),
        jwks_handler(desk),
        webhooks(desk, desk.providers),
        *handlers(pipeline, api.OPERATIONS),
        *reference_handlers(desk, api.OPERATIONS),
        *pages,
    ]
    litestar = Litestar(
        route_handlers=routes,
        lifespan=[opened],
        exception_handlers=error_handlers(desk),
        request_max_body_size=settings.body_limit_bytes,
        openapi_config=None,
        logging_config=None,
    )
    limit = settings.body_limit_bytes
    house = Door(litestar, pipeline.answer, api.OPERATIONS, body_limit=limit)
    worded = Strangers(Threshold(house, catalogue), console, {"/c": console, "/p": portal})
    beating = OnTheBeat(Heads(worded), {**api.BEATS, **beats_of(pages)}, clock)
    return Observed(beating, is_https=settings.https)


async def _refuse_to_serve(settings: Settings) -> None:
    """What would stop every process of the server is said once, before there are any."""
    static_addresses(BUILT)
    _refuse_taken_port(settings)
    master = MasterKey.load(settings.master_key_file)
    async with opened_database(settings, KeyStore(settings.keys_dir, master), size=1):
        await refuse_unusable_database(settings, master)


def _refuse_taken_port(settings: Settings) -> None:
    """The server's own processes share a port, so it would share it with a stranger too."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        socket.create_server((settings.host, settings.port), family=family).close()
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]
        raise SettingsError(
            f"Port {settings.port} of {settings.host} cannot be listened on: {reason}."
            " REGULARS_PORT chooses another."
        ) from None


async def _open(desk: Desk, until_the_end: AsyncExitStack) -> None:
    settings = desk.settings
    master = MasterKey.load(settings.master_key_file)
    await refuse_unusable_database(settings, master)
    keys = KeyStore(settings.keys_dir, master)
    database = await until_the_end.enter_async_context(opened_database(settings, keys))
    feed = LiveFeed(settings.listen_database_url or settings.database_url)
    desk.open(database, await until_the_end.enter_async_context(feed.running()))


@asynccontextmanager
async def opened_database(
    settings: Settings, keys: KeyStore, *, part: Part = "app", size: int | None = None
) -> AsyncIterator[Database]:
    """Raises DatabaseRefused or SettingsError with a sentence that an operator can act on."""
    with reaching(settings, part) as address:
        database = await open_database(
            address,
            keys,
            size=size or settings.pool_size,
            statement_seconds=statement_seconds(settings, part),
            statement_cache_size=settings.statement_cache_size,
        )
    try:
        yield database
    finally:
        await database.close()


async def refuse_unusable_database(
    settings: Settings, master: MasterKey, *, part: Part = "app"
) -> None:
    """Raises MigrationError besides: migrations are pending, or the master key is another's."""
    with reaching(settings, part) as address:
        await refuse_foreign_database(address, master)


@contextmanager
def reaching(settings: Settings, part: Part) -> Iterator[str]:
    """The address of the database, and around connecting to it: what goes wrong there is said in
    a sentence without the address, since a password stands in it."""
    name = ADDRESSES[part]
    address: str = getattr(settings, name.removeprefix("REGULARS_").lower())
    if not address:
        raise SettingsError(f"Set {name}; docs/reference/settings.md has the rest.")
    try:
        yield address
    except OSError:
        start = " Start the demo first: make demo" if settings.environment == "demo" else ""
        raise DatabaseRefused(
            f"The database that {name} names does not answer: is it running, is the address"
            f" right?{start}"
        ) from None
    except ValueError:
        raise SettingsError(
            f"{name} is not an address such as postgresql://user:password@host/database."
        ) from None
    except Exception as error:
        state = getattr(error, "sqlstate", None) or ""
        said = AT_THE_DOOR.get(state) or AT_THE_DOOR.get(state[:2])
        if said is None:
            raise
        raise DatabaseRefused(f"The database that {name} names {said}") from None


def open_keys(settings: Settings) -> KeyStore:
    return KeyStore(settings.keys_dir, MasterKey.load(settings.master_key_file))


def end_with_parent(parent: int) -> None:
    """From now on we are told to stop when our parent dies, also when it is killed."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    # It may have died before we asked; then nobody will ever tell us.
    if os.getppid() != parent:
        sys.exit(1)
