"""Whoever changes to a number that somebody has proven guesses at that somebody's account."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from regulars.domains import customers, identity
from regulars.domains.customers import ChangeAsked, Reach
from regulars.domains.customers.reach.proven_by import proven_by
from regulars.domains.identity import AccountSession, Challenge
from regulars.domains.identity.codes.rules import FAILURES_MAX, IN_A_DAY_OF_STRANGERS
from regulars.runtime.tx import Tx
from tests.domains.customers.account_holders import account_holder, changed, shut_out, told
from tests.domains.customers.coming_in import (
    CODES_AGE,
    ask,
    code_sent,
    come_in,
    is_real,
    let_in,
    staff_prove,
    type_code,
    wanting,
)
from tests.domains.customers.recorded import Recorded
from tests.domains.customers.test_codes_held import EVALUATED_A_DAY, known_device
from tests.domains.evidence import announced, asking
from tests.instruments.rounds import seeded
from tests.world import World, registered

PHONE, EMAIL = "92345678", "salma@example.com"
EITHER: tuple[tuple[customers.ReachKind, str, str], ...] = (
    ("phone", PHONE, f"+968{PHONE}"),
    ("email", EMAIL, EMAIL),
)
COUNTED = asking(
    "SELECT in_a_row FROM identity.code_failures WHERE tenant_id = $1 AND subject = $2", "subject"
)
SPEND = asking(
    "UPDATE identity.code_failures SET in_a_row = $3 WHERE tenant_id = $1 AND subject = $2",
    "subject",
    "in_a_row",
)


async def salma(tx: Tx) -> AccountSession:
    """Whose phone and e-mail the others want."""
    _, session = await account_holder(tx, name="Salma", phone=PHONE, email=EMAIL)
    return session


async def strangers(tx: Tx, many: int) -> list[AccountSession]:
    """Each with an account and a device of their own."""
    found = []
    for turn in range(many):
        _, session = await account_holder(tx, phone=f"9111000{turn}", email=None)
        found.append(replace(session, device_id=UUID(int=100 + turn)))
    return found


async def wanted_by(tx: Tx, session: AccountSession, typed: str = PHONE) -> Challenge | int:
    kind: customers.ReachKind = "email" if "@" in typed else "phone"
    return await customers.request_change(tx, session, ChangeAsked(kind, typed, "OM", "en"))


async def guessed(tx: Tx, session: AccountSession, challenge: Challenge) -> bool:
    """A wrong code; whether it was looked at."""
    right = await code_sent(tx, challenge.id)
    guess = await customers.count_change_guess(tx, session, challenge.id)
    assert not await identity.prove_code(tx, guess, f"{(int(right) + 1) % 10**6:06d}")
    return guess.is_open


def subject(tx: Tx, session: AccountSession) -> bytes:
    return tx.keys.token("account", str(session.account_id))


async def test_changes_to_ones_number_and_sign_ins_share_ones_day(tx: Tx) -> None:
    """Strangers sign in and change to a phone and an e-mail of one account, its owner's device
    gets codes wrong besides: fifty looks a day."""
    owner = await salma(tx)
    others = await strangers(tx, 4)
    _, chance = seeded()
    looked = minutes = 0
    while minutes < 24 * 60:
        kind, typed, value = chance.choice(EITHER)
        if chance.random() < 0.7:
            session = chance.choice(others)
            challenge = await wanted_by(tx, session, typed)
            bound_to = tx.keys.token("account session", str(session.id))
        else:
            wanted = identity.CodeWanted("login", kind, value, "en", account_id=owner.account_id)
            known = chance.choice([None, UUID(int=9)])
            challenge = await identity.request_code(tx, replace(wanted, device_id=known))
            bound_to = None
        if isinstance(challenge, Challenge):
            for _ in range(4):
                guess = await identity.count_guess(tx, challenge.id, bound_to=bound_to)
                looked += guess.is_open
                await identity.prove_code(tx, guess, "nothing")
        pause = chance.choice([2, 5, 12, 20])
        await tx.run(CODES_AGE, ago=timedelta(minutes=pause))
        minutes += pause
    assert 0 < looked <= EVALUATED_A_DAY


async def test_who_spent_an_owners_strangers_gets_nothing_sent_and_is_not_told(tx: Tx) -> None:
    owner, (first, second, *_) = await salma(tx), await strangers(tx, 2)
    for _ in range(IN_A_DAY_OF_STRANGERS):
        wanted = identity.CodeWanted("login", "email", EMAIL, "en", account_id=owner.account_id)
        assert isinstance(await identity.request_code(tx, wanted), Challenge)
        await tx.run(CODES_AGE, ago=timedelta(minutes=13))
    challenge = await wanted_by(tx, first)
    assert isinstance(challenge, Challenge), "outside it looks as ever"
    assert not await is_real(tx, challenge.id)
    assert not await guessed(tx, first, challenge)
    # Nobody has that one, and theirs is a budget of its own.
    free = await wanted_by(tx, second, "92345699")
    assert isinstance(free, Challenge)
    assert await is_real(tx, free.id)


async def test_changes_to_ones_phone_wear_strangers_at_ones_email(tx: Tx) -> None:
    owner, others = await salma(tx), await strangers(tx, 4)
    for turn in range(IN_A_DAY_OF_STRANGERS):
        assert isinstance(await wanted_by(tx, others[turn % 4]), Challenge)
        await tx.run(CODES_AGE, ago=timedelta(minutes=61))
    wanted = identity.CodeWanted("login", "email", EMAIL, "en", account_id=owner.account_id)
    challenge = await identity.request_code(tx, wanted)
    assert isinstance(challenge, Challenge)
    assert not await is_real(tx, challenge.id)


async def test_the_owners_own_device_comes_in_all_the_same(tx: Tx, world: World) -> None:
    """A hundred wrong codes in a row, from accounts and devices that are not the owner's."""
    customer_id, account_id = await let_in(tx, phone=PHONE)
    known = await known_device(tx, world, account_id)
    others = await strangers(tx, 4)
    for turn in range(FAILURES_MAX // 3 + 1):
        await tx.run(CODES_AGE, ago=timedelta(hours=4, minutes=1))
        challenge = await wanted_by(tx, others[turn % 4])
        assert isinstance(challenge, Challenge)
        for _ in range(3):
            await guessed(tx, others[turn % 4], challenge)
    assert await come_in(tx, purpose="login", phone=PHONE) is None, "strangers had their turn"
    mine = await ask(tx, replace(wanting("login", phone=PHONE), device=known))
    assert await is_real(tx, mine)
    entered = await type_code(tx, mine)
    assert entered
    assert entered.customer_id == customer_id


@pytest.mark.parametrize("of", ["account", "number"])
async def test_the_hundredth_wrong_code_is_told_of_whose_number_it_is(tx: Tx, of: str) -> None:
    owner, (other,) = await salma(tx), await strangers(tx, 1)
    challenge = await wanted_by(tx, other)
    assert isinstance(challenge, Challenge)
    await guessed(tx, other, challenge)
    stopped = subject(tx, owner) if of == "account" else tx.keys.token("phone", f"+968{PHONE}")
    await tx.run(SPEND, subject=stopped, in_a_row=FAILURES_MAX - 1)
    await guessed(tx, other, challenge)
    (fact,) = [
        each for each in await announced(tx, challenge.id) if each.name == "identity.codes_stopped"
    ]
    assert fact.data["account"] == str(owner.account_id)
    assert fact.related_id == owner.holder_id
    await tx.run(CODES_AGE, ago=timedelta(hours=3))
    last = await wanted_by(tx, other, "92345677")
    assert isinstance(last, Challenge)
    assert await is_real(tx, last.id), "the others go on"


async def test_a_right_code_gives_back_ones_own_tries_and_not_those_of_who_had_it(tx: Tx) -> None:
    owner, (other,) = await salma(tx), await strangers(tx, 1)
    challenge = await wanted_by(tx, other)
    assert isinstance(challenge, Challenge)
    await guessed(tx, other, challenge)
    assert await tx.value(COUNTED, subject=subject(tx, owner)) == 1
    assert await tx.value(COUNTED, subject=subject(tx, other)) == 1
    assert (await changed(tx, other, "phone", PHONE)).took_over
    assert await tx.value(COUNTED, subject=subject(tx, other)) is None
    kept = await tx.value(COUNTED, subject=subject(tx, owner))
    assert kept == 2, "the right one too was counted before it was looked at"
    assert "phone_passed_on" in [each.kind for each in await told(tx)]


async def test_held_and_free_numbers_cost_the_same(tx: Tx) -> None:
    """Asking and guessing: at somebody's, at nobody's, at one that staff typed, at a blocked
    customer's, at one proven by somebody without an account."""
    await salma(tx)
    blocked, _ = await account_holder(tx, name="Huda", phone="92345670", email=None)
    await shut_out(tx, blocked.id, "blocked")
    await registered(tx, name="Huda", phone="92345671")
    proven = await registered(tx, name="Huda", phone="92345672")
    assert await staff_prove(tx, proven.id, phone="92345672")
    await tx.run(CODES_AGE, ago=timedelta(hours=2))
    ran, rows = set(), set()
    for turn, typed in enumerate((PHONE, "92345679", "92345670", "92345671", "92345672")):
        _, session = await account_holder(tx, phone=f"9122000{turn}", email=None)
        recorded = Recorded.around(tx)
        challenge = await wanted_by(recorded, session, typed)
        assert isinstance(challenge, Challenge)
        await guessed(recorded, session, challenge)
        await recorded.flush()
        ran.add(tuple(recorded.names))
        rows.add(recorded.counted)
    assert len(ran) == 1, ran
    assert rows == {3}, "a number, the asker, and whoever has it or nobody"


async def test_staff_who_prove_a_number_guess_at_whoever_has_it_too(tx: Tx) -> None:
    owner = await salma(tx)
    stub = await registered(tx, name="Huda", phone=PHONE, shared_phone=True)
    challenge_id = await ask(tx, wanting("verification", phone=PHONE, customer_id=stub.id))
    guess = await identity.count_guess(tx, challenge_id, bound_to=None)
    assert not await identity.prove_code(tx, guess, "nothing")
    assert await tx.value(COUNTED, subject=subject(tx, owner)) == 1


async def test_ones_own_number_proven_to_staff_counts_once(tx: Tx) -> None:
    owner = await salma(tx)
    for turn in range(IN_A_DAY_OF_STRANGERS - 1):
        wanted = wanting("verification", phone=PHONE, customer_id=owner.holder_id)
        challenge = await customers.ask_code(tx, wanted)
        assert isinstance(challenge, Challenge)
        assert await is_real(tx, challenge.id), turn
        await tx.run(CODES_AGE, ago=timedelta(minutes=61))


async def test_whoever_has_it_proven_is_found_with_their_account(tx: Tx) -> None:
    owner = await salma(tx)
    found = await proven_by(tx, "phone", f"+968{PHONE}")
    assert found == identity.ProvenBy(owner.account_id, owner.holder_id)
    assert await customers.who_proved(tx, Reach("email", EMAIL, EMAIL)) == owner.holder_id
    assert await proven_by(tx, "phone", "+96892345600") is None


async def test_guesses_at_whom_staff_have_proven_count_to_them_though_they_never_signed_in(
    tx: Tx,
) -> None:
    huda, (other,) = (
        await registered(tx, name="Huda", phone=PHONE, email=EMAIL),
        await strangers(tx, 1),
    )
    assert await staff_prove(tx, huda.id, phone=PHONE)
    assert await proven_by(tx, "phone", f"+968{PHONE}") == identity.ProvenBy(None, huda.id)
    await tx.run(CODES_AGE, ago=timedelta(hours=2))
    challenge = await wanted_by(tx, other)
    assert isinstance(challenge, Challenge)
    await guessed(tx, other, challenge)
    counted = tx.keys.token("account", str(huda.id))
    assert await tx.value(COUNTED, subject=counted) == 1
    await tx.run(SPEND, subject=counted, in_a_row=FAILURES_MAX - 1)
    await guessed(tx, other, challenge)
    (fact,) = [
        each for each in await announced(tx, challenge.id) if each.name == "identity.codes_stopped"
    ]
    assert (fact.data["account"], fact.related_id) == (None, huda.id)


async def test_tries_at_what_nobody_has_are_given_back_too(tx: Tx) -> None:
    """Whoever typed wrong codes for it shuts nobody out of it for good."""
    free = "92345600"
    asker, honest = await strangers(tx, 2)
    challenge = await wanted_by(tx, asker, free)
    assert isinstance(challenge, Challenge)
    await guessed(tx, asker, challenge)
    token = tx.keys.token("phone", f"+968{free}")
    nobody = tx.keys.token("proven by", token.hex())
    await tx.run(SPEND, subject=nobody, in_a_row=FAILURES_MAX)
    await tx.run(CODES_AGE, ago=timedelta(minutes=61))
    await identity.unlock_codes(tx, None, [("phone", f"+968{free}")], holder_id=asker.holder_id)
    again = await wanted_by(tx, honest, free)
    assert isinstance(again, Challenge)
    assert await is_real(tx, again.id)
