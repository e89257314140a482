"""What a customer sees and changes by themselves, without a script."""

import re
from io import BytesIO

import pytest
from PIL import Image

from tests.instruments.installation import Installation
from tests.portal.visitors import Customer, Door
from tests.world import World

ADDRESS = re.compile(r'id="address-([0-9a-f-]{36})"')
VERSION = re.compile(r'name="version" value="(\d+)"')


async def test_a_profile_is_changed_and_keeps_what_was_not_asked(phone: Customer) -> None:
    await phone.come_in("9222 2201")
    form = await phone.get("/profile/details")
    version = VERSION.search(form.text)
    assert version
    details = {"name": "Huda", "name2": "هدى", "language": "ar", "birth_date": "1990-05-01"}
    sent = {**details, "gender": "female", "version": version[1]}
    answer = await phone.post("/profile/details", sent)
    assert answer.headers["location"] == f"{phone.home}/profile"
    page = await phone.get("/profile", language="en")
    assert all(text in page.text for text in ("Huda", "هدى", "Arabic", "1990-05-01", "Female"))
    assert "Saved." in page.text
    assert "Hello, Huda" in (await phone.get("")).text


async def test_the_first_page_says_what_is_missing_until_they_are_full(phone: Customer) -> None:
    """The name can be said here, which takes whoever has a phone to the next stage."""
    await phone.come_in("9222 2291")
    page = await phone.get("", language="en")
    assert "To complete your account we still need" in page.text
    assert re.search(r"your name,\s*your e-mail", page.text)
    await phone.post("/profile/details", {"name": "Nasra"})
    page = await phone.get("", language="en")
    assert ("your name" in page.text, "your e-mail" in page.text) == (False, True)


async def test_who_changed_it_stands_in_the_journal_as_the_customer(
    phone: Customer, house: Installation
) -> None:
    await phone.come_in("9222 2202")
    await phone.get("/profile/details")
    await phone.post("/profile/details", {"name": "Journal"})
    async with house.connection() as connection:
        fact = await connection.fetchrow(
            "SELECT actor_kind, actor_id = subject_id AS is_theirs FROM journal.facts"
            " WHERE name = 'customers.changed' ORDER BY id DESC LIMIT 1"
        )
    assert tuple(fact) == ("customer", True)


async def test_a_change_over_a_newer_one_is_refused(phone: Customer) -> None:
    await phone.come_in("9222 2203")
    await phone.get("/profile/details")
    await phone.post("/profile/details", {"name": "First"})
    answer = await phone.post("/profile/details", {"name": "Second", "version": "1"})
    assert answer.status_code == 409
    assert "This was changed meanwhile" in answer.text
    assert "Second" in answer.text, "nothing typed is lost"


async def test_a_wrong_birth_date_is_said_at_its_field(phone: Customer) -> None:
    await phone.come_in("9222 2204")
    answer = await phone.post("/profile/details", {"birth_date": "2190-01-01"})
    assert answer.status_code == 422
    assert 'id="birth-fault"' in answer.text


async def test_fields_that_are_the_shops_are_not_the_customers_to_set(phone: Customer) -> None:
    await phone.come_in("9222 2205")
    await phone.post(
        "/profile/details",
        {"name": "Tagged", "tags": "vip", "phone": "9333 0001", "kind": "company"},
    )
    page = await phone.get("/profile")
    assert "Tagged" in page.text
    assert "93330001" not in page.text
    assert "vip" not in page.text


async def test_wishes_are_only_what_was_switched(phone: Customer) -> None:
    await phone.come_in("9222 2206")
    on = ["sms.orders", "email.orders", "whatsapp.orders", "email.marketing"]
    await phone.post("/profile/messages", {"wish": on})
    page = await phone.get("/profile/messages")
    checked = re.findall(r'value="([a-z.]+)" checked', page.text)
    assert sorted(checked) == sorted(on)


async def test_a_picture_is_given_seen_and_taken_away(phone: Customer) -> None:
    await phone.come_in("9222 2207")
    raw = BytesIO()
    Image.new("RGB", (40, 30), (200, 80, 40)).save(raw, "PNG")
    sent = {"Origin": phone.origin, "Sec-Fetch-Site": "same-origin"}
    files = {"picture": ("me.png", raw.getvalue(), "image/png")}
    answer = await phone.client.post(
        f"{phone.home}/picture", data={"csrf": phone.token}, files=files, headers=sent
    )
    assert answer.status_code == 303, answer.text[:300]
    assert "/picture?v=" in (await phone.get("/profile")).text
    shown = await phone.client.get(f"{phone.home}/picture")
    assert shown.headers["content-type"] == "image/webp"
    await phone.post("/picture/removal")
    assert (await phone.client.get(f"{phone.home}/picture")).status_code == 404


