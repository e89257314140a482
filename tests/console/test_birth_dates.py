"""W16 at the counter: branch staff are told ages and no birth date, on any page or in any file."""

import re
from uuid import UUID

import pytest

from regulars.domains import customers
from regulars.runtime.database import Database
from tests.console.visitors import Visitor
from tests.world import House, World, registered

BORN, BEFORE = "1987-06-05", "1981-02-03"
TOLD = ("1987", "1981", "5 Jun", "3 Feb")


@pytest.fixture
async def huda(database: Database, world: World) -> UUID:
    house = world.laundry
    async with database.transaction(house.context) as tx:
        made = await registered(
            tx, "guest", name="Huda", birth_date=BEFORE, branch_id=str(house.branches[0].id)
        )
        await customers.change_customer(tx, made.id, {"birth_date": BORN}, country="OM")
        return made.id


async def born(database: Database, house: House, customer_id: UUID) -> str | None:
    async with database.transaction(house.context) as tx:
        return (await customers.customer_by_id(tx, customer_id)).person.birth_date


async def test_branch_staff_see_ages_and_no_date(
    cashier: Visitor, owner: Visitor, huda: UUID
) -> None:
    page = f"/customers/{huda}"
    for path in (page, f"{page}/edit", f"{page}/timeline", f"{page}/history", f"{page}/upgrade"):
        seen = await cashier.get(path)
        assert seen.status_code == 200, path
        for told in TOLD:
            assert told not in seen.text, (path, told)
    assert "21+" in (await cashier.get(page)).text
    assert "5 Jun 1987" in (await owner.get(page)).text
    assert BORN in (await owner.get(f"{page}/edit")).text
    assert "3 Feb 1981" in (await owner.get(f"{page}/history")).text


async def test_what_was_not_shown_is_kept_and_may_be_replaced(
    cashier: Visitor, owner: Visitor, database: Database, world: World, huda: UUID
) -> None:
    page = f"/customers/{huda}"
    form = (await cashier.get(f"{page}/edit")).text
    assert "not shown to you" in form
    version = re.search(r'name="version" value="(\d+)"', form)
    assert version
    sent = {"name": "Huda", "birth_date": "", "version": version[1]}
    assert (await cashier.post(page, sent)).status_code == 200
    assert await born(database, world.laundry, huda) == BORN
    await cashier.post(page, {"name": "Huda", "birth_date": "1990-01-02"})
    assert await born(database, world.laundry, huda) == "1990-01-02"
    await owner.post(page, {"name": "Huda", "birth_date": ""})
    assert await born(database, world.laundry, huda) is None


async def test_a_file_of_branch_staff_has_no_such_column(
    cashier: Visitor, owner: Visitor, huda: UUID
) -> None:
    everything = {"columns": "all", "phones": "full"}
    theirs = await cashier.post("/customers/exports", everything, htmx=False)
    assert theirs.headers["content-type"].startswith("text/csv")
    assert "Huda" in theirs.text
    assert "birth_date" not in theirs.text
    assert BORN not in theirs.text
    whole = await owner.post("/customers/exports", everything, htmx=False)
    assert BORN in whole.text
