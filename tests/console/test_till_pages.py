"""The till: found by whatever is typed, made in one dialog, undone while nothing else happened."""

import re
from dataclasses import replace

import pytest

from regulars.console.till.views import Served
from regulars.domains import customers
from regulars.runtime.database import Database
from tests.console.samples import row
from tests.console.visitors import Visitor
from tests.world import World, phone_proven, registered

ANA = "+968 9111 2233"
NEEDS = re.compile(r'<span>([^<]+)<span class="sr-only"> \((there|missing)\)')


@pytest.mark.parametrize(
    "typed", ["9111 2233", "0096891112233", "٩١١١٢٢٣٣", "+968-9111-2233", "CUST-00001", "balushi"]
)
async def test_whatever_is_typed_finds_the_customer(
    owner: Visitor, world: World, typed: str
) -> None:
    answers = (await owner.post("/till/searches", {"typed": typed})).text
    assert f"/till/customers/{world.laundry.ana.id}" in answers
    assert "+968••••2233" in answers


async def test_a_new_phone_offers_to_make_somebody(owner: Visitor) -> None:
    answers = (await owner.post("/till/searches", {"typed": "٩٥٥٥١٢٣٤"})).text
    assert 'id="answer-new"' in answers
    assert "+968 9555 1234" in answers
    draft = (await owner.post("/till/draft", {"typed": "٩٥٥٥١٢٣٤"})).text
    assert 'name="phone" type="text" value="٩٥٥٥١٢٣٤"' in draft


async def test_a_phone_that_is_none_says_why(owner: Visitor) -> None:
    answers = (await owner.post("/till/searches", {"typed": "0096891"})).text
    assert "too short" in answers
    assert 'id="answer-new"' not in answers


async def test_a_stub_is_made_with_name_and_phone_and_can_be_undone(
    owner: Visitor, database: Database, world: World
) -> None:
    made = await owner.post("/till/customers", {"name": "Yusuf", "phone": "9555 2001"})
    assert made.headers["hx-retarget"] == "#till-card"
    undo = re.search(r'hx-post="/c/laundry(/till/customers/([^/]+)/undo)"', made.text)
    assert undo
    assert undo[2] in (await owner.get("/till")).text
    assert (await owner.post(undo[1])).status_code == 200
    async with database.transaction(world.laundry.context) as tx:
        page = await customers.list_customers(
            tx, customers.Filter("9555 2001"), limit=5, country="OM"
        )
    assert page.customers == ()
    assert undo[2] not in (await owner.get("/till")).text


async def test_a_guest_needs_nothing(owner: Visitor) -> None:
    guest = (await owner.post("/till/guests")).text
    assert "Guest created" in guest
    assert "/undo" in guest


async def test_what_is_older_is_not_undone_here(owner: Visitor, world: World) -> None:
    path = f"/till/customers/{world.laundry.ana.id}/undo"
    await owner.post(f"/customers/{world.laundry.ana.id}", {"tags": "vip"})
    assert (await owner.post(path)).status_code == 403


async def test_a_known_phone_asks_whether_it_is_they_or_another(owner: Visitor) -> None:
    form = {"name": "Her son", "phone": ANA}
    known = await owner.post("/till/customers", form)
    assert (known.status_code, "Ana Al Balushi" in known.text) == (409, True)
    other = await owner.post("/till/customers", {**form, "shared_phone": "true"})
    assert "New customer saved" in other.text


async def test_a_phone_of_another_branch_may_be_shared_unseen(
    cashier: Visitor, database: Database, world: World
) -> None:
    branch_id = str(world.laundry.branches[1].id)
    async with database.transaction(world.laundry.context) as tx:
        await registered(tx, name="Huda", phone="9555 2002", branch_id=branch_id)
    form = {"name": "Her son", "phone": "9555 2002"}
    known = await cashier.post("/till/customers", form)
    assert (known.status_code, 'name="shared_phone"' in known.text) == (409, True)
    assert "Huda" not in known.text
    made = await cashier.post("/till/customers", {**form, "shared_phone": "true"})
    assert "New customer saved" in made.text


