"""Codes: how long until one is at the provider's door, and whether known and unknown look alike."""

import asyncio
import contextlib
import os
import random
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from urllib.parse import parse_qs

import httpx
import uvloop

from bench.ground import Ground, Shop, ask, prepared_ground
from bench.load import WrongAnswer
from bench.requests import gets
from bench.served import serving
from regulars.app import open_keys
from regulars.connectors import providers_over
from regulars.domains import customers, identity, tenants
from regulars.kernel.ids import TenantId
from regulars.runtime.context import Context
from regulars.runtime.database import Database, open_database
from regulars.runtime.outside import Judge, Outside
from regulars.runtime.settings import Settings, as_environment
from regulars.runtime.sql import Statement
from regulars.simulators.arrivals import Arrivals
from regulars.simulators.http import Answered, Asked, listening
from regulars.simulators.twilio import TwilioSimulator

A_SECOND = 50
DOOR_PORT = 8496
ACCOUNT, TOKEN = "AC" + "0" * 32, "0" * 32
DOOR_P95_MS = 500.0
DELTA_MS = 1.0
PATIENCE_SECONDS = 20
# Until a worker has started and done what waited for it.
IDLE_SECONDS = 90
LOOK_SECONDS = 0.25
STOP_SECONDS = 60
# How often the server is asked how it is, beside the load.
HEALTH_A_SECOND = 10
# Pairs of a known and an unknown number.
ALIKE = 400

# What the worker has not done yet, of any shop.
WAITING = """
SELECT (SELECT count(*) FROM journal.pending)
     + (SELECT count(*) FROM jobs.pgqueuer
         WHERE status IN ('queued', 'picked') AND execute_after <= now())"""
NUMBERS_GIVEN = "SELECT count(*) FROM customers.identifiers WHERE tenant_id = $1"

REF = Statement("ref", "SELECT ref FROM tenants.directory WHERE id = $1", ("tenant_id",), "bench")
# As a code would have proven it.
PROVEN = Statement(
    "proven",
    "WITH known AS (UPDATE customers.identifiers SET verified_at = now()"
    "                WHERE tenant_id = $1 AND customer_id = $2 AND kind = 'phone')"
    " UPDATE customers.customers SET phone_verified_at = now()"
    "  WHERE tenant_id = $1 AND id = $2",
    ("tenant_id", "id"),
    "bench",
)


@dataclass(frozen=True, slots=True)
class CodesFound:
    """`auc` is how often an unknown number takes longer than a known one: a half tells nothing.
    `health_ms` are answers of `/healthz` during the load: what the machine makes of nothing."""

    door_ms: tuple[float, ...]
    asked: int
    delta_ms: float
    auc: float
    health_ms: tuple[float, ...] = ()

    @property
    def p95(self) -> float:
        return within(self.door_ms, 0.95)

    @property
    def ratio(self) -> float:
        """The way to the door in answers of `/healthz`, both at p95."""
        return self.p95 / within(self.health_ms, 0.95) if self.health_ms else float("inf")

    def misses(self) -> list[str]:
        """Also when a code that was asked for never came."""
        found = []
        if self.p95 > DOOR_P95_MS or len(self.door_ms) < self.asked:
            found.append("codes at the door")
        if abs(self.delta_ms) > DELTA_MS:
            found.append("known and unknown")
        return found

    def table(self) -> str:
        return (
            f"codes at the provider's door  {len(self.door_ms)} of {self.asked} at {A_SECOND}/s,"
            f"  p50 {median(self.door_ms or (0.0,)):.0f} ms,  p95 {self.p95:.0f} ms"
            f"  (bar {DOOR_P95_MS:.0f})\n"
            f"/healthz beside it            p95 {within(self.health_ms, 0.95):.1f} ms,"
            f"  the door at {self.ratio:.0f} of them\n"
            f"known against unknown         median {self.delta_ms:+.2f} ms (bar {DELTA_MS:.0f}),"
            f"  AUC {self.auc:.3f}"
        )


def within(times: Sequence[float], share: float) -> float:
    """What this share of them took at most; of none, for ever."""
    return sorted(times)[int(len(times) * share)] if times else float("inf")


