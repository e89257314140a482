"""Staff with apps in ordinary use: remembered for a moment, and as they stand whatever changed."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from regulars.api.recent import FRESH_SECONDS
from regulars.domains import identity
from regulars.domains.identity import Session
from regulars.domains.identity.factors.rules import IDLE_CHOICES
from regulars.domains.identity.lately import TOLD_MAX
from regulars.domains.identity.sign_ins.app_sessions import REMEMBERED
from regulars.kernel.errors import Unavailable
from regulars.runtime.tx import Tx
from tests.api.people import staff_signed_in
from tests.api.test_endings import ALL, Door, under_way
from tests.domains.evidence import asking
from tests.domains.identity.factors.test_passkeys import MINE, SITE
from tests.domains.identity.staff.test_factors import set_up
from tests.instruments.clocks import set_database_clock
from tests.instruments.installation import Installation
from tests.instruments.soft_passkey import SoftPasskey
from tests.world import House, World, staff_sign_in

ONE = "recognise_app_session"
MANY_CHANGED = f"""
    INSERT INTO identity.sessions
        (tenant_id, id, staff_id, client, expires_at, changed_at)
    SELECT tenant_id, gen_random_uuid(), staff_id, client, expires_at, clock_timestamp()
      FROM identity.sessions, generate_series(0, {TOLD_MAX})
     WHERE client = 'app'
