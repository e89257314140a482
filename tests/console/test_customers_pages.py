"""The customers pages: what they show, to whom, what they log, and what their forms change."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

import pytest

from regulars.console.customers.views import STATES
from regulars.domains import audit, customers
from regulars.domains.customers import Customer
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from tests.console.visitors import Served, Visitor
from tests.world import House, World, phone_proven, registered

# Filters that a person without language, tags or e-mail is not meant by.
MISSED = (
    {"stage": "full"},
    {"state": "deleted"},
    {"state": "suspended"},
    {"state": "temporary"},
    {"tongue": "ar"},
    {"kind": "company"},
    {"tag": "vip"},
)
PHONES = iter(range(9500_1000, 9500_9999))


@pytest.fixture
async def salma(database: Database, world: World) -> Customer:
    """Somebody of a test's own, with a number that nobody else has."""
    return await made(database, world.laundry, name="Salma Al Harthy")


async def made(database: Database, house: House, **given: object) -> Customer:
    async with database.transaction(house.context) as tx:
        return await registered(tx, **{"phone": f"+968 {next(PHONES)}", **given})  # type: ignore[arg-type]


async def now(database: Database, house: House, customer_id: UUID) -> Customer:
    async with database.transaction(house.context) as tx:
        return await customers.customer_by_id(tx, customer_id)


async def looks_at(database: Database, house: House, customer_id: UUID) -> list[str]:
    context = Context(house.tenant.id, actor_kind="system", reading=True)
    async with database.transaction(context) as tx:
        trail = await audit.walk_looks(tx, audit.Wanted(subject_id=customer_id), limit=20)
    return [look.kind for look in trail.looks]


def at(customer: Customer) -> str:
    return f"/customers/{customer.id}"


async def test_the_list_shows_phones_masked_and_logs_who_was_listed(
    owner: Visitor, database: Database, world: World, salma: Customer
) -> None:
    page = (await owner.get("/customers")).text
    assert salma.person.phone is not None
    assert salma.person.phone not in page
    assert f"+968••••{salma.person.phone[-4:]}" in page
    assert await looks_at(database, world.laundry, salma.id) == ["listed"]


async def test_a_list_is_walked_forwards_and_back(
    owner: Visitor, database: Database, world: World
) -> None:
    async with database.transaction(world.laundry.context) as tx:
        for _ in range(120):
            await registered(tx, "guest")
    first = (await owner.get("/customers", stage="guest")).text
    second = (await owner.get(follow(first, "next"))).text
    back = (await owner.get(follow(second, "prev"))).text
    assert len(numbers(first)) == len(numbers(second)) == 50
    assert not set(numbers(first)) & set(numbers(second))
    assert numbers(back) == numbers(first)
    more = await owner.get(follow(first, "next") + "&part=more", htmx=True)
    assert numbers(more.text) == numbers(second)


def follow(page: str, rel: str) -> str:
    found = re.search(rf'rel="{rel}" href="/c/laundry([^"]+)"', page)
    assert found
    return found[1].replace("&amp;", "&")


def numbers(page: str) -> list[str]:
    return re.findall(r'id="customer-[0-9a-f-]{36}".*?(CUST-\d+)', page, re.DOTALL)


async def test_the_list_is_narrowed_by_language_kind_and_tag_and_keeps_them_in_its_address(
    owner: Visitor, database: Database, world: World
) -> None:
    vip = await made(database, world.laundry, name="Noor", language="ar", tags=["vip"])
    shop = await made(database, world.laundry, name="Noor Trading", kind="company", language="ar")
    plain = await made(database, world.laundry, name="Noor", language="en")

    async def shown(**wanted: str) -> set[UUID]:
        page = (await owner.get("/customers?" + urlencode(wanted))).text
        return {c.id for c in (vip, shop, plain) if str(c.id) in page}

    assert await shown(tongue="ar") == {vip.id, shop.id}
    assert await shown(kind="company", tongue="ar") == {shop.id}
    assert await shown(tag="vip") == {vip.id}
    assert await shown(tag="nobody has this") == set()
    assert await shown(tongue="tlh", kind="robot") == {vip.id, shop.id, plain.id}
    page = (await owner.get("/customers", tongue="ar")).text
    assert 'href="/c/laundry/customers?tongue=ar&amp;tag=vip"' in page
    searched = await owner.search("noor", tongue="ar", kind="person", tag="vip")
    assert {c.id for c in (vip, shop, plain) if str(c.id) in searched.text} == {vip.id}
    address = searched.headers["hx-replace-url"].removeprefix("/c/laundry")
    assert all(part in address for part in ("tongue=ar", "kind=person", "tag=vip"))
    again = (await owner.get(address)).text
    assert {c.id for c in (vip, shop, plain) if str(c.id) in again} == {vip.id}
    none = (await owner.get("/customers", tag="nobody has this")).text
    assert "Nobody matches" in none


