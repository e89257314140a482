"""An invitation taken up at the portal: a link, a code, and then the record that was there."""

import re

from regulars.domains import customers, people
from regulars.runtime.tx import Tx
from tests.domains.customers.account_holders import told
from tests.portal.visitors import LONG_AGO, Customer, Door
from tests.world import World, registered

STATE = re.compile(r'name="s" value="([^"]+)"')


async def invite(phone: Customer, world: World, name: str, typed: str) -> str:
    """The path of the link that was sent."""
    portal = customers.Portal(
        f"http://shop.example.com{phone.home}", "test", phone.house.tenant.ref
    )

    async def run(tx: Tx) -> str:
        made = await registered(tx, name=name, phone=typed)
        await people.invite_customer(tx, made.id, "phone", portal=portal)
        link = (await told(tx))[-1].link
        assert link
        return link.partition(phone.home)[2]

    return await phone.database.unit(world.laundry.context, run)


async def ask_code(phone: Customer, path: str, **form: str) -> str:
    async with phone._transaction() as tx:
        await tx.run(LONG_AGO)
    answer = await phone.post(path, form)
    assert answer.status_code == 303, answer.text[:400]
    page = await phone.get(answer.headers["location"].removeprefix(phone.home))
    found = STATE.search(page.text)
    assert found, page.text[:800]
    return found[1]


async def test_after_the_code_they_are_in_on_the_record_that_was_there(
    phone: Customer, world: World
) -> None:
    path = await invite(phone, world, "Huda Invited", "9244 1101")
    page = await phone.get(path)
    assert page.status_code == 200
    for hidden in ("Huda", "92441101", "1101"):
        assert hidden not in page.text, "nothing is readable before the code"
    state = await ask_code(phone, path)
    answer = await phone.post(f"{path}/code", {"s": state, "code": await phone.code()})
    assert (answer.status_code, answer.headers["location"]) == (303, phone.home)
    assert "Huda Invited" in (await phone.get("/profile")).text
    assert (await phone.get(path)).status_code == 410


async def test_a_wrong_code_lets_nobody_in(phone: Customer, world: World) -> None:
    path = await invite(phone, world, "Huda Invited", "9244 1111")
    await phone.get(path)
    state = await ask_code(phone, path)
    right = await phone.code()
    wrong = "000000" if right != "000000" else "111111"
    answer = await phone.post(f"{path}/code", {"s": state, "code": wrong})
    assert answer.status_code == 422
    assert "That did not work." in answer.text
    assert (await phone.get("/profile")).status_code == 303


async def test_who_is_signed_in_as_somebody_else_is_asked_first(
    phone: Customer, world: World
) -> None:
    path = await invite(phone, world, "Huda Invited", "9244 1121")
    await phone.come_in("9244 1122")
    page = await phone.get(path)
    assert "You are signed in here as somebody else." in page.text
    assert (await phone.post(path)).status_code == 409, "not without their word"
    state = await ask_code(phone, path, go_on="yes")
    answer = await phone.post(f"{path}/code", {"s": state, "code": await phone.code()})
    assert answer.status_code == 303
    assert "Huda Invited" in (await phone.get("/profile")).text


async def test_another_browser_cannot_type_the_code(
    phone: Customer, door: Door, world: World
) -> None:
    path = await invite(phone, world, "Huda Invited", "9244 1131")
    await phone.get(path)
    state = await ask_code(phone, path)
    async with door.phone(world.laundry) as other:
        await other.get(path)
        form = {"s": state, "code": await phone.code()}
        for answer in (
            await other.post(f"{path}/code", form),
            await other.post(f"{path}/code/again", form),
            await other.get(f"{path}/code", s=state),
        ):
            assert (answer.status_code, answer.headers["location"]) == (303, other.home + path)


async def test_another_code_is_sent_after_its_time_and_the_first_can_be_typed_till_then(
    phone: Customer, world: World
) -> None:
    path = await invite(phone, world, "Huda Invited", "9244 1151")
    await phone.get(path)
    state = await ask_code(phone, path)
    assert "Another code in" in (await phone.get(f"{path}/code", s=state)).text
    at_once = await phone.post(f"{path}/code/again", {"s": state})
    assert (at_once.status_code, int(at_once.headers["retry-after"]) > 0) == (429, True)
    assert 'name="code"' in at_once.text
    async with phone._transaction() as tx:
        await tx.run(LONG_AGO)
    later = await phone.post(f"{path}/code/again", {"s": state})
    there = later.headers["location"].removeprefix(phone.home)
    assert there.startswith(f"{path}/code?s=")
    page = await phone.get(there)
    assert "Another code is on its way" in page.text
    newest = STATE.search(page.text)
    assert newest
    form = {"s": newest[1], "code": await phone.code()}
    assert (await phone.post(f"{path}/code", form)).headers["location"] == phone.home


async def test_the_page_of_one_code_is_none_of_anothers(phone: Customer, world: World) -> None:
    path = await invite(phone, world, "Huda Invited", "9244 1161")
    await phone.ask("9244 1162")
    answer = await phone.get(f"{path}/code", s=phone.state)
    assert (answer.status_code, answer.headers["location"]) == (303, phone.home + path)
    state = await ask_code(phone, path)
    assert (await phone.get("/code", s=state)).headers["location"] == f"{phone.home}/sign-in"


async def test_a_link_of_one_shop_is_dead_at_another(
    phone: Customer, door: Door, world: World
) -> None:
    path = await invite(phone, world, "Huda Invited", "9244 1141")
    async with door.phone(world.bakery) as elsewhere:
        assert (await elsewhere.get(path)).status_code == 410
    assert (await phone.get("/join/nonsense")).status_code == 410
