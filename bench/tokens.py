"""What recognising a caller costs beside a read: keys and access tokens, in the server's own parts.

One process, one request after another, the server's application without a socket. What ended or
changed is asked for about each half second, once for all tokens of a tenant: the first check after
that costs a round trip. In ordinary use each of many people calls every few seconds; that each
sign-in of a customer is asked for by itself every five minutes is not in it (a round trip in 75
checks). Staff, who are few, are measured apart: `staff_at_work.py`.
"""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID, uuid4

import httpx
import uvloop

from bench.ground import Ground, ask, prepared_ground
from bench.load import WrongAnswer
from bench.staff_at_work import CALLS_EVERY_SECONDS, AtWork
from regulars.api.callers import Callers
from regulars.app import build, open_keys
from regulars.desk import Desk
from regulars.domains import identity, tenants
from regulars.domains.identity import Came, Opening
from regulars.kernel.ids import TenantId
from regulars.runtime.context import Context
from regulars.runtime.database import Database, open_database
from regulars.runtime.language import Catalogue
from regulars.runtime.live import LiveFeed
from regulars.runtime.telemetry import set_up_logging

CUSTOMERS = 5_000  # in twenty tenants
TIMES = 3_000  # in each of the rounds
ROUNDS = 5
# What a check may cost of a read.
SHARE_MAX = 0.05
# How many people call, each as often as staff do.
TOKENS = 200
STAFF = 20
PACED = 500  # in each of the rounds, at the pace of staff
LASTS = timedelta(hours=12)
Once = Callable[[int], Awaitable[object]]
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Cost:
    name: str
    microseconds: float
    is_bounded: bool = False


