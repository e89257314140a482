"""A customer's account on their page: signed out, suspended, blocked, tries given back."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from regulars.console.customers.until import read_until
from regulars.domains import customers, identity
from regulars.domains.customers import Customer
from regulars.domains.identity import Credential
from regulars.kernel.errors import BadValue
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.console.visitors import Visitor
from tests.domains.evidence import announced, asking
from tests.world import World, registered

PHONES = iter(range(95557100, 95557199))
NOW = datetime(2026, 1, 31, 20, 15, 40, tzinfo=UTC)
FAILED = asking(
    "INSERT INTO identity.code_failures (tenant_id, subject, from_device, in_a_row)"
    " VALUES ($1, $2, false, 100)",
    "subject",
)


@pytest.fixture
async def salma(database: Database, world: World) -> Customer:
    async with database.transaction(world.laundry.context) as tx:
        return await registered(tx, name="Salma", phone=str(next(PHONES)))


async def signed_in(
    database: Database, world: World, customer: Customer, many: int = 2
) -> list[Credential]:
    house, cookies = world.laundry, []
    async with database.transaction(house.context) as tx:
        account = await identity.open_account(tx, "customer", customer.id)
        for _ in range(many):
            begun = await identity.begin_account_session(
                tx,
                account.id,
                "portal",
                device_id=None,
                seen_with="chrome_android",
                environment="test",
                tenant_ref=house.tenant.ref,
            )
            assert begun is not None
            assert begun[1] is not None
            cookies.append(begun[1])
    return cookies


async def are_in(database: Database, world: World, cookies: list[Credential]) -> list[bool]:
    async def look(tx: Tx) -> list[bool]:
        return [await identity.recognise_account_session(tx, c) is not None for c in cookies]

    return await database.unit(world.laundry.context, look)


async def told(database: Database, world: World, customer_id: UUID) -> list[str]:
    async with database.transaction(world.laundry.context) as tx:
        return [fact.name for fact in await announced(tx, customer_id)]


async def test_the_card_says_where_they_are_signed_in_and_ends_it(
    owner: Visitor, salma: Customer, database: Database, world: World
) -> None:
    cookies = await signed_in(database, world, salma)
    page = (await owner.get(f"/customers/{salma.id}")).text
    assert page.count("Chrome on Android") == 2
    asked = (await owner.get(f"/customers/{salma.id}/sign-outs", htmx=True)).text
    assert "2 sign-ins of theirs end at once" in asked
    assert await are_in(database, world, cookies) == [True, True]
    await owner.post(f"/customers/{salma.id}/sign-outs", htmx=False)
    assert await are_in(database, world, cookies) == [False, False]
    assert "customers.signed_out" in await told(database, world, salma.id)
    assert "Chrome on Android" not in (await owner.get(f"/customers/{salma.id}")).text


@pytest.mark.parametrize("path", ["block", "suspension"])
async def test_keeping_somebody_out_says_what_it_ends_and_ends_it_with_the_commit(
    owner: Visitor, salma: Customer, database: Database, world: World, path: str
) -> None:
    cookies = await signed_in(database, world, salma)
    dialog = (await owner.get(f"/customers/{salma.id}/{path}", htmx=True)).text
    assert "2 sign-ins of theirs end at once" in dialog
    form = {"reason": "Unpaid orders", "span": "week", "version": str(salma.version)}
    answer = await owner.post(f"/customers/{salma.id}/{path}", form, htmx=False)
    assert answer.status_code == 303
    assert await are_in(database, world, cookies) == [False, False]
    page = (await owner.get(f"/customers/{salma.id}")).text
    assert "Unpaid orders" in page
    undo = "/unblock" if path == "block" else "/suspension/end"
    assert f'action="/c/laundry/customers/{salma.id}{undo}"' in page
    assert (await owner.post(f"/customers/{salma.id}{undo}", htmx=False)).status_code == 303
    async with database.transaction(world.laundry.context) as tx:
        again = await customers.customer_by_id(tx, salma.id)
        assert again.account_status == "active"
    assert await are_in(database, world, cookies) == [False, False], "nobody is signed in again"


@pytest.mark.parametrize("path", ["block", "suspension"])
async def test_whoever_was_changed_meanwhile_is_looked_at_first(
    owner: Visitor, salma: Customer, path: str
) -> None:
    await owner.post(f"/customers/{salma.id}", {"tags": "vip"})
    form = {"reason": "Unpaid", "span": "day", "version": str(salma.version)}
    await owner.post(f"/customers/{salma.id}/{path}", form, htmx=False)
    page = (await owner.get(f"/customers/{salma.id}")).text
    assert "Unpaid" not in page


async def test_a_time_that_is_over_and_a_reason_that_is_missing_are_told_at_their_fields(
    owner: Visitor, salma: Customer
) -> None:
    path = f"/customers/{salma.id}/suspension"
    over = await owner.post(path, {"reason": "x", "span": "time", "until": "2020-01-01T10:00"})
    assert (over.status_code, "This time has passed." in over.text) == (422, True)
    none = await owner.post(path, {"reason": " ", "span": "day"})
    assert (none.status_code, "Give a reason." in none.text) == (422, True)
    typed = await owner.post(path, {"reason": "x", "span": "time", "until": "soon"})
    assert (typed.status_code, "Enter a day and a time" in typed.text) == (422, True)


async def test_tries_are_given_back_and_it_is_a_fact(
    owner: Visitor, salma: Customer, database: Database, world: World
) -> None:
    async with database.transaction(world.laundry.context) as tx:
        await tx.run(FAILED, subject=tx.keys.token("phone", str(salma.person.phone)))
    page = (await owner.get(f"/customers/{salma.id}")).text
    assert "Codes stopped" in page
    await owner.post(f"/customers/{salma.id}/tries", htmx=False)
    assert "Codes stopped" not in (await owner.get(f"/customers/{salma.id}")).text
    assert "identity.codes_unlocked" in await told(database, world, salma.id)


async def test_at_the_till_a_suspended_customer_is_warned_of(
    owner: Visitor, salma: Customer, database: Database, world: World
) -> None:
    async with database.transaction(world.laundry.context) as tx:
        until = datetime.now(UTC) + timedelta(days=1)
        await customers.suspend_customer(tx, salma.id, reason="Unpaid", until=until)
    card = (await owner.get(f"/till/customers/{salma.id}", htmx=True)).text
    assert "suspended for now" in card
    assert "served-verify" not in card


@pytest.mark.parametrize(
    ("span", "typed", "said"),
    [
        ("day", "", "2026-02-02T00:15+04:00"),
        ("week", "", "2026-02-08T00:15+04:00"),
        ("month", "", "2026-03-01T00:15+04:00"),
        ("time", "2026-02-03T09:30", "2026-02-03T09:30+04:00"),
    ],
)
def test_until_when_is_reckoned_by_the_shops_own_clock(span: str, typed: str, said: str) -> None:
    until = read_until(span, typed, now=NOW, zone="Asia/Muscat")
    assert until.isoformat(timespec="minutes") == said


def test_a_month_has_no_more_days_than_it_has() -> None:
    until = read_until("month", "", now=NOW - timedelta(hours=10), zone="Asia/Muscat")
    assert until.isoformat(timespec="minutes") == "2026-02-28T14:15+04:00"


@pytest.mark.parametrize(("span", "typed"), [("year", ""), ("time", ""), ("time", "tomorrow")])
def test_what_is_no_time_is_refused(span: str, typed: str) -> None:
    with pytest.raises(BadValue):
        read_until(span, typed, now=NOW, zone="Asia/Muscat")
