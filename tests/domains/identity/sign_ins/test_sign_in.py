"""Signing in: one answer for every failure, and no guess that is not counted."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from regulars.domains import identity
from regulars.domains.identity import SignIn, SignInOutcome
from regulars.domains.identity.factors.passwords import hash_password, password_matches
from regulars.domains.identity.tries.rules import ATTEMPTS_MAX, ATTEMPTS_WINDOW
from regulars.runtime.tx import Tx
from tests.domains.evidence import announced, asking
from tests.instruments.installation import Installation
from tests.world import PASSWORD, House, World, sign_in_whole

REWIND = asking(
    "UPDATE identity.sign_in_attempts SET window_from = now() - $2::interval WHERE tenant_id = $1",
    "ago",
)
UNTIL_SOMEBODY_WAITS = """
    DO $$ BEGIN
        WHILE NOT EXISTS (SELECT FROM pg_locks WHERE NOT granted) LOOP
            PERFORM pg_sleep(0.01);
        END LOOP;
    END $$
"""
SESSIONS = asking("SELECT count(*) FROM identity.sessions WHERE tenant_id = $1")


async def sign_in(tx: Tx, house: House, **given: Any) -> SignIn:
    return await sign_in_whole(
        tx,
        **{
            "email": house.admin.email,
            "password": PASSWORD,
            "environment": "test",
            "tenant_ref": house.tenant.ref,
            "lifetime": timedelta(hours=12),
            **given,
        },
    )


async def counted(tx: Tx, email: str, times: int) -> list[int]:
    return [await waits(tx, email) for _ in range(times)]


async def waits(tx: Tx, email: str) -> int:
    return (await identity.begin_sign_in(tx, email)).wait_seconds


async def test_the_right_password_opens_a_session_that_its_secret_recognises(
    tx: Tx, world: World
) -> None:
    answer = await sign_in(tx, world.laundry, email=" ADMIN@Laundry.Example.com ")
    assert answer.outcome is SignInOutcome.SIGNED_IN
    assert answer.secret is not None
    assert answer.session is not None
    credential = identity.read_credential(answer.secret, kind="rs", environment="test")
    assert credential is not None
    assert credential.tenant_ref == world.laundry.tenant.ref
    assert await identity.recognise_session(tx, credential) == answer.session
    assert answer.session.branch is None
    fact = (await announced(tx, world.laundry.admin.id))[-1]
    assert (fact.name, fact.seq, fact.related_id) == (
        "identity.staff_signed_in",
        2,
        answer.session.id,
    )
    assert answer.secret not in repr(answer) + str(fact.data)


@pytest.mark.parametrize(
    "given",
    [
        {"password": PASSWORD + " "},
        {"password": ""},
        {"password": "\ud800"},
        {"email": "nobody@laundry.example.com"},
        {"email": "not an address"},
        {"email": ""},
        {"email": "admin@bakery.example.com"},
        {"email": "cashier-disabled"},
    ],
)
async def test_wrong_unknown_and_disabled_look_the_same(
    tx: Tx, world: World, given: dict[str, str]
) -> None:
    if given.get("email") == "cashier-disabled":
        await identity.disable_staff(tx, world.laundry.cashier.id)
        given = {"email": world.laundry.cashier.email}
    assert await sign_in(tx, world.laundry, **given) == SignIn(SignInOutcome.REFUSED)
    assert await tx.value(SESSIONS) == 0


@pytest.mark.parametrize("meanwhile", ["disabled", "given another password"])
async def test_an_account_that_changed_while_its_password_was_compared_begins_no_session(
    installation: Installation, world: World, meanwhile: str
) -> None:
    admin = world.laundry.admin
    async with installation.database() as database:
        async with database.transaction(world.laundry.context) as busy:
            if meanwhile == "disabled":
                await identity.disable_staff(busy, admin.id)
            else:
                given = await identity.new_password("an entirely new password")
                await identity.reset_password(busy, admin.id, given)

            async def arrive() -> SignIn:
                async with database.transaction(world.laundry.context) as tx:
                    return await sign_in(tx, world.laundry)

            # It reads the account as it was, and then waits for the row that is held here.
            arriving = asyncio.create_task(arrive())
            async with installation.connection() as watcher:
                await watcher.execute(UNTIL_SOMEBODY_WAITS)
        assert await arriving == SignIn(SignInOutcome.REFUSED)
        async with database.transaction(world.laundry.context) as tx:
            assert await tx.value(SESSIONS) == 0


async def test_after_too_many_attempts_the_next_has_to_wait(tx: Tx, world: World) -> None:
    waits = await counted(tx, world.laundry.admin.email, ATTEMPTS_MAX + 3)
    assert waits[:ATTEMPTS_MAX] == [0] * ATTEMPTS_MAX
    window = ATTEMPTS_WINDOW.total_seconds()
    assert all(window - 60 < wait <= window for wait in waits[ATTEMPTS_MAX:])


async def test_an_email_is_counted_in_any_writing_and_apart_from_others(
    tx: Tx, world: World
) -> None:
    email = world.laundry.admin.email
    for written in [email, email.upper(), f" {email}"] * 3:
        last = await waits(tx, written)
    assert last > 0
    assert await waits(tx, world.laundry.owner.email) == 0
    assert await waits(tx, "not an address") == 0


@pytest.mark.parametrize(
    ("ago", "may_go_on"),
    [(ATTEMPTS_WINDOW - timedelta(minutes=1), False), (ATTEMPTS_WINDOW, True)],
)
async def test_the_count_holds_until_its_window_has_passed_and_then_starts_anew(
    tx: Tx, world: World, ago: timedelta, may_go_on: bool
) -> None:
    email = world.laundry.admin.email
    await counted(tx, email, ATTEMPTS_MAX)
    await tx.run(REWIND, ago=ago)
    assert (await waits(tx, email) == 0) == may_go_on
    if may_go_on:
        assert (await counted(tx, email, ATTEMPTS_MAX))[-1] > 0


async def test_signing_in_forgets_the_attempts_that_led_there(tx: Tx, world: World) -> None:
    email = world.laundry.admin.email
    await counted(tx, email, ATTEMPTS_MAX)
    await sign_in(tx, world.laundry)
    assert await counted(tx, email, ATTEMPTS_MAX) == [0] * ATTEMPTS_MAX


async def test_an_attempt_counts_though_comparing_it_never_came_to_an_end(
    installation: Installation, world: World
) -> None:
    email = world.laundry.admin.email
    async with installation.database() as database:
        for _ in range(ATTEMPTS_MAX):
            async with database.transaction(world.laundry.context) as tx:
                assert await waits(tx, email) == 0
            with pytest.raises(KeyError):
                async with database.transaction(world.laundry.context) as tx:
                    raise KeyError("the process died while comparing")
        async with database.transaction(world.laundry.context) as tx:
            assert await waits(tx, email) > 0
        # Another tenant's account with the same address has its own count.
        async with database.transaction(world.bakery.context) as tx:
            assert await waits(tx, email) == 0


async def test_attempts_at_once_are_all_counted(installation: Installation, world: World) -> None:
    async with installation.database() as database:

        async def attempt() -> int:
            async with database.transaction(world.laundry.context) as tx:
                return await waits(tx, world.laundry.admin.email)

        answers = await asyncio.gather(*(attempt() for _ in range(3 * ATTEMPTS_MAX)))
    assert answers.count(0) == ATTEMPTS_MAX


async def test_branch_staff_begin_in_a_branch_of_theirs(tx: Tx, world: World) -> None:
    answer = await sign_in(tx, world.laundry, email=world.laundry.cashier.email)
    assert answer.session is not None
    assert answer.session.branch == world.laundry.branches[0].id
    assert "settings:write" not in answer.session.scopes


async def test_a_password_matches_itself_alone_in_whatever_script() -> None:
    password = "كلمة سر طويلة \ud800"
    hashed = await hash_password(password)
    assert hashed != await hash_password(password)
    assert await password_matches(hashed, password)
    assert not await password_matches(hashed, password + "x")
    assert not await password_matches(None, "nobody has this password")
    assert not await password_matches("no hash at all", password)
