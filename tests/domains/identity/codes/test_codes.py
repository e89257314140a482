"""One-time codes: six even digits, three tries, a budget, and one answer for known and unknown."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from regulars.domains import identity
from regulars.domains.identity.codes.rules import (
    FAILURES_MAX,
    IN_A_DAY_OF_STRANGERS,
    IN_AN_HOUR,
    RESEND_SECONDS,
    TRIES_MAX,
    CodeWanted,
    code_of,
    is_spent,
    read_code,
    wait_seconds,
)
from regulars.kernel.errors import BadValue
from regulars.kernel.ids import new_id
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from regulars.runtime.vault import TenantKeys
from regulars.runtime.vault.tenant_keys import EpochKeys
from tests.domains.evidence import announced, asking
from tests.instruments.installation import Installation
from tests.world import World, rolled_back

PHONE = "+96891234567"
SOMEBODY = CodeWanted("login", "phone", PHONE, "en", account_id=UUID(int=7))
GO_BACK = asking(
    "UPDATE identity.challenges SET created_at = created_at - $2::interval,"
    " expires_at = expires_at - $2::interval WHERE tenant_id = $1",
    "ago",
)


async def asked(tx: Tx, wanted: CodeWanted) -> identity.Challenge:
    challenge = await identity.request_code(tx, wanted)
    assert isinstance(challenge, identity.Challenge)
    return challenge


def right_code(tx: Tx, challenge: identity.Challenge, wanted: CodeWanted) -> str:
    return code_of(tx.keys, challenge.id, wanted.purpose, tx.keys.token(wanted.kind, wanted.value))


async def tried(
    tx: Tx, challenge: identity.Challenge, code: str, bound_to: bytes | None = None
) -> identity.Proof | None:
    guess = await identity.count_guess(tx, challenge.id, bound_to=bound_to)
    return await identity.prove_code(tx, guess, code)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_codes_are_as_likely_one_as_another() -> None:
    keys = TenantKeys(
        UUID(int=1), root=b"r" * 32, epochs={1: EpochKeys(wrap=b"w" * 32, token=b"t" * 32)}
    )
    codes = [code_of(keys, UUID(int=n), "login", b"d") for n in range(20_000)]
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    first = Counter(code[0] for code in codes)
    # Each digit leads 2,000 times, give or take five standard deviations (42 each).
    assert all(abs(first[digit] - 2_000) < 215 for digit in "0123456789")
    assert len(set(codes)) > 19_700


@pytest.mark.parametrize(
    "typed",
    [
        "123456",
        " 123 456 ",
        "123-456",
        "١٢٣٤٥٦",
        "\u200f١٢٣ ٤٥٦",
        "\u2068123456\u2069",
        "\u202a123\u2011456\u202c",
    ],
)
def test_a_code_is_read_as_people_type_it(typed: str) -> None:
    assert read_code(typed) == "123456"


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "12345a", "1" * 200, "½23456"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(BadValue):
        read_code(typed)


@pytest.mark.parametrize(
    ("ages", "seconds"),
    [
        ([], 0),
        ([59.2], 1),
        ([60.0], 0),
        ([100.0, 200.0, 300.0, 400.0, 500.0], 3_100),
        ([3_601.0 + n for n in range(10)], 86_400 - 3_610),
    ],
)
def test_the_wait_is_the_longest_of_the_three(ages: list[float], seconds: int) -> None:
    assert wait_seconds(ages, of_device=False) == seconds


def test_an_account_is_spent_by_the_hour_and_the_day_and_not_by_the_minute() -> None:
    assert not is_spent([1.0], of_device=False)
    assert not is_spent([1.0] * (IN_AN_HOUR - 1), of_device=True)
    assert is_spent([1.0] * IN_AN_HOUR, of_device=True)
    assert is_spent([3_601.0] * IN_A_DAY_OF_STRANGERS, of_device=False)


async def test_the_right_code_proves_once(shared_database: Database, world: World) -> None:
    async with rolled_back(shared_database, world.laundry.context) as tx:
        challenge = await asked(tx, SOMEBODY)
        code = right_code(tx, challenge, SOMEBODY)
        proof = await tried(tx, challenge, code)
        assert proof
        assert (proof.value, proof.account_id) == (PHONE, SOMEBODY.account_id)
        assert await tried(tx, challenge, code) is None
        said = [fact.name for fact in await announced(tx, challenge.id)]
        assert said == ["identity.code_requested", "identity.code_proven"]


async def test_three_tries_and_no_fourth(shared_database: Database, world: World) -> None:
    async with rolled_back(shared_database, world.laundry.context) as tx:
        challenge = await asked(tx, SOMEBODY)
        code = right_code(tx, challenge, SOMEBODY)
        for _ in range(TRIES_MAX):
            assert await tried(tx, challenge, wrong(code)) is None
        assert await tried(tx, challenge, code) is None


@pytest.mark.parametrize(
    "change",
    [{"is_real": False}, {"bound_to": b"theirs"}],
    ids=["never sent", "somebody else's"],
)
async def test_what_is_not_theirs_is_never_right(
    shared_database: Database, world: World, change: dict[str, Any]
) -> None:
    wanted = replace(SOMEBODY, **change)
    async with rolled_back(shared_database, world.laundry.context) as tx:
        challenge = await asked(tx, wanted)
        assert await tried(tx, challenge, right_code(tx, challenge, wanted)) is None


async def test_late_and_superseded_codes_are_wrong(shared_database: Database, world: World) -> None:
    async with rolled_back(shared_database, world.laundry.context) as tx:
        late = await asked(tx, SOMEBODY)
        await tx.run(GO_BACK, ago=timedelta(minutes=5, seconds=1))
        assert await tried(tx, late, right_code(tx, late, SOMEBODY)) is None
        older = await asked(tx, SOMEBODY)
        await tx.run(GO_BACK, ago=timedelta(seconds=RESEND_SECONDS))
        newer = await asked(tx, SOMEBODY)
        assert await tried(tx, older, right_code(tx, older, SOMEBODY)) is None
        assert await tried(tx, newer, right_code(tx, newer, SOMEBODY))


async def test_the_budget_of_a_number_is_told_and_that_of_an_account_is_not(
    shared_database: Database, world: World
) -> None:
    async with rolled_back(shared_database, world.laundry.context) as tx:
        for _ in range(IN_AN_HOUR):
            await asked(tx, SOMEBODY)
            await tx.run(GO_BACK, ago=timedelta(seconds=RESEND_SECONDS))
        seconds = await identity.request_code(tx, SOMEBODY)
        assert isinstance(seconds, int)
        assert 3_000 < seconds <= 3_600
        # Another way to the same account: answered as ever, and never right.
        other = replace(SOMEBODY, kind="email", value="sara@example.com")
        challenge = await asked(tx, other)
        assert await tried(tx, challenge, right_code(tx, challenge, other)) is None
        # Its own device is no stranger.
        own = replace(SOMEBODY, device_id=UUID(int=9))
        challenge = await asked(tx, own)
        assert await tried(tx, challenge, right_code(tx, challenge, own))


async def test_a_day_has_ten(shared_database: Database, world: World) -> None:
    async with rolled_back(shared_database, world.laundry.context) as tx:
        for _ in range(IN_A_DAY_OF_STRANGERS):
            await asked(tx, SOMEBODY)
            await tx.run(GO_BACK, ago=timedelta(minutes=13))
        seconds = await identity.request_code(tx, SOMEBODY)
        assert isinstance(seconds, int)
        assert seconds > 3_600


async def test_a_hundred_wrong_codes_in_a_row_stop_the_account(
    shared_database: Database, world: World
) -> None:
    async with rolled_back(shared_database, world.laundry.context) as tx:
        for _ in range(FAILURES_MAX // TRIES_MAX + 1):
            challenge = await asked(tx, SOMEBODY)
            code = right_code(tx, challenge, SOMEBODY)
            for _ in range(TRIES_MAX):
                await tried(tx, challenge, wrong(code))
            await tx.run(GO_BACK, ago=timedelta(days=1))
        challenge = await asked(tx, SOMEBODY)
        assert await tried(tx, challenge, right_code(tx, challenge, SOMEBODY)) is None
        told = [fact.name for fact in await announced(tx, challenge.id)]
        assert "identity.codes_stopped" not in told
        await identity.unlock_codes(tx, SOMEBODY.account_id, [("phone", PHONE)])
        await tx.run(GO_BACK, ago=timedelta(days=1))
        challenge = await asked(tx, SOMEBODY)
        assert await tried(tx, challenge, right_code(tx, challenge, SOMEBODY))


@pytest.mark.parametrize("is_right", [True, False], ids=["right", "wrong"])
async def test_sixty_four_at_once(
    installation: Installation, world: World, *, is_right: bool
) -> None:
    """Three are looked at, whatever they say; one at most is right."""
    async with installation.database("app", size=10) as database:
        context = world.laundry.context
        wanted = replace(
            SOMEBODY, value=f"+9689{new_id().int % 10_000_000:07d}", account_id=new_id()
        )
        challenge = await database.unit(context, lambda tx: asked(tx, wanted))

        async def one() -> tuple[bool, bool]:
            guess = await database.unit(
                context, lambda tx: identity.count_guess(tx, challenge.id, bound_to=None)
            )

            async def prove(tx: Tx) -> bool:
                code = right_code(tx, challenge, wanted)
                typed = code if is_right else wrong(code)
                return await identity.prove_code(tx, guess, typed) is not None

            return guess.is_open, await database.unit(context, prove)

        slots = asyncio.Semaphore(10)

        async def bounded() -> tuple[bool, bool]:
            async with slots:
                return await one()

        outcomes = await asyncio.gather(*(bounded() for _ in range(64)))
        assert sum(opened for opened, _ in outcomes) <= TRIES_MAX
        assert sum(proven for _, proven in outcomes) == (1 if is_right else 0)
