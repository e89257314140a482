"""Staff prove a number that another record has proven, whether or not they see that record."""

from dataclasses import replace

import pytest

from regulars.domains import customers
from regulars.domains.customers import IdentifierHeld
from regulars.runtime.database import Database
from tests.domains.customers.coming_in import owners, staff_prove
from tests.domains.customers.verified import VERIFY
from tests.domains.evidence import asking
from tests.world import World, registered, rolled_back

PHONE = "+96892345678"
# Whoever may see the pair: a branch is shown none of which it sees one half.
PAIRS = asking(
    "SELECT customer_id, other_id, why FROM customers.possible_duplicates WHERE tenant_id = $1"
)


@pytest.mark.parametrize("of_branch", [0, 1], ids=["of this branch", "of another branch"])
async def test_a_number_that_another_record_proved_is_held_for_every_branch_alike(
    shared_database: Database, world: World, of_branch: int
) -> None:
    house = world.laundry
    async with rolled_back(shared_database, house.context) as tx:
        branch_ids = [str(branch.id) for branch in house.branches]
        salma = await registered(tx, name="Salma", phone=PHONE, branch_id=branch_ids[of_branch])
        await tx.run(VERIFY, customer_id=salma.id)
        son = await registered(
            tx, name="Son", phone=PHONE, shared_phone=True, branch_id=branch_ids[0]
        )
        await tx.act_for(replace(house.cashier_context, origin="live"))
        assert isinstance(await staff_prove(tx, son.id, phone=PHONE), IdentifierHeld)

        assert await owners(tx, "phone", PHONE) == [salma.id]
        assert (await customers.customer_by_id(tx, son.id)).verified.phone_at is None
        pairs = await tx.rows(PAIRS)
        assert [(pair["customer_id"], pair["other_id"], pair["why"]) for pair in pairs] == [
            (son.id, salma.id, "held")
        ]