async def test_a_blocked_customer_is_warned_of(
    owner: Visitor, database: Database, world: World
) -> None:
    async with database.transaction(world.laundry.context) as tx:
        blocked = await registered(tx, name="Salim", phone="9555 2003")
        await customers.block_customer(tx, blocked.id, reason="Unpaid orders")
    card = (await owner.get(f"/till/customers/{blocked.id}", htmx=True)).text
    assert "This customer is blocked." in card


async def test_the_card_says_what_full_lacks_and_the_upgrade_starts_there(
    owner: Visitor, database: Database, world: World
) -> None:
    async with database.transaction(world.laundry.context) as tx:
        muna = await registered(tx, name="Muna", phone="9555 2010")
    card = (await owner.get(f"/till/customers/{muna.id}", htmx=True)).text
    assert lacks(card) == ["Verified phone", "E-mail"]
    path = f"/customers/{muna.id}/upgrade"
    dialog = (await owner.get(path, htmx=True, **{"from": "till"})).text
    assert NEEDS.findall(dialog) == [
        ("Name", "there"), ("Phone", "there"), ("Verified phone", "missing"), ("E-mail", "missing"),
    ]  # fmt: skip
    assert "Saving leads on to a code" in dialog
    form = {"from": "till", "stage": "full", "name": "Muna", "phone": "9555 2010"}
    again = await owner.post(path, {**form, "email": "muna@"})
    assert again.status_code == 422
    assert 'name="from" value="till"' in again.text
    form["email"] = "muna@example.com"
    dialog = (await owner.post(path, form)).text
    assert 'name="from" value="till"' in dialog
    assert f"{muna.id}/codes" in dialog
    async with database.transaction(world.laundry.context) as tx:
        # Of another number, proven meanwhile: what is typed now is theirs.
        other = await registered(tx, name="Noor", phone="9555 2032")
        await phone_proven(tx, other.id)
    path = f"/customers/{other.id}/upgrade"
    form = {**form, "name": "Noor", "phone": "9555 2032", "email": "noor@example.com"}
    answer = await owner.post(path, form)
    assert answer.headers["hx-retarget"] == "#till-card"
    assert "Customer upgraded" in answer.text
    assert "served-upgrade" not in answer.text.replace("served-upgraded", "")
    assert "served-verify" not in answer.text


async def test_without_scripts_an_upgrade_ends_on_the_customers_page(
    owner: Visitor, database: Database, world: World
) -> None:
    async with database.transaction(world.laundry.context) as tx:
        guest = await registered(tx, "guest")
    form = {"from": "till", "stage": "stub", "name": "Huda", "phone": "9555 2011"}
    answer = await owner.post(f"/customers/{guest.id}/upgrade", form, htmx=False)
    assert answer.headers["location"] == f"/c/laundry/customers/{guest.id}"


async def test_who_is_shut_out_and_who_may_only_look_get_no_card_that_changes(
    owner: Visitor, database: Database, world: World
) -> None:
    async with database.transaction(world.laundry.context) as tx:
        owing = await registered(tx, name="Owing", phone="9555 2012")
        await customers.block_customer(tx, owing.id, reason="owes us")
    card = (await owner.get(f"/till/customers/{owing.id}", htmx=True)).text
    assert "served-verify" not in card
    assert "served-upgrade" not in card
    looked_at = replace(row(4), phone="+968••••4567", stage="stub")
    assert Served(looked_at).may_upgrade
    assert Served(looked_at).may_verify
    assert not Served(looked_at, may_edit=False).may_upgrade
    assert not Served(looked_at, may_edit=False).may_verify


def lacks(card: str) -> list[str]:
    said = card.partition("Missing for full:")[2].partition("</p>")[0]
    return re.findall(r'badge-line">([^<]+)<', said)


async def test_what_was_typed_stands_in_no_address(owner: Visitor) -> None:
    for path in ("/till/searches", "/till/draft"):
        assert (await owner.get(path, typed=ANA)).status_code in (404, 405)
