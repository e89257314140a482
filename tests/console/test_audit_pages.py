"""The audit page: what it shows and to whom, what its addresses hold, its chain and its file."""

import csv
import io
import re
from typing import Any
from uuid import UUID, uuid4

import pytest

from regulars.domains import audit, customers
from regulars.domains.audit import SeenLook, Wanted
from regulars.domains.customers import Customer
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from tests.console.test_customers_pages import made
from tests.console.visitors import Served, Visitor
from tests.world import World


@pytest.fixture
async def salma(database: Database, world: World) -> Customer:
    """Somebody whose phone was changed: old and new stand sealed in a fact."""
    customer = await made(database, world.laundry, name="Salma Al Harthy")
    async with database.transaction(world.laundry.context) as tx:
        await customers.change_customer(tx, customer.id, {"tags": ["vip"]}, country="OM")
        return await customers.change_customer(
            tx, customer.id, {"name": "Salma Al Kindi"}, country="OM"
        )


async def looks_at(database: Database, world: World, customer: Customer) -> list[SeenLook]:
    context = Context(world.laundry.tenant.id, actor_kind="system", reading=True)
    async with database.transaction(context) as tx:
        wanted = Wanted(subject_id=customer.id)
        return list((await audit.walk_looks(tx, wanted, limit=50)).looks)


async def facts_named(database: Database, world: World, name: str) -> list[dict[str, object]]:
    context = Context(world.laundry.tenant.id, actor_kind="system", reading=True)
    async with database.transaction(context) as tx:
        trail = await audit.walk_facts(tx, Wanted(kind=name), limit=50)
    return [fact.data for fact in trail.facts]


async def test_changes_are_sentences_with_what_changed_opened_and_masked(
    owner: Visitor, salma: Customer, world: World
) -> None:
    page = (await owner.get("/audit", subject=str(salma.id))).text
    assert "Details changed" in page
    assert re.search(
        r"<del><bdi>Salma Al Harthy</bdi></del>.*?<ins><bdi>Salma Al Kindi", page, re.S
    )
    assert salma.person.phone is not None
    assert salma.person.phone not in page
    assert world.laundry.owner.name in page


async def test_opening_what_changed_is_a_look_and_so_is_being_named(
    owner: Visitor, database: Database, world: World, salma: Customer
) -> None:
    await owner.get("/audit", subject=str(salma.id), kind="customers.registered")
    assert [look.kind for look in await looks_at(database, world, salma)] == ["listed"]
    await owner.get("/audit", subject=str(salma.id), kind="customers.changed")
    looks = await looks_at(database, world, salma)
    assert [look.kind for look in looks] == ["read", "listed"]
    assert {look.purpose for look in looks} == {"privacy"}


async def test_a_number_becomes_an_id_and_a_name_stands_in_no_address(
    owner: Visitor, salma: Customer
) -> None:
    form = {"tab": "looks", "typed": salma.shown_number, "kind": "revealed"}
    found = await owner.post("/audit/subject", form, htmx=False)
    there = found.headers["location"]
    assert there == f"/c/laundry/audit/looks?kind=revealed&subject={salma.id}"
    for typed in ("Salma Al Kindi", "+968 9500 1000", "CUST-999999999", "9" * 30):
        lost = await owner.post("/audit/subject", {"typed": typed}, htmx=False)
        assert (lost.status_code, lost.headers["location"]) == (303, "/c/laundry/audit")


async def test_the_trail_is_walked_there_and_back(
    owner: Visitor, database: Database, world: World
) -> None:
    for _ in range(60):
        await made(database, world.laundry, name="One of many")
    first = (await owner.get("/audit")).text
    second = (await owner.get(followed(first, "next"))).text
    back = (await owner.get(followed(second, "prev"))).text
    assert len(entries(first)) == 50
    assert not set(entries(first)) & set(entries(second))
    assert entries(back) == entries(first)


def followed(page: str, rel: str) -> str:
    found = re.search(rf'rel="{rel}" href="/c/laundry([^"]+)"', page)
    assert found, rel
    return found[1].replace("&amp;", "&")


def entries(page: str) -> list[str]:
    return re.findall(r'id="fact-([0-9a-f-]{36})"', page)


async def test_each_filter_narrows_the_page_and_nonsense_narrows_nothing(
    owner: Visitor, salma: Customer, world: World
) -> None:
    me = f"staff:{world.laundry.owner.id}"
    subject: dict[str, Any] = {"subject": str(salma.id)}
    assert len(entries((await owner.get("/audit", **subject)).text)) == 3
    cases: tuple[tuple[dict[str, Any], int], ...] = (
        ({"kind": "customers.changed"}, 2),
        ({"actor": me}, 3),
        ({"actor": f"key:{uuid4()}"}, 0),
        ({"actor": "import"}, 0),
        ({"span": "today"}, 3),
        ({"until": "2020-01-01"}, 0),
        ({"since": "2020-01-01", "span": "nonsense", "kind": "<script>"}, 3),
        ({"branch": str(world.laundry.branches[1].id)}, 0),
    )
    for filters, count in cases:
        page = (await owner.get("/audit", **subject, **filters)).text
        assert len(entries(page)) == count, filters
    wrong: tuple[dict[str, Any], ...] = (
        {"subject": "Salma"}, {"actor": "staff:me"}, {"branch": "0"}, {"before": "x"},
    )  # fmt: skip
    for bad in wrong:
        assert (await owner.get("/audit", **bad)).status_code == 404, bad


