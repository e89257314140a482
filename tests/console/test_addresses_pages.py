"""The tab of addresses: what it shows and logs, and what its forms do."""

import re

import pytest

from regulars.domains import customers, tenants
from regulars.domains.customers import Address, Customer
from regulars.runtime.database import Database
from tests.console.test_customers_pages import looks_at, made
from tests.console.visitors import Visitor
from tests.world import World

HOME = {
    "type": "home", "label": "Mother’s house", "city": "مسقط", "country": "OM",
    "area": "Al Khuwair", "street": "Way 4312", "building": "١٢", "floor": "", "apartment": "",
    "latitude": "٢٣٫٥٩", "longitude": "58.42", "notes": "Blue door",
}  # fmt: skip


@pytest.fixture
async def salma(database: Database, world: World) -> Customer:
    return await made(database, world.laundry, name="Salma Al Harthy")


async def lives(database: Database, world: World, salma: Customer) -> tuple[Address, ...]:
    async with database.transaction(world.laundry.context) as tx:
        return (await customers.customer_with_addresses(tx, salma.id))[1]


def tab(salma: Customer) -> str:
    return f"/customers/{salma.id}/addresses"


async def test_an_address_is_added_shown_changed_deleted_and_brought_back(
    owner: Visitor, database: Database, world: World, salma: Customer
) -> None:
    assert "No addresses yet" in (await owner.get(tab(salma))).text
    sent = await owner.post(tab(salma), HOME)
    assert sent.headers["hx-redirect"].endswith(tab(salma))
    (home,) = await lives(database, world, salma)
    page = (await owner.get(tab(salma))).text
    for shown in ("Mother’s house", "Building 12", "Way 4312", "Muscat", "Oman", "Blue door"):
        assert shown in page, shown
    assert "23.59" in page
    assert await looks_at(database, world.laundry, salma.id) == ["read"]

    one = f"{tab(salma)}/{home.id}"
    form = (await owner.get(f"{one}/edit", htmx=True)).text
    assert 'value="58.42"' in form
    await owner.post(one, {**HOME, "notes": "", "version": "1"})
    (home,) = await lives(database, world, salma)
    assert (home.details.notes, home.version) == (None, 2)
    late = await owner.post(one, {**HOME, "version": "1"})
    assert (late.status_code, "Somebody changed this address" in late.text) == (409, True)

    deleted = await owner.post(f"{one}/deletion")
    assert deleted.headers["hx-redirect"].endswith(tab(salma))
    page = (await owner.get(tab(salma))).text
    assert f'action="/c/laundry{one}/restore"' in page
    await owner.post(f"{one}/restore")
    assert [a.is_default for a in await lives(database, world, salma)] == [True]


async def test_the_default_is_handed_over_by_a_button(
    owner: Visitor, database: Database, world: World, salma: Customer
) -> None:
    for label in ("First", "Second"):
        await owner.post(tab(salma), {**HOME, "label": label})
    first, second = await lives(database, world, salma)
    await owner.post(f"{tab(salma)}/{second.id}/default")
    shown = [(a.id, a.is_default) for a in await lives(database, world, salma)]
    assert shown == [(second.id, True), (first.id, False)]


async def test_what_was_typed_comes_back_with_what_is_wrong(
    owner: Visitor, salma: Customer
) -> None:
    wrong = {**HOME, "city": "", "longitude": ""}
    answer = await owner.post(tab(salma), wrong)
    assert answer.status_code == 422
    assert "Enter a city." in answer.text
    assert "Give both latitude and longitude" in answer.text
    assert 'value="Way 4312"' in answer.text


async def test_the_tab_tells_how_far_each_branch_is(
    owner: Visitor, database: Database, world: World, salma: Customer
) -> None:
    branch = world.laundry.branches[0]
    async with database.transaction(world.laundry.context) as tx:
        await tenants.change_branch(tx, branch.id, {"latitude": 23.6, "longitude": 58.5})
    await owner.post(tab(salma), HOME)
    page = re.sub(r"\s+", " ", (await owner.get(tab(salma))).text)
    assert '<bdi>Qurum</bdi> <span class="numbers">8.2 km' in page


async def test_the_pin_is_in_no_address_and_the_device_may_be_asked_where_it_is(
    owner: Visitor, salma: Customer
) -> None:
    await owner.post(tab(salma), HOME)
    page = await owner.get(tab(salma))
    assert "geolocation=(self)" in page.headers["permissions-policy"]
    assert not re.search(r'(?:href|src|action)="[^"]*23\.59', page.text)


async def test_a_new_address_is_one_line_on_the_timeline_and_a_change_says_old_and_new(
    owner: Visitor, database: Database, world: World, salma: Customer
) -> None:
    await owner.post(tab(salma), HOME)
    (home,) = await lives(database, world, salma)
    moved = {**HOME, "street": "Way 99", "latitude": "23.7"}
    await owner.post(f"{tab(salma)}/{home.id}", moved)
    page = (await owner.get(f"/customers/{salma.id}/timeline")).text
    assert "Address added" in page
    assert "Mother’s house, 12, Way 4312, Al Khuwair, Muscat" in page
    assert "<del><bdi>Way 4312</bdi></del>" in page
    assert "<ins><bdi>23.70, …</bdi></ins>" in page


async def test_a_branch_is_placed_on_the_map_and_taken_off_it(
    owner: Visitor, database: Database, world: World
) -> None:
    branch = world.laundry.branches[1]
    path = f"/settings/branches/{branch.id}"
    form = {"name": branch.name, "name2": branch.name2 or ""}
    await owner.post(path, {**form, "latitude": "23.67", "longitude": "58.19"})
    dialog = (await owner.get(f"{path}/edit", htmx=True)).text
    assert 'value="58.19"' in dialog
    refused = await owner.post(path, {**form, "latitude": "95", "longitude": "1"})
    assert (refused.status_code, "between -90 and 90" in refused.text) == (422, True)
    await owner.post(path, {**form, "latitude": "", "longitude": ""})
    async with database.transaction(world.laundry.context) as tx:
        assert (await tenants.require_branch(tx, branch.id)).point is None
