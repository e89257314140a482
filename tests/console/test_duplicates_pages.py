"""The page of possible duplicates: both records, the reason, and what staff make of them."""

from uuid import UUID

from regulars.domains import customers
from regulars.domains.customers.proofs.possible_duplicates import note_possible_duplicates
from regulars.runtime.database import Database
from tests.console.test_customers_pages import made
from tests.console.visitors import Visitor
from tests.world import World

DUPLICATES = "/customers/duplicates"


async def paired(database: Database, world: World) -> UUID:
    """A pair of the laundry's; its id."""
    first = await made(database, world.laundry, name="Salma Al Harthy")
    second = await made(database, world.laundry, name="Salma H")
    async with database.transaction(world.laundry.context) as tx:
        await note_possible_duplicates(tx, second.id, [first.id], "several")
    async with database.transaction(world.laundry.context) as tx:
        page = await customers.list_possible_duplicates(tx, "open", limit=50)
    return next(pair.id for pair in page.pairs if pair.customer.id == second.id)


async def test_staff_see_both_and_mark_them(
    owner: Visitor, database: Database, world: World
) -> None:
    pair_id = await paired(database, world)
    page = (await owner.get(DUPLICATES)).text
    for said in ("Salma Al Harthy", "Salma H", "several records have", f"{DUPLICATES}/{pair_id}"):
        assert said in page, said
    assert f"{DUPLICATES}" in (await owner.get("/customers")).text
    answer = await owner.post(f"{DUPLICATES}/{pair_id}", {"to": "to_merge", "state": "open"})
    assert answer.status_code < 400
    assert str(pair_id) not in (await owner.get(DUPLICATES)).text
    assert str(pair_id) in (await owner.get(DUPLICATES, state="to_merge")).text


async def test_what_is_no_state_is_not_found(
    owner: Visitor, database: Database, world: World
) -> None:
    pair_id = await paired(database, world)
    assert (await owner.get(DUPLICATES, state="merged")).status_code == 404
    answer = await owner.post(f"{DUPLICATES}/{pair_id}", {"to": "merged"})
    assert answer.status_code == 404
