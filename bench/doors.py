"""Strangers at the doors of the server that is measured: some known, some not, once each."""

import hashlib
import random
import re
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

import httpx

from bench.codes import PROVEN, REF
from bench.ground import Ground, Shop
from bench.load import WrongAnswer
from regulars.domains import customers, identity
from regulars.kernel.ids import TenantId
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.sql import Statement
from regulars.runtime.tx import Tx

API = "/api/v1"
TOKEN = re.compile(r'name="csrf" value="([0-9a-f]+)"')
PASSWORD, WRONG = "the right one of the bench", "a wrong one of the bench"
SLUG = Statement(
    "slug", "SELECT slug FROM tenants.directory WHERE id = $1", ("tenant_id",), "bench"
)


@dataclass(frozen=True, slots=True)
class KnockingShop:
    """A shop, with its app's key."""

    shop: Shop
    slug: str
    key: str


@dataclass(slots=True)
class Stranger:
    """Somebody who knocks once a run. `value` is a phone or an e-mail; `place` gives everybody an
    address of their own."""

    at: KnockingShop
    value: str
    place: int = field(default_factory=lambda: random.getrandbits(24))
    challenge: str = ""

    @property
    def forwarded(self) -> str:
        return f"10.{self.place >> 16 & 255}.{self.place >> 8 & 255}.{self.place & 255}"


# What each is asked, and what came of it: the milliseconds.
Once = Callable[[Stranger], Awaitable[float]]
Shops = Sequence[KnockingShop]


async def knocking_shops(database: Database, ground: Ground) -> Shops:
    found = []
    for shop in ground.shops:
        async with database.transaction(_context(shop)) as tx:
            _, credential = await identity.create_api_key(
                tx,
                name="bench",
                scopes=(),
                environment=ground.settings.environment,
                tenant_ref=await tx.value(REF),
                kind="publishable",
            )
            found.append(KnockingShop(shop, await tx.value(SLUG), credential.secret))
    return found


async def numbers(
    database: Database, shops: Shops, many: int, is_known: bool
) -> Sequence[Stranger]:
    """Phones; those that are known have an account."""

    async def make(tx: Tx, value: str) -> None:
        draft = customers.read_draft(
            "stub", {"name": "Bench", "phone": value}, country="OM", shared_phone=True
        )
        made = await customers.register(tx, draft)
        await identity.open_account(tx, "customer", made.id)
        await tx.run(PROVEN, id=made.id)

    return await _strangers(database, shops, many, _phone, make if is_known else None)


async def people(database: Database, shops: Shops, many: int, is_known: bool) -> Sequence[Stranger]:
    """E-mails; those that are known are of staff, with a password."""
    password = await identity.new_password(PASSWORD)

    async def make(tx: Tx, value: str) -> None:
        await identity.add_staff(tx, name="Bench", email=value, password=password, role="support")

    return await _strangers(database, shops, many, _email, make if is_known else None)


async def ask_for_code(client: httpx.AsyncClient, purpose: str, who: Stranger) -> float:
    body = {"phone": who.value, "purpose": purpose}
    answer, took = await _called(client, f"{API}/customers/send-otp", who, body, 200)
    who.challenge = answer.json()["challenge_id"]
    return took


async def type_wrong_code(client: httpx.AsyncClient, who: Stranger) -> float:
    body = {"challenge_id": who.challenge, "code": "000000"}
    # One in a million is right.
    _, took = await _called(client, f"{API}/customers/verify-otp", who, body, 400, 200)
    return took


async def try_password(client: httpx.AsyncClient, who: Stranger) -> float:
    body = {"email": who.value, "password": WRONG}
    _, took = await _called(client, f"{API}/auth/sign-in", who, body, 400)
    return took


async def console_forms(client: httpx.AsyncClient, shops: Shops) -> Mapping[str, str]:
    """What a form of each shop's console is locked with; the browser's secret stays with
    `client`."""
    found = {}
    for each in shops:
        page = await client.get(f"/c/{each.slug}/sign-in")
        token = TOKEN.search(page.text)
        if token is None:
            raise WrongAnswer(page.text[:500])
        found[each.slug] = token[1]
    return found


async def try_password_at_console(
    client: httpx.AsyncClient, forms: Mapping[str, str], who: Stranger
) -> float:
    slug = who.at.slug
    headers = {
        "Origin": str(client.base_url).rstrip("/"),
        "Sec-Fetch-Site": "same-origin",
        "X-Forwarded-For": who.forwarded,
    }
    form = {"csrf": forms[slug], "email": who.value, "password": WRONG}
    began = time.perf_counter()
    answer = await client.post(f"/c/{slug}/sign-in", data=form, headers=headers)
    took = (time.perf_counter() - began) * 1000
    if answer.status_code != 401:
        raise WrongAnswer(answer.text[:500])
    return took


async def _called(
    client: httpx.AsyncClient, path: str, who: Stranger, body: Mapping[str, str], *expected: int
) -> tuple[httpx.Response, float]:
    headers = {"Authorization": f"Bearer {who.at.key}", "X-Forwarded-For": who.forwarded}
    began = time.perf_counter()
    answer = await client.post(path, json=body, headers=headers)
    took = (time.perf_counter() - began) * 1000
    if answer.status_code not in expected:
        raise WrongAnswer(answer.text[:500])
    return answer, took


async def _strangers(
    database: Database,
    shops: Shops,
    many: int,
    name: Callable[[], str],
    make: Callable[[Tx, str], Awaitable[None]] | None,
) -> Sequence[Stranger]:
    """Of all shops by turns; nobody has had their numbers before."""
    of_shops: list[list[Stranger]] = []
    for each in shops:
        some = [Stranger(each, name()) for _ in range(-(-many // len(shops)))]
        of_shops.append(some)
        if make is not None:
            async with database.transaction(_context(each.shop)) as tx:
                for one in some:
                    await make(tx, one.value)
    return [one for turn in zip(*of_shops, strict=True) for one in turn][:many]


def _phone() -> str:
    drawn = _fresh()
    return f"+9689{1 + drawn[0] % 8}{int.from_bytes(drawn[1:5], 'big') % 1_000_000:06d}"


def _email() -> str:
    return f"{_fresh().hex()[:16]}@example.com"


def _fresh() -> bytes:
    """By the clock: another run has others, and so has another stranger of this one."""
    return hashlib.sha256(str(time.perf_counter_ns()).encode()).digest()


def _context(shop: Shop) -> Context:
    return Context(TenantId(shop.tenant_id), actor_kind="system", origin="system")
