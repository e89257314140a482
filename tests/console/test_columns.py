"""The customers list as each of the staff wants it: columns, order, one branch's view, undoing."""

import re

import pytest

from regulars.domains.customers import Customer
from regulars.runtime.database import Database
from tests.console.test_customers_pages import at, follow, made, numbers, salma
from tests.console.visitors import Form, Visitor
from tests.world import World, registered

__all__ = ["salma"]
USUAL = ["Customer", "Number", "Phone", "Stage", "Branch", "Created"]


def heads(page: str) -> list[str]:
    found = re.findall(r'<th scope="col".*?</th>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", head).split()) for head in found]


def chosen(visitor: Visitor, cookie: str) -> None:
    visitor.client.cookies.set("columns", cookie, domain="console.example", path="/")


async def test_a_list_has_the_usual_columns_until_somebody_chooses(
    owner: Visitor, salma: Customer
) -> None:
    assert heads((await owner.get("/customers")).text) == USUAL


async def test_a_choice_is_kept_by_a_form_and_read_by_the_server(
    owner: Visitor, salma: Customer
) -> None:
    form: Form = {"column": ["updated", "email", "kind"], "stage": "stub", "sort": "number"}
    answer = await owner.post("/customers/columns", form, htmx=False)
    assert answer.headers["location"] == "/c/laundry/customers?stage=stub&sort=number"
    assert owner.client.cookies["columns"] == "customer.email.kind.updated"
    page = (await owner.get("/customers")).text
    assert heads(page) == ["Customer", "E-mail", "Kind", "Changed"]
    row = (await owner.get(f"{at(salma)}/row", htmx=True)).text
    assert row.count("<td") == 4
    assert "CUST-" not in row


@pytest.mark.parametrize(
    ("cookie", "columns"),
    [
        ("customer", ["Customer"]),
        ("customer.phone.phone.number", ["Customer", "Number", "Phone"]),
        ("customer.sealed.<script>.tags", ["Customer", "Tags"]),
        ("phone", USUAL),
        ("", USUAL),
        ("x" * 3000, USUAL),
    ],
)
async def test_only_columns_that_we_know_are_taken_from_a_cookie(
    owner: Visitor, salma: Customer, cookie: str, columns: list[str]
) -> None:
    chosen(owner, cookie)
    assert heads((await owner.get("/customers")).text) == columns


async def test_an_email_in_a_column_is_masked(
    owner: Visitor, database: Database, world: World
) -> None:
    somebody = await made(database, world.laundry, name="Masked", email="masked.one@example.com")
    chosen(owner, "customer.email.phone")
    row = (await owner.get(f"{at(somebody)}/row", htmx=True)).text
    assert "masked.one" not in row
    assert "••@example.com" in row


@pytest.mark.parametrize("sort", ["number", "-number", "created_at", "-created_at"])
async def test_a_list_in_any_order_is_walked_forwards_and_back(
    owner: Visitor, database: Database, world: World, sort: str
) -> None:
    async with database.transaction(world.laundry.context) as tx:
        for _ in range(101):
            await registered(tx, "guest")
    first = (await owner.get("/customers", stage="guest", sort=sort)).text
    second = (await owner.get(follow(first, "next"))).text
    back = (await owner.get(follow(second, "prev"))).text
    walked = numbers(first) + numbers(second)
    assert walked == sorted(walked, reverse=sort.startswith("-"))
    assert len(set(walked)) == 100
    assert numbers(back) == numbers(first)


async def test_the_head_says_the_order_and_leads_to_the_other(
    owner: Visitor, salma: Customer
) -> None:
    newest = (await owner.get("/customers")).text
    assert re.search(r'aria-sort="descending">\s*<a class="sorts" id="sort-created"', newest)
    assert 'href="/c/laundry/customers?sort=created_at"' in newest
    upwards = (await owner.get("/customers", sort="number")).text
    assert re.search(r'aria-sort="ascending">\s*<a class="sorts" id="sort-number"', upwards)
    assert 'href="/c/laundry/customers?sort=-number"' in upwards
    assert upwards.count("aria-sort") == 1
    assert "aria-sort" in (await owner.get("/customers", sort="phone; DROP")).text


async def test_a_place_in_one_order_is_no_place_in_another(
    owner: Visitor, database: Database, world: World
) -> None:
    async with database.transaction(world.laundry.context) as tx:
        for _ in range(51):
            await registered(tx, "guest")
    first = (await owner.get("/customers", stage="guest", sort="number")).text
    place = follow(first, "next").replace("sort=number", "sort=-number")
    assert (await owner.get(place)).status_code == 404


async def test_new_rows_come_on_top_only_where_the_newest_are_on_top(
    owner: Visitor, salma: Customer
) -> None:
    assert "data-grows" in (await owner.get("/customers")).text
    assert "data-grows" in (await owner.get("/customers", sort="-number")).text
    assert "data-grows" not in (await owner.get("/customers", sort="number")).text


async def test_who_sees_all_branches_may_look_through_one_of_them(
    owner: Visitor, database: Database, world: World, salma: Customer
) -> None:
    first, second, *_ = (str(branch.id) for branch in world.laundry.branches)
    there = await made(database, world.laundry, name="Huda Throughview", branch_id=second)
    for path, is_in in ((first, False), (second, True), ("nonsense", True)):
        page = (await owner.get("/customers", branch=path)).text
        assert (str(there.id) in page) is is_in, path
        found = (await owner.search("throughview", branch=path)).text
        assert (str(there.id) in found) is is_in, path
        row = await owner.get(f"{at(there)}/row", htmx=True, branch=path)
        assert row.status_code == (200 if is_in else 204), path
    page = (await owner.get("/customers", branch=second)).text
    assert str(salma.id) not in page
    assert f'name="branch" value="{second}"' in page


async def test_nobody_looks_through_a_branch_that_is_not_theirs(
    cashier: Visitor, database: Database, world: World
) -> None:
    second = str(world.laundry.branches[1].id)
    there = await made(database, world.laundry, name="Huda Elsewhere", branch_id=second)
    page = (await cashier.get("/customers", branch=second)).text
    assert str(there.id) not in page
    assert 'id="chip-branch"' not in page
    row = await cashier.get(f"{at(there)}/row", htmx=True, branch=second)
    assert row.status_code == 404


async def test_a_block_can_be_taken_back_from_its_own_sentence(
    owner: Visitor, salma: Customer
) -> None:
    await owner.post(f"{at(salma)}/block", {"reason": "Three unpaid orders"})
    page = (await owner.get(at(salma))).text
    assert f'hx-post="/c/laundry{at(salma)}/unblock" hx-swap="none" data-undoes' in page
    await owner.post(f"{at(salma)}/unblock")
    page = (await owner.get(at(salma))).text
    assert "Customer unblocked." in page
    assert "This customer is blocked." not in page
    assert "data-undoes" not in page


async def test_what_changes_the_list_in_its_place_shows_rows_to_wait_behind(
    owner: Visitor, salma: Customer
) -> None:
    page = (await owner.get("/customers")).text
    for link in ("chip-stub", "chip-blocked", "sort-number"):
        found = re.search(rf'<a[^>]* id="{link}"[^>]*>', page)
        assert found is not None, link
        assert 'hx-target="#listing"' in found[0]
        assert 'hx-indicator="#listing"' in found[0]
    headers = {"HX-Request": "true", "HX-Boosted": "true", "HX-Target": "listing"}
    part = await owner.client.get("/c/laundry/customers?stage=stub", headers=headers)
    assert "<!doctype html>" not in part.text
    assert 'hx-swap-oob="true"' in part.text
