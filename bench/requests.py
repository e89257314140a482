"""What is asked of the product: requests as bytes, spread over the shops, none like another."""

import random
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TypeAlias
from uuid import UUID

import msgspec
import uvloop

from bench.ground import Ground, Shop, ask
from bench.people import SINCE, YEARS, phone
from regulars.api.customers import page_bound_to
from regulars.app import open_keys
from regulars.demo.names import FAMILY, MEN, WOMEN
from regulars.domains.customers import Filter, Place
from regulars.runtime.cursors import write_cursor

PAGE = 50
LAST_ID = UUID(int=2**128 - 1)
PLAIN_LIST = page_bound_to("-created_at", Filter())

Requests: TypeAlias = Callable[[Ground, int, random.Random], Sequence[bytes]]


def gets(ground: Ground, many: int, chance: random.Random) -> list[bytes]:
    """Each of another customer, so that each is a look to be logged."""
    each = -(-many // len(ground.shops))
    found: list[bytes] = []
    for shop in ground.shops:
        numbers = chance.sample(range(1, shop.customers + 1), min(each, shop.customers))
        rows = uvloop.run(ask(ground.settings, _IDS, shop.tenant_id, numbers))
        found += [_get(ground, shop, f"/{row['id']}") for row in rows]
    chance.shuffle(found)
    return found


def creates(ground: Ground, many: int, chance: random.Random) -> list[bytes]:
    """Stubs with telephone numbers that follow on those of the shop's last customers."""
    rows = uvloop.run(ask(ground.settings, "SELECT tenant_id, last FROM customers.counters"))
    last = {row["tenant_id"]: row["last"] for row in rows}
    made = []
    for place in range(many):
        shop = ground.shops[place % len(ground.shops)]
        last[shop.tenant_id] += 1
        given, family = chance.choice((*MEN, *WOMEN)), chance.choice(FAMILY)
        body = {
            "type": "stub",
            "name": f"{given[0]} {family[0]}",
            "phone": phone(last[shop.tenant_id]),
        }
        made.append(_post(ground, shop, msgspec.json.encode(body)))
    return made


def lists(ground: Ground, many: int, chance: random.Random) -> list[bytes]:
    """Pages from anywhere in the list: the cursors are made as the product makes them."""
    keys = open_keys(ground.settings)
    asked = []
    for place in range(many):
        shop = ground.shops[place % len(ground.shops)]
        moment = SINCE + YEARS * chance.uniform(0.02, 1)
        moment -= timedelta(microseconds=moment.microsecond)
        cursor = write_cursor(keys.tenant(shop.tenant_id), PLAIN_LIST, Place(moment, LAST_ID))
        asked.append(_get(ground, shop, f"?limit={PAGE}&cursor={cursor}"))
    return asked


def mixed(ground: Ground, many: int, chance: random.Random) -> list[bytes]:
    """As a busy day has it: six opened and two pages for every new customer."""
    parts = (gets(ground, many * 6 // 9, chance), lists(ground, many * 2 // 9, chance))
    found = [request for part in parts for request in part]
    chance.shuffle(found)
    return found


_IDS = "SELECT id FROM customers.customers WHERE tenant_id = $1 AND number = ANY ($2::bigint[])"


def _get(ground: Ground, shop: Shop, rest: str) -> bytes:
    return f"GET /api/v1/customers{rest} HTTP/1.1\r\n{_head(ground, shop)}\r\n".encode()


def _post(ground: Ground, shop: Shop, body: bytes) -> bytes:
    about = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return f"POST /api/v1/customers HTTP/1.1\r\n{_head(ground, shop)}{about}\r\n".encode() + body


def _head(ground: Ground, shop: Shop) -> str:
    return (
        f"Host: localhost:{ground.settings.port}\r\nAuthorization: Bearer {shop.api_key}\r\n"
        "Accept: application/json\r\n"
    )
