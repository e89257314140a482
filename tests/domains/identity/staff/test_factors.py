"""Fault rows B01, B02 and B07 for second factors: counted, used once, and kept by nobody."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

import asyncpg
import pyotp
import pytest

from regulars.domains import identity
from regulars.domains.identity import LastFactor, Opening, Session, Site, Staff, WrongFactor
from regulars.domains.identity.factors.rules import (
    RECOVERY_CODES,
    AskedOf,
    is_factor_asked,
    read_factor_code,
    right_step,
)
from regulars.domains.identity.model import Role
from regulars.domains.identity.staff.staff import locked
from regulars.domains.identity.tries.rules import FACTOR_TRIES_MAX
from regulars.domains.identity.tries.sign_in_limits import Came
from regulars.kernel.errors import NotAllowed
from regulars.kernel.ids import SessionId
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.domains.evidence import announced, asking
from tests.instruments.installation import Installation
from tests.instruments.processes import until
from tests.instruments.soft_passkey import SoftPasskey
from tests.world import PASSWORD, House, World

CLOCK = asking("SELECT extract(epoch FROM clock_timestamp())::float8 WHERE $1::uuid IS NOT NULL")
STORED = asking(
    "SELECT count(*) FROM identity.recovery_codes WHERE tenant_id = $1 AND staff_id = $2",
    "staff_id",
)
KNOWN_DEVICE = asking(
    "INSERT INTO identity.staff_devices (tenant_id, staff_id, secret_hash) VALUES ($1, $2, 'x')",
    "staff_id",
)
LEFT_OVER = asking(
    "SELECT (SELECT count(*) FROM identity.authenticators WHERE tenant_id = $1 AND staff_id = $2)"
    "     + (SELECT count(*) FROM identity.passkeys WHERE tenant_id = $1 AND staff_id = $2)"
    "     + (SELECT count(*) FROM identity.recovery_codes WHERE tenant_id = $1 AND staff_id = $2)"
    "     + (SELECT count(*) FROM identity.staff_devices WHERE tenant_id = $1 AND staff_id = $2)",
    "staff_id",
)
END_SESSIONS = asking(
    "UPDATE identity.sessions SET ended_at = now() WHERE tenant_id = $1 AND staff_id = $2",
    "staff_id",
)
WAITING = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE wait_event_type = 'Lock' AND datname = current_database()"
)
NOTICES = asking("SELECT kind, channel FROM identity.notices WHERE tenant_id = $1")
AT_ONCE = 24
# The sign-in that an authenticator is set up in.
HERE = SessionId(UUID(int=9))
T = TypeVar("T")


async def code_now(tx: Tx, secret: str, *, off: int = 0) -> str:
    return pyotp.TOTP(secret).at(int(await tx.value(CLOCK)) + 30 * off)


async def set_up(tx: Tx, staff: Staff) -> str:
    """An authenticator that was confirmed with the code of the step before, so that this one's
    is unused."""
    begun = await identity.begin_authenticator(tx, staff.id, begun_in=HERE)
    code = await code_now(tx, begun.secret, off=-1)
    await identity.confirm_authenticator(tx, staff.id, code, begun_in=HERE)
    return begun.secret


async def session_of(tx: Tx, house: House, staff: Staff) -> Session:
    attempt = await identity.begin_sign_in(tx, staff.email)
    assert await identity.is_proven(attempt, PASSWORD)
    opening = Opening("test", house.tenant.ref, timedelta(hours=1))
    signed = await identity.sign_in(tx, attempt, opening)
    assert signed.session is not None
    return signed.session


@pytest.mark.parametrize("off", [0, -1, 1])
def test_a_clock_may_be_one_step_off(off: int) -> None:
    secret = pyotp.random_base32()
    now = 1_764_000_007.0
    assert right_step(secret, pyotp.TOTP(secret).at(int(now) + 30 * off), now_seconds=now) == (
        int(now) // 30 + off
    )


@pytest.mark.parametrize("off", [-3, -2, 2, 3])
def test_and_no_more_than_one(off: int) -> None:
    secret = "JBSWY3DPEHPK3PXP" * 2
    now = 1_764_000_007.0
    code = pyotp.TOTP(secret).at(int(now) + 30 * off)
    assert right_step(secret, code, now_seconds=now) is None


@pytest.mark.parametrize("typed", ["123 456", "١٢٣٤٥٦", "123-456", " 123456 "])
def test_a_code_is_read_as_people_type_it(typed: str) -> None:
    assert read_factor_code(typed) == "123456"


@pytest.mark.parametrize(
    ("asked_of", "role", "environment", "is_asked"),
    [
        ("usual", "owner", "live", True),
        ("usual", "admin", "live", True),
        ("usual", "branch", "live", False),
        ("usual", "owner", "demo", False),
        ("usual", "owner", "test", False),
        ("leaders", "owner", "demo", True),
        ("leaders", "support", "live", False),
        ("everybody", "branch", "test", True),
    ],
)
def test_owners_and_admins_of_a_real_business_need_a_factor(
    asked_of: AskedOf, role: Role, environment: str, is_asked: bool
) -> None:
    assert is_factor_asked(asked_of, role, environment) is is_asked


async def test_a_code_opens_once(tx: Tx, world: World) -> None:
    admin = world.laundry.admin
    code = await code_now(tx, await set_up(tx, admin))
    assert await identity.code_opens(tx, admin.id, code) == "authenticator"
    assert await identity.code_opens(tx, admin.id, code) is None


async def test_an_authenticator_that_was_not_confirmed_opens_nothing(tx: Tx, world: World) -> None:
    admin = world.laundry.admin
    begun = await identity.begin_authenticator(tx, admin.id, begun_in=HERE)
    assert await identity.code_opens(tx, admin.id, await code_now(tx, begun.secret)) is None
    with pytest.raises(WrongFactor):
        await identity.confirm_authenticator(tx, admin.id, "000000", begun_in=HERE)


async def test_of_many_at_once_with_one_code_one_gets_in(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with installation.database(size=8) as database:
        async with database.transaction(house.context) as tx:
            secret = await set_up(tx, house.admin)
            code = await code_now(tx, secret)

        async def attempt() -> bool:
            async with database.transaction(house.context) as tx:
                return await identity.code_opens(tx, house.admin.id, code) is not None

        opened = await asyncio.gather(*(attempt() for _ in range(AT_ONCE)))
    assert sum(opened) == 1


async def test_of_many_at_once_that_guess_a_few_are_looked_at(
    installation: Installation, world: World
) -> None:
    house = world.laundry

    async def count(database: Database) -> int:
        async with database.transaction(house.context) as tx:
            return (await identity.count_factor_try(tx, house.admin.id)).wait_seconds

    # Connections enough that none of them gives up waiting for one on a busy machine.
    async with installation.database(size=8) as database:
        waits = await asyncio.gather(*(count(database) for _ in range(AT_ONCE)))
    assert sum(not wait for wait in waits) == FACTOR_TRIES_MAX


async def test_a_recovery_code_opens_once_and_is_kept_by_nobody(tx: Tx, world: World) -> None:
    admin = world.laundry.admin
    codes = await identity.make_recovery_codes(tx, admin.id)
    assert len(set(codes)) == RECOVERY_CODES
    assert await identity.code_opens(tx, admin.id, codes[0].lower()) == "recovery_code"
    assert await identity.code_opens(tx, admin.id, codes[0]) is None
    facts = str([fact.data for fact in await announced(tx, admin.id)])
    assert not any(code in facts or code.replace("-", "") in facts for code in codes)
    assert await tx.value(STORED, staff_id=admin.id) == RECOVERY_CODES


async def test_new_recovery_codes_end_the_old_ones(tx: Tx, world: World) -> None:
    admin = world.laundry.admin
    (old, *_) = await identity.make_recovery_codes(tx, admin.id)
    (new, *_) = await identity.make_recovery_codes(tx, admin.id)
    assert await identity.code_opens(tx, admin.id, old) is None
    assert await identity.code_opens(tx, admin.id, new) == "recovery_code"


async def test_who_has_a_factor_gets_half_a_session_for_the_password(tx: Tx, world: World) -> None:
    house = world.laundry
    secret = await set_up(tx, house.admin)
    half = await session_of(tx, house, house.admin)
    assert half.needs == "factor"
    assert await identity.code_opens(tx, house.admin.id, await code_now(tx, secret))
    opening = Opening("test", house.tenant.ref, timedelta(hours=1))
    whole = await identity.finish_sign_in(
        tx, half, opening, came=identity.Came(), method="authenticator"
    )
    assert whole.session is not None
    assert whole.session.needs == "nothing"
    assert whole.session.id != half.id
    with pytest.raises(WrongFactor):
        await identity.finish_sign_in(
            tx, half, opening, came=identity.Came(), method="authenticator"
        )


async def test_who_signs_in_while_their_first_factor_is_added_is_asked_for_it(
    installation: Installation, world: World
) -> None:
    """Whoever adds it ends what is signed in without it, and does not see who is on the way."""
    house = world.laundry
    async with (
        installation.database() as database,
        installation.connection() as watcher,
    ):
        async with database.transaction(house.context) as adding:
            await set_up(adding, house.admin)
            arriving = asyncio.create_task(
                database.unit(house.context, lambda tx: session_of(tx, house, house.admin))
            )
            await until_waits(watcher, arriving)
        assert (await arriving).needs == "factor"


async def test_the_last_factor_stays_where_the_role_needs_one(tx: Tx, world: World) -> None:
    house = world.laundry
    session = await session_of(tx, house, house.admin)
    await set_up(tx, house.admin)
    with pytest.raises(LastFactor):
        await identity.turn_off_authenticator(tx, session, environment="live")
    await identity.turn_off_authenticator(tx, session, environment="test")
    have = await identity.read_factors(tx, house.admin.id, environment="test")
    assert not have.has_any
    assert have.recovery_left == 0


@pytest.mark.parametrize("what", ["added", "codes", "turned off", "passkey given up"])
async def test_whose_second_steps_change_hears_of_it(tx: Tx, world: World, what: str) -> None:
    """Whoever sits at an open console may be somebody else, and what they add goes on opening when
    the password is another one."""
    admin = world.laundry.admin
    session = await session_of(tx, world.laundry, admin)
    if what == "added":
        await identity.welcome_factor(tx, session, had_any=True)
    if what == "codes":
        await identity.renew_recovery_codes(tx, session)
    if what == "turned off":
        await set_up(tx, admin)
        await identity.turn_off_authenticator(tx, session, environment="test")
    if what == "passkey given up":
        passkey = await a_passkey(tx, admin)
        await identity.give_up_passkey(tx, session, passkey, environment="test")
    rows = await tx.rows(NOTICES)
    assert [(row["kind"], row["channel"]) for row in rows] == [("staff_steps_changed", "email")]


async def a_passkey(tx: Tx, staff: Staff) -> UUID:
    site, device = Site("shop.example", "https://shop.example", "The laundry"), b"m" * 32
    options = await identity.ask_new_passkey(tx, staff, site, bound_to=device)
    answer = SoftPasskey(site.origin).create(options)
    await identity.add_passkey(tx, staff, site, name="Phone", answer=answer, bound_to=device)
    (passkey,) = (await identity.read_factors(tx, staff.id, environment="test")).passkeys
    return passkey.id


async def test_an_owner_resets_the_factors_of_somebody_who_lost_them(tx: Tx, world: World) -> None:
    house = world.laundry
    await set_up(tx, house.admin)
    await identity.make_recovery_codes(tx, house.admin.id)
    await session_of(tx, house, house.admin)
    await identity.reset_factors(tx, house.admin.id)
    have = await identity.read_factors(tx, house.admin.id, environment="live")
    assert not have.has_any
    assert await identity.list_staff_sessions(tx, house.admin.id) == []
    names = [fact.name for fact in await announced(tx, house.admin.id)]
    assert "identity.staff_factors_reset" in names


async def test_of_a_closed_account_nothing_is_kept_that_proved_somebody(
    tx: Tx, world: World
) -> None:
    house = world.laundry
    await set_up(tx, house.admin)
    await identity.make_recovery_codes(tx, house.admin.id)
    await tx.run(KNOWN_DEVICE, staff_id=house.admin.id)
    assert await tx.value(LEFT_OVER, staff_id=house.admin.id) > 2
    await identity.close_staff(tx, house.admin.id)
    assert await tx.value(LEFT_OVER, staff_id=house.admin.id) == 0


async def test_nobody_resets_their_own_and_no_admin_an_owners(
    shared_database: Database, world: World
) -> None:
    house = world.laundry
    with pytest.raises(NotAllowed):
        async with shared_database.transaction(house.context) as own:
            await identity.reset_factors(own, house.owner.id)
    of_admin = replace(house.context, actor_id=house.admin.id)
    for person in (house.owner, house.admin):
        with pytest.raises(NotAllowed):
            async with shared_database.transaction(of_admin) as other:
                await identity.reset_factors(other, person.id)


async def test_who_is_disabled_at_the_second_step_is_out_and_nobody_waits_in_a_ring(
    installation: Installation, world: World
) -> None:
    """Both turn to the account first: its codes, its half sign-in and its counts come after."""
    house = world.laundry
    admin = house.admin
    async with (
        installation.database() as database,
        installation.connection() as watcher,
    ):
        async with database.transaction(house.context) as tx:
            secret = await set_up(tx, admin)
            half = await session_of(tx, house, admin)
            code = await code_now(tx, secret)

        async def finish(tx: Tx) -> object:
            assert await identity.code_opens(tx, admin.id, code)
            opening = Opening("test", house.tenant.ref, timedelta(hours=1))
            return await identity.finish_sign_in(
                tx, half, opening, came=Came(), method="authenticator"
            )

        async with database.transaction(house.context) as disabling:
            await locked(disabling, admin.id)
            finishing = asyncio.create_task(database.unit(house.context, finish))
            await until_waits(watcher, finishing)
            await identity.disable_staff(disabling, admin.id)
        with pytest.raises(WrongFactor):
            await finishing


ACTS: dict[str, Callable[[Tx, Session], Awaitable[object]]] = {
    "proves again": lambda tx, session: identity.prove_again(tx, session, is_password_right=True),
    "ends their other sign-ins": identity.end_own_other_sessions,
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
async def test_a_new_password_and_whoever_is_in_meet_at_the_account(
    installation: Installation,
    world: World,
    act: Callable[[Tx, Session], Awaitable[object]],
) -> None:
    house = world.laundry
    admin = house.admin
    given = await identity.new_password("another long password")
    async with (
        installation.database() as database,
        installation.connection() as watcher,
    ):
        async with database.transaction(house.context) as tx:
            session = await session_of(tx, house, admin)
            await session_of(tx, house, admin)
            await tx.run(KNOWN_DEVICE, staff_id=admin.id)
            await identity.count_proof(tx, session)
        async with database.transaction(house.context) as resetting:
            await locked(resetting, admin.id)
            await resetting.run(END_SESSIONS, staff_id=admin.id)
            acting = asyncio.create_task(database.unit(house.context, lambda tx: act(tx, session)))
            await until_waits(watcher, acting)
            await identity.reset_password(resetting, admin.id, given)
        assert await acting in (identity.ProofOutcome.OVER, 0)


async def until_waits(watcher: asyncpg.Connection, acting: asyncio.Task[T]) -> None:
    async def it_does() -> bool:
        assert not acting.done(), "it met nobody"
        return bool(await watcher.fetchval(WAITING))

    await until(it_does)