"""
UNTOLD = "UPDATE identity.staff SET state = 'disabled'"
JUST_SEEN = asking(
    "SELECT last_seen_at > now() - interval '1 minute' FROM identity.sessions"
    " WHERE tenant_id = $1 AND id = $2",
    "id",
)
SEEN = asking("SELECT last_seen_at FROM identity.sessions WHERE tenant_id = $1 AND id = $2", "id")


async def test_staff_in_use_share_one_question_each_half_second(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with installation.database("app") as database:
        async with database.transaction(house.context) as tx:
            begun = [await staff_sign_in(tx, house, house.cashier) for _ in range(20)]
        tokens = [given.access_token for _, given in begun]
        door = Door(installation, database)
        for _ in range(10):
            for token in tokens:
                assert await door.opens(token)
            door.clock.now += FRESH_SECONDS
        assert (door.watched.asked[ONE], door.watched.asked[ALL]) == (20, 9)


async def test_what_changed_for_one_has_nobody_else_asked_for(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with installation.database("app") as database:
        async with database.transaction(house.context) as tx:
            session, _ = await staff_sign_in(tx, house, house.cashier)
            _, other = await staff_sign_in(tx, house, house.cashier)
            _, admin = await staff_sign_in(tx, house, house.admin)
        door = Door(installation, database)
        for token in (other.access_token, admin.access_token):
            assert await door.opens(token)
        for end in (identity.end_session, identity.end_session):
            async with database.transaction(house.context) as tx:
                await end(tx, session)
            door.clock.now += FRESH_SECONDS
            for token in (other.access_token, admin.access_token):
                assert await door.opens(token)
        assert door.watched.asked[ONE] == 2
        async with database.transaction(house.context) as tx:
            await identity.change_staff(tx, house.cashier.id, {"language": "ar"})
        # Once, however often the same change is told.
        for _ in range(3):
            door.clock.now += FRESH_SECONDS
            for token in (other.access_token, admin.access_token):
                assert await door.opens(token)
        assert door.watched.asked[ONE] == 3


async def test_more_that_changed_than_is_told_of_has_each_asked_for(
    installation: Installation, world: World
) -> None:
    _, tokens = await staff_signed_in(installation, world.laundry, world.laundry.cashier)
    async with installation.database("app") as database, installation.connection() as connection:
        door = Door(installation, database)
        assert await door.opens(tokens.access_token)
        await connection.execute(MANY_CHANGED)
        for times in (2, 3):
            door.clock.now += FRESH_SECONDS
            assert await door.opens(tokens.access_token)
            assert door.watched.asked[ONE] == times
        await connection.execute(UNTOLD)
        door.clock.now += FRESH_SECONDS
        assert not await door.opens(tokens.access_token)


async def test_while_nobody_can_say_what_changed_nothing_is_believed(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    _, tokens = await staff_signed_in(installation, house, house.cashier)
    async with installation.database("app") as database:
        door = Door(installation, database)
        assert await door.opens(tokens.access_token)
        door.watched.away_for.add(ALL)
        async with database.transaction(house.context) as tx:
            await identity.disable_staff(tx, house.cashier.id)
        for _ in range(2):
            door.clock.now += FRESH_SECONDS
            with pytest.raises(Unavailable):
                await door.opens(tokens.access_token)
        door.watched.away_for.clear()
        assert not await door.opens(tokens.access_token)


async def test_what_was_begun_before_and_is_committed_later_is_heard(
    installation: Installation, world: World
) -> None:
    """Meanwhile they were asked for, and found as they were."""
    house = world.laundry
    async with installation.database("app") as database:
        async with database.transaction(house.context) as tx:
            _, tokens = await staff_sign_in(tx, house, house.cashier)
        door = Door(installation, database)
        async with database.transaction(house.context) as tx:
            await identity.change_staff(tx, house.cashier.id, {"role": "support"})
            for _ in range(3):
                assert await door.opens(tokens.access_token)
                door.clock.now += FRESH_SECONDS
        assert not await door.opens(tokens.access_token)


async def _everybody_needs_a_factor(tx: Tx, house: House, session: Session) -> None:
    await identity.change_staff_rules(tx, factor_asked_of="everybody", idle_minutes="60")


async def _rests_sooner(tx: Tx, house: House, session: Session) -> None:
    await identity.change_staff_rules(tx, factor_asked_of="usual", idle_minutes="15")


async def _gives_up_the_factor(tx: Tx, house: House, session: Session) -> None:
    await identity.turn_off_authenticator(tx, session, environment="test")


async def _sets_up_a_factor(tx: Tx, house: House, session: Session) -> None:
    await set_up(tx, house.admin)


async def _adds_a_passkey(tx: Tx, house: House, session: Session) -> None:
    options = await identity.ask_new_passkey(tx, house.admin, SITE, bound_to=MINE)
    answer = SoftPasskey(SITE.origin).create(options)
    await identity.add_passkey(tx, house.admin, SITE, name="Phone", answer=answer, bound_to=MINE)


async def _proves_anew(tx: Tx, house: House, session: Session) -> None:
    await identity.note_staff_proven(tx, session)


CHANGES = [
    _everybody_needs_a_factor,
    _rests_sooner,
    _gives_up_the_factor,
    _sets_up_a_factor,
    _adds_a_passkey,
    _proves_anew,
]


@pytest.mark.parametrize("how", CHANGES, ids=lambda each: each.__name__.strip("_"))
async def test_rules_factors_and_proofs_are_never_older_than_half_a_second(
    installation: Installation, world: World, how: Callable[[Tx, House, Session], Awaitable[Any]]
) -> None:
    house = world.laundry
    async with installation.database("app") as database, installation.connection() as connection:
        async with database.transaction(house.context) as tx:
            if how is _gives_up_the_factor:
                await set_up(tx, house.admin)
            session, tokens = await staff_sign_in(tx, house, house.admin)
        await connection.execute(
            "UPDATE identity.sessions SET proven_at = now() - interval '11 minutes'"
        )
        door = Door(installation, database)
        for _ in range(2):
            found = await door.finds(tokens.access_token)
            assert isinstance(found, Session)
            assert not found.is_fresh
            door.clock.now += FRESH_SECONDS
        async with database.transaction(house.context) as tx:
            await how(tx, house, session)
        asked = door.watched.asked[ONE]
        found = await door.finds(tokens.access_token)
        assert door.watched.asked[ONE] == asked + 1
        assert (found is None) is (how is _everybody_needs_a_factor)
        if how is _proves_anew:
            assert isinstance(found, Session)
            assert found.is_fresh
        if how in (_sets_up_a_factor, _adds_a_passkey):
            # Who proves themselves again is asked for it.
            assert isinstance(found, Session)
            assert found.prove_with == ("password", "code")


async def test_a_sign_in_grows_old_while_it_is_remembered(
    installation: Installation, world: World
) -> None:
    _, tokens = await staff_signed_in(installation, world.laundry, world.laundry.admin)
    async with installation.database("app") as database, installation.connection() as connection:
        await connection.execute(
            "UPDATE identity.sessions SET proven_at = now() - interval '9 minutes 30 seconds'"
        )
        door = Door(installation, database)
        found = await door.finds(tokens.access_token)
        assert isinstance(found, Session)
        assert found.is_fresh
        await set_database_clock(installation, timedelta(seconds=40))
        async with installation.database("app") as later:
            door.meets(later)
            door.clock.now += FRESH_SECONDS
            found = await door.finds(tokens.access_token)
            assert isinstance(found, Session)
            assert not found.is_fresh
            assert door.watched.asked[ONE] == 0


async def test_a_sign_in_that_is_remembered_ends_with_its_last_hour(
    installation: Installation, world: World
) -> None:
    _, tokens = await staff_signed_in(installation, world.laundry, world.laundry.admin)
    async with installation.database("app") as database, installation.connection() as connection:
        await connection.execute(
            "UPDATE identity.sessions SET expires_at = now() + interval '30 seconds'"
        )
        door = Door(installation, database)
        assert await door.opens(tokens.access_token)
        await set_database_clock(installation, timedelta(seconds=40))
        async with installation.database("app") as later:
            door.meets(later)
            door.clock.now += FRESH_SECONDS
            assert not await door.opens(tokens.access_token)


async def test_whoever_works_is_not_taken_for_resting(
    installation: Installation, world: World
) -> None:
    """Signs of life are noted about once a minute while they are remembered, and not waited for."""
    house = world.laundry
    session, tokens = await staff_signed_in(installation, house, house.admin)
    async with installation.database("app") as database:
        door = Door(installation, database)
        assert await door.opens(tokens.access_token)
        async with database.transaction(house.context) as tx:
            first = await tx.value(SEEN, id=session.id)
        for seconds, is_noted in ((30, False), (65, True), (95, False), (130, True)):
            await set_database_clock(installation, timedelta(seconds=seconds))
            async with installation.database("app") as later:
                door.meets(later)
                door.clock.now += FRESH_SECONDS
                assert await door.opens(tokens.access_token)
                await under_way()
                async with later.transaction(house.context) as tx:
                    seen = await tx.value(SEEN, id=session.id)
            assert (seen > first) is is_noted
            first = seen


async def test_whoever_comes_seldom_is_asked_for_anew(
    installation: Installation, world: World
) -> None:
    """Long before a sign-in may end by resting; a machine that sleeps does not count the time."""
    _, tokens = await staff_signed_in(installation, world.laundry, world.laundry.admin)
    async with installation.database("app") as database, installation.connection() as connection:
        door = Door(installation, database)
        assert await door.opens(tokens.access_token)
        await connection.execute(
            "UPDATE identity.sessions SET last_seen_at = now() - interval '59 minutes'"
        )
        await set_database_clock(installation, timedelta(minutes=2))
        async with installation.database("app") as later:
            door.meets(later)
            door.clock.now += FRESH_SECONDS
            assert not await door.opens(tokens.access_token)
    assert timedelta(minutes=min(IDLE_CHOICES)) > REMEMBERED


async def test_a_sign_of_life_that_cannot_be_noted_is_tried_again(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    session, tokens = await staff_signed_in(installation, house, house.admin)
    async with installation.database("app") as database:
        door = Door(installation, database)
        assert await door.opens(tokens.access_token)
        await set_database_clock(installation, timedelta(seconds=65))
        async with installation.database("app") as later:
            door.meets(later)
            door.watched.away_for.add(ONE)
            for _ in range(2):
                door.clock.now += FRESH_SECONDS
                assert await door.opens(tokens.access_token)
                await under_way()
            door.watched.away_for.clear()
            door.clock.now += FRESH_SECONDS
            assert await door.opens(tokens.access_token)
            await under_way()
            assert door.watched.asked[ONE] == 3
            async with later.transaction(house.context) as tx:
                assert await tx.value(JUST_SEEN, id=session.id)
