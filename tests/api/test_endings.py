"""Access tokens in ordinary use: remembered, and out with the sign-in that ended, whoever ended
it and however."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from regulars.api.access import REMEMBERED, AccessTokens
from regulars.api.recent import FRESH_SECONDS
from regulars.desk import Desk
from regulars.domains import identity
from regulars.domains.identity import AccountSession, Session
from regulars.domains.identity.lately import TOLD_FOR, TOLD_MAX
from regulars.domains.identity.tokens.rules import ACCESS_LIFETIME
from regulars.kernel.errors import Unavailable
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.language import Catalogue
from regulars.runtime.live import LiveFeed
from tests.api.people import signed_in
from tests.api.test_access import ENDED, Hands, forged
from tests.instruments.clocks import set_database_clock
from tests.instruments.installation import Installation
from tests.world import World, app_sign_in

ONE, ALL = "recognise_account_session", "hear_endings"
# Only a door that waits for ever is given up.
PATIENCE_SECONDS = 120
MANY_ENDED = f"""
    INSERT INTO identity.account_sessions
        (tenant_id, id, account_id, client, idle_until, expires_at, ended_at, ended_by)
    SELECT tenant_id, gen_random_uuid(), account_id, client, idle_until, expires_at, now(), 'staff'
      FROM identity.account_sessions, generate_series(0, {TOLD_MAX})
"""


class Watched:
    """A database that counts what it is asked, is away for some of it, or answers late."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.house_unit = database.house_unit
        self.asked: Counter[str] = Counter()
        self.away_for: set[str] = set()
        self.gate: asyncio.Event | None = None
        self.waits_at_the_gate = asyncio.Event()

    async def unit(self, context: Context, run: Callable[[Any], Awaitable[Any]]) -> Any:
        self.asked[context.route or ""] += 1
        if context.route in self.away_for:
            raise Unavailable
        gate = self.gate if context.route == ALL else None
        answer = await self._database.unit(context, run)
        if gate is not None:
            self.waits_at_the_gate.set()
            await gate.wait()
        return answer


class Door:
    """Access tokens of a process, whose clock and database are in our hands."""

    def __init__(self, installation: Installation, database: Database) -> None:
        self._settings = installation.settings
        self._desk = Desk(self._settings, Catalogue.load())
        self.clock = Hands()
        self.meets(database)
        self._access = AccessTokens(self._desk, self.clock)

    def meets(self, database: Database) -> None:
        """From now on; what it remembers it keeps."""
        self.watched = Watched(database)
        answering: Any = self.watched
        self._desk.open(answering, LiveFeed(self._settings.database_url))

    async def opens(self, token: str) -> bool:
        return await self.finds(token) is not None

    async def finds(self, token: str) -> AccountSession | Session | None:
        found = await self._access.recognise(token)
        return found and found[1]


async def test_tokens_in_use_share_one_question_each_half_second(
    installation: Installation, world: World
) -> None:
    async with installation.database("app") as database:
        async with database.transaction(world.laundry.context) as tx:
            begun = [await app_sign_in(tx, world.laundry) for _ in range(20)]
        tokens = [given.access_token for _, given in begun]
        door = Door(installation, database)
        for _ in range(10):
            for token in tokens:
                assert await door.opens(token)
            door.clock.now += FRESH_SECONDS
        assert (door.watched.asked[ONE], door.watched.asked[ALL]) == (20, 9)
        # All at once, when what was heard is old.
        assert all(await asyncio.gather(*map(door.opens, tokens)))
        assert (door.watched.asked[ONE], door.watched.asked[ALL]) == (20, 10)


async def test_another_shops_endings_are_another_question(
    installation: Installation, world: World
) -> None:
    _, here = await signed_in(installation, world.laundry)
    ended, there = await signed_in(installation, world.bakery)
    async with installation.database("app") as database:
        door = Door(installation, database)
        for token in (here.access_token, there.access_token):
            assert await door.opens(token)
        async with database.transaction(world.bakery.context) as tx:
            await identity.end_account_session(tx, ended.account_id, ended.id, ended_by="staff")
        door.clock.now += FRESH_SECONDS
        assert await door.opens(here.access_token)
        assert not await door.opens(there.access_token)
        assert door.watched.asked[ALL] == 2


async def test_more_that_ended_than_is_told_of_have_each_asked_for(
    installation: Installation, world: World
) -> None:
    _, tokens = await signed_in(installation, world.laundry)
    async with (
        installation.database("app") as database,
        installation.connection() as connection,
    ):
        door = Door(installation, database)
        assert await door.opens(tokens.access_token)
        await connection.execute(MANY_ENDED)
        for times in (2, 3):
            door.clock.now += FRESH_SECONDS
            assert await door.opens(tokens.access_token)
            assert door.watched.asked[ONE] == times
        await connection.execute(f"{ENDED} WHERE ended_at IS NULL")
        door.clock.now += FRESH_SECONDS
        assert not await door.opens(tokens.access_token)


@pytest.mark.parametrize("is_ended", [False, True], ids=["going on", "ended"])
async def test_while_it_cannot_be_asked_what_ended_nothing_is_believed(
    installation: Installation, world: World, is_ended: bool
) -> None:
    _, tokens = await signed_in(installation, world.laundry)
    async with installation.database("app") as database:
        door = Door(installation, database)
        assert await door.opens(tokens.access_token)
        door.watched.away_for.add(ALL)
        if is_ended:
            async with installation.connection() as connection:
                await connection.execute(ENDED)
        for _ in range(2):
            door.clock.now += FRESH_SECONDS
            with pytest.raises(Unavailable):
                await door.opens(tokens.access_token)
        # Nor is what is heard afterwards.
        door.watched.away_for.clear()
        assert await door.opens(tokens.access_token) is not is_ended