async def test_a_narrowed_list_is_walked_forwards_and_back(
    owner: Visitor, database: Database, world: World
) -> None:
    async with database.transaction(world.laundry.context) as tx:
        for _ in range(60):
            await registered(tx, "guest", tags=["walked"])
    first = (await owner.get("/customers", tag="walked")).text
    second = (await owner.get(follow(first, "next"))).text
    back = (await owner.get(follow(second, "prev"))).text
    assert (len(numbers(first)), len(numbers(second))) == (50, 10)
    assert not set(numbers(first)) & set(numbers(second))
    assert numbers(back) == numbers(first)


@pytest.mark.parametrize("q", ["Harthy salma", "SALMA", "٠٠٩٦٨{}", "+968 {}", "{number}"])
async def test_the_search_finds_by_whatever_is_typed(
    owner: Visitor, salma: Customer, q: str
) -> None:
    phone = (salma.person.phone or "").removeprefix("+968")
    typed = q.format(phone, number=salma.shown_number)
    found = await owner.search(typed)
    assert str(salma.id) in found.text


async def test_a_row_that_arrives_is_one_of_this_list_or_nothing(
    owner: Visitor, salma: Customer
) -> None:
    here = await owner.get(f"{at(salma)}/row", htmx=True)
    assert (here.status_code, "Salma Al Harthy" in here.text) == (200, True)
    searched = (await owner.search("salma")).headers["hx-replace-url"].partition("?s=")[2]
    for query in (*MISSED, {"s": searched}):
        answer = await owner.get(f"{at(salma)}/row", htmx=True, **query)
        assert (answer.status_code, answer.content) == (204, b""), query


async def test_the_suspended_have_a_list_of_their_own_until_it_is_over(
    owner: Visitor, database: Database, world: World, salma: Customer
) -> None:
    until = datetime.now(UTC) + timedelta(days=2)
    async with database.transaction(world.laundry.context) as tx:
        await customers.suspend_customer(tx, salma.id, reason="Owes us", until=until)
    page = (await owner.get("/customers", state="suspended")).text
    assert str(salma.id) in page
    assert 'id="chip-suspended"' in page
    assert str(salma.id) not in (await owner.get("/customers", state="active")).text
    found = await owner.search("salma harthy", state="suspended")
    assert str(salma.id) in found.text
    shown = [
        state
        for state in STATES
        if (await owner.get(f"{at(salma)}/row", htmx=True, state=state)).status_code == 200
    ]
    assert shown == ["suspended"]
    async with database.transaction(world.laundry.context) as tx:
        await customers.unsuspend_customer(tx, salma.id)
    assert str(salma.id) not in (await owner.get("/customers", state="suspended")).text
    assert str(salma.id) in (await owner.get("/customers", state="active")).text


async def test_an_empty_list_says_of_whom_there_is_nobody(console: Served, world: World) -> None:
    """In the bakery, where nobody is ever suspended."""
    async with console.visitor(world.bakery, world.bakery.owner) as owner:
        page = (await owner.get("/customers", state="suspended", language="en")).text
        assert "Nobody is suspended" in page
        assert "Clear the filters" in page
        searched = (await owner.search("nobody at all", state="suspended")).text
        assert "Nobody matches" in searched
        assert "Clear the search" in searched


async def test_a_page_keeps_the_phone_masked_until_it_is_asked_for(
    owner: Visitor, database: Database, world: World, salma: Customer
) -> None:
    page = (await owner.get(at(salma))).text
    assert salma.person.phone is not None
    assert salma.person.phone not in page
    shown = await owner.post(f"{at(salma)}/reveals", {"field": "phone"})
    assert salma.person.phone in shown.text
    assert set(await looks_at(database, world.laundry, salma.id)) == {"read", "revealed"}
    assert (await owner.post(f"{at(salma)}/reveals", {"field": "name"})).status_code == 404


