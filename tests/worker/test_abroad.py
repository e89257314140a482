"""A provider that hangs holds its own tenant's places, and nobody waits for it at home."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest

from regulars.domains.audit.reactions import WARN_OWNERS
from regulars.domains.identity.sends.events import IdentityCodesRunningLow
from regulars.kernel.ids import TenantId, new_id
from regulars.runtime.database import Database
from regulars.runtime.errands import Ended, Errand
from regulars.runtime.jobs_door import Again, Done, Ending
from regulars.runtime.jobs_pace import Pace
from regulars.runtime.reactions import Outcome, Reaction, Reactions, RecordedFact, reacts_to
from regulars.runtime.relay import relay_batch
from regulars.runtime.tx import Tx
from regulars.worker.abroad import Abroad
from tests.instruments.installation import Installation
from tests.instruments.job_zoo import QUICK, AnimalFed, Shop, count_meal, open_shop
from tests.worker.workers import PATIENCE_SECONDS, deliverer, queued_jobs

PACE = dataclasses.replace(
    QUICK,
    at_once=2,
    errand_seconds=60.0,
    errands_at_once=2,
    errands_kept=1,
    errands_of_a_tenant=2,
)


class Call(Errand):
    def __init__(self, answered: asyncio.Event) -> None:
        self._answered = answered

    async def go(self) -> None:
        await self._answered.wait()

    async def settle(self, tx: Tx, result: Any) -> Ended:  # noqa: ARG002 - nothing came of it
        return None


@dataclass(frozen=True, slots=True)
class Providers:
    """Some hang until they are let go; another one answers at once."""

    hanging: asyncio.Event
    slow: Shop
    quick: Shop

    def reaction(self) -> Reaction:
        at_once = asyncio.Event()
        at_once.set()

        @reacts_to(AnimalFed, outward=True)
        async def call_the_provider(tx: Tx, fact: RecordedFact) -> Outcome:
            return Call(at_once if fact.tenant_id == self.quick.id else self.hanging)

        return call_the_provider


@pytest.fixture
async def work(installation: Installation) -> AsyncIterator[Database]:
    async with installation.database("work") as opened:
        yield opened


async def fed(
    installation: Installation, work: Database, shop: Shop, times: int, *reactions: Reaction
) -> None:
    async with installation.database() as app:
        await shop.feed(app, times=times)
    async with work.transaction(shop.context) as tx:
        await relay_batch(tx, Reactions(reactions))


async def both(installation: Installation) -> Providers:
    return Providers(asyncio.Event(), await open_shop(installation), await open_shop(installation))


async def test_another_shop_and_the_house_itself_are_served_meanwhile(
    installation: Installation, work: Database
) -> None:
    providers = await both(installation)
    reactions = (providers.reaction(), count_meal)
    await fed(installation, work, providers.slow, 4, *reactions)
    by_hand = deliverer(installation, work, *reactions, pace=PACE)
    called = [q for q in await queued_jobs(installation) if q.kind == reactions[0].name]
    waiting = [asyncio.create_task(by_hand.handle(queued)) for queued in called]
    known = {queued.id for queued in called}
    await fed(installation, work, providers.quick, 1, *reactions)
    others = [queued for queued in await queued_jobs(installation) if queued.id not in known]
    async with asyncio.timeout(PATIENCE_SECONDS):
        endings = [await by_hand.handle(queued) for queued in others]
        assert endings == [Done()] * 6  # four meals of the slow one's, and both of the quick one's
        assert not any(task.done() for task in waiting)
        providers.hanging.set()
        assert await asyncio.gather(*waiting) == [Done()] * 4


async def test_its_owners_are_warned_meanwhile(installation: Installation, work: Database) -> None:
    providers = await both(installation)
    reactions = (providers.reaction(), WARN_OWNERS)
    pace = dataclasses.replace(PACE, errands_in_hand=4)
    await fed(installation, work, providers.slow, 4, *reactions)
    by_hand = deliverer(installation, work, *reactions, pace=pace)
    called = await queued_jobs(installation)
    waiting = [asyncio.create_task(by_hand.handle(queued)) for queued in called]
    live = dataclasses.replace(providers.slow.context, origin="live")
    async with work.transaction(live) as tx:
        spent = IdentityCodesRunningLow("sms", 9, 10)
        tx.emit(spent, subject_id=providers.slow.id, seq=1)
    async with work.transaction(providers.slow.context) as tx:
        await relay_batch(tx, Reactions(reactions))
    (warning,) = [q for q in await queued_jobs(installation) if q.kind == WARN_OWNERS.name]
    async with asyncio.timeout(PATIENCE_SECONDS):
        assert await by_hand.handle(warning) == Done()
        assert not any(task.done() for task in waiting)
        providers.hanging.set()
        assert await asyncio.gather(*waiting) == [Done()] * 4


async def test_of_a_shop_that_waits_for_many_the_rest_waits_in_the_queue(
    installation: Installation, work: Database
) -> None:
    providers = await both(installation)
    pace = dataclasses.replace(PACE, errands_in_hand=3)
    reaction = providers.reaction()
    await fed(installation, work, providers.slow, 5, reaction)
    by_hand = deliverer(installation, work, reaction, pace=pace)
    waiting = [
        asyncio.create_task(by_hand.handle(queued)) for queued in await queued_jobs(installation)
    ]
    async with asyncio.timeout(PATIENCE_SECONDS):
        sent_back, _ = await asyncio.wait(waiting[3:])
        said: list[Ending] = [task.result() for task in sent_back]
        assert [type(each) for each in said] == [Again, Again]
        providers.hanging.set()
        assert await asyncio.gather(*waiting[:3]) == [Done()] * 3


async def test_a_worker_that_is_told_to_stop_begins_nothing_that_waited_for_a_place(
    installation: Installation, work: Database
) -> None:
    providers = await both(installation)
    reaction = providers.reaction()
    await fed(installation, work, providers.slow, 4, reaction)
    by_hand = deliverer(installation, work, reaction, pace=PACE)
    waiting = [
        asyncio.create_task(by_hand.handle(queued)) for queued in await queued_jobs(installation)
    ]
    by_hand.stop.set()
    providers.hanging.set()
    async with asyncio.timeout(PATIENCE_SECONDS):
        endings = await asyncio.gather(*waiting)
    assert Again in {type(each) for each in endings}
    assert (await providers.slow.states(work)).count("done") == endings.count(Done())


async def test_however_many_hang_another_shop_is_served(
    installation: Installation, work: Database
) -> None:
    """Three of them take every place that is shared, and wait for more."""
    providers = await both(installation)
    reaction = providers.reaction()
    for shop in (providers.slow, await open_shop(installation), await open_shop(installation)):
        await fed(installation, work, shop, 3, reaction)
    by_hand = deliverer(installation, work, reaction, pace=PACE)
    called = await queued_jobs(installation)
    waiting = [asyncio.create_task(by_hand.handle(queued)) for queued in called]
    known = {queued.id for queued in called}
    await fed(installation, work, providers.quick, 2, reaction)
    others = [queued for queued in await queued_jobs(installation) if queued.id not in known]
    async with asyncio.timeout(PATIENCE_SECONDS):
        assert await asyncio.gather(*map(by_hand.handle, others)) == [Done()] * 2
        assert not any(task.done() for task in waiting)
        providers.hanging.set()
        assert await asyncio.gather(*waiting) == [Done()] * 9


ONE, TWO, THREE = (TenantId(new_id()) for _ in range(3))


class Trip:
    """A place, held until it is let go."""

    def __init__(self, abroad: Abroad, tenant_id: TenantId) -> None:
        self._home = asyncio.Event()
        self.left = asyncio.Event()
        self.task = asyncio.create_task(self._run(abroad, tenant_id))

    async def _run(self, abroad: Abroad, tenant_id: TenantId) -> None:
        async with abroad.place(tenant_id):
            self.left.set()
            await self._home.wait()

    async def ends(self) -> None:
        self._home.set()
        await self.task


async def turns() -> None:
    """Whoever can go on has gone on."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_who_waits_goes_in_turn_when_a_place_comes_free() -> None:
    abroad = Abroad(PACE)
    first = [Trip(abroad, ONE) for _ in range(3)]
    second = [Trip(abroad, TWO) for _ in range(3)]
    await turns()
    assert [trip.left.is_set() for trip in (*first, *second)] == [True, True, False] * 2
    # Both shared places are out: a third has the one that is kept for it, and no more.
    third = [Trip(abroad, THREE) for _ in range(2)]
    await turns()
    assert [trip.left.is_set() for trip in third] == [True, False]
    await first[0].ends()
    await turns()
    assert [trip.left.is_set() for trip in (first[2], second[2], third[1])] == [True, False, False]
    for trip in (*first, *second, *third):
        await trip.ends()


