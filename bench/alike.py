"""Whether the time of an answer tells who is known: asking for codes, and typing wrong ones."""

import hashlib
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from statistics import median

import httpx
import uvloop

from bench.codes import PROVEN, REF, auc
from bench.ground import Ground, Shop, prepared_ground
from bench.load import WrongAnswer
from bench.requests import gets
from bench.served import serving
from regulars.app import open_keys
from regulars.domains import customers, identity
from regulars.kernel.ids import TenantId
from regulars.runtime.context import Context
from regulars.runtime.database import Database, open_database

DELTA_MS = 1.0
AUC_MAX = 0.55
PAIRS_A_SECOND = 50
Say = Callable[[str], None]
# What each of a pair is asked, and what came of it: the milliseconds.
Once = Callable[["_Number"], Awaitable[float]]


@dataclass(frozen=True, slots=True)
class Told:
    """Milliseconds of one question. `again` are other numbers that are known, so that what the
    machine does by itself can be seen beside."""

    name: str
    known: tuple[float, ...]
    unknown: tuple[float, ...]
    again: tuple[float, ...]

    @property
    def delta(self) -> float:
        return median(self.unknown) - median(self.known)

    @property
    def ratio(self) -> float:
        return median(self.unknown) / median(self.known)

    @property
    def is_alike(self) -> bool:
        share = auc(self.known, self.unknown)
        return abs(self.delta) <= DELTA_MS and max(share, 1 - share) <= AUC_MAX

    def row(self) -> str:
        noise = median(self.again) - median(self.known)
        return (
            f"{self.name:<26} {median(self.known):>8.2f} {median(self.unknown):>8.2f}"
            f" {self.delta:>+8.2f} {self.ratio:>7.3f} {auc(self.known, self.unknown):>7.3f}"
            f"   {noise:>+7.2f} {auc(self.known, self.again):>7.3f}"
        )


@dataclass(frozen=True, slots=True)
class AlikeFound:
    told: tuple[Told, ...]

    def misses(self) -> list[str]:
        return [one.name for one in self.told if not one.is_alike]

    def table(self) -> str:
        pairs = len(self.told[0].known)
        head = f"{pairs} of each, in ms            known  unknown    delta   ratio     AUC"
        bars = f"bars: {DELTA_MS:.0f} ms, AUC {AUC_MAX}; at the right, known against known"
        return "\n".join([f"{head}     noise     AUC", *(one.row() for one in self.told), bars])


def measure_alike(folder: Path, *, port: int, seconds: float, say: Say) -> AlikeFound:
    """On the town of `--only codes`; no worker runs, so nothing leaves."""
    with prepared_ground(folder / "codes", 2_000, port=port, say=say) as ground:
        ground = replace(ground, settings=replace(ground.settings, proxy_hops=1))
        first = gets(ground, 1, random.Random(0))[0]  # noqa: S311 - which customer
        with serving(ground.settings, first=first, log=folder / "server.log"):
            return uvloop.run(_measured(ground, max(20, int(seconds * PAIRS_A_SECOND)), say))


@dataclass(slots=True)
class _Number:
    """One that is asked for once in a run. `place` gives everybody an address of their own."""

    key: str
    value: str
    place: int
    challenge: str = field(default="")


async def _measured(ground: Ground, many: int, say: Say) -> AlikeFound:
    database = await open_database(ground.settings.database_url, open_keys(ground.settings), size=2)
    try:
        shops = [(shop, await _key(database, ground, shop)) for shop in ground.shops]
        found = []
        async with httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{ground.settings.port}/api/v1/customers", timeout=30
        ) as client:
            for purpose, name in (("login", "asked for, signing in"),
                                  ("registration", "asked for, signing up")):  # fmt: skip
                say(f"{name}: {3 * many} numbers")
                trio = [await _numbers(database, shops, many, kind) for kind in (1, 0, 1)]
                found.append(await _timed(name, trio, partial(_ask, client, purpose)))
                if purpose == "login":
                    typed = await _timed("a wrong code typed", trio, partial(_type, client))
        return AlikeFound((*found, typed))
    finally:
        await database.close()


async def _timed(name: str, trio: Sequence[Sequence[_Number]], once: Once) -> Told:
    """One of each after the other, in another order each time, so that what else the machine does
    falls on all."""
    times: tuple[list[float], ...] = ([], [], [])
    for turn, numbers in enumerate(zip(*trio, strict=True)):
        for step in range(len(trio)):
            which = (turn + step) % len(trio)
            times[which].append(await once(numbers[which]))
    return Told(name, *(tuple(each) for each in times))


async def _key(database: Database, ground: Ground, shop: Shop) -> str:
    async with database.transaction(_context(shop)) as tx:
        _, credential = await identity.create_api_key(
            tx,
            name="bench",
            scopes=(),
            environment=ground.settings.environment,
            tenant_ref=await tx.value(REF),
            kind="publishable",
        )
        return credential.secret


async def _numbers(
    database: Database, shops: Sequence[tuple[Shop, str]], many: int, is_known: int
) -> list[_Number]:
    """Of all shops by turns; nobody has had them before."""
    found: list[_Number] = []
    each = -(-many // len(shops))
    for shop, key in shops:
        async with database.transaction(_context(shop)) as tx:
            for _ in range(each):
                value = _fresh()
                found.append(_Number(key, value, random.getrandbits(24)))
                if not is_known:
                    continue
                draft = customers.read_draft(
                    "stub", {"name": "Bench", "phone": value}, country="OM", shared_phone=True
                )
                made = await customers.register(tx, draft)
                await identity.open_account(tx, "customer", made.id)
                await tx.run(PROVEN, id=made.id)
    return [found[turn % len(shops) * each + turn // len(shops)] for turn in range(many)]


def _fresh() -> str:
    """By the clock: another run has others, and so has another number of this one."""
    drawn = hashlib.sha256(str(time.perf_counter_ns()).encode()).digest()
    return f"+9689{1 + drawn[0] % 8}{int.from_bytes(drawn[1:5], 'big') % 1_000_000:06d}"


async def _ask(client: httpx.AsyncClient, purpose: str, number: _Number) -> float:
    body = {"phone": number.value, "purpose": purpose}
    answer, took = await _posted(client, "/send-otp", number, body)
    if answer.status_code != 200:
        raise WrongAnswer(answer.text[:500])
    number.challenge = answer.json()["challenge_id"]
    return took


async def _type(client: httpx.AsyncClient, number: _Number) -> float:
    body = {"challenge_id": number.challenge, "code": "000000"}
    answer, took = await _posted(client, "/verify-otp", number, body)
    # One in a million was right.
    if answer.status_code not in (200, 400):
        raise WrongAnswer(answer.text[:500])
    return took


async def _posted(
    client: httpx.AsyncClient, path: str, number: _Number, body: dict[str, str]
) -> tuple[httpx.Response, float]:
    place = number.place
    headers = {
        "Authorization": f"Bearer {number.key}",
        "X-Forwarded-For": f"10.{place >> 16 & 255}.{place >> 8 & 255}.{place & 255}",
    }
    began = time.perf_counter()
    answer = await client.post(path, json=body, headers=headers)
    return answer, (time.perf_counter() - began) * 1000


def _context(shop: Shop) -> Context:
    return Context(TenantId(shop.tenant_id), actor_kind="system", origin="system")
