"""The figures: equal to a recount from the rows, whatever happened, however its facts arrive."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulars.demo.proofs import prove_phone
from regulars.domains import customers, tenants
from regulars.domains.customers import REACTIONS, Tallies
from regulars.kernel.errors import DomainError
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.reactions import Later, RecordedFact
from regulars.runtime.tx import Tx
from tests.domains.evidence import asking
from tests.instruments.installation import Installation
from tests.world import House, World, phone_proven, registered, rolled_back

FACTS = asking("SELECT * FROM journal.facts WHERE tenant_id = $1 ORDER BY id")
ROWS = asking(
    "SELECT id, stage, kind, state, coalesce(language, '') AS language, branch_id, created_at,"
    " deleted_at FROM customers.customers WHERE tenant_id = $1"
)
UPGRADES = asking(
    "SELECT subject_id, occurred_at, data->>'stage' AS stage FROM journal.facts"
    " WHERE tenant_id = $1 AND name = 'customers.upgraded'"
)
STANDING = asking(
    "SELECT branch, stage, kind, language, state, many FROM customers.tallies"
    " WHERE tenant_id = $1 AND many <> 0"
)
DAILY = asking(
    "SELECT day, branch, step, since, many FROM customers.daily WHERE tenant_id = $1 AND many <> 0"
)
BRANCH_REFS = asking(
    "SELECT branch, branch_refs FROM customers.tallies WHERE tenant_id = $1"
    " UNION SELECT branch, branch_refs FROM customers.daily WHERE tenant_id = $1"
)
NOW = datetime(2026, 3, 4, 21, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
async def working(shared: Installation) -> AsyncIterator[Database]:
    """Reactions are the worker's: the app may not write what they keep."""
    async with shared.database("work") as database:
        yield database


@pytest.fixture
async def tx(working: Database, world: World) -> AsyncIterator[Tx]:
    async with rolled_back(working, world.laundry.context) as opened:
        yield opened