async def test_a_number_is_an_address_too_and_leads_to_whom_it_is_of(
    owner: Visitor, cashier: Visitor, database: Database, world: World, salma: Customer
) -> None:
    """As it stands on a receipt; expectation 14."""
    for written in (salma.shown_number, salma.shown_number.lower()):
        answer = await owner.get(f"/customers/{written}")
        assert answer.status_code == 303
        assert answer.headers["location"] == f"/c/laundry/customers/{salma.id}"
    assert await looks_at(database, world.laundry, salma.id) == [], "nobody was opened yet"
    assert (await owner.get("/customers/CUST-99999")).status_code == 404
    assert (await cashier.get(f"/customers/{salma.shown_number}")).status_code == 404


async def test_a_new_customer_comes_from_what_was_searched_for(owner: Visitor) -> None:
    for q, field in (("Maryam", "name"), ("9555 0777", "phone"), ("m@example.com", "email")):
        form = (await owner.post("/customers/draft", {"q": q})).text
        assert re.search(rf'name="{field}"[^>]*value="{re.escape(q)}"', form), q


async def test_everything_wrong_is_said_at_once_and_nothing_typed_is_lost(owner: Visitor) -> None:
    form = {"stage": "full", "name": "Maryam", "phone": "12", "email": "x", "tags": "vip, blue"}
    again = await owner.post("/customers", form)
    assert again.status_code == 422
    assert again.text.count('class="fault"') == 2
    for typed in ("Maryam", "12", "vip, blue"):
        assert f'value="{typed}"' in again.text


async def test_a_known_phone_offers_who_has_it_or_sharing_and_logs_the_look(
    owner: Visitor, database: Database, world: World, salma: Customer
) -> None:
    form = {"stage": "stub", "name": "Her son", "phone": salma.person.phone or ""}
    known = await owner.post("/customers", form)
    assert (known.status_code, "Salma Al Harthy" in known.text) == (409, True)
    assert await looks_at(database, world.laundry, salma.id) == ["listed"]
    shared = await owner.post("/customers", {**form, "shared_phone": "true"})
    assert shared.headers["hx-redirect"].startswith("/c/laundry/customers/")


async def test_a_phone_known_in_another_branch_can_be_shared_unseen(
    cashier: Visitor, database: Database, world: World
) -> None:
    branch_id = str(world.laundry.branches[1].id)
    there = await made(database, world.laundry, name="Huda Al Said", branch_id=branch_id)
    form = {"stage": "stub", "name": "Her son", "phone": there.person.phone or ""}
    known = await cashier.post("/customers", form)
    assert (known.status_code, "Huda" in known.text) == (409, False)
    assert 'name="shared_phone"' in known.text
    assert (await cashier.post("/customers", {**form, "shared_phone": "true"})).status_code == 200


async def test_an_edit_changes_what_the_form_held(
    owner: Visitor, database: Database, world: World, salma: Customer
) -> None:
    branch = world.laundry.branches[0]
    form = {"name": "Salma", "tags": "vip, hotel", "language": "ar", "branch_id": str(branch.id)}
    done = await owner.post(at(salma), {**form, "version": "1"})
    assert done.headers["hx-redirect"] == f"/c/laundry{at(salma)}"
    after = await now(database, world.laundry, salma.id)
    assert (after.person.name, after.traits.tags) == ("Salma", ("vip", "hotel"))
    assert (after.traits.language, after.traits.branch_id) == ("ar", branch.id)
    assert after.person.phone == salma.person.phone
    await owner.post(at(salma), {"branch_id": "", "language": ""})
    cleared = await now(database, world.laundry, salma.id)
    assert (cleared.traits.branch_id, cleared.traits.language) == (None, None)


async def test_an_edit_of_what_changed_meanwhile_is_not_saved(
    owner: Visitor, database: Database, world: World, salma: Customer
) -> None:
    await owner.post(at(salma), {"name": "Salma the second", "version": "1"})
    late = await owner.post(at(salma), {"name": "Salma the third", "version": "1"})
    assert (late.status_code, "meanwhile" in late.text) == (409, True)
    assert 'value="Salma the third"' in late.text
    assert f'hx-get="/c/laundry{at(salma)}/edit"' in late.text
    assert (await now(database, world.laundry, salma.id)).person.name == "Salma the second"


