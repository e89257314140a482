"""A year of what happened to some of a shop's customers."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from regulars.demo.hours import shop_moments
from regulars.demo.names import Inventor
from regulars.demo.shops import Shop
from regulars.domains import customers
from regulars.domains.customers import Customer
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx

STORIED = 200
EVENTS_EACH = 5


async def tell_a_year(
    database: Database,
    context: Context,
    shop: Shop,
    inventor: Inventor,
    registered: Sequence[Customer],
    *,
    zone: ZoneInfo,
    country: str,
) -> None:
    """Visit by visit, each a unit of work of its own moment."""
    storied = choose_storied(inventor.chance, registered)
    many = len(storied) * EVENTS_EACH
    moments = shop_moments(inventor.chance, zone, now=datetime.now(UTC), count=many)
    for moment in moments:
        known = [customer for customer in storied if customer.created_at < moment]
        if known:
            customer = inventor.chance.choice(known)
            async with database.transaction(replace(context, as_of=moment)) as tx:
                await _something_happens(tx, shop, inventor, customer, country)
    end = max(moments[-1], *(customer.created_at for customer in storied))
    async with database.transaction(replace(context, as_of=end)) as tx:
        await _settle(tx, shop, storied)


def choose_storied(chance: random.Random, registered: Sequence[Customer]) -> list[Customer]:
    """Most of them old enough to have a whole year behind them, some of them new."""
    old = registered[: max(len(registered) // 5, 1)]
    new = registered[len(old) :]
    many = min(STORIED, len(registered) // 2)
    chosen = chance.sample(old, k=min(len(old), many * 3 // 4))
    chosen += chance.sample(new, k=min(len(new), many - len(chosen)))
    return chosen


async def _something_happens(
    tx: Tx, shop: Shop, inventor: Inventor, customer: Customer, country: str
) -> None:
    """Whatever fits how the customer stands; most days it is a small change."""
    chance, person = inventor.chance, inventor.person()
    now = await customers.customer_by_id(tx, customer.id)
    fate = chance.random()
    if now.deleted_at is not None:
        await customers.restore_customer(tx, now.id, shared_phone=True)
    elif now.state == "blocked":
        await customers.unblock_customer(tx, now.id)
    elif now.stage == "guest":
        own = person.arabic if shop.locale == "ar" else person.latin
        given = {"name": own, "phone": person.phone}
        await customers.upgrade_customer(tx, now.id, "stub", given, country=country)
    elif fate < 0.05:
        await customers.block_customer(tx, now.id, reason=chance.choice(shop.block_reasons))
    elif fate < 0.09:
        await customers.delete_customer(tx, now.id)
    elif fate < 0.25 and now.stage == "stub":
        given = {"email": person.email}
        await customers.upgrade_customer(tx, now.id, "full", given, country=country)
    elif fate < 0.35:
        given = {"phone": person.phone}
        await customers.change_customer(tx, now.id, given, country=country)
    else:
        changes = {
            "tags": [chance.choice(shop.tags)],
            "preferences": chance.choice(shop.preferences),
        }
        await customers.change_customer(tx, now.id, changes, country=country)


async def _settle(tx: Tx, shop: Shop, storied: Sequence[Customer]) -> None:
    """Exactly as many are deleted in the end as were registered beyond the shop's number, and
    somebody is blocked."""
    now = [await customers.customer_by_id(tx, customer.id) for customer in storied]
    gone = [customer for customer in now if customer.deleted_at is not None]
    here = [customer for customer in now if customer.deleted_at is None]
    for customer in gone[shop.deleted_count :]:
        await customers.restore_customer(tx, customer.id, shared_phone=True)
    leaving = max(0, shop.deleted_count - len(gone))
    for customer in here[:leaving]:
        await customers.delete_customer(tx, customer.id)
    if all(customer.state == "active" for customer in here[leaving:]):
        await customers.block_customer(tx, here[-1].id, reason=shop.block_reasons[0])
