"""Pumping is held back where it happens, costs little, and nobody elsewhere notices."""

import random
from collections.abc import AsyncIterator

import pytest

from regulars.domains import tenants
from regulars.domains.identity import prune_mailboxes
from regulars.domains.identity.sends.guard import Wish, fault_of, give_credits_back
from regulars.domains.identity.sends.rules import (
    CREDITS_AT_FIRST,
    CREDITS_MAX,
    MAILBOX_AT_FIRST,
    REFILL_SECONDS,
    STRANGE_AT_FIRST,
    Credits,
    goes_forward,
    is_over_budget,
    mailbox_of,
    reach_of,
)
from regulars.domains.identity.sends.sends import About, withhold
from regulars.kernel.ids import new_id
from regulars.runtime.tx import Tx
from tests.domains.evidence import announced, asking
from tests.instruments.installation import Installation
from tests.world import World, rolled_back

BEGIN = asking(
    "INSERT INTO identity.sends (tenant_id, id, about, is_code, channel, provider, state, prefix)"
    " VALUES ($1, $2, $3, true, 'sms', 'twilio', 'sent', $4)",
    "id", "about", "prefix",
)  # fmt: skip
AS_NOTICES = asking("UPDATE identity.sends SET is_code = false WHERE tenant_id = $1")
AGE = asking(
    "UPDATE identity.prefix_credits SET refilled_at = refilled_at - interval '61 minutes'"
    " WHERE tenant_id = $1"
)
AGE_OF_THREE_HOURS = asking(
    "UPDATE identity.prefix_credits SET refilled_at = refilled_at - interval '3 hours'"
    " WHERE tenant_id = $1"
)
COUNTED = asking("SELECT prefix FROM identity.prefix_credits WHERE tenant_id = $1")
PUMPED = [f"+9687{a}{b}{c}" for a in range(1, 3) for b in range(1, 3) for c in range(1, 6)]


@pytest.fixture
async def tx(installation: Installation, world: World) -> AsyncIterator[Tx]:
    """The worker's own unit of work."""
    async with (
        installation.database("work") as work,
        rolled_back(work, world.laundry.context) as opened,
    ):
        yield opened


async def limit(installation: Installation, world: World, a_day: int, *countries: str) -> None:
    async with installation.database() as app, app.transaction(world.laundry.context) as tx:
        await tenants.change_code_limits(tx, a_day=a_day, countries=countries)


async def wished(tx: Tx, number: str, *, is_holder: bool = False) -> str | None:
    """As a code that would leave: what is paid for is written."""
    fault, reach = await fault_of(tx, Wish("sms", number, is_holder))
    if fault is None:
        assert reach is not None
        await tx.run(BEGIN, id=new_id(), about=new_id(), prefix=reach.prefix)
    return fault


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("+96891234567", None),
        ("+96824123456", "not_mobile"),
        ("+96890012345", "costly_number"),
        ("+449098790000", "costly_number"),
        ("+96880012345", "not_mobile"),
        ("nonsense", "number_not_valid"),
    ],
)
def test_only_numbers_that_receive_and_cost_nobody_extra_are_reached(
    number: str, fault: str | None
) -> None:
    assert reach_of(number).fault == fault


def test_a_range_is_its_country_and_four_digits() -> None:
    assert reach_of("+96891234567").prefix == "9689123"
    assert reach_of("+12015550123").prefix == "12015"


@pytest.mark.parametrize(
    ("address", "mailbox"),
    [
        ("salma@example.com", "salma@example.com"),
        ("sal.ma+shop@example.com", "salma@example.com"),
        ("s.a.l.m.a+a+b@example.com", "salma@example.com"),
        ("+salma@example.com", "@example.com"),
    ],
)
def test_a_mailbox_is_counted_under_all_its_spellings(address: str, mailbox: str) -> None:
    assert mailbox_of(address) == mailbox


@pytest.mark.parametrize(
    ("left", "hours", "after"), [(0, 0.4, 0), (0, 0.5, 1), (0, 9, 3), (2, 9, 3), (17, 9, 17)]
)
def test_credits_come_back_with_time_up_to_where_they_began(
    left: int, hours: float, after: int
) -> None:
    assert Credits(left, hours * 3_600).filled().left == after
    assert Credits(0, REFILL_SECONDS * 1.5).filled().aged_seconds == REFILL_SECONDS / 2


