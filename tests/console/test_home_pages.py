"""Home as staff see it: figures of what they may see, a period in the address, what happened."""

import re
from urllib.parse import urlencode

import pytest

from regulars.domains import customers
from regulars.runtime.database import Database
from tests.console.visitors import Served, Visitor, token_in
from tests.instruments.installation import Installation
from tests.world import PASSWORD, House, World, registered

PART = re.compile(r'data-part="([a-z-]+)"')
FIGURE = re.compile(r'data-part="figure-(\w+)">\s*<strong[^>]*>([^<]*)</strong>')


@pytest.fixture
async def furnished(installation: Installation, world: World) -> House:
    """Two customers in each branch and one in none, besides Ana; and a worker that came round."""
    house = world.laundry
    async with installation.database("work") as database:
        async with database.transaction(house.context) as tx:
            for place, branch in enumerate((*house.branches, *house.branches, None)):
                await registered(
                    tx,
                    name=f"Person {place}",
                    phone=str(9300_0000 + place),
                    branch_id=str(branch.id) if branch else None,
                    language="ar",
                )
        async with database.transaction(house.context) as tx:
            blocked = await registered(tx, "guest", branch_id=str(house.branches[1].id))
            await customers.block_customer(tx, blocked.id, reason="owes us")
        await count(database, house)
    return house


async def count(database: Database, house: House) -> None:
    async with database.transaction(house.context) as tx:
        await customers.recount_some(tx, after=customers.FIRST, most=1_000, mend=True)


async def test_an_owner_sees_the_figures_of_all_branches(
    furnished: House, own_owner: Visitor
) -> None:
    page = (await own_owner.get("")).text
    assert dict(FIGURE.findall(page)) == {"total": "7", "week": "7", "full": "0%", "blocked": "1"}
    assert "Qurum" in page
    assert 'aria-current="page"' in page
    assert "Person 4" in page
    assert "Blocked" in page


async def test_branch_staff_see_the_figures_and_the_people_of_their_branch(
    furnished: House, own_console: Served
) -> None:
    async with own_console.visitor(furnished, furnished.cashier) as cashier:
        page = (await cashier.get("")).text
    assert dict(FIGURE.findall(page))["total"] == "2"
    assert set(re.findall(r"Person \d", page)) == {"Person 0", "Person 2"}
    assert "Seeb" not in page


async def test_a_branch_that_an_owner_chose_narrows_the_figures(
    furnished: House, own_owner: Visitor
) -> None:
    chosen = {"branch_id": str(furnished.branches[1].id), "return_to": own_owner.home}
    moved = await own_owner.post("/branch", chosen, htmx=False)
    assert moved.headers["location"] == own_owner.home
    assert dict(FIGURE.findall((await own_owner.get("")).text))["total"] == "3"


@pytest.mark.parametrize(
    ("params", "days", "rows"),
    [
        ({}, 30, 30),
        ({"days": "7"}, 7, 7),
        ({"days": "14", "by": "day"}, 14, 14),
        ({"days": "365"}, 365, None),
        ({"days": "0"}, 30, 30),
        ({"days": "9999"}, 30, 30),
        ({"days": "٧"}, 30, 30),
        ({"days": "x", "by": "year"}, 30, 30),
    ],
)
async def test_the_period_stands_in_the_address(
    owner: Visitor, params: dict[str, str], days: int, rows: int | None
) -> None:
    page = (await owner.get(f"?{urlencode(params)}")).text
    chosen = re.findall(r'href="[^"]*days=(\d+)[^"]*" aria-current="true"', page)
    assert chosen == [str(days), str(days)]  # the length, and the cut
    table = page[page.index('<table class="table" id="growth-numbers"') :]
    pieces = table[: table.index("</table>")].count('<th scope="row">')
    assert pieces == (rows or pieces) > 0
    assert rows or 12 <= pieces <= 13


async def test_the_figures_alone_are_a_part_of_the_page(owner: Visitor) -> None:
    page, part = (await owner.get("")).text, (await owner.get("", htmx=True)).text
    assert "<html" in page
    assert "<html" not in part
    assert PART.findall(part) == PART.findall(page)
    assert len(set(PART.findall(page))) == len(PART.findall(page)) > 8


async def test_whom_home_shows_is_written_down(
    furnished: House, own_owner: Visitor, installation: Installation
) -> None:
    page = (await own_owner.get("")).text
    on_the_page = set(re.findall(rf"{own_owner.home}/customers/([0-9a-f-]{{36}})", page))
    async with installation.connection() as connection:
        shown = await connection.fetch(
            "SELECT DISTINCT s::text AS id FROM audit.reads, unnest(subject_ids) AS s"
            " WHERE tenant_id = $1 AND actor_id = $2 AND kind = 'listed'",
            furnished.tenant.id,
            furnished.owner.id,
        )
    assert {row["id"] for row in shown} == on_the_page
    assert len(on_the_page) >= 6


async def test_a_new_tenant_is_told_how_to_begin(
    installation: Installation, own_console: Served, world: World
) -> None:
    async with installation.connection() as connection:
        await connection.execute(
            "UPDATE customers.customers SET merged_into = id WHERE tenant_id = $1",
            world.laundry.tenant.id,
        )
    async with own_console.visitor(world.laundry, world.laundry.owner) as owner:
        page = (await owner.get("")).text
        assert "A fresh start" in page
        assert f"{owner.home}/settings/branches" in page
        assert "home.js" not in page
    async with own_console.visitor(world.laundry, world.laundry.cashier) as cashier:
        page = (await cashier.get("")).text
        assert f'href="{cashier.home}/till"' in page
        assert "/settings/branches" not in page


async def test_staff_land_where_their_work_is(console: Served, world: World) -> None:
    for staff, there in ((world.laundry.admin, ""), (world.laundry.cashier, "/till")):
        async with console.visitor(world.laundry) as visitor:
            visitor.token = token_in(await visitor.get("/sign-in"))
            form = {"email": staff.email, "password": PASSWORD}
            entered = await visitor.post("/sign-in", form, htmx=False)
            assert entered.headers["location"] == f"{visitor.home}{there}"
            again = await visitor.get("/sign-in")
            assert again.headers["location"] == f"{visitor.home}{there}"
            assert (await visitor.get("")).status_code == 200


async def test_who_is_not_signed_in_comes_back_to_home(console: Served, world: World) -> None:
    async with console.visitor(world.laundry) as visitor:
        sent_away = await visitor.get("")
        assert sent_away.headers["location"] == "/c/laundry/sign-in?return_to=%2Fc%2Flaundry"