async def test_preferences_are_added_changed_and_taken_away(
    owner: Visitor, database: Database, world: World
) -> None:
    kept = {"starch": "light", "folded": True, "shirts": 3}
    salma = await made(database, world.laundry, name="Salma", preferences=kept)
    form = (await owner.get(f"{at(salma)}/edit", htmx=True)).text
    assert form.count('name="preference_name"') == 4
    await owner.post(
        at(salma),
        {
            "preference_name": ["starch", "folded", "shirts", "Hanger type", ""],
            "preference_value": ["heavy", "true", "", "wood", ""],
        },
    )
    after = await now(database, world.laundry, salma.id)
    assert after.person.preferences == {"starch": "heavy", "folded": True, "hanger_type": "wood"}
    page = (await owner.get(at(salma))).text
    assert "hanger_type" in page


async def test_a_preference_with_a_name_that_no_program_can_read_is_refused_in_words(
    owner: Visitor, salma: Customer
) -> None:
    form = {"preference_name": ["النشا"], "preference_value": ["خفيف"]}
    again = await owner.post(at(salma), form)
    assert (again.status_code, "Use Latin letters" in again.text) == (422, True)
    assert "النشا" in again.text


async def test_an_upgrade_keeps_the_number_and_never_goes_back(
    owner: Visitor, database: Database, world: World, salma: Customer
) -> None:
    async with database.transaction(world.laundry.context) as tx:
        await phone_proven(tx, salma.id)
    form = {"stage": "full", "email": "salma@example.com", "version": "2"}
    await owner.post(f"{at(salma)}/upgrade", form)
    after = await now(database, world.laundry, salma.id)
    assert (after.stage, after.number) == ("full", salma.number)
    back = await owner.post(f"{at(salma)}/upgrade", {"stage": "stub"})
    assert (back.status_code, "earlier stage" in back.text) == (409, True)


async def test_an_upgrade_whose_phone_is_unproven_saves_the_rest_and_leads_to_the_code(
    owner: Visitor, database: Database, world: World, salma: Customer
) -> None:
    path = f"{at(salma)}/upgrade"
    lacking = await owner.post(path, {"stage": "full", "version": "1"})
    assert (lacking.status_code, "Enter an e-mail." in lacking.text) == (422, True)
    assert "is not verified" not in lacking.text
    form = {"stage": "full", "email": "salma@example.com", "version": "1"}
    dialog = await owner.post(path, form)
    assert dialog.status_code == 200
    assert f'action="/c/laundry{at(salma)}/codes"' in dialog.text
    saved = await now(database, world.laundry, salma.id)
    assert (saved.stage, saved.person.email) == ("stub", "salma@example.com")
    async with database.transaction(world.laundry.context) as tx:
        assert (await phone_proven(tx, salma.id)).stage == "full"


async def test_without_scripts_it_leads_to_the_page_of_the_code(
    owner: Visitor, salma: Customer
) -> None:
    form = {"stage": "full", "email": "salma@example.com"}
    led = await owner.post(f"{at(salma)}/upgrade", form, htmx=False)
    assert led.headers["location"] == f"/c/laundry{at(salma)}/codes?kind=phone&from=page"
    assert (await owner.get(f"{at(salma)}/codes?kind=phone&from=page")).status_code == 200


async def test_who_is_made_as_full_is_a_stub_until_the_code(
    owner: Visitor, database: Database, world: World
) -> None:
    form = {"stage": "full", "name": "Badriya", "phone": "9577 4222"}
    lacking = await owner.post("/customers", form)
    assert (lacking.status_code, "Enter an e-mail." in lacking.text) == (422, True)
    made = await owner.post("/customers", form | {"email": "badriya@example.com"})
    found = re.search(r'action="/c/laundry/customers/([0-9a-f-]{36})/codes"', made.text)
    assert found, made.text
    after = await now(database, world.laundry, UUID(found[1]))
    assert (after.stage, after.person.email) == ("stub", "badriya@example.com")


async def test_a_deletion_leads_to_the_list_and_can_be_undone_there(
    owner: Visitor, database: Database, world: World, salma: Customer
) -> None:
    dialog = (await owner.get(f"{at(salma)}/deletion", htmx=True)).text
    assert "Delete Salma Al Harthy?" in dialog
    done = await owner.post(f"{at(salma)}/deletion", {"version": "1"})
    assert done.headers["hx-redirect"] == "/c/laundry/customers"
    page = (await owner.get("/customers")).text
    assert f'action="/c/laundry{at(salma)}/restore"' in page
    assert (await owner.post(f"{at(salma)}/restore", htmx=False)).status_code == 303
    assert (await now(database, world.laundry, salma.id)).deleted_at is None