async def test_an_address_is_added_changed_made_default_deleted_and_brought_back(
    phone: Customer,
) -> None:
    await phone.come_in("9222 2208")
    await phone.get("/addresses/new")
    assert (await phone.post("/addresses", {"city": ""})).status_code == 422
    await phone.post("/addresses", {"type": "home", "city": "Muscat", "building": "12"})
    await phone.post("/addresses", {"type": "work", "city": "Sohar", "label": "Office"})
    page = await phone.get("/addresses")
    first, second = ADDRESS.findall(page.text)
    assert "Building 12" in page.text
    await phone.post(f"/addresses/{second}/default")
    assert ADDRESS.findall((await phone.get("/addresses")).text) == [second, first]
    form = await phone.get(f"/addresses/{first}/edit")
    version = VERSION.search(form.text)
    assert version
    await phone.post(f"/addresses/{first}", {"building": "14", "version": version[1]})
    assert "Building 14" in (await phone.get("/addresses")).text
    await phone.post(f"/addresses/{first}/deletion")
    page = await phone.get("/addresses")
    assert ADDRESS.findall(page.text) == [second]
    assert f"/addresses/{first}/restore" in page.text, "the sentence takes it back"
    await phone.post(f"/addresses/{first}/restore")
    assert first in ADDRESS.findall((await phone.get("/addresses")).text)


async def test_a_fault_in_a_form_leaves_the_default_what_it_is(phone: Customer) -> None:
    await phone.come_in("9222 2292")
    await phone.get("/addresses/new")
    for city in ("Muscat", "Sohar"):
        await phone.post("/addresses", {"type": "home", "city": city, "building": "1"})
    home, other = ADDRESS.findall((await phone.get("/addresses", language="en")).text)
    ticked = 'name="is_default" value="true" checked'
    for address, form, is_the_default in (
        (home, {"city": ""}, True),
        (other, {"city": "", "is_default": "true"}, False),
    ):
        again = await phone.post(f"/addresses/{address}", form)
        assert again.status_code == 422
        assert ("This is the default." in again.text) is is_the_default
        assert (ticked in again.text) is not is_the_default


async def test_devices_are_listed_and_one_or_all_others_ended(
    phone: Customer, door: Door, world: World
) -> None:
    await phone.come_in("9222 2209")
    agent = "Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile Safari/537.36"
    async with (
        door.phone(world.laundry, **{"User-Agent": agent}) as other,
        door.phone(world.laundry) as third,
    ):
        await other.come_in("9222 2209")
        await third.come_in("9222 2209")
        page = await phone.get("/devices")
        assert "Chrome on Android" in page.text
        ends = re.findall(r"/devices/([0-9a-f-]{36})/end", page.text)
        assert len(ends) == 2
        await phone.post(f"/devices/{ends[0]}/end")
        gone = [(await each.get("")).status_code for each in (other, third)]
        assert sorted(gone) == [200, 303]
        await phone.post("/devices/others/end")
        assert [(await each.get("")).status_code for each in (other, third)] == [303, 303]
    assert (await phone.get("")).status_code == 200
    history = await phone.get("/sign-ins")
    assert history.text.count("Signed in with a browser") == 3
    assert "Ended by you" in history.text


async def test_who_looked_is_told_by_role_and_their_own_looks_are_not_logged(
    phone: Customer, door: Door, house: Installation, world: World
) -> None:
    await phone.come_in("9222 2210")
    await phone.post("/profile/details", {"name": "Watched One"})
    for path in ("", "/profile", "/addresses", "/looks"):
        await phone.get(path)
    assert "Nobody so far" in (await phone.get("/looks")).text
    async with house.connection() as connection:
        customer = await connection.fetchval(
            "SELECT subject_id FROM journal.facts WHERE name = 'customers.changed'"
            " ORDER BY id DESC LIMIT 1"
        )
        looked = "SELECT count(*) FROM audit.reads WHERE $1 = ANY (subject_ids)"
        assert await connection.fetchval(looked, customer) == 0
    context = world.laundry.context
    async with door.database.transaction(context) as tx:
        tx.note_reads("revealed", [customer])
    page = await phone.get("/looks")
    assert "The owner of the shop saw your details in full" in page.text
    assert world.laundry.owner.name not in page.text


@pytest.mark.parametrize(
    "path", ["", "/profile", "/profile/details", "/addresses", "/devices", "/looks", "/sign-ins"]
)
async def test_nobody_is_shown_anything_without_being_signed_in(phone: Customer, path: str) -> None:
    answer = await phone.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{phone.home}/sign-in")
