"""Where some of a shop's customers live and work: invented doors in places that are there."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from regulars.demo.shops import Area, Shop
from regulars.domains import customers
from regulars.domains.customers import Customer
from regulars.runtime.context import Context
from regulars.runtime.database import Database

HOMES_MAX = 250
SHARE = 12  # every so many customers with a name are delivered to
SPREAD_DEGREES = 0.006
BUILDINGS = (("Al Waha Tower", "برج الواحة"), ("Palm House", "بيت النخيل"), ("Villa", "فيلا"))
NOTES = (
    ("Blue door behind the bakery", "الباب الأزرق خلف المخبز"),
    ("Call from the gate, the bell is broken", "اتصل من البوابة، الجرس معطل"),
    ("Leave it with the guard", "يُسلَّم إلى الحارس"),
)
LABELS = {"home": ("Home", "البيت"), "work": ("Office", "المكتب"), "other": ("Farm", "المزرعة")}


async def furnish(
    database: Database, context: Context, shop: Shop, registered: Sequence[Customer], country: str
) -> None:
    """Each a unit of work of the day they came first; some had two addresses, a few three."""
    chance = random.Random(shop.seed)  # noqa: S311 - samples, not secrets
    named = [customer for customer in registered if customer.person.name]
    for customer in chance.sample(named, k=min(HOMES_MAX, len(named) // SHARE)):
        then = replace(context, as_of=customer.created_at + timedelta(minutes=3))
        kinds = ("home", "work", "other")[: chance.choices((1, 2, 3), (6, 3, 1))[0]]
        async with database.transaction(then) as tx:
            for kind in kinds:
                given = {"type": kind, **_door(chance, shop)}
                if chance.random() < 0.5:
                    given["label"] = LABELS[kind][_script(shop)]
                _, address = await customers.add_address(tx, customer.id, given, country=country)
            used_at = customer.created_at + timedelta(days=2)
            await customers.use_address(tx, customer.id, address.id, at=used_at)


def _door(chance: random.Random, shop: Shop) -> dict[str, Any]:
    script, area = _script(shop), chance.choice(shop.areas)
    given: dict[str, Any] = {"city": area.city, "area": area.names[script]}
    given["street"] = f"{('Way', 'سكة')[script]} {chance.randrange(1_000, 7_000)}"
    given["building"] = str(chance.randrange(1, 400))
    if chance.random() < 0.3:
        given["building"] = chance.choice(BUILDINGS)[script]
        given["floor"] = str(chance.randrange(0, 9))
        given["apartment"] = str(chance.randrange(1, 90))
    if chance.random() < 0.3:
        given["notes"] = chance.choice(NOTES)[script]
    if chance.random() < 0.85:
        given |= _pin(chance, area)
    return given


def _pin(chance: random.Random, area: Area) -> dict[str, float]:
    north, east = (chance.uniform(-SPREAD_DEGREES, SPREAD_DEGREES) for _ in range(2))
    return {"latitude": area.latitude + north, "longitude": area.longitude + east}


def _script(shop: Shop) -> int:
    return 1 if shop.locale == "ar" else 0
