"""The demo's shops look like shops: people, stages and a year of what happened to some of them."""

import dataclasses
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from regulars.app import open_keys
from regulars.demo.names import Inventor
from regulars.demo.samples import ZONE, Access, make_shop
from regulars.demo.shops import FLORIST, LAUNDRY, SHOPS, Shop
from regulars.demo.stories import choose_storied
from regulars.domains import customers, identity, tenants
from regulars.domains.customers import Customer
from regulars.runtime.context import Context
from tests.instruments.installation import Installation

ARABIC = re.compile(r"^[\u0621-\u064a ]+$")
LATIN = re.compile(r"^[A-Za-zé ]+$")
PEOPLE = 120


async def opened(installation: Installation, shop: Shop) -> Access:
    async with installation.database("work") as operator, installation.database() as database:
        return await make_shop(operator, database, open_keys(installation.settings), shop)


async def everybody(installation: Installation, access: Access) -> list[Customer]:
    """The deleted among them."""
    context = Context(access.tenant.id, actor_kind="system")
    ids = "SELECT id FROM customers.customers WHERE tenant_id = $1 ORDER BY number"
    async with installation.connection() as superuser:
        rows = await superuser.fetch(ids, access.tenant.id)
    async with installation.database() as database, database.transaction(context) as tx:
        return [await customers.customer_by_id(tx, row["id"]) for row in rows]


def small(shop: Shop) -> Shop:
    return dataclasses.replace(shop, customers_count=PEOPLE)


def test_the_larger_shop_comes_first_and_the_second_writes_arabic_first() -> None:
    assert [shop.customers_count for shop in SHOPS] == [5_000, 800]
    assert [(shop.slug, shop.locale) for shop in SHOPS] == [
        ("muscat-laundry", "en"),
        ("dar-al-ward", "ar"),
    ]


@pytest.mark.parametrize("shop", SHOPS, ids=lambda shop: shop.slug)
async def test_a_shop_has_its_people_its_year_and_its_troubles(
    installation: Installation, shop: Shop
) -> None:
    access = await opened(installation, small(shop))
    people = await everybody(installation, access)
    here = [customer for customer in people if customer.deleted_at is None]
    assert len(here) == PEOPLE, "as many as it says, besides the deleted"
    assert len(people) == PEOPLE + small(shop).deleted_count
    assert [customer.number for customer in people] == list(range(1, len(people) + 1))
    created = [customer.created_at for customer in people]
    assert created == sorted(created)
    assert {moment.astimezone(ZONE).hour for moment in created} <= set(range(8, 22))
    assert datetime.now(UTC) - created[0] > timedelta(days=300)

    async with installation.database() as database:
        context = Context(access.tenant.id, actor_kind="system")
        async with database.transaction(context) as tx:
            homes = [one for c in people for one in await customers.addresses_of(tx, c)]
            branches = await tenants.list_branches(tx)
    assert len(homes) >= 5
    assert all(branch.point for branch in branches)
    assert any(home.details.point for home in homes)
    assert all(home.draft.city for home in homes), "cities that the house knows"

    stages = Counter(customer.stage for customer in people)
    assert set(stages) == {"guest", "stub", "full"}
    assert stages["stub"] > stages["guest"]
    standings = {customer.account_status for customer in here}
    assert standings >= {"active", "temporary", "suspended", "blocked"}
    assert any(customer.stage == "stub" and not customer.person.name2 for customer in here)

    own, other = (ARABIC, LATIN) if shop.locale == "ar" else (LATIN, ARABIC)
    named = [customer.person for customer in people if customer.person.name]
    mostly = [person for person in named if own.match(person.name or "")]
    assert len(named) > len(mostly) > len(named) * 0.8
    assert all(other.match(person.name2) for person in named if person.name2)


async def test_who_may_enter_a_shop_can(installation: Installation) -> None:
    access = await opened(installation, small(FLORIST))
    assert [person["role"] for person in access.staff] == ["owner", "admin", "branch"]
    credential = identity.read_credential(access.api_key, kind="rk", environment="demo")
    assert credential is not None
    context = Context(access.tenant.id, actor_kind="system")
    async with installation.database() as database, database.transaction(context) as tx:
        key = await identity.recognise_api_key(tx, credential)
    assert key is not None
    assert set(key.scopes) == set(identity.SCOPES)


async def test_facts_are_spread_over_the_year_and_say_who_did_it(
    installation: Installation,
) -> None:
    access = await opened(installation, small(LAUNDRY))
    async with installation.connection() as superuser:
        facts: list[Any] = await superuser.fetch(
            "SELECT name, subject_id, actor_kind, origin, occurred_at FROM journal.facts"
            " WHERE tenant_id = $1 AND subject_kind = 'customer' ORDER BY occurred_at",
            access.tenant.id,
        )
    assert {fact["origin"] for fact in facts} == {"backfill"}
    at_once = ("customers.registered", "customers.profile_completed")
    stories = [fact for fact in facts if fact["name"] not in at_once]
    assert {fact["actor_kind"] for fact in stories} == {"staff", "customer"}
    assert {fact["name"] for fact in stories} >= {
        f"customers.{what}" for what in ("changed", "upgraded", "blocked", "deleted")
    }
    assert len({fact["subject_id"] for fact in stories}) > PEOPLE // 4
    assert stories[-1]["occurred_at"] - stories[0]["occurred_at"] > timedelta(days=250)
    assert facts[-1]["occurred_at"] < datetime.now(UTC)
    registered = {f["subject_id"]: f["occurred_at"] for f in facts if f["name"] == at_once[0]}
    assert all(fact["occurred_at"] > registered[fact["subject_id"]] for fact in stories)


def test_two_hundred_have_a_story_and_most_of_them_a_long_one() -> None:
    inventor = Inventor(1)
    registered = list(range(5_000))
    chosen = choose_storied(inventor.chance, registered)  # type: ignore[arg-type]
    assert len(set(chosen)) == 200
    assert sum(place < 1_000 for place in chosen) == 150  # type: ignore[operator]


def test_invented_people_have_numbers_of_their_own_and_mailboxes_nobody_reads() -> None:
    inventor = Inventor(5)
    people = [inventor.person() for _ in range(2_000)] + [inventor.company() for _ in range(50)]
    assert len({person.phone for person in people}) == len(people)
    assert all(person.email.endswith("@example.com") for person in people)
    assert all(LATIN.match(person.latin) and ARABIC.match(person.arabic) for person in people)
    assert Inventor(5).person() == people[0]
