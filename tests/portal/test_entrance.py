"""The door of the portal: a code is asked for and typed; new and known come in alike."""

from datetime import timedelta

import pytest

from regulars.connectors import providers_over
from regulars.domains import tenants
from regulars.domains.identity import read_credential
from regulars.runtime.outside import outside_of
from tests.instruments.installation import Installation
from tests.portal.visitors import Customer, Door
from tests.world import World


async def test_somebody_new_comes_in_with_a_code_and_has_a_profile(phone: Customer) -> None:
    asked = await phone.ask("9222 1101")
    assert asked.headers["location"].startswith(f"{phone.home}/code?s=")
    answer = await phone.type(await phone.code())
    assert (answer.status_code, answer.headers["location"]) == (303, phone.home)
    home = await phone.get("")
    assert home.status_code == 200
    assert "CUST-" in home.text
    assert "Welcome! Your account is ready." in home.text


async def test_a_code_may_be_typed_in_arabic_digits(phone: Customer) -> None:
    await phone.ask("9222 1102")
    code = await phone.code()
    arabic = code.translate({ord("0") + n: 0x660 + n for n in range(10)})
    assert (await phone.type(arabic)).status_code == 303


async def test_an_address_gets_a_code_as_a_number_does(phone: Customer) -> None:
    await phone.come_in("salma.portal@example.com")
    assert "salma.portal@example.com" in (await phone.get("/profile")).text


async def test_a_wrong_code_lets_nobody_in_and_says_no_more_than_that(phone: Customer) -> None:
    await phone.ask("9222 1103")
    right = await phone.code()
    answer = await phone.type("000000" if right != "000000" else "111111")
    assert answer.status_code == 422
    assert "That did not work." in answer.text
    assert (await phone.get("")).status_code == 303


async def test_three_wrong_codes_use_the_challenge_up(phone: Customer) -> None:
    await phone.ask("9222 1104")
    right = await phone.code()
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(3):
        await phone.type(wrong)
    assert (await phone.type(right)).status_code == 422


async def test_a_code_counts_in_the_browser_that_asked_for_it_alone(
    phone: Customer, door: Door, world: World
) -> None:
    await phone.ask("9222 1105")
    async with door.phone(world.laundry) as other:
        await other.get("/sign-in")
        other.state = phone.state
        for answer in (
            await other.type(await phone.code()),
            await other.get("/code", s=phone.state),
        ):
            assert answer.status_code == 303, "an address in a log or a history tells no number"
            assert answer.headers["location"] == f"{other.home}/sign-in"
        assert "Begin again here" in (await other.get("/sign-in")).text
    assert "9222 1105" in (await phone.get("/code", s=phone.state)).text
    assert (await phone.type(await phone.code())).status_code == 303


async def test_what_is_no_number_and_no_code_is_said_at_its_field(phone: Customer) -> None:
    await phone.get("/sign-in")
    nothing = await phone.post("/sign-in", {"by": "phone", "phone": ""})
    assert nothing.status_code == 422
    assert 'aria-invalid="true"' in nothing.text
    assert (await phone.ask("12")).status_code == 422
    await phone.ask("9222 1106")
    assert (await phone.type("12")).status_code == 422


async def test_a_shop_that_cannot_send_codes_yet_says_so_at_its_door(
    door: Door, house: Installation, world: World
) -> None:
    """Said of the shop, whoever comes: nobody waits for a code that cannot come."""
    smtp = {"host": "mail.example.com", "sender": "shop@example.com"}
    providers = providers_over(outside_of(house.settings))
    async with door.phone(world.bakery, **{"Accept-Language": "en"}) as phone:
        for way in ("", "?by=phone", "?by=email"):
            assert "cannot send codes yet" in (await phone.get(f"/sign-in{way}")).text
        async with door.database.transaction(world.bakery.context) as tx:
            await tenants.set_channel(tx, providers, "email", "smtp", smtp)
        said = (await phone.get("/sign-in")).text
        assert 'name="email"' in said, "the way that there is comes first"
        assert "cannot send codes" not in said
        by_phone = (await phone.get("/sign-in?by=phone")).text
        assert "cannot send codes by SMS yet. Use your e-mail" in by_phone
        async with door.database.transaction(world.bakery.context) as tx:
            await tenants.remove_channel(tx, "email")


async def test_another_code_within_the_minute_is_refused_with_the_time(phone: Customer) -> None:
    await phone.ask("9222 1107")
    again = await phone.post("/code/again", {"s": phone.state})
    assert again.status_code == 429
    assert 0 < int(again.headers["retry-after"]) <= 60
    assert "One moment: try again in" in again.text, "one who asks twice tried nothing too often"
    assert 'name="code"' in again.text


