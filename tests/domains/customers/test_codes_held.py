"""What guessing, replaying, killing and crowding out come to: nothing, on every path."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import Any, TypeVar, get_args
from uuid import UUID

import pytest

from regulars.domains import customers, identity
from regulars.domains.customers import ProvenKind
from regulars.domains.identity import Challenge, CodeWanted, Guess, read_credential
from regulars.domains.identity.codes.rules import (
    FAILURES_MAX,
    IN_A_DAY_OF_STRANGERS,
    RESEND_SECONDS,
    Purpose,
)
from regulars.kernel.errors import Unavailable
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.domains.customers.coming_in import (
    CODES_AGE,
    ask,
    code_sent,
    come_in,
    is_real,
    let_in,
    owners,
    staff_prove,
    type_code,
    wanting,
)
from tests.domains.customers.recorded import Recorded
from tests.domains.evidence import asking
from tests.instruments.installation import Installation
from tests.instruments.rounds import rounds, seeded
from tests.world import World, registered, rolled_back

PHONE, TYPED, EMAIL = "+96892345678", "9234 5678", "salma@example.com"
TRIES = asking("SELECT tries FROM identity.challenges WHERE tenant_id = $1 AND id = $2", "id")
SPEND = asking(
    "UPDATE identity.code_failures SET in_a_row = $3 WHERE tenant_id = $1 AND subject = $2",
    "subject",
    "in_a_row",
)
KILL_ME = asking("SELECT pg_terminate_backend(pg_backend_pid()) WHERE $1::uuid IS NOT NULL")
EVALUATED_A_DAY = 50
EITHER: tuple[tuple[ProvenKind, str], ...] = (("phone", PHONE), ("email", EMAIL))
T = TypeVar("T")


def as_asked(purpose: Any, phone: str) -> customers.CodeAsked:
    return wanting(purpose, phone=phone)


async def test_known_and_unknown_take_the_same_statements(tx: Tx) -> None:
    """Asking, and typing a wrong code: to whom it is known, to whom it is not, to the blocked."""
    await let_in(tx, phone=TYPED)
    blocked, _ = await let_in(tx, phone="9234 5670")
    await customers.block_customer(tx, blocked, reason="argues")
    await registered(tx, name="Huda", phone="9234 5671")
    for purpose in ("login", "registration"):
        ran = set()
        for phone in (TYPED, "9234 5679", "9234 5670", "9234 5671"):
            await tx.run(CODES_AGE, ago=timedelta(hours=3))
            recorded = Recorded.around(tx)
            challenge = await customers.ask_code(recorded, as_asked(purpose, phone))
            assert isinstance(challenge, Challenge)
            right = await code_sent(recorded, challenge.id)
            wrong = f"{(int(right) + 1) % 1_000_000:06d}"
            guess = await identity.count_guess(recorded, challenge.id, bound_to=None)
            assert await customers.enter(recorded, guess, wrong, language="en") is None
            await recorded.flush()
            ran.add(tuple(recorded.names))
        assert len(ran) == 1, ran


async def test_no_path_gives_more_than_fifty_looks_a_day(
    world: World, shared_database: Database
) -> None:
    """One account, guessed at through its phone and its e-mail, for every purpose, from strange and
    known devices, new challenges and late ones: fifty a day in any window, a hundred in a row."""
    _, chance = seeded()
    days = rounds(short=1, whole=5)
    for _ in range(rounds(short=1, whole=30)):
        async with rolled_back(shared_database, world.laundry.context) as tx:
            looked = await guessed_at_for(tx, chance, minutes=days * 24 * 60)
        for first in looked:
            in_a_day = [at for at in looked if first <= at < first + 24 * 60]
            assert len(in_a_day) <= EVALUATED_A_DAY
        # Strangers and known devices run out apart.
        assert 0 < len(looked) <= 2 * FAILURES_MAX


async def test_whom_staff_have_proven_has_one_budget_before_they_ever_sign_in(tx: Tx) -> None:
    """Phone and e-mail lead to one person, though there is no account yet to count them for."""
    huda = await registered(tx, name="Huda", phone=TYPED, email=EMAIL)
    for asked in ({"phone": TYPED}, {"email": EMAIL}):
        assert await staff_prove(tx, huda.id, **asked)
    await tx.run(CODES_AGE, ago=timedelta(days=1))
    looked = 0
    for turn in range(20):
        asked = {"phone": TYPED} if turn % 2 else {"email": EMAIL}
        challenge = await customers.ask_code(tx, wanting("login", **asked))
        assert isinstance(challenge, Challenge), "outside it looks as ever"
        for _ in range(3):
            guess = await identity.count_guess(tx, challenge.id, bound_to=None)
            looked += guess.is_open
            await identity.prove_code(tx, guess, "nothing")
        await tx.run(CODES_AGE, ago=timedelta(minutes=61))
    assert looked == 3 * IN_A_DAY_OF_STRANGERS


async def test_a_hundred_wrong_codes_at_the_phone_stop_the_e_mail_before_there_is_an_account(
    tx: Tx,
) -> None:
    huda = await registered(tx, name="Huda", phone=TYPED, email=EMAIL)
    assert await staff_prove(tx, huda.id, phone=TYPED)
    assert await staff_prove(tx, huda.id, email=EMAIL)
    await type_code(tx, await ask(tx, wanting("login", phone=TYPED)), "nothing")
    await tx.run(SPEND, subject=tx.keys.token("account", str(huda.id)), in_a_row=FAILURES_MAX)
    assert not await is_real(tx, await ask(tx, wanting("login", email=EMAIL)))
    standing = await customers.account_of_customer(tx, huda)
    assert standing.failures.is_stopped
    await customers.give_tries_back(tx, huda.id)
    assert await is_real(tx, await ask(tx, wanting("login", email=EMAIL)))


async def guessed_at_for(tx: Tx, chance: Random, *, minutes: int) -> list[int]:
    """In which minute each wrong code was looked at."""
    account_id, device_id = UUID(int=7), UUID(int=9)
    looked: list[int] = []
    now = 0
    while now < minutes:
        kind, value = chance.choice(EITHER)
        wanted = CodeWanted(
            chance.choice(get_args(Purpose)),
            kind,
            value,
            "en",
            account_id=account_id,
            device_id=chance.choice([None, device_id]),
        )
        challenge = await identity.request_code(tx, wanted)
        if isinstance(challenge, Challenge):
            right = await code_sent(tx, challenge.id)
            for _ in range(4):
                guess = await identity.count_guess(tx, challenge.id, bound_to=None)
                looked += [now] * guess.is_open
                assert not await identity.prove_code(tx, guess, f"{(int(right) + 1) % 10**6:06d}")
        pause = chance.choice([1, 5, 12, 30, 59, 61])
        await tx.run(CODES_AGE, ago=timedelta(minutes=pause))
        now += pause
    return looked


async def test_replayed_codes_open_nothing(tx: Tx, world: World, shared_database: Database) -> None:
    """Used, superseded, late, for another purpose, another number, another house."""
    await let_in(tx, phone=TYPED)
    used = await ask(tx, wanting("login", phone=TYPED))
    code = await code_sent(tx, used)
    assert await type_code(tx, used, code)
    assert await type_code(tx, used, code) is None
    older = await ask(tx, wanting("login", phone=TYPED))
    newer = await ask_soon(tx, wanting("login", phone=TYPED))
    other_purpose = await ask_soon(tx, wanting("registration", phone=TYPED))
    other_number = await ask_soon(tx, wanting("registration", phone="9777 1234"))
    older_code, other_code = await code_sent(tx, older), await code_sent(tx, other_purpose)
    assert await type_code(tx, older, older_code) is None
    for challenge, code in (
        (newer, older_code),
        (newer, other_code),
        (other_number, other_code),
    ):
        if code != await code_sent(tx, challenge):
            assert await type_code(tx, challenge, code) is None
    late = await ask(tx, wanting("login", phone=TYPED))
    late_code = await code_sent(tx, late)
    await tx.run(CODES_AGE, ago=timedelta(minutes=5, seconds=1))
    assert await type_code(tx, late, late_code) is None
    async with rolled_back(shared_database, world.bakery.context) as elsewhere:
        guess = await identity.count_guess(elsewhere, other_number, bound_to=None)
        assert not guess.is_open
        assert await customers.enter(elsewhere, guess, other_code, language="en") is None


async def ask_soon(tx: Tx, wanted: customers.CodeAsked) -> UUID:
    """As soon as one may, so that codes of before are not late but replaced."""
    await tx.run(CODES_AGE, ago=timedelta(seconds=RESEND_SECONDS))
    challenge = await customers.ask_code(tx, wanted)
    assert isinstance(challenge, Challenge)
    return challenge.id


@dataclass(frozen=True, slots=True)
class House:
    """Units of work of the laundry, each committed."""

    database: Database
    context: Context

    async def do(self, what: Callable[..., Awaitable[T]], *given: Any, **more: Any) -> T:
        return await self.database.unit(self.context, lambda tx: what(tx, *given, **more))

    async def asked(self, phone: str) -> tuple[UUID, str]:
        """A sign-up begun, and the code that was sent for it."""
        challenge_id = await self.do(ask, wanting(phone=phone))
        return challenge_id, await self.do(code_sent, challenge_id)


async def enter_and_die(house: House, guess: Guess, code: str) -> None:
    async with house.database.transaction(house.context) as tx:
        assert await customers.enter(tx, guess, code, language="en")
        await tx.run(KILL_ME)


async def test_a_kill_between_comparing_and_committing_gives_no_free_guess(
    installation: Installation, world: World
) -> None:
    """The connection dies after the comparison: the try stays counted, and nobody came in."""
    async with installation.database("app", size=3) as database:
        house = House(database, world.laundry.context)
        for turn in range(rounds(short=8, whole=200)):
            challenge_id, code = await house.asked(f"9777{turn:04d}")
            for killed in range(1, 4):
                guess = await house.do(identity.count_guess, challenge_id, bound_to=None)
                with pytest.raises(Unavailable):
                    await enter_and_die(house, guess, code)
                assert await house.do(Tx.value, TRIES, id=challenge_id) == killed
            assert await house.do(type_code, challenge_id, code) is None
            assert await house.do(owners, "phone", f"+9689777{turn:04d}") == []


async def test_one_right_code_typed_64_times_at_once_opens_one_account(
    installation: Installation, world: World
) -> None:
    async with installation.database("app", size=8) as database:
        house, slots = House(database, world.laundry.context), asyncio.Semaphore(8)

        async def one(challenge_id: UUID, code: str) -> bool:
            async with slots:
                guess = await house.do(identity.count_guess, challenge_id, bound_to=None)
                return bool(await house.do(customers.enter, guess, code, language="en"))

        for turn in range(rounds(short=3, whole=200)):
            asked = await house.asked(f"9666{turn:04d}")
            outcomes = Counter(await asyncio.gather(*(one(*asked) for _ in range(64))))
            assert outcomes == {True: 1, False: 63}


async def test_an_app_and_the_till_at_once_make_one_owner(
    installation: Installation, world: World
) -> None:
    async with installation.database("app", size=6) as database:
        house = House(database, world.laundry.context)
        for turn in range(rounds(short=6, whole=200)):
            phone = f"9555{turn:04d}"
            stub = await house.do(registered, name="Salma", phone=phone)
            asked = await house.asked(phone)
            await asyncio.gather(
                house.do(type_code, *asked), house.do(staff_prove, stub.id, phone=phone)
            )
            assert await house.do(owners, "phone", f"+968{phone}") == [stub.id]


async def test_a_stranger_does_not_lock_the_owner_out_of_their_device(tx: Tx, world: World) -> None:
    """More than a hundred wrong codes from elsewhere, a thousand at length."""
    customer_id, account_id = await let_in(tx, phone=TYPED)
    known = await known_device(tx, world, account_id)
    wrong = 0
    while wrong < rounds(short=102, whole=1_000):
        await tx.run(CODES_AGE, ago=timedelta(hours=2, minutes=25))
        challenge = await customers.ask_code(tx, wanting("login", phone=TYPED))
        assert isinstance(challenge, Challenge)
        right = await code_sent(tx, challenge.id)
        for _ in range(3):
            assert await type_code(tx, challenge.id, f"{(int(right) + 1) % 10**6:06d}") is None
            wrong += 1
    assert await come_in(tx, purpose="login", phone=TYPED) is None, "strangers have had their turn"
    wanted = replace(wanting("login", phone=TYPED), device=known)
    challenge_id = await ask(tx, wanted)
    assert await is_real(tx, challenge_id)
    entered = await type_code(tx, challenge_id)
    assert entered
    assert entered.customer_id == customer_id


async def test_a_device_of_a_stranger_is_a_stranger_to_the_owners_number(
    tx: Tx, world: World
) -> None:
    """Somebody with an account of their own changes to the owner's number, over and over, on a
    device that is known to them."""
    customer_id, account_id = await let_in(tx, phone=TYPED)
    known = await known_device(tx, world, account_id)
    to_theirs = CodeWanted(
        "change", "phone", PHONE, "en", account_id=UUID(int=7), device_id=UUID(int=9)
    )
    for _ in range(FAILURES_MAX // 3 + 1):
        await tx.run(CODES_AGE, ago=timedelta(hours=4, minutes=1))
        challenge = await identity.request_code(tx, to_theirs)
        assert isinstance(challenge, Challenge)
        right = await code_sent(tx, challenge.id)
        for _ in range(3):
            guess = await identity.count_guess(tx, challenge.id, bound_to=None)
            assert not await identity.prove_code(tx, guess, f"{(int(right) + 1) % 10**6:06d}")
    at_home = await customers.ask_code(tx, replace(wanting("login", phone=TYPED), device=known))
    assert isinstance(at_home, Challenge), "the stranger spent what is the owner's"
    entered = await type_code(tx, at_home.id)
    assert entered
    assert entered.customer_id == customer_id


async def test_a_stranger_does_not_end_the_code_of_a_known_device(tx: Tx, world: World) -> None:
    customer_id, account_id = await let_in(tx, phone=TYPED)
    wanted = wanting("login", phone=TYPED)
    known = await known_device(tx, world, account_id)
    mine = await ask(tx, replace(wanted, device=known))
    theirs = await customers.ask_code(tx, wanted)
    assert isinstance(theirs, Challenge)
    entered = await type_code(tx, mine)
    assert entered
    assert entered.customer_id == customer_id


async def test_a_newer_code_of_a_known_device_ends_a_strangers(tx: Tx, world: World) -> None:
    _, account_id = await let_in(tx, phone=TYPED)
    wanted = wanting("login", phone=TYPED)
    theirs = await ask(tx, wanted)
    known = await known_device(tx, world, account_id)
    mine = await customers.ask_code(tx, replace(wanted, device=known))
    assert isinstance(mine, Challenge)
    assert await type_code(tx, theirs) is None
    assert await type_code(tx, mine.id)


async def known_device(tx: Tx, world: World, account_id: UUID) -> identity.Credential | None:
    _, device = await identity.know_device(
        tx, account_id, environment="test", tenant_ref=world.laundry.tenant.ref
    )
    return read_credential(device.secret, kind="rd", environment="test")