class Turned:
    """A clock that stands, or is turned beyond what is believed."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True, slots=True)
class TokensFound:
    """The read comes first; what has a bar says so."""

    costs: tuple[Cost, ...]

    def misses(self) -> list[str]:
        most = SHARE_MAX * self._read
        return [each.name for each in self.costs if each.is_bounded and each.microseconds > most]

    def table(self) -> str:
        bar = f"bar: a token that is known, and in ordinary use, at most {SHARE_MAX:.0%} of a read"
        rows = [
            f"{each.name:<44} {each.microseconds:>9.1f} µs {each.microseconds / self._read:>7.1%}"
            for each in self.costs
        ]
        return "\n".join([*rows, bar])

    @property
    def _read(self) -> float:
        return self.costs[0].microseconds


def measure_tokens(folder: Path, *, port: int, say: Say) -> TokensFound:
    with prepared_ground(folder / "tokens", CUSTOMERS, port=port, say=say) as ground:
        # The server's parts stand in this process, and a line a request is not what is measured.
        set_up_logging("warning", ground.settings.log_format)
        return TokensFound(tuple(uvloop.run(_measured(ground, TIMES))))


async def _measured(ground: Ground, times: int) -> list[Cost]:
    shop = ground.shops[0]
    keys = open_keys(ground.settings)
    database = await open_database(ground.settings.database_url, keys, size=4)
    try:
        desk = Desk(ground.settings, Catalogue.load())
        desk.open(database, LiveFeed(ground.settings.database_url))
        tokens = await _tokens(desk, database, shop.tenant_id)
        staff = await _staff_tokens(desk, database, shop.tenant_id)
        clock = Turned()
        callers = Callers(desk, clock)

        async def by_key(_: int) -> object:
            return await callers.recognise(f"Bearer {shop.api_key}")

        async def by_token(_: int) -> object:
            return await callers.recognise(f"Bearer {tokens[0]}")

        async def by_first_token(place: int) -> object:
            return await callers.recognise(f"Bearer {tokens[1 + place % (len(tokens) - 1)]}")

        async def by_lonely_token(_: int) -> object:
            clock.now += 1
            return await callers.recognise(f"Bearer {tokens[0]}")

        async def in_turn(place: int) -> object:
            clock.now += CALLS_EVERY_SECONDS / len(tokens)
            return await callers.recognise(f"Bearer {tokens[place % len(tokens)]}")

        async def of_staff(_: int) -> object:
            return await callers.recognise(f"Bearer {staff[0]}")

        at_work = AtWork(desk, staff, Turned())
        first = await _timed(by_first_token, len(tokens) - 1, rounds=1)
        return [
            Cost("a customer read, whole request", await _reads(ground, times)),
            Cost("a key that is known", await _timed(by_key, times)),
            Cost("a token that is known", await _timed(by_token, times), is_bounded=True),
            Cost(
                f"in ordinary use: {len(tokens)} tokens in turn",
                await _timed(in_turn, times),
                is_bounded=True,
            ),
            Cost("a token, and nobody else called", await _timed(by_lonely_token, times)),
            Cost("a token seen for the first time", first),
            Cost("a token of staff that is known", await _timed(of_staff, times), is_bounded=True),
            Cost(
                f"in ordinary use: {len(staff)} of staff in turn",
                await at_work.waited(PACED, ROUNDS),
                is_bounded=True,
            ),
            Cost("the same, and what is asked ahead", await at_work.spent(PACED, ROUNDS)),
        ]
    finally:
        await database.close()


async def _reads(ground: Ground, times: int) -> float:
    shop = ground.shops[0]
    found = await ask(
        ground.settings, "SELECT id FROM customers.customers WHERE tenant_id = $1", shop.tenant_id
    )
    ids = [row["id"] for row in found]
    app: Any = build(replace(ground.settings, log_level="warning"))
    scope = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}
    told: asyncio.Queue[dict[str, str]] = asyncio.Queue()
    said: asyncio.Queue[dict[str, str]] = asyncio.Queue()
    life = asyncio.ensure_future(app(scope, told.get, said.put))
    await told.put({"type": "lifespan.startup"})
    await said.get()
    headers = {"Authorization": f"Bearer {shop.api_key}"}
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://localhost", headers=headers
    ) as client:

        async def read(place: int) -> object:
            answer = await client.get(f"/api/v1/customers/{ids[place % len(ids)]}")
            if answer.status_code != 200:
                raise WrongAnswer(answer.text)
            return answer

        cost = await _timed(read, times)
        empty = await _timed(lambda _: client.get("/nowhere"), times)
    await told.put({"type": "lifespan.shutdown"})
    await life
    # The client is in this process too: what it needs for an answer of nothing is taken off, with
    # a little of the server's, so that a check is never told cheaper than it is.
    return max(cost - empty, 1.0)


async def _tokens(desk: Desk, database: Database, tenant_id: UUID) -> Sequence[str]:
    """Of as many sign-ins of one account."""
    query = "SELECT ref FROM tenants.directory WHERE id = $1"
    (row,) = await ask(desk.settings, query, tenant_id)
    tenant = await desk.directory.by_ref(row["ref"])
    context = Context(TenantId(tenant_id), actor_kind="system", origin="backfill")
    made = []
    async with database.transaction(context) as tx:
        account = await identity.open_account(tx, "customer", UUID(int=1))
        for _ in range(TOKENS):
            begun = await identity.begin_account_session(
                tx,
                account.id,
                "app",
                device_id=None,
                seen_with="app",
                environment=desk.settings.environment,
                tenant_ref=tenant.ref,
            )
            assert begun is not None
            issued = await identity.issue_tokens(tx, begun[0], desk.issuer(tenant))
            made.append(issued.access_token)
    return made


async def _staff_tokens(desk: Desk, database: Database, tenant_id: UUID) -> Sequence[str]:
    """Of so many people behind one till each, all of them in the first branch."""
    query = "SELECT ref FROM tenants.directory WHERE id = $1"
    (row,) = await ask(desk.settings, query, tenant_id)
    tenant = await desk.directory.by_ref(row["ref"])
    context = Context(TenantId(tenant_id), actor_kind="system", origin="backfill")
    password, made = await identity.new_password(secrets.token_urlsafe()), []
    opening = Opening(desk.settings.environment, tenant.ref, LASTS, client="app")
    async with database.transaction(context) as tx:
        branch = await tenants.add_branch(tx, name="Bench")
        for _ in range(STAFF):
            somebody = await identity.add_staff(
                tx,
                name="A cashier",
                email=f"cashier-{uuid4().hex}@example.com",
                password=password,
                role="branch",
                branch_ids=(branch.id,),
            )
            signed = await identity.open_session(tx, somebody.id, opening, came=Came())
            assert signed.session is not None
            issued = await identity.issue_staff_tokens(tx, signed.session, desk.issuer(tenant))
            assert issued is not None
            made.append(issued.access_token)
    return made


async def _timed(once: Once, times: int, rounds: int = ROUNDS) -> float:
    """Microseconds of one, the middle of the rounds."""
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        for place in range(times):
            await once(place)
        took.append((time.perf_counter() - began) / times * 1e6)
    return median(took)
