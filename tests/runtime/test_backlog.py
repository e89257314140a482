"""How far a reaction has come: pending facts and waiting deliveries hold the clock back."""

from datetime import UTC, datetime, timedelta

from regulars.kernel.ids import FactId, new_id
from regulars.runtime.backlog import known_until
from regulars.runtime.database import Database
from tests.domains.evidence import asking
from tests.instruments.installation import Installation
from tests.world import World, rolled_back

PEND = asking(
    "INSERT INTO journal.pending (tenant_id, fact_id, name) VALUES ($1, $2, 'x.y')", "fact_id"
)
DELIVER = asking(
    "INSERT INTO journal.deliveries (tenant_id, fact_id, reaction, state) VALUES ($1, $2, $3, $4)",
    "fact_id",
    "reaction",
    "state",
)
NONE_PENDING = asking("DELETE FROM journal.pending WHERE tenant_id = $1")


async def test_what_waits_holds_back_and_what_was_given_up_does_not(
    installation: Installation, world: World
) -> None:
    now = datetime.now(UTC) + timedelta(hours=1)
    async with (
        installation.database("work") as database,
        rolled_back(database, world.laundry.context) as tx,
    ):
        await tx.run(NONE_PENDING)
        assert await known_until(tx, reaction="room.react", now=now) == now
        for reaction, state in (("room.react", "dead"), ("room.other", "waiting")):
            await tx.run(DELIVER, fact_id=FactId(new_id()), reaction=reaction, state=state)
        assert await known_until(tx, reaction="room.react", now=now) == now

        await tx.run(DELIVER, fact_id=new_id(), reaction="room.react", state="waiting")
        delivered = await known_until(tx, reaction="room.react", now=now)
        assert delivered < datetime.now(UTC)
        await tx.run(PEND, fact_id=new_id())
        assert await known_until(tx, reaction="room.react", now=now) == delivered


async def test_pending_facts_of_another_tenant_hold_nobody_back(
    shared_database: Database, world: World
) -> None:
    """Both houses have facts that no worker handed on; each is told of its own."""
    now = datetime.now(UTC)
    seen = []
    for house in (world.laundry, world.bakery):
        async with rolled_back(shared_database, house.context) as tx:
            seen.append(await known_until(tx, reaction="room.react", now=now))
    assert seen[0] < seen[1] < now