async def test_looks_say_who_whom_how_and_what_for(
    owner: Visitor, world: World, salma: Customer
) -> None:
    await owner.post(f"/customers/{salma.id}/reveals", {"field": "phone"})
    page = (await owner.get("/audit/looks", subject=str(salma.id), kind="revealed")).text
    for said in (
        world.laundry.owner.name, "saw phone or e-mail in full", salma.shown_number,
        "on the customer’s page", "service",
    ):  # fmt: skip
        assert said in page, said
    assert "saw in a list" not in page.split('class="timeline"')[1]


async def test_the_tab_of_a_customer_says_who_looked_and_hides_who_else_was_on_the_page(
    owner: Visitor, database: Database, world: World, salma: Customer
) -> None:
    other = await made(database, world.laundry, name="Maryam Al Zadjali")
    await owner.get("/customers")
    page = (await owner.get(f"/customers/{salma.id}/looks")).text
    assert "saw in a list" in page
    assert world.laundry.owner.name in page
    assert other.shown_number not in page
    assert 'aria-current="page">Who looked' in page


async def test_branch_staff_have_no_trail_and_no_way_to_one(cashier: Visitor, world: World) -> None:
    page = (await cashier.get(f"/customers/{world.laundry.ana.id}")).text
    assert "/audit" not in page
    assert "/looks" not in page
    for path in ("/audit", "/audit/looks", f"/customers/{world.laundry.ana.id}/looks"):
        assert (await cashier.get(path)).status_code == 403, path
    assert (await cashier.post("/audit/exports", {"tab": "changes"})).status_code == 403


async def test_an_owner_in_one_branch_is_shown_nothing_of_another(
    own_console: Served, world: World
) -> None:
    house = world.laundry
    async with own_console.visitor(house, house.owner) as visitor:

        async def enter(branch: str) -> None:
            await visitor.post("/branch", {"branch_id": branch, "return_to": "/audit"}, htmx=False)

        await enter(str(house.branches[1].id))
        await visitor.post("/customers", {"stage": "guest"})
        assert len(entries((await visitor.get("/audit", kind="customers.registered")).text)) == 1
        await enter(str(house.branches[0].id))
        both: tuple[dict[str, Any], ...] = ({}, {"branch": str(house.branches[1].id)})
        for filters in both:
            page = await visitor.get("/audit", kind="customers.registered", **filters)
            assert entries(page.text) == [], filters
            file = await visitor.post(
                "/audit/exports", {"tab": "changes", "kind": "customers.registered", **filters},
                htmx=False,
            )  # fmt: skip
            assert "customers.registered," not in file.text


async def test_the_chain_is_verified_on_asking_and_says_so(
    own_owner: Visitor, installation: object
) -> None:
    page = (await own_owner.get("/audit")).text
    assert "Verify now" in page
    line = (await own_owner.post("/audit/verification", {"anew": "no"})).text
    assert 'id="chain"' in line
    assert "is-broken" not in line
    assert (await own_owner.post("/audit/verification", {}, htmx=False)).status_code == 303


async def test_a_file_says_what_it_holds_and_leaves_a_fact_behind(
    owner: Visitor, database: Database, world: World, salma: Customer
) -> None:
    before = await facts_named(database, world, "exports.made")
    form = {"tab": "changes", "subject": str(salma.id), "span": "7"}
    file = await owner.post("/audit/exports", form, htmx=False)
    assert file.headers["content-type"] == "text/csv; charset=utf-8"
    assert re.fullmatch(
        r'attachment; filename="laundry-changes-\d{4}-\d\d-\d\d\.csv"',
        file.headers["content-disposition"],
    )
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    head = [row for row in rows if row and row[0].startswith("# ")]
    assert any(f"subject={salma.id}; span=7" in row[1] for row in head)
    assert ["# Time zone of all times", "Asia/Muscat"] in head
    (foot,) = [row for row in rows[-1:] if row == ["# Rows", "3"]]
    head.remove(foot)
    table = rows[len(head) + 1 : -2]
    assert [row[3] for row in table[1:]] == ["customers.changed"] * 2 + ["customers.registered"]
    assert {row[8] for row in table[1:]} == {salma.shown_number}
    for secret in ("Salma", "Kindi", salma.person.phone or "no phone"):
        assert secret not in file.text
    (newest, *_) = after = await facts_named(database, world, "exports.made")
    assert len(after) == len(before) + 1
    assert newest == {
        "export": None, "what": "changes", "filters": ["subject_id", "since"], "columns": [],
        "rows": 3, "in_full": False,
    }  # fmt: skip


async def test_a_file_of_looks_names_customers_by_number(owner: Visitor, salma: Customer) -> None:
    await owner.get(f"/customers/{salma.id}")
    file = await owner.post(
        "/audit/exports", {"tab": "looks", "subject": str(salma.id)}, htmx=False
    )
    assert salma.shown_number in file.text
    assert "Salma" not in file.text


async def test_another_tenants_customer_is_nobody_here(owner: Visitor, world: World) -> None:
    theirs: UUID = world.bakery.ana.id
    unknown = uuid4()
    pages = [
        (await owner.get("/audit/looks", subject=str(shown))).text.replace(str(shown), "…")
        for shown in (theirs, unknown)
    ]
    assert pages[0] == pages[1]
    assert (await owner.get(f"/customers/{theirs}/looks")).status_code == 404
