"""A year of what happened to some of a shop's customers."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from regulars.demo.hours import shop_moments
from regulars.demo.names import Inventor
from regulars.demo.proofs import prove_phone
from regulars.demo.shops import Shop
from regulars.domains import customers
from regulars.domains.customers import Customer
from regulars.domains.identity import Staff
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx

STORIED = 200
SUSPENDED_DAYS = (4, 11, 25)
VISITS = range(2, 10)  # that a story tells of, if the customer has been there for the whole year


async def tell_a_year(
    database: Database,
    context: Context,
    shop: Shop,
    inventor: Inventor,
    registered: Sequence[Customer],
    team: Sequence[Staff],
    *,
    zone: ZoneInfo,
    country: str,
) -> None:
    """Visit by visit, each a unit of work of its own moment."""
    storied = choose_storied(inventor.chance, registered)
    visits = _visits(inventor.chance, storied, zone)
    for moment, place in visits:
        customer = storied[place]
        staff = _who_is_there(inventor.chance, team, customer)
        told = replace(context, actor_kind="staff", actor_id=staff.id, as_of=moment)
        async with database.transaction(told) as tx:
            await _something_happens(tx, shop, inventor, customer, country)
    end = max(visits[-1][0], *(customer.created_at for customer in storied))
    told = replace(context, actor_kind="staff", actor_id=team[0].id, as_of=end)
    async with database.transaction(told) as tx:
        await _settle(tx, shop, storied)


def choose_storied(chance: random.Random, registered: Sequence[Customer]) -> list[Customer]:
    """Most of them old enough to have a whole year behind them, some of them new."""
    old = registered[: max(len(registered) // 5, 1)]
    new = registered[len(old) :]
    many = min(STORIED, len(registered) // 2)
    chosen = chance.sample(old, k=min(len(old), many * 3 // 4))
    chosen += chance.sample(new, k=min(len(new), many - len(chosen)))
    return chosen


def _visits(
    chance: random.Random, storied: Sequence[Customer], zone: ZoneInfo
) -> list[tuple[datetime, int]]:
    """When who of them comes by, by their place; nobody before they were registered."""
    now = datetime.now(UTC)
    return sorted(
        (moment, place)
        for place, customer in enumerate(storied)
        for moment in shop_moments(chance, zone, now=now, count=chance.choice(VISITS))
        if moment > customer.created_at
    )


def _who_is_there(chance: random.Random, team: Sequence[Staff], customer: Customer) -> Staff:
    """Owner and admin go everywhere, the cashier stays in one branch."""
    is_cashiers = customer.traits.branch_id in team[-1].branch_ids
    return chance.choice(team if is_cashiers else team[:-1])


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
        # What is invented here is tried by nobody, and spends no budget of searches.
        own = person.arabic if shop.locale == "ar" else person.latin
        given = {"name": own, "phone": person.phone}
        await customers.upgrade_customer(
            tx, now.id, "stub", given, country=country, sees_phones=True
        )
    elif fate < 0.03:
        await customers.block_customer(tx, now.id, reason=chance.choice(shop.block_reasons))
    elif fate < 0.06:
        await customers.delete_customer(tx, now.id)
    elif fate < 0.2 and now.stage == "stub":
        await _has_it_all(tx, now, {"email": person.email}, country)
    else:
        changes: dict[str, Any] = {"preferences": chance.choice(shop.preferences)}
        if fate < 0.3:
            changes = {"phone": person.phone}
        elif fate < 0.65:
            changes = {"tags": chance.sample(shop.tags, k=chance.choice((1, 1, 2)))}
        await customers.change_customer(tx, now.id, changes, country=country, sees_phones=True)


async def _has_it_all(tx: Tx, customer: Customer, given: Mapping[str, Any], country: str) -> None:
    """A company needs no more than an e-mail; people read a code out besides."""
    if customer.traits.kind == "company":
        await customers.upgrade_customer(tx, customer.id, "full", given, country=country)
        return
    changed = await customers.change_customer(tx, customer.id, given, country=country)
    await prove_phone(tx, changed)
    await customers.rise(tx, customer.id)


async def _settle(tx: Tx, shop: Shop, storied: Sequence[Customer]) -> None:
    """Exactly as many are deleted in the end as were registered beyond the shop's number, enough
    are blocked, and a few are to come back on a day that is to come."""
    now = [await customers.customer_by_id(tx, customer.id) for customer in storied]
    gone = [customer for customer in now if customer.deleted_at is not None]
    here = [customer for customer in now if customer.deleted_at is None]
    for customer in gone[shop.deleted_count :]:
        await customers.restore_customer(tx, customer.id, shared_phone=True)
    leaving = max(0, shop.deleted_count - len(gone))
    for customer in here[:leaving]:
        await customers.delete_customer(tx, customer.id)
    active = [customer for customer in here[leaving:] if customer.state == "active"]
    blocked = len(here) - leaving - len(active)
    wanted = max(0, shop.blocked_count - blocked)
    for customer in active[:wanted]:
        await customers.block_customer(tx, customer.id, reason=shop.block_reasons[0])
    for customer, days in zip(active[wanted:], SUSPENDED_DAYS, strict=False):
        until = datetime.now(UTC) + timedelta(days=days)
        reason = shop.block_reasons[-1]
        await customers.suspend_customer(tx, customer.id, reason=reason, until=until)