async def test_nobody_waits_for_an_answer_that_may_be_too_old(
    installation: Installation, world: World
) -> None:
    """Somebody asked a second ago and waits still; who ended meanwhile is not let in by it."""
    _, tokens = await signed_in(installation, world.laundry)
    async with installation.database("app") as database:
        door = Door(installation, database)
        assert await door.opens(tokens.access_token)
        door.clock.now += FRESH_SECONDS
        door.watched.gate = gate = asyncio.Event()
        waiting = [asyncio.create_task(door.opens(tokens.access_token)) for _ in range(2)]
        await door.watched.waits_at_the_gate.wait()
        assert door.watched.asked[ALL] == 1
        door.clock.now += FRESH_SECONDS
        door.watched.gate = None
        async with installation.connection() as connection:
            await connection.execute(ENDED)
        async with asyncio.timeout(PATIENCE_SECONDS):
            assert not await door.opens(tokens.access_token)
        assert door.watched.asked[ALL] == 2
        # Who goes away takes nothing from who waits with them; the late answer is no news.
        waiting[0].cancel()
        gate.set()
        assert await waiting[1]
        assert not await door.opens(tokens.access_token)


async def test_who_comes_every_now_and_then_does_not_wait_for_what_ended(
    installation: Installation, world: World
) -> None:
    """It is asked ahead of time: when they come again, the database may be away."""
    _, tokens = await signed_in(installation, world.laundry)
    async with installation.database("app") as database:
        door = Door(installation, database)
        for since in (0, FRESH_SECONDS, FRESH_SECONDS * 0.4):
            door.clock.now += since
            assert await door.opens(tokens.access_token)
            await under_way()
        assert door.watched.asked[ALL] == 1
        door.clock.now += FRESH_SECONDS * 0.4
        assert await door.opens(tokens.access_token)
        await under_way()
        assert door.watched.asked[ALL] == 2
        door.watched.away_for.add(ALL)
        door.clock.now += FRESH_SECONDS * 0.4
        assert await door.opens(tokens.access_token)
        # What could not be asked ahead is nobody's fault until it is needed.
        door.clock.now += FRESH_SECONDS * 0.4
        assert await door.opens(tokens.access_token)
        await under_way()
        door.clock.now += FRESH_SECONDS * 0.4
        with pytest.raises(Unavailable):
            await door.opens(tokens.access_token)


async def under_way() -> None:
    """What was asked beside a request comes to its end; a server that other tests share goes on."""
    asked = [task for task in asyncio.all_tasks() if _is_asked_beside(task)]
    await asyncio.gather(*asked, return_exceptions=True)


def _is_asked_beside(task: asyncio.Task[Any]) -> bool:
    name = getattr(task.get_coro(), "__qualname__", "")
    return name in ("Endings._ask", "StaffStandings._see")


AHEAD = timedelta(minutes=2)
BY_ITSELF = ["idle_until", "expires_at"]


@pytest.mark.parametrize("end", BY_ITSELF)
async def test_a_sign_in_that_ends_by_itself_is_over_though_nobody_ended_it(
    installation: Installation, world: World, end: str
) -> None:
    _, tokens = await signed_in(installation, world.laundry)
    async with installation.connection() as connection:
        await connection.execute(
            f"UPDATE identity.account_sessions SET {end} = now() + interval '1 minute'"
        )
    async with installation.database("app") as database:
        door = Door(installation, database)
        assert await door.opens(tokens.access_token)
        await set_database_clock(installation, AHEAD)
        async with installation.database("app") as later:
            door.meets(later)
            door.clock.now += FRESH_SECONDS
            assert not await door.opens(tokens.access_token)


async def test_a_sign_in_that_showed_a_sign_of_life_goes_on(
    installation: Installation, world: World
) -> None:
    """What is remembered of its end is no reason to send anybody away."""
    session, tokens = await signed_in(installation, world.laundry)
    async with installation.database("app") as database, installation.connection() as connection:
        await connection.execute(
            "UPDATE identity.account_sessions SET idle_until = now() + interval '1 minute'"
        )
        door = Door(installation, database)
        assert await door.opens(tokens.access_token)
        async with database.transaction(world.laundry.context) as tx:
            await identity.note_account_seen(tx, session.id, "app")
        await set_database_clock(installation, AHEAD)
        async with installation.database("app") as later:
            door.meets(later)
            door.clock.now += FRESH_SECONDS
            assert await door.opens(tokens.access_token)


async def test_what_was_slept_through_is_asked_for(
    installation: Installation, world: World
) -> None:
    """A machine that sleeps does not count the time. By the database's clock more passed than is
    told of; the same sign-in has a token of after it."""
    session, tokens = await signed_in(installation, world.laundry)
    asleep = TOLD_FOR + timedelta(minutes=1)
    iat = int((session.now + asleep).timestamp())
    exp = iat + int(ACCESS_LIFETIME.total_seconds())
    async with installation.database("app") as database:
        async with database.transaction(world.laundry.context) as tx:
            account_id, sid = str(session.account_id), str(session.id)
            after = await forged(tx, world.laundry, sid=sid, sub=account_id, iat=iat, exp=exp)
        door = Door(installation, database)
        assert await door.opens(tokens.access_token)
        async with installation.connection() as connection:
            await connection.execute(ENDED)
        await set_database_clock(installation, asleep)
        async with installation.database("app") as later:
            door.meets(later)
            door.clock.now += FRESH_SECONDS
            assert not await door.opens(after)


def test_what_is_told_outlasts_what_is_remembered() -> None:
    """By what a unit of work may last that ended one, and clocks may differ."""
    slack = TOLD_FOR - REMEMBERED
    assert slack >= timedelta(minutes=10)