def test_above_the_budget_holders_are_served_half_as_much_again() -> None:
    assert not is_over_budget(499, 500, is_holder=False)
    assert is_over_budget(500, 500, is_holder=False)
    assert not is_over_budget(749, 500, is_holder=True)
    assert is_over_budget(750, 500, is_holder=True)


def test_states_only_go_forward() -> None:
    assert goes_forward("unknown", "sent")
    assert goes_forward("failed", "delivered")
    assert not goes_forward("delivered", "failed")
    assert not goes_forward("sent", "sending")
    assert not goes_forward("withheld", "delivered")


@pytest.mark.thorough
async def test_ten_thousand_pumped_numbers_cost_at_most_sixty_and_nobody_elsewhere_notices(
    installation: Installation, world: World, tx: Tx
) -> None:
    """Twenty ranges of five hundred; a hundred real people of another range confirm theirs."""
    chance = random.Random(6)  # noqa: S311 - the same crowd each time
    asked = [f"{prefix}{tail:04d}" for prefix in PUMPED for tail in range(500)]
    costly = [f"+968900{n:05d}" for n in range(200)] + [f"+4490{n:08d}" for n in range(200)]
    served = [f"+9689{n:07d}" for n in chance.sample(range(1_000_000, 1_010_000), 100)]
    wishes = [(number, False) for number in asked + costly] + [(each, True) for each in served]
    chance.shuffle(wishes)
    gone = {"pumped": 0, "served": 0}
    await limit(installation, world, 500, "GB")
    for number, is_good in wishes:
        fault, reach = await fault_of(tx, Wish("sms", number, is_holder=False))
        if fault is not None:
            continue
        assert reach is not None
        about = new_id()
        await tx.run(BEGIN, id=new_id(), about=about, prefix=reach.prefix)
        assert number not in costly
        gone["served" if is_good else "pumped"] += 1
        if is_good:
            await give_credits_back(tx, about)
    assert len(asked) == 10_000
    assert gone["pumped"] <= 60
    assert gone["served"] >= 99


async def test_an_attack_on_ever_new_ranges_is_stopped_and_those_of_the_shop_s_people_go_on(
    tx: Tx,
) -> None:
    about = new_id()
    assert await wished(tx, "+96891230000") is None
    await tx.run(BEGIN, id=new_id(), about=about, prefix="9689123")
    await give_credits_back(tx, about)
    pumped = [await wished(tx, f"+9689{range_}0000") for range_ in range(400, 600)]
    assert pumped.count(None) == STRANGE_AT_FIRST
    assert set(pumped[STRANGE_AT_FIRST:]) == {"ranges_unconfirmed"}
    assert await wished(tx, "+96871110000") == "ranges_unconfirmed"
    assert await wished(tx, "+96871110000", is_holder=True) is None
    assert [await wished(tx, "+96891230000") for _ in range(4)] == [None] * 4
    await tx.run(AGE)
    assert await wished(tx, "+96871110000") is None


async def test_a_confirmed_code_feeds_its_range_up_to_a_limit(tx: Tx) -> None:
    about = new_id()
    for _ in range(CREDITS_AT_FIRST):
        assert await wished(tx, "+96891230000") is None
    assert await wished(tx, "+96891239999") == "range_unconfirmed"
    assert await wished(tx, "+96891239999", is_holder=True) is None
    assert await wished(tx, "+96891240000") is None
    await tx.run(BEGIN, id=new_id(), about=about, prefix="9689123")
    for _ in range(CREDITS_MAX):
        await give_credits_back(tx, about)
    assert [await wished(tx, "+96891230000") for _ in range(CREDITS_MAX)] == [None] * CREDITS_MAX
    assert await wished(tx, "+96891230000") == "range_unconfirmed"


STRANGERS = "fatima.alharthy@example.com"


async def mailed(tx: Tx, address: str, *, is_holder: bool = False) -> str | None:
    fault, reach = await fault_of(tx, Wish("email", address, is_holder))
    assert reach is None
    return fault


async def test_a_strangers_mailbox_is_filled_under_no_spelling_of_its_address(tx: Tx) -> None:
    spelt = [f"fatima.al{'.' * (n % 2)}harthy+{n}@example.com" for n in range(MAILBOX_AT_FIRST)]
    assert [await mailed(tx, each) for each in spelt] == [None] * MAILBOX_AT_FIRST
    assert await mailed(tx, STRANGERS) == "mailbox_asked_often"
    assert await mailed(tx, "fatimaalharthy+more@example.com") == "mailbox_asked_often"
    # Who has proven the address is none of those, and nobody else is held up.
    assert await mailed(tx, STRANGERS, is_holder=True) is None
    assert await mailed(tx, "salma@example.com") is None
    assert await mailed(tx, "fatima.alharthy@mail.example.com") is None
    await tx.run(AGE_OF_THREE_HOURS)
    assert [await mailed(tx, STRANGERS) for _ in range(2)] == [None, "mailbox_asked_often"]


