"""Whom an invitation was sent to is kept for some months after it was settled, and no longer."""

from datetime import timedelta

import pytest

from regulars.domains import people
from regulars.runtime.tx import Tx
from regulars.worker.timetable import OF_A_TENANT
from tests.domains.customers.account_holders import PORTAL
from tests.domains.evidence import asking
from tests.instruments.installation import Installation
from tests.world import World, registered

EXPIRED = asking(
    "UPDATE people.invitations SET expires_at = now() - interval '1 day' WHERE tenant_id = $1"
)
AGO = asking(
    "UPDATE people.invitations SET settled_at = settled_at - $2::interval WHERE tenant_id = $1",
    "ago",
)


async def invited(tx: Tx) -> people.Invitation:
    huda = await registered(tx, name="Huda", phone="91234567")
    return await people.invite_customer(tx, huda.id, "phone", portal=PORTAL)


@pytest.mark.parametrize("end", ["taken back", "ran out", "still open"])
@pytest.mark.parametrize("days", [89, 91])
async def test_what_was_settled_months_ago_is_forgotten_and_what_is_open_is_not(
    installation: Installation, world: World, end: str, days: int
) -> None:
    async with (
        installation.database() as database,
        database.transaction(world.laundry.context) as tx,
    ):
        made = await invited(tx)
        if end == "taken back":
            await people.cancel_invitation(tx, made.id)
        if end == "ran out":
            await tx.run(EXPIRED)
            await people.expire_invitations(tx, 100)
        await tx.run(AGO, ago=timedelta(days=days))
    gone = 1 if days > 90 and end != "still open" else 0
    async with installation.database("work") as worker:
        async with worker.transaction(world.bakery.context) as tx:
            assert await people.prune_invitations(tx, 100) == 0
        async with worker.transaction(world.laundry.context) as tx:
            assert await people.prune_invitations(tx, 100) == gone
            assert await people.prune_invitations(tx, 100) == 0


def test_the_worker_does_it_by_the_clock_once_what_ran_out_is_settled() -> None:
    order = list(OF_A_TENANT)
    assert order.index(people.expire_invitations) < order.index(people.prune_invitations)
