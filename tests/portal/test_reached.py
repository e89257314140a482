"""Changing one's own phone or e-mail at the portal, and the link that takes a change back."""

import re
from html import unescape

from regulars.app import build
from regulars.domains import customers
from regulars.domains.customers import Filter, Held
from regulars.kernel.ids import CustomerId, new_id
from regulars.runtime.tx import Tx
from tests.api.serving import OFFBEAT, started
from tests.domains.customers.account_holders import AGE, PROVEN_BY, Told, told
from tests.instruments.installation import Installation
from tests.portal.visitors import LONG_AGO, STATE, TOKEN, Customer, Door
from tests.world import World

ORIGIN = "http://console.example"


async def notices(phone: Customer) -> list[Told]:
    async with phone._transaction() as tx:
        return await told(tx)


async def ask_change(phone: Customer, kind: str, typed: str, **more: str) -> int:
    async with phone._transaction() as tx:
        await tx.run(LONG_AGO)
    await phone.get("/profile/reached", kind=kind)
    answer = await phone.post("/profile/reached", {"kind": kind, "typed": typed, **more})
    if answer.status_code == 303:
        page = await phone.client.get(answer.headers["location"])
        found = STATE.search(page.text)
        assert found, page.text[:500]
        phone.state, phone.token = found[1], TOKEN.findall(page.text)[-1]
    return answer.status_code


async def type_code(phone: Customer, code: str) -> tuple[int, str]:
    answer = await phone.post("/profile/reached/code", {"s": phone.state, "code": code})
    return answer.status_code, answer.headers.get("location", answer.text)


async def change(phone: Customer, kind: str, typed: str) -> None:
    assert await ask_change(phone, kind, typed) == 303
    assert await type_code(phone, await phone.code()) == (303, f"{phone.home}/profile")


async def test_a_number_changes_with_a_code_and_the_old_one_gets_a_link_back(
    phone: Customer, door: Door, world: World
) -> None:
    await phone.come_in("9233 3101")
    await change(phone, "phone", "9233 3102")
    profile = (await phone.get("/profile")).text
    assert "+968 9233 3102" in profile
    assert "with a link that takes it back for 72 hours" in profile
    said = next(each for each in reversed(await notices(phone)) if each.to == "+96892333101")
    assert said.link
    path = said.link.partition(phone.home)[2]

    async with door.phone(world.laundry) as stranger:
        page = await stranger.get(path)
        assert page.status_code == 200
        assert "92333101" not in page.text
        assert "92333102" not in page.text
        assert "+968 9233 3102" in (await phone.get("/profile")).text, "looking does nothing"
        done = await stranger.post(path)
        assert done.status_code == 200
        assert "The number from before is your account" in done.text
        assert (await stranger.post(path)).status_code == 410
        assert (await stranger.get(path)).status_code == 410
    out = await phone.get("/profile")
    assert "places" not in out.text
    assert (out.status_code, out.headers["location"]) == (303, f"{phone.home}/sign-in")
    await phone.come_in("9233 3101")
    assert "+968 9233 3101" in (await phone.get("/profile")).text


async def test_who_came_in_long_ago_first_proves_who_they_are(phone: Customer) -> None:
    await phone.come_in("9233 3111")
    async with phone._transaction() as tx:
        await tx.run(AGE)
    assert await ask_change(phone, "email", "huda.portal@example.com") == 303
    async with phone._transaction() as tx:
        await tx.run(LONG_AGO)
    status, there = await type_code(phone, await phone.code())
    assert (status, there.startswith(f"{phone.home}/profile/reached/code?s=")) == (303, True)
    page = await phone.client.get(there)
    assert "huda.portal@example.com" in page.text
    found = STATE.search(page.text)
    assert found
    phone.state = found[1]
    assert await type_code(phone, await phone.code()) == (303, f"{phone.home}/profile")
    assert "huda.portal@example.com" in (await phone.get("/profile")).text