async def test_no_mailbox_can_be_read_from_what_is_counted(tx: Tx) -> None:
    await mailed(tx, STRANGERS)
    kept = [row["prefix"] for row in await tx.rows(COUNTED)]
    assert len(kept) == 1
    assert "fatima" not in kept[0]
    assert "example" not in kept[0]


async def test_a_range_recovers_by_itself(tx: Tx) -> None:
    for _ in range(CREDITS_AT_FIRST + 1):
        await wished(tx, "+96891230000")
    await tx.run(AGE)
    assert [await wished(tx, "+96891230000") for _ in range(3)] == [
        None, None, "range_unconfirmed",
    ]  # fmt: skip


async def test_a_country_that_is_not_served_and_a_spent_budget_hold_back(
    installation: Installation, world: World, tx: Tx
) -> None:
    assert await wished(tx, "+971501234567") == "country_not_served"
    await limit(installation, world, 2, "AE")
    assert await wished(tx, "+971501234567") is None
    assert await wished(tx, "+96891234567") is None
    assert await wished(tx, "+96892234567") == "budget_spent"
    assert await wished(tx, "+96892234567", is_holder=True) is None
    assert await wished(tx, "+96893234567", is_holder=True) == "budget_spent"


async def test_before_the_budget_is_spent_the_shop_is_told_once_and_again_when_it_allows_more(
    installation: Installation, world: World, tx: Tx
) -> None:
    await limit(installation, world, 5)
    numbers = [f"+9689{n}234567" for n in range(1, 10)]
    for number in numbers[:4]:
        assert await wished(tx, number) is None
        assert await running_low(tx) == ([(4, 5)] if number == numbers[3] else [])
    assert await wished(tx, numbers[4]) is None
    assert await wished(tx, numbers[5]) == "budget_spent"
    assert await running_low(tx) == [(4, 5)]
    await limit(installation, world, 6)
    assert await wished(tx, numbers[5]) is None
    assert await running_low(tx) == [(4, 5), (6, 6)]


async def test_news_that_runs_low_takes_no_warning_away_from_codes(
    installation: Installation, world: World, tx: Tx
) -> None:
    await limit(installation, world, 5)
    for _ in range(5):
        fault, _ = await fault_of(tx, Wish("sms", "+96891234567", is_holder=True, is_code=False))
        assert fault is None
        await tx.run(BEGIN, id=new_id(), about=new_id(), prefix="9689123")
        await tx.run(AS_NOTICES)
    assert await running_low(tx) == []
    for n in range(1, 5):
        assert await wished(tx, f"+9689{n}234567") is None
    assert await running_low(tx) == [(4, 5)]


async def running_low(tx: Tx) -> list[tuple[int, int]]:
    return [
        (fact.data["gone"], fact.data["a_day"])
        for fact in await announced(tx, tx.tenant_id)
        if fact.name == "identity.codes_running_low"
    ]


async def test_what_is_held_back_is_told_once_an_hour(tx: Tx) -> None:
    about = About(new_id(), True, "sms", "9689123")
    for _ in range(5):
        await withhold(tx, about, "twilio", "range_unconfirmed")
    await withhold(tx, about, "twilio", "budget_spent")
    told = [
        fact.data["reason"]
        for fact in await announced(tx, tx.tenant_id)
        if fact.name == "identity.codes_held_back"
    ]
    assert told == ["range_unconfirmed", "budget_spent"]


async def test_what_was_counted_of_a_mailbox_goes_when_it_is_full_again(tx: Tx) -> None:
    await mailed(tx, STRANGERS)
    await wished(tx, "+96891230000")
    assert await prune_mailboxes(tx, 100) == 0
    for _ in range(9):
        await tx.run(AGE_OF_THREE_HOURS)
    assert await prune_mailboxes(tx, 100) == 1
    # A range stays: what was confirmed of it lately is remembered there.
    assert {row["prefix"] for row in await tx.rows(COUNTED)} == {"9689123", "*"}