async def test_signing_in_begins_a_new_session_each_time(phone: Customer, world: World) -> None:
    await phone.come_in("9222 1108")
    name = f"rp_{world.laundry.tenant.ref}"
    first = phone.client.cookies[name]
    assert read_credential(first, kind="rp", environment="test")
    await phone.post("/sign-out")
    await phone.come_in("9222 1108")
    assert phone.client.cookies[name] != first


async def test_whoever_signed_out_is_out_with_that_cookie_for_good(
    phone: Customer, world: World
) -> None:
    await phone.come_in("9222 1109")
    name = f"rp_{world.laundry.tenant.ref}"
    kept = phone.client.cookies[name]
    gone = await phone.post("/sign-out")
    assert "Max-Age=0" in gone.headers["set-cookie"]
    phone.client.cookies.set(name, kept)
    answer = await phone.get("")
    assert answer.headers["location"] == f"{phone.home}/sign-in"
    assert "Your sign-in has ended" in (await phone.get("/sign-in")).text


async def test_a_session_of_one_shop_opens_no_other(
    phone: Customer, door: Door, world: World
) -> None:
    await phone.come_in("9222 1110")
    secret = phone.client.cookies[f"rp_{world.laundry.tenant.ref}"]
    async with door.phone(world.bakery) as other:
        other.client.cookies.set(f"rp_{world.bakery.tenant.ref}", secret)
        assert (await other.get("")).status_code == 303


async def test_no_number_stands_in_an_address(phone: Customer) -> None:
    asked = await phone.ask("9222 1111")
    assert "92221111" not in asked.headers["location"]


async def test_an_unknown_shop_and_a_page_of_nothing_are_told_kindly(
    phone: Customer,
) -> None:
    unknown = await phone.client.get("/p/nobody-here", headers={"Accept": "text/html"})
    assert unknown.status_code == 404
    assert "No shop here" in unknown.text
    nothing = await phone.client.get(f"{phone.home}/nothing", headers={"Accept": "text/html"})
    assert nothing.status_code == 404
    assert "Not found" in nothing.text


async def test_a_shop_speaks_the_languages_that_it_serves_in(phone: Customer) -> None:
    page = await phone.get("/sign-in", language="ar")
    assert 'dir="rtl"' in page.text
    assert "أرسلوا لي الرمز" in page.text
    assert 'dir="rtl"' in (await phone.get("/sign-in")).text, "it is remembered"


async def test_cookies_are_kept_from_scripts_and_pinned_to_the_host_over_https(
    door: Door, world: World, phone: Customer
) -> None:
    await phone.ask("9222 1112")
    answer = await phone.type(await phone.code())
    cookies = [c for c in answer.headers.get_list("set-cookie") if c.startswith(("rp_", "rd_"))]
    assert len(cookies) == 2
    assert all("HttpOnly" in c and "Path=/;" in c + ";" for c in cookies)


async def test_the_number_is_shown_with_its_country_and_mended_without_typing_it_anew(
    phone: Customer, door: Door, world: World
) -> None:
    await phone.ask("9222 1181")
    page = await phone.get("/code", s=phone.state)
    assert "+968 9222 1181" in page.text
    back = f"/p/{phone.house.tenant.slug}/sign-in?by=phone&amp;s={phone.state}"
    assert f'href="{back}"' in page.text
    state = phone.state
    assert 'value="+968 9222 1181"' in (await phone.get("/sign-in", by="phone", s=state)).text
    assert "9222" not in (await phone.get("/sign-in", by="email", s=state)).text
    async with door.phone(world.laundry) as other:
        assert "9222" not in (await other.get("/sign-in", by="phone", s=state)).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("9999 9999", "This does not look like a real number. Check the digits."),
        ("9222 11", "This number is too short. Is a digit missing?"),
    ],
)
async def test_customers_are_told_what_is_wrong_in_words_for_them(
    phone: Customer, typed: str, said: str
) -> None:
    answer = await phone.ask(typed)
    assert (answer.status_code, said in answer.text, "guest" in answer.text) == (422, True, False)


async def test_who_asked_ten_times_today_is_told_hours_and_not_hundreds_of_minutes(
    phone: Customer,
) -> None:
    form = {"by": "phone", "phone": "9222 1191"}
    await phone.ask(form["phone"])
    for _ in range(9):
        await phone.rest(timedelta(hours=2))
        assert (await phone.post("/sign-in", form)).status_code == 303
    await phone.rest(timedelta(hours=2))
    held = await phone.post("/sign-in", form)
    assert held.status_code == 429
    assert "Too many tries today. Wait 4 hours, then try again." in held.text