async def test_who_goes_back_from_the_code_has_a_digit_to_mend(phone: Customer) -> None:
    await phone.come_in("9233 3181")
    for kind, typed in (("phone", "+968 9233 3182"), ("email", "salim.back@example.com")):
        assert await ask_change(phone, kind, typed) == 303
        page = (await phone.get("/profile/reached/code", s=phone.state)).text
        found = re.search(r'class="back" href="([^"]+)"', page)
        assert found
        form = (await phone.client.get(unescape(found[1]))).text
        assert f'value="{typed}"' in form
        other = "email" if kind == "phone" else "phone"
        assert typed not in (await phone.get("/profile/reached", kind=other, s=phone.state)).text
    await phone.post("/sign-out")
    await phone.come_in("9233 3181")
    theirs = (await phone.get("/profile/reached", kind="email", s=phone.state)).text
    assert "salim.back@example.com" not in theirs, "another sign-in is told nothing"


async def test_what_is_on_its_way_is_asked_about_after_the_confirmation_too(
    house: Installation, world: World
) -> None:
    async def parcel(tx: Tx, customer_id: CustomerId) -> list[Held]:
        return [Held("orders", new_id(), "Order 1042")]

    app = build(house.settings, phone_holds=(parcel,), clock=OFFBEAT)
    async with (
        started(app),
        house.database() as database,
        Door(app, ORIGIN, database).phone(world.laundry) as phone,
    ):
        await phone.come_in("9233 3161")
        async with phone._transaction() as tx:
            await tx.run(AGE)
        assert await ask_change(phone, "phone", "9233 3162") == 303
        async with phone._transaction() as tx:
            await tx.run(LONG_AGO)
        status, page = await type_code(phone, await phone.code())
        assert status == 409
        assert "Order 1042" in page
        assert 'name="even_so" value="yes"' in page
        assert 'value="+968 9233 3162"' in page, "nothing typed is lost"
        assert await ask_change(phone, "phone", "9233 3162", even_so="yes") == 303
        done = await type_code(phone, await phone.code())
        assert done == (303, f"{phone.home}/profile")


async def test_the_number_that_is_there_is_verified_as_it_is(phone: Customer) -> None:
    """From the first page on: nothing is called a change, and no link is promised."""
    await phone.come_in("rahma.portal@example.com")
    async with phone._transaction() as tx:
        wanted = Filter("rahma.portal@example.com")
        found = await customers.list_customers(tx, wanted, limit=1, country="OM")
        rahma = found.customers[0].id
        given = {"name": "Rahma", "phone": "9233 3171"}
        await customers.change_customer(tx, rahma, given, country="OM")
    path = f"{phone.home}/profile/reached?kind=phone&amp;prove=yes"
    for page in ("", "/profile", "/papers"):
        assert path in (await phone.get(page)).text, page
    form = (await phone.get("/profile/reached", kind="phone", prove="yes")).text
    assert ('value="+968 9233 3171"' in form, "Verify your phone" in form) == (True, True)
    for word in ("Change phone number", "New phone number", "72 hours"):
        assert word not in form
    assert await ask_change(phone, "phone", "+96892333171") == 303
    code = (await phone.get("/profile/reached/code", s=phone.state)).text
    assert ("Change it" in code, ">Verify<" in code) == (False, True)
    assert await type_code(phone, await phone.code()) == (303, f"{phone.home}/profile")
    profile = (await phone.get("/profile")).text
    assert ("Verified. Your other devices" in profile, "72 hours" in profile) == (True, False)
    assert path not in profile
    said = [each for each in await notices(phone) if each.to == "rahma.portal@example.com"]
    assert [(each.kind, each.link) for each in said] == [("phone_verified", None)]


async def test_a_wrong_code_changes_nothing(phone: Customer) -> None:
    await phone.come_in("9233 3121")
    await ask_change(phone, "phone", "9233 3122")
    right = await phone.code()
    status, text = await type_code(phone, "000000" if right != "000000" else "111111")
    assert status == 422
    assert "That did not work." in text
    assert "+968 9233 3121" in (await phone.get("/profile")).text


