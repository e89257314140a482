"""The count of customers by stage: a sum over facts, in whatever order they come."""

import random
from collections.abc import AsyncIterator
from typing import cast

import pytest

from regulars.domains import customers
from regulars.domains.customers import REACTIONS, Tallies
from regulars.runtime.reactions import RecordedFact
from regulars.runtime.tx import Tx
from tests.domains.evidence import asking
from tests.instruments.installation import Installation
from tests.world import World, registered, rolled_back

FACTS = asking("SELECT * FROM journal.facts WHERE tenant_id = $1 AND subject_kind = 'customer'")
RECOUNT = asking(
    "SELECT stage, count(*) AS many FROM customers.customers"
    " WHERE tenant_id = $1 AND deleted_at IS NULL GROUP BY stage"
)


@pytest.fixture
async def tx(shared: Installation, world: World) -> AsyncIterator[Tx]:
    """Reactions are the worker's: the app may not write what they keep."""
    async with (
        shared.database("work") as database,
        rolled_back(database, world.laundry.context) as opened,
    ):
        yield opened


@pytest.mark.parametrize("seed", range(3))
async def test_the_count_equals_a_recount_in_whatever_order_the_facts_arrive(
    tx: Tx, seed: int
) -> None:
    guest, *others = [await registered(tx, "guest") for _ in range(4)]
    await customers.upgrade_customer(
        tx, guest.id, "stub", {"name": "Huda", "phone": "91234567"}, country="OM"
    )
    await customers.upgrade_customer(
        tx, guest.id, "full", {"email": "huda@example.com"}, country="OM"
    )
    for gone in others[:2]:
        await customers.delete_customer(tx, gone.id)
    await customers.restore_customer(tx, others[0].id)
    await tx.flush()

    (tally,) = REACTIONS
    facts = [RecordedFact.of(row) for row in await tx.rows(FACTS)]
    random.Random(seed).shuffle(facts)  # noqa: S311 - to be repeated
    for fact in facts:
        if tally.wants(fact.name, fact.origin):
            await tally.react(tx, fact)
    recount = {row["stage"]: cast(int, row["many"]) for row in await tx.rows(RECOUNT)}
    assert await customers.read_tallies(tx) == Tallies(**recount) == Tallies(2, 1, 1)
