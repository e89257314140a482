"""Features by degrees: whose word counts, who keeps what as a roll-out moves, what is said."""

import asyncio
from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.domains import tenants
from regulars.domains.tenants.flag_model import FLAGS, bucket, decide, overdue, subject_of
from regulars.kernel.errors import Invalid
from regulars.kernel.ids import TenantId
from regulars.runtime.tx import Tx
from tests.domains.evidence import announced
from tests.instruments.installation import Installation
from tests.world import World, rolled_back

PALETTE = FLAGS[0]
IDS = st.uuids(version=4).map(TenantId)
PERCENTS = st.integers(0, 100)


@given(IDS, st.none() | PERCENTS, st.booleans())
def test_the_tenants_own_word_comes_first(
    tenant_id: TenantId, percent: int | None, choice: bool
) -> None:
    state = decide(PALETTE, tenant_id, choice=choice, percent=percent)
    assert (state.is_on, state.why) == (choice, "chosen")


@given(IDS, PERCENTS, PERCENTS)
def test_nobody_loses_a_feature_while_it_is_rolled_out_further(
    tenant_id: TenantId, one: int, other: int
) -> None:
    fewer, more = sorted((one, other))
    if decide(PALETTE, tenant_id, percent=fewer).is_on:
        assert decide(PALETTE, tenant_id, percent=more).is_on


@given(IDS)
def test_nobody_has_it_at_nought_and_everybody_at_a_hundred(tenant_id: TenantId) -> None:
    assert not decide(PALETTE, tenant_id, percent=0).is_on
    assert decide(PALETTE, tenant_id, percent=100).is_on
    assert decide(PALETTE, tenant_id).is_on == PALETTE.is_on


@given(st.integers())
def test_half_means_about_half_and_not_the_same_half_for_every_flag(seed: int) -> None:
    """Four hundred ids of one draw: drawn one by one, finding them takes longer than the test."""
    chance = Random(seed)  # noqa: S311 - ids of nobody
    ids = [TenantId(UUID(int=chance.getrandbits(128), version=4)) for _ in range(400)]
    halves = [{i for i in ids if bucket(flag.name, i) < 50} for flag in FLAGS]
    assert all(120 < len(half) < 280 for half in halves)
    assert halves[0] != halves[1]


def test_a_flag_past_its_date_is_named() -> None:
    late = PALETTE.expires + timedelta(days=1)
    assert PALETTE in overdue(late)
    assert overdue(PALETTE.expires) == ()
    assert overdue(date(2000, 1, 1)) == ()


async def test_a_choice_holds_until_it_is_taken_back_and_each_is_announced(
    tx: Tx, world: World
) -> None:
    name = PALETTE.name
    for choice in (False, None):
        states = {s.flag.name: s for s in await tenants.set_flags(tx, {name: choice})}
        assert states[name].choice is choice
    subject = subject_of(name, world.laundry.tenant.id)
    facts = await announced(tx, subject)
    assert [fact.data for fact in facts] == [
        {"flag": name, "was": None, "is_on": False},
        {"flag": name, "was": False, "is_on": None},
    ]
    assert [fact.seq for fact in facts] == [1, 2]


async def test_saying_the_same_again_announces_nothing(tx: Tx, world: World) -> None:
    for _ in range(2):
        await tenants.set_flags(tx, {PALETTE.name: True})
    assert len(await announced(tx, subject_of(PALETTE.name, world.laundry.tenant.id))) == 1


async def test_many_who_say_the_same_at_once_announce_it_once(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with installation.database(size=6) as database:

        async def say() -> None:
            async with database.transaction(house.context) as tx:
                await tenants.set_flags(tx, {PALETTE.name: False})

        await asyncio.gather(*(say() for _ in range(6)))
        async with database.transaction(house.context) as tx:
            facts = await announced(tx, subject_of(PALETTE.name, house.tenant.id))
    assert [fact.data["was"] for fact in facts] == [None]


async def test_a_flag_that_does_not_exist_is_refused_and_nothing_is_set(tx: Tx) -> None:
    with pytest.raises(Invalid):
        await tenants.set_flags(tx, {PALETTE.name: False, "console.nosuch": True})
    assert {state.why for state in await tenants.read_flags(tx)} == {"default"}


async def test_a_roll_out_reaches_every_tenant_that_said_nothing(
    installation: Installation, world: World
) -> None:
    async with installation.database("app") as database:
        async with database.transaction(world.bakery.context) as tx:
            await tenants.set_flags(tx, {PALETTE.name: True})
        async with installation.database("work") as operator:
            for percent in (100, 0):
                async with operator.house() as session:
                    await tenants.roll_out(session, PALETTE.name, percent)
            async with operator.house() as session:
                assert await tenants.read_rollouts(session) == {PALETTE.name: 0}
        async with rolled_back(database, world.laundry.context) as tx:
            (mine, *_) = await tenants.read_flags(tx)
        async with rolled_back(database, world.bakery.context) as tx:
            (theirs, *_) = await tenants.read_flags(tx)
    assert (mine.is_on, mine.why, mine.percent) == (False, "rolled_out", 0)
    assert (theirs.is_on, theirs.why) == (True, "chosen")


@pytest.mark.parametrize("percent", [-1, 101])
async def test_a_share_beyond_a_hundred_is_refused(
    installation: Installation, percent: int
) -> None:
    async with installation.database("work") as operator, operator.house() as session:
        with pytest.raises(Invalid):
            await tenants.roll_out(session, PALETTE.name, percent)