async def test_who_gives_up_waiting_leaves_the_place_to_the_next() -> None:
    abroad = Abroad(PACE)
    trips = [Trip(abroad, ONE) for _ in range(4)]
    await turns()
    trips[2].task.cancel()
    await turns()
    trips[0].task.cancel()
    trips[3].task.cancel()  # at the moment it is called
    await turns()
    last = Trip(abroad, ONE)
    await turns()
    assert last.left.is_set()
    await trips[1].ends()
    await last.ends()
    assert not abroad.is_crowded(ONE)


async def test_when_many_are_in_hand_few_of_each_may_be() -> None:
    pace = dataclasses.replace(PACE, errands_in_hand=4, errands_in_hand_of_all=6)
    abroad = Abroad(pace)
    trips = [Trip(abroad, one) for one in (ONE, TWO) for _ in range(3)]
    await turns()
    assert abroad.is_crowded(ONE)
    assert not abroad.is_crowded(THREE)
    trips.append(Trip(abroad, THREE))
    await turns()
    assert abroad.is_crowded(THREE)
    for trip in trips:
        await trip.ends()
    assert not abroad.is_crowded(THREE)


@pytest.mark.parametrize(
    ("hand", "of_one", "of_all"), [(300, 100, 200), (60, 20, 40), (6, 2, 4), (3_000, 100, 200)]
)
def test_a_worker_that_takes_few_jobs_keeps_a_third_of_them_for_home(
    hand: int, of_one: int, of_all: int
) -> None:
    pace = Pace().within(hand)
    assert (pace.errands_in_hand, pace.errands_in_hand_of_all) == (of_one, of_all)