def auc(known: Sequence[float], unknown: Sequence[float]) -> float:
    """The share of pairs in which the unknown one took longer; ties count half."""
    won = sum((u > k) + (u == k) / 2 for k in known for u in unknown)
    return won / (len(known) * len(unknown))


def measure_codes(
    folder: Path, *, port: int, seconds: float, say: Callable[[str], None]
) -> CodesFound:
    """On a small town of its own: what is measured does not grow with it."""
    with prepared_ground(folder / "codes", 2_000, port=port, say=say) as ground:
        settings = replace(
            ground.settings,
            proxy_hops=1,
            outside_exempt=f"127.0.0.1:{DOOR_PORT}",
        )
        ground = replace(ground, settings=settings)
        first = gets(ground, 1, random.Random(0))[0]  # noqa: S311 - which customer
        with serving(settings, first=first, log=folder / "server.log"):
            return uvloop.run(_measured(ground, seconds, say))


@dataclass(frozen=True, slots=True)
class _Shop:
    """A shop whose `numbers` are proven, each with an account, and its app's key."""

    key: str
    numbers: tuple[str, ...]


async def _measured(ground: Ground, seconds: float, say: Callable[[str], None]) -> CodesFound:
    many = max(1, int(A_SECOND * seconds))
    of_each = -(-(many + ALIKE) // len(ground.shops))
    shops = []
    database = await open_database(ground.settings.database_url, open_keys(ground.settings), size=2)
    try:
        for place, shop in enumerate(ground.shops):
            shops.append(await _prepared(database, ground, shop, place, of_each))
    finally:
        await database.close()
    numbers = [(shop, number) for shop in shops for number in shop.numbers]
    address = f"http://127.0.0.1:{ground.settings.port}/api/v1/customers/send-otp"
    limits = httpx.Limits(max_connections=500)
    async with httpx.AsyncClient(timeout=30, limits=limits) as client:
        known, unknown = await _alike(client, address, numbers[:ALIKE])
        delta = median(unknown) - median(known)
        say(f"{len(known)} pairs: unknown {delta:+.2f} ms, AUC {auc(known, unknown):.3f}")
        async with _open_door() as door, _worker(ground.settings):
            await _idle(ground.settings)
            say("the worker is idle; now at the pace")
            health = asyncio.create_task(_health(client, ground.settings.port))
            asked = await _paced(client, address, numbers[ALIKE : ALIKE + many])
            health.cancel()
            await door.all_of(set(asked))
    came = door.came
    return CodesFound(
        tuple((came[number] - at) * 1000 for number, at in asked.items() if number in came),
        len(asked),
        delta,
        auc(known, unknown),
        tuple(await health),
    )


async def _prepared(database: Database, ground: Ground, shop: Shop, place: int, many: int) -> _Shop:
    home = f"http://127.0.0.1:{DOOR_PORT}"
    config = {"account": ACCOUNT, "token": TOKEN, "sender": "+15005550006", "home": home}
    context = Context(TenantId(shop.tenant_id), actor_kind="system", origin="system")
    # A run before this one left its numbers: these are others.
    (given,) = await ask(ground.settings, NUMBERS_GIVEN, shop.tenant_id)
    first = given[0] % 90_000
    numbers = [f"+9689{1 + place // 10}{place % 10}{first + n:05d}" for n in range(many)]
    providers = providers_over(
        Outside(Judge(ground.settings.environment, ground.settings.outside_places))
    )
    async with database.transaction(context) as tx:
        await tenants.set_channel(tx, providers, "sms", "twilio", config)
        tenant_ref = await tx.value(REF)
        _, credential = await identity.create_api_key(
            tx,
            name="bench",
            scopes=(),
            environment=ground.settings.environment,
            tenant_ref=tenant_ref,
            kind="publishable",
        )
        for number in numbers:
            given = {"name": "Bench", "phone": number}
            draft = customers.read_draft("stub", given, country="OM", shared_phone=True)
            made = await customers.register(tx, draft)
            await identity.open_account(tx, "customer", made.id)
            await tx.run(PROVEN, id=made.id)
    return _Shop(credential.secret, tuple(numbers))


async def _alike(
    client: httpx.AsyncClient, address: str, known: Sequence[tuple[_Shop, str]]
) -> tuple[list[float], list[float]]:
    """Milliseconds of known and unknown numbers, by turns, so that what else the machine does
    falls on both."""
    times: tuple[list[float], list[float]] = ([], [])
    # Nobody's, and others than the last run's: one number may not be asked for so often.
    first = int(time.time()) * ALIKE
    for place, (shop, number) in enumerate(known):
        stranger = f"+96899{(first + place) % 1_000_000:06d}"
        pair = [(times[0], number), (times[1], stranger)]
        for found, asked in pair if place % 2 else reversed(pair):
            began = time.perf_counter()
            await _ask(client, address, shop, asked, place)
            found.append((time.perf_counter() - began) * 1000)
    return times


async def _paced(
    client: httpx.AsyncClient, address: str, numbers: Sequence[tuple[_Shop, str]]
) -> dict[str, float]:
    """When each was asked for: on time, however long the answers before it took."""
    began, asked = time.perf_counter(), dict[str, float]()
    try:
        async with asyncio.TaskGroup() as group:
            for place, (shop, number) in enumerate(numbers):
                await asyncio.sleep(max(0.0, began + place / A_SECOND - time.perf_counter()))
                asked[number] = time.perf_counter()
                group.create_task(_ask(client, address, shop, number, place))
    except ExceptionGroup as told:
        raise told.exceptions[0] from None
    return asked


async def _health(client: httpx.AsyncClient, port: int) -> list[float]:
    """Milliseconds of each answer, until it is cancelled."""
    times: list[float] = []
    with contextlib.suppress(asyncio.CancelledError):
        while True:
            began = time.perf_counter()
            await client.get(f"http://127.0.0.1:{port}/healthz")
            times.append((time.perf_counter() - began) * 1000)
            await asyncio.sleep(1 / HEALTH_A_SECOND)
    return times


async def _idle(settings: Settings) -> None:
    """Only once it has done what was asked for before, it is seen how quickly one code leaves."""
    for _ in range(int(IDLE_SECONDS / LOOK_SECONDS)):
        (waiting,) = await ask(settings, WAITING)
        if waiting[0] == 0:
            return
        await asyncio.sleep(LOOK_SECONDS)
    raise WrongAnswer(f"The worker did not come to rest within {IDLE_SECONDS} s.")


async def _ask(
    client: httpx.AsyncClient, address: str, shop: _Shop, number: str, place: int
) -> None:
    headers = {
        "Authorization": f"Bearer {shop.key}",
        # Somebody else each time: one address alone may not ask so often.
        "X-Forwarded-For": f"10.{place >> 16 & 255}.{place >> 8 & 255}.{place & 255}",
    }
    answer = await client.post(address, json={"phone": number, "purpose": "login"}, headers=headers)
    if answer.status_code != 200:
        raise WrongAnswer(answer.text[:500])


@dataclass(slots=True)
class _Door:
    """When a provider was asked to send, by number."""

    came: dict[str, float] = field(default_factory=dict)
    wanted: set[str] = field(default_factory=set)
    has_all: asyncio.Event = field(default_factory=asyncio.Event)

    def note(self, number: str) -> None:
        self.came.setdefault(number, time.perf_counter())
        self.look()

    def look(self) -> None:
        if self.wanted and self.wanted <= self.came.keys():
            self.has_all.set()

    async def all_of(self, numbers: set[str]) -> None:
        """Or not, after a while: then the figures say so."""
        self.wanted = numbers
        self.look()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self.has_all.wait()


@contextlib.asynccontextmanager
async def _open_door() -> AsyncIterator[_Door]:
    """Answers as Twilio does."""
    door = _Door()
    twilio = TwilioSimulator({ACCOUNT: TOKEN}, Arrivals())

    async def answer(asked: Asked) -> Answered:
        for number in parse_qs(asked.body.decode()).get("To", ()):
            door.note(number)
        return await twilio.answer(asked)

    async with listening(answer, DOOR_PORT):
        yield door


@contextlib.asynccontextmanager
async def _worker(settings: Settings) -> AsyncIterator[None]:
    needed = replace(settings, migrate_database_url="", database_url="")
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("REGULARS_")},
        **as_environment(needed),
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "regulars", "work", "--parent", str(os.getpid()),
        env=environment, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()