async def test_a_number_of_somebody_else_is_asked_for_at_their_cost_too(
    phone: Customer, door: Door, world: World
) -> None:
    async with door.phone(world.laundry) as other:
        await other.come_in("9233 3126")
    await phone.come_in("9233 3127")
    assert await ask_change(phone, "phone", "9233 3126") == 303
    async with phone._transaction() as tx:
        assert await tx.value(PROVEN_BY)
    assert await ask_change(phone, "phone", "9233 3128") == 303
    async with phone._transaction() as tx:
        assert await tx.value(PROVEN_BY) is None


async def test_another_code_is_sent_once_that_may_be_and_the_newest_counts(
    phone: Customer,
) -> None:
    await phone.come_in("9233 3171")
    await ask_change(phone, "phone", "9233 3172")
    first = await phone.code()
    again = {"s": phone.state}
    at_once = await phone.post("/profile/reached/code/again", again)
    assert (at_once.status_code, int(at_once.headers["retry-after"]) > 0) == (429, True)
    assert 'name="code"' in at_once.text, "the code that is on its way can still be typed"
    assert await phone.code() == first
    async with phone._transaction() as tx:
        await tx.run(LONG_AGO)
    answer = await phone.post("/profile/reached/code/again", again)
    there = answer.headers["location"]
    assert (answer.status_code, there.startswith(f"{phone.home}/profile/reached/code?s=")) == (
        303,
        True,
    )
    page = await phone.client.get(there)
    assert "Another code is on its way" in page.text
    assert "/profile/reached/code/again" in page.text
    found = STATE.search(page.text)
    assert found
    phone.state = found[1]
    assert await type_code(phone, await phone.code()) == (303, f"{phone.home}/profile")
    assert "+968 9233 3172" in (await phone.get("/profile")).text


async def test_another_code_while_they_prove_who_they_are_goes_where_the_first_went(
    phone: Customer,
) -> None:
    await phone.come_in("9233 3181")
    async with phone._transaction() as tx:
        await tx.run(AGE)
    assert await ask_change(phone, "email", "noor.portal@example.com") == 303
    async with phone._transaction() as tx:
        await tx.run(LONG_AGO)
    answer = await phone.post("/profile/reached/code/again", {"s": phone.state})
    assert answer.status_code == 303
    page = await phone.client.get(answer.headers["location"])
    assert "noor.portal@example.com" not in page.text, "nothing goes to the new one yet"
    assert "Another code is on its way" in page.text


async def test_the_same_number_and_nonsense_are_said_at_the_field(phone: Customer) -> None:
    await phone.come_in("9233 3131")
    for typed, said in [("9233 3131", "This is your number already."), ("12", "too short")]:
        await phone.get("/profile/reached", kind="phone")
        answer = await phone.post("/profile/reached", {"kind": "phone", "typed": typed})
        assert answer.status_code == 422
        assert said in answer.text, answer.text


async def test_nobody_who_is_out_gets_to_the_forms(phone: Customer) -> None:
    for path in ("/profile/reached", "/profile/reached/code"):
        answer = await phone.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, f"{phone.home}/sign-in")


async def test_a_page_for_another_browsers_change_says_and_proves_nothing(
    phone: Customer, door: Door, world: World
) -> None:
    await phone.come_in("9233 3141")
    await ask_change(phone, "phone", "9233 3142")
    code = await phone.code()
    async with door.phone(world.laundry) as other:
        await other.come_in("9233 3143")
        other.state = phone.state
        page = await other.get("/profile/reached/code", s=phone.state)
        assert (page.status_code, page.headers["location"]) == (303, f"{other.home}/profile")
        assert await type_code(other, code) == (303, f"{other.home}/profile")
    assert await type_code(phone, code) == (303, f"{phone.home}/profile")


async def test_a_link_of_one_shop_is_dead_at_another(
    phone: Customer, door: Door, world: World
) -> None:
    await phone.come_in("9233 3151")
    await change(phone, "phone", "9233 3152")
    said = next(each for each in reversed(await notices(phone)) if each.to == "+96892333151")
    assert said.link
    path = said.link.partition(phone.home)[2]
    async with door.phone(world.bakery) as elsewhere:
        assert (await elsewhere.get(path)).status_code == 410
    assert (await phone.get("/undo/nonsense")).status_code == 410