async def test_what_changed_meanwhile_is_looked_at_before_it_is_deleted(
    owner: Visitor, database: Database, world: World, salma: Customer
) -> None:
    await owner.post(at(salma), {"name": "Salma the second"})
    late = await owner.post(f"{at(salma)}/deletion", {"version": "1"})
    assert late.headers["hx-redirect"] == f"/c/laundry{at(salma)}"
    assert "Look again before you delete it" in (await owner.get(at(salma))).text
    assert (await now(database, world.laundry, salma.id)).deleted_at is None


async def test_a_restore_that_meets_its_number_with_somebody_else_asks(
    owner: Visitor, database: Database, world: World, salma: Customer
) -> None:
    await owner.post(f"{at(salma)}/deletion", {"version": "1"})
    await made(database, world.laundry, name="Her son", phone=salma.person.phone)
    asked = await owner.post(f"{at(salma)}/restore")
    assert (asked.status_code, asked.headers["hx-retarget"]) == (409, "#dialogs")
    assert "Her son" in asked.text
    page = await owner.post(f"{at(salma)}/restore", htmx=False)
    assert (page.status_code, "<!doctype html>" in page.text) == (409, True)
    assert (await now(database, world.laundry, salma.id)).deleted_at is not None
    await owner.post(f"{at(salma)}/restore", {"shared_phone": "true"})
    assert (await now(database, world.laundry, salma.id)).deleted_at is None


async def test_a_customer_is_blocked_for_a_reason_and_unblocked(
    owner: Visitor, database: Database, world: World, salma: Customer
) -> None:
    assert "Block Salma" in (await owner.get(f"{at(salma)}/block", htmx=True)).text
    nameless = await owner.post(f"{at(salma)}/block", {"reason": " "})
    assert (nameless.status_code, "Give a reason" in nameless.text) == (422, True)
    await owner.post(f"{at(salma)}/block", {"reason": "Three unpaid orders"})
    page = (await owner.get(at(salma))).text
    assert "This customer is blocked." in page
    assert page.count("Three unpaid orders") == 2  # the notice, and the timeline
    assert "Three unpaid" in (await owner.get(f"{at(salma)}/unblock", htmx=True)).text
    await owner.post(f"{at(salma)}/unblock")
    after = await now(database, world.laundry, salma.id)
    assert (after.state, after.person.block_reason) == ("active", None)


async def test_who_blocked_somebody_is_said_however_much_happened_since(
    owner: Visitor, database: Database, world: World, salma: Customer
) -> None:
    await owner.post(f"{at(salma)}/block", {"reason": "Did not pay"})
    async with database.transaction(world.laundry.context) as tx:
        for place in range(60):
            given = {"name": f"Salma {place}"}
            await customers.change_customer(tx, salma.id, given, country="OM")
    page = (await owner.get(f"{at(salma)}/history")).text
    said = page.partition("This customer is blocked.")[2].partition("Did not pay")[0]
    assert world.laundry.owner.name in said


async def test_a_timeline_says_how_somebody_came_and_what_changed(
    owner: Visitor, database: Database, world: World, salma: Customer
) -> None:
    await owner.post(at(salma), {"name": "Salma the second"})
    page = (await owner.get(at(salma))).text
    assert "Registered as a stub" in page
    assert "<del><bdi>Salma Al Harthy</bdi></del>" in page
    context = Context(world.laundry.tenant.id, actor_kind="operator", origin="import")
    async with database.transaction(context) as tx:
        imported = await registered(tx, name="Old Hand", phone=f"+968 {next(PHONES)}")
    assert "Imported as a stub" in (await owner.get(at(imported))).text


async def test_a_long_timeline_goes_on_where_it_ended(owner: Visitor, salma: Customer) -> None:
    for n in range(51):
        await owner.post(at(salma), {"name": f"Salma {n}"})
    assert "before=" not in (await owner.get(at(salma))).text, "the first tab has the newest only"
    page = (await owner.get(at(salma) + "/timeline")).text
    found = re.search(r'hx-get="/c/laundry([^"]+before=[^"]+)"', page)
    assert found
    earlier = await owner.get(found[1], htmx=True)
    assert "Registered as a stub" in earlier.text
    assert "Registered as a stub" not in page
