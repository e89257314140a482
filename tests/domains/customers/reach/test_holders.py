"""Who has an identifier is held with it, whoever comes in between, however many records have it."""

import asyncio
from asyncio import Task
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

from regulars.domains import customers, identity
from regulars.domains.customers import CodeAsked, Customer, Row
from regulars.domains.customers.reach.hold import lock_reaches
from regulars.domains.customers.reach.holders import HOLDERS_MAX
from regulars.domains.customers.reach.rules import Reach
from regulars.domains.identity import Guess
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.domains.customers.account_holders import account_holder, asked, proven
from tests.domains.customers.coming_in import (
    CODES_AGE,
    ask,
    code_sent,
    owners,
    staff_prove,
    wanting,
)
from tests.domains.customers.standing import AT_ODDS
from tests.domains.evidence import asking
from tests.instruments.installation import Installation
from tests.instruments.processes import until
from tests.world import World, registered

PHONE, EMAIL = "+96892345678", "salma@example.com"
CLAIM = asking("SELECT count(*) FROM customers.claim_tokens($1, ARRAY[$2::bytea])", "token")
WAITING = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE wait_event_type = 'Lock' AND wait_event = $1 AND datname = current_database()"
)
T = TypeVar("T")


class Shop:
    """Units of work side by side, and how many of them wait for one another."""

    def __init__(self, database: Database, context: Context, watcher: Any) -> None:
        self._database = database
        self._context = context
        self._watcher = watcher

    async def do(self, run: Callable[[Tx], Awaitable[T]]) -> T:
        return await self._database.unit(self._context, run)

    @asynccontextmanager
    async def begun(self) -> AsyncIterator[Tx]:
        async with self._database.transaction(self._context) as tx:
            yield tx

    async def until_waits(self, acting: Task[T], at: str) -> None:
        async def it_does() -> bool:
            assert not acting.done(), "it met nobody"
            return bool(await self._watcher.fetchval(WAITING, at))

        await until(it_does)


@asynccontextmanager
async def opened(installation: Installation, world: World) -> AsyncIterator[Shop]:
    async with installation.database(size=5) as database, installation.connection() as watcher:
        yield Shop(database, world.laundry.context, watcher)


async def test_who_is_blocked_while_they_come_in_stays_outside(
    installation: Installation, world: World
) -> None:
    """Brought in by a list and shut out by staff, after it was looked whom the address is."""
    async with opened(installation, world) as shop:
        guess, code = await guessed(shop, wanting(email=EMAIL))
        is_shut, both_stand = asyncio.Event(), asyncio.Event()

        async def shut_out(customer_id: UUID) -> None:
            async with shop.begun() as tx:
                await customers.block_customer(tx, customer_id, reason="argues")
                is_shut.set()
                await both_stand.wait()

        async with shop.begun() as holding:
            await holding.run(CLAIM, token=holding.keys.token("email", EMAIL))
            entering = asyncio.create_task(
                shop.do(lambda tx: customers.enter(tx, guess, code, language="en"))
            )
            await shop.until_waits(entering, "advisory")
            row = Row(2, {"name": "Salma", "phone": PHONE, "email": EMAIL})
            (brought,) = await shop.do(lambda tx: customers.import_rows(tx, [row], country="OM"))
            assert brought.customer
            shutting = asyncio.create_task(shut_out(brought.customer.id))
            await is_shut.wait()
        await shop.until_waits(entering, "transactionid")
        both_stand.set()
        await shutting
        assert await entering is None
        assert await shop.do(lambda tx: tx.value(AT_ODDS)) == 0


async def test_two_who_meet_at_a_number_wait_in_one_order(
    installation: Installation, world: World
) -> None:
    """One changes to it; the other has proven it a moment before, and takes that back."""
    async with opened(installation, world) as shop:
        stub = await shop.do(lambda tx: registered(tx, name="Salma", phone=PHONE))
        huda, session = await shop.do(lambda tx: account_holder(tx, phone="91234567"))
        changing_to = await shop.do(lambda tx: asked(tx, session, "phone", PHONE))
        reach = Reach("phone", PHONE, PHONE)
        async with shop.begun() as proving:
            token = proving.keys.token("phone", PHONE)
            await customers.mark_proven(proving, stub.id, "phone", token)
            await proving.run(CLAIM, token=token)
            changing = asyncio.create_task(shop.do(lambda tx: proven(tx, session, changing_to)))
            await shop.until_waits(changing, "advisory")
            taking_back = asyncio.create_task(
                shop.do(lambda tx: lock_reaches(tx, stub.id, [reach]))
            )
            await shop.until_waits(taking_back, "transactionid")
        assert await taking_back == {token: stub.id}
        assert await changing
        assert await shop.do(lambda tx: owners(tx, "phone", PHONE)) == [huda.id]


async def test_whoever_asks_for_another_code_does_not_hold_up_the_one_they_type(
    installation: Installation, world: World
) -> None:
    """In the same browser: the code is used, then the browser is recognised."""
    async with opened(installation, world) as shop:
        _, session = await shop.do(lambda tx: account_holder(tx, phone="91234567"))
        ref = world.laundry.tenant.ref
        _, browser = await shop.do(
            lambda tx: identity.know_device(
                tx, session.account_id, environment="test", tenant_ref=ref
            )
        )
        guess, code = await guessed(shop, wanting("login", phone="91234567"))
        await shop.do(lambda tx: tx.run(CODES_AGE, ago=timedelta(seconds=61)))
        again = wanting("login", phone="91234567", device=browser)
        async with shop.begun() as typing:
            assert await customers.enter(typing, guess, code, language="en")
            asking = asyncio.create_task(shop.do(lambda tx: customers.ask_code(tx, again)))
            await shop.until_waits(asking, "transactionid")
            assert await identity.recognise_device(typing, session.account_id, browser)
        assert isinstance(await asking, identity.Challenge)


async def test_staff_prove_it_for_a_record_beyond_those_that_are_looked_at(tx: Tx) -> None:
    """The shop's own phone, typed for whoever gave none; and this one has it."""
    for _ in range(HOLDERS_MAX):
        await registered(tx, name="Somebody", phone=PHONE, shared_phone=True)
    youngest = await registered(tx, name="Huda", phone=PHONE, shared_phone=True)
    assert isinstance(await staff_prove(tx, youngest.id, phone=PHONE), Customer)
    assert await owners(tx, "phone", PHONE) == [youngest.id]


async def guessed(shop: Shop, wanted: CodeAsked) -> tuple[Guess, str]:
    """A try that is counted and committed, and the right code for it."""
    challenge_id = await shop.do(lambda tx: ask(tx, wanted))
    guess = await shop.do(lambda tx: identity.count_guess(tx, challenge_id, bound_to=None))
    return guess, await shop.do(lambda tx: code_sent(tx, challenge_id))
