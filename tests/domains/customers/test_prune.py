"""An old number or address is kept for as long as a change can be asked about, and no longer."""

from datetime import timedelta

import pytest

from regulars.domains import customers
from regulars.worker.timetable import OF_A_TENANT
from tests.domains.customers.account_holders import account_holder, changed
from tests.domains.evidence import asking
from tests.instruments.installation import Installation
from tests.world import World

AGO = asking(
    "UPDATE customers.identifier_changes SET reversible_until = now() - $2::interval"
    " WHERE tenant_id = $1",
    "ago",
)


@pytest.mark.parametrize(("days", "gone"), [(29, 0), (31, 1)])
async def test_a_change_is_forgotten_a_month_after_its_link_died_and_by_its_own_tenant(
    installation: Installation, world: World, days: int, gone: int
) -> None:
    async with (
        installation.database() as database,
        database.transaction(world.laundry.context) as tx,
    ):
        _, session = await account_holder(tx)
        await changed(tx, session, "phone", "92345678")
        await tx.run(AGO, ago=timedelta(days=days))
    async with installation.database("work") as worker:
        async with worker.transaction(world.bakery.context) as tx:
            assert await customers.prune_identifier_changes(tx, 100) == 0
        async with worker.transaction(world.laundry.context) as tx:
            assert await customers.prune_identifier_changes(tx, 100) == gone
            assert await customers.prune_identifier_changes(tx, 100) == 0


def test_the_worker_does_it_by_the_clock() -> None:
    assert customers.prune_identifier_changes in OF_A_TENANT