@pytest.fixture
def relay() -> "Relay":
    return Relay(random.Random(1))  # noqa: S311 - to be repeated


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that is done to somebody; `who` and `what` are taken modulo what there is."""

    kind: str
    who: int
    what: int
    after_hours: int


KINDS = ("register", "upgrade", "change", "block", "unblock", "delete", "restore", "import")
DEEDS = st.lists(
    st.builds(
        Deed,
        st.sampled_from(KINDS),
        st.integers(0, 5),
        st.integers(0, 11),
        st.integers(0, 60),
    ),
    max_size=14,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS, seed=st.integers(0, 1_000))
async def test_the_figures_equal_a_recount_whatever_happened_and_however_facts_arrive(
    working: Database, world: World, deeds: Sequence[Deed], seed: int
) -> None:
    """Some facts are handed on before the next deed, all of them in disorder, some twice."""
    chance = random.Random(seed)  # noqa: S311 - to be repeated
    async with rolled_back(working, world.laundry.context) as tx:
        everybody: list[UUID] = []
        relay = Relay(chance)
        for place, deed in enumerate(deeds):
            await do(tx, world.laundry, deed, everybody, place)
            if chance.random() < 0.4:
                await relay.deliver(tx, again=1)
        await relay.deliver(tx, again=3)
        assert await figures(tx) == await recount(tx, "Asia/Muscat")
        assert await customers.recount_figures(tx, mend=False) == []


async def do(tx: Tx, house: House, deed: Deed, everybody: list[UUID], place: int) -> None:
    """What is refused did not happen."""
    moment = NOW + timedelta(hours=deed.after_hours + 30 * place)
    tx.context = replace(tx.context, as_of=moment)
    if deed.kind in ("register", "import") or not everybody:
        everybody.append(await somebody_new(tx, house, deed, place))
        return
    who = everybody[deed.who % len(everybody)]
    with suppress(DomainError):
        await change(tx, house, deed, who)
    await tx.flush()


async def somebody_new(tx: Tx, house: House, deed: Deed, place: int) -> UUID:
    given: dict[str, Any] = {
        "kind": ("person", "company")[deed.what % 2],
        "language": (None, "en", "ar")[deed.what % 3],
        "branch_id": branch_of(house, deed.what),
    }
    stage = customers.STAGES[deed.who % 3]
    if stage != "guest":
        given |= {"name": "Huda", "phone": str(9400_0000 + place)}
    if stage == "full":
        given["email"] = f"huda{place}@example.com"
    begun: customers.Stage = "stub" if stage == "full" else stage
    draft = customers.read_draft(begun, given, country="OM", shared_phone=True)
    draft = replace(draft, stage=stage)
    long_ago = NOW - timedelta(days=deed.after_hours) if deed.kind == "import" else NOW
    (made,) = await customers.register_many(tx, [replace(draft, created_at=long_ago)])
    await tx.flush()
    return made.id


async def change(tx: Tx, house: House, deed: Deed, who: UUID) -> None:
    match deed.kind:
        case "upgrade":
            given = {"name": "Huda", "phone": "9123 4567", "email": "huda@example.com"}
            stage: customers.Stage = "full" if deed.what % 2 else "stub"
            if stage == "full":
                await with_phone_proven(tx, who, str(9600_0000 + deed.who * 100 + deed.what))
                del given["phone"]
            await customers.upgrade_customer(
                tx,
                who,
                stage,
                given,
                country="OM",
                shared_phone=True,
                sees_phones=True,
            )
        case "change":
            changes: dict[str, Any] = {
                "language": (None, "en", "ar")[deed.what % 3],
                "kind": ("person", "company")[deed.what % 2],
                "branch_id": branch_of(house, deed.what),
            }
            await customers.change_customer(tx, who, changes, country="OM")
        case "block":
            await customers.block_customer(tx, who, reason="owes us")
        case "unblock":
            await customers.unblock_customer(tx, who)
        case "delete":
            await customers.delete_customer(tx, who)
        case "restore":
            await customers.restore_customer(tx, who, shared_phone=True)


async def with_phone_proven(tx: Tx, who: UUID, phone: str) -> None:
    """A number of their own, unless somebody else was quicker."""
    changed = await customers.change_customer(
        tx, who, {"phone": phone}, country="OM", shared_phone=True, sees_phones=True
    )
    await prove_phone(tx, changed)


def branch_of(house: House, what: int) -> str | None:
    return (None, *(str(branch.id) for branch in house.branches))[what % 3]


@dataclass
class Relay:
    """Hands on each fact once, in any order, and some of them again: only what is new, so that
    no later fact makes up for one that was not heard."""

    chance: random.Random
    told: dict[UUID, RecordedFact] = field(default_factory=dict)

    async def deliver(self, tx: Tx, *, again: int = 0) -> None:
        await tx.flush()
        facts = [RecordedFact.of(row) for row in await tx.rows(FACTS)]
        new = [fact for fact in facts if fact.id not in self.told]
        self.told |= {fact.id: fact for fact in new}
        new += self.chance.choices([*self.told.values()], k=again)
        self.chance.shuffle(new)
        for fact in new:
            for reaction in REACTIONS:
                if reaction.wants(fact.name, fact.origin):
                    while isinstance(await reaction.react(tx, fact), Later):
                        pass


async def figures(tx: Tx) -> tuple[Counter[Any], Counter[Any]]:
    standing: Counter[Any] = Counter()
    for row in await tx.rows(STANDING):
        cell = (row["branch"], row["stage"], row["kind"], row["language"], row["state"])
        standing[cell] = row["many"]
    daily: Counter[Any] = Counter()
    for row in await tx.rows(DAILY):
        daily[row["day"], row["branch"], row["step"], row["since"]] = row["many"]
    return standing, daily


async def recount(tx: Tx, zone: str) -> tuple[Counter[Any], Counter[Any]]:
    """By other means than the code's: from the rows, and from what was announced of stages."""
    at: dict[tuple[UUID, str], datetime] = {
        (row["subject_id"], row["stage"]): row["occurred_at"] for row in await tx.rows(UPGRADES)
    }
    standing: Counter[Any] = Counter()
    daily: Counter[Any] = Counter()
    for row in await tx.rows(ROWS):
        branch, is_there = str(row["branch_id"] or ""), row["deleted_at"] is None
        state = row["state"] if is_there else "deleted"
        standing[branch, row["stage"], row["kind"], row["language"], state] += 1
        if not is_there:
            continue
        days = {
            stage: at[row["id"], stage].astimezone(ZoneInfo(zone)).date()
            for stage in ("stub", "full")
            if (row["id"], stage) in at
        }
        came = row["created_at"].astimezone(ZoneInfo(zone)).date()
        stub, full = days.get("stub"), days.get("full")
        began = "guest" if stub or row["stage"] == "guest" else row["stage"]
        if full and not stub:
            began = await came_as(tx, row["id"])
        daily[came, branch, began, came] += 1
        if stub:
            daily[stub, branch, "guest_to_stub", came] += 1
        if full and began == "guest":
            daily[full, branch, "guest_to_full", came] += 1
        if full and (stub or began == "stub"):
            daily[full, branch, "stub_to_full", stub or came] += 1
    return standing, daily


async def came_as(tx: Tx, who: UUID) -> str:
    asked = asking(
        "SELECT data->>'stage' FROM journal.facts WHERE tenant_id = $1 AND subject_id = $2"
        " AND name = 'customers.registered'",
        "who",
    )
    return str(await tx.value(asked, who=who))


