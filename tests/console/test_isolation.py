"""Fault row A04 for the console: another tenant's and another branch's ids are as unknown as
nobody's, byte for byte, in addresses, forms, queries and cursors."""

from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import httpx
import pytest

from regulars.domains import customers
from regulars.runtime.database import Database
from tests.console.addresses import ACTIONS, FORMS, LOOKS, Ids, ids_of
from tests.console.alerted import warn
from tests.console.visitors import Served, Visitor
from tests.instruments.given_up import give_up
from tests.instruments.installation import Installation
from tests.world import World, registered

WITH_ID = [("GET", path) for path in LOOKS if "{id}" in path] + [
    ("POST", path) for path in ACTIONS if "{id}" in path
]
# Branch staff may not even ask for settings, nor for who looked, nor review anybody's papers.
OF_CUSTOMERS = [
    (method, path)
    for method, path in WITH_ID
    if "/settings" not in path
    and not path.endswith("/looks")
    and not path.startswith(("/verifications", "/alerts"))
]


@pytest.fixture(scope="module")
async def owner(console: Served, world: World) -> AsyncIterator[Visitor]:
    async with console.visitor(world.laundry, world.laundry.owner) as visitor:
        yield visitor


@pytest.fixture(scope="module")
async def foreign(database: Database, installed: Installation, world: World) -> Ids:
    await give_up(installed, world.bakery.tenant.id)
    await warn(installed, world.bakery)
    return await ids_of(database, world.bakery)


async def ask(
    visitor: Visitor, method: str, path: str, shown: UUID, *, htmx: bool, part: UUID | None = None
) -> str:
    """The answer with the id taken out: only that may tell one unknown from another. `part`
    belongs to what is shown."""
    part = part or uuid4()
    address = path.replace("{id}", str(shown)).replace("{address_id}", str(part))
    if method == "GET":
        answer = await visitor.get(address, htmx=htmx)
    else:
        answer = await visitor.post(address, FORMS.get(path), htmx=htmx)
    assert answer.status_code == 404, (method, path, answer.status_code)
    return plain(answer, shown).replace(str(part), "…")


def plain(answer: httpx.Response, shown: UUID) -> str:
    """Apart from when it was said and which request it was, an answer is its headers and body."""
    kept = {name: v for name, v in answer.headers.items() if name not in ("request-id", "date")}
    return (repr(sorted(kept.items())) + answer.text).replace(str(shown), "…")


@pytest.mark.parametrize("htmx", [True, False])
async def test_another_tenants_ids_are_unknown_in_every_address(
    owner: Visitor, foreign: Ids, installed: Installation, world: World, htmx: bool
) -> None:
    before = await facts_of(installed, world.bakery.tenant.id)
    for method, path in WITH_ID:
        theirs = await ask(owner, method, path, foreign.of(path), htmx=htmx, part=foreign.address)
        assert theirs == await ask(owner, method, path, uuid4(), htmx=htmx), (method, path)
    assert await facts_of(installed, world.bakery.tenant.id) == before


@pytest.mark.parametrize("text", ["0", "x", "../till", "%00", "{id}", "0195x", "1" * 400])
async def test_what_is_no_id_is_not_found_either(owner: Visitor, text: str) -> None:
    for path in ("/customers/", "/till/customers/"):
        assert (await owner.get(path + text.replace("/", "%2F"))).status_code == 404


async def test_a_branch_of_another_tenant_is_unknown_in_every_form(
    owner: Visitor, foreign: Ids
) -> None:
    forms: dict[str, dict[str, str]] = {
        "/branch": {"branch_id": "{id}"},
        "/customers": {"stage": "guest", "branch_id": "{id}"},
        f"/customers/{owner.house.ana.id}": {"branch_id": "{id}"},
        "/settings/staff": {**FORMS["/settings/staff"], "role": "branch", "branch_ids": "{id}"},
    }
    for path, form in forms.items():
        answers = []
        for shown in (foreign.branch, uuid4()):
            sent = {name: text.replace("{id}", str(shown)) for name, text in form.items()}
            answer = await owner.post(path, sent)
            assert answer.status_code in (404, 422), path
            answers.append(plain(answer, shown))
        assert answers[0] == answers[1], path


async def test_a_place_in_another_tenants_list_is_nowhere_in_ours(
    console: Served, database: Database, owner: Visitor, world: World
) -> None:
    """Fault row A10."""
    async with database.transaction(world.bakery.context) as tx:
        for _ in range(51):
            await registered(tx, "guest")
    async with console.visitor(world.bakery, world.bakery.owner) as neighbour:
        page = (await neighbour.get("/customers")).text
    (theirs,) = {part.split('"')[0] for part in page.split("/c/bakery/customers?after=")[1:]} - {
        part.split('"')[0]
        for part in page.split("/c/bakery/customers?after=")[1:]
        if "part=more" in part.split('"')[0]
    }
    for query in (f"after={theirs}", f"before={theirs}", "after=garbage", "before=%FF"):
        assert (await owner.get(f"/customers?{query}")).status_code == 404, query
    timeline = f"/customers/{world.laundry.ana.id}/timeline?before={theirs}"
    assert (await owner.get(timeline)).status_code == 404


async def test_another_branchs_customers_are_unknown_to_branch_staff(
    cashier: Visitor, database: Database, world: World
) -> None:
    async with database.transaction(world.laundry.context) as tx:
        branch_id = str(world.laundry.branches[1].id)
        there = await registered(tx, name="Huda Al Said", phone="9555 0101", branch_id=branch_id)
    for method, path in OF_CUSTOMERS:
        theirs = await ask(cashier, method, path, there.id, htmx=True)
        assert theirs == await ask(cashier, method, path, uuid4(), htmx=True), (method, path)
    for typed in ("Huda", "9555 0101", there.shown_number):
        found = await cashier.post("/till/searches", {"typed": typed})
        assert str(there.id) not in found.text
        assert str(there.id) not in (await cashier.search(typed)).text
    known = await cashier.post("/till/customers", {"name": "Huda", "phone": "9555 0101"})
    assert (known.status_code, "another branch" in known.text) == (409, True)
    assert str(there.id) not in known.text
    async with database.transaction(world.laundry.context) as tx:
        assert (await customers.customer_by_id(tx, there.id)).version == 1


async def test_branch_staff_reach_no_setting_and_see_no_way_to_one(cashier: Visitor) -> None:
    page = (await cashier.get("/till")).text
    assert "/settings" not in page
    for path in LOOKS:
        if path.startswith("/settings"):
            assert (await cashier.get(path.replace("{id}", str(uuid4())))).status_code == 403, path
    for path in ACTIONS:
        if path.startswith("/settings"):
            answer = await cashier.post(path.replace("{id}", str(uuid4())), FORMS.get(path))
            assert answer.status_code == 403, path


async def test_branch_staff_switch_to_no_branch_but_their_own(
    cashier: Visitor, world: World
) -> None:
    for chosen in (str(world.laundry.branches[1].id), "all", str(world.bakery.branches[0].id)):
        assert (await cashier.post("/branch", {"branch_id": chosen})).status_code == 404, chosen


async def facts_of(installation: Installation, tenant_id: UUID) -> int:
    async with installation.connection() as connection:
        return int(
            await connection.fetchval(
                "SELECT (SELECT count(*) FROM journal.facts WHERE tenant_id = $1)"
                " + (SELECT count(*) FROM audit.reads WHERE tenant_id = $1)",
                tenant_id,
            )
        )