@pytest.mark.parametrize("seed", range(3))
async def test_tallies_by_stage_equal_a_recount_in_whatever_order_the_facts_arrive(
    tx: Tx, seed: int
) -> None:
    guest, *others = [await registered(tx, "guest") for _ in range(4)]
    await customers.upgrade_customer(
        tx, guest.id, "stub", {"name": "Huda", "phone": "91234567"}, country="OM", sees_phones=True
    )
    await phone_proven(tx, guest.id)
    await customers.upgrade_customer(
        tx, guest.id, "full", {"email": "huda@example.com"}, country="OM"
    )
    for gone in others[:2]:
        await customers.delete_customer(tx, gone.id)
    await customers.restore_customer(tx, others[0].id)
    await Relay(random.Random(seed)).deliver(tx)  # noqa: S311 - to be repeated
    assert await customers.read_tallies(tx) == Tallies(2, 1, 1)


async def test_a_fact_delivered_twice_counts_once(tx: Tx, relay: Relay) -> None:
    await registered(tx, "guest")
    await relay.deliver(tx)
    once = await figures(tx)
    await relay.deliver(tx, again=20)
    assert await figures(tx) == once == await recount(tx, "Asia/Muscat")


async def test_who_is_deleted_leaves_the_figures_and_comes_back_into_them(
    tx: Tx, relay: Relay
) -> None:
    made = await registered(tx, "guest")
    await relay.deliver(tx)
    before = await figures(tx)
    await customers.delete_customer(tx, made.id)
    await relay.deliver(tx)
    assert (await customers.read_tallies(tx)).guest == 0
    assert await figures(tx) == await recount(tx, "Asia/Muscat") != before
    await customers.restore_customer(tx, made.id)
    await relay.deliver(tx)
    assert await figures(tx) == before


async def test_a_day_is_the_tenants_and_moves_when_their_clock_does(
    tx: Tx, world: World, relay: Relay
) -> None:
    """At half past nine in the evening by UTC, the next day has begun in Muscat."""
    draft = customers.read_draft("guest", {}, country="OM")
    await customers.register(tx, replace(draft, created_at=NOW))
    await relay.deliver(tx)
    day = NOW.date() + timedelta(days=1)
    assert (await figures(tx))[1][day, "", "guest", day] == 1

    await tenants.change_settings(tx, {"time_zone": "America/New_York"})
    await relay.deliver(tx)
    assert (await figures(tx))[1][NOW.date(), "", "guest", NOW.date()] == 1
    assert await figures(tx) == await recount(tx, "America/New_York")


async def test_a_setting_that_moves_no_clock_counts_nobody(tx: Tx, relay: Relay) -> None:
    await tenants.change_settings(tx, {"default_country": "AE"})
    await relay.deliver(tx)
    standing, _ = await figures(tx)
    assert standing.total() == 1  # Ana


async def test_a_figure_is_seen_by_its_own_branch(tx: Tx, world: World, relay: Relay) -> None:
    await registered(tx, "guest", branch_id=str(world.laundry.branches[0].id))
    await relay.deliver(tx)
    seen = {(row["branch"], tuple(row["branch_refs"])) for row in await tx.rows(BRANCH_REFS)}
    branch = str(world.laundry.branches[0].id)
    assert seen == {("", ()), (branch, (branch,))}


async def test_workers_that_count_one_customer_at_once_count_them_once(
    installation: Installation, world: World
) -> None:
    """Whoever comes second waits for the first, and then sees what it did: when somebody is
    counted for the first time, and when they are counted anew."""
    context: Context = world.laundry.context
    async with installation.database("work") as database:
        async with database.transaction(context) as tx:
            made = await registered(tx, "guest")
        async with database.transaction(context) as tx:
            facts = [RecordedFact.of(row) for row in await tx.rows(FACTS)]
        (fact,) = [fact for fact in facts if fact.subject_id == made.id]
        await asyncio.gather(*(react(database, context, fact) for _ in range(4)))
        async with database.transaction(context) as tx:
            assert await customers.read_tallies(tx) == Tallies(guest=1)
            await customers.upgrade_customer(
                tx,
                made.id,
                "stub",
                {"name": "Huda", "phone": "9123 4567"},
                country="OM",
                sees_phones=True,
            )
        await asyncio.gather(*(react(database, context, fact) for _ in range(4)))
        async with database.transaction(context) as tx:
            assert await customers.read_tallies(tx) == Tallies(stub=1)


async def react(database: Database, context: Context, fact: RecordedFact) -> None:
    tally, *_ = REACTIONS
    async with database.transaction(context) as tx:
        await tally.react(tx, fact)
