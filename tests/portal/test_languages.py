"""The language of a page: theirs, and its link leads to the same page, whatever was sent before."""

import re

from regulars.portal import OPEN_ROUTES, ROUTES
from regulars.portal.pages import OpenRoute, Route
from tests.portal.visitors import Customer, Door
from tests.world import World

EVERY: tuple[Route | OpenRoute, ...] = (*ROUTES, *OPEN_ROUTES)
OTHER = re.compile(r'class="language" href="([^"]+)"')


def words_as_one(path: str) -> str:
    return re.sub(r"\{(\w+):str\}", r"{\1}", path.removeprefix("/p/{tenant:str}"))


def test_every_form_that_comes_back_is_found_again_by_asking() -> None:
    pages = {words_as_one(each.path) for each in EVERY if each.method == "GET"}
    lost = [
        each.path
        for each in EVERY
        if each.method == "POST" and (each.seen_at or words_as_one(each.path)) not in pages
    ]
    assert lost == []


async def test_a_refused_form_leads_to_its_page_in_the_other_language(phone: Customer) -> None:
    await phone.come_in("9255 6601")
    refused = [
        ("/addresses", {"type": "home"}, 422),
        ("/picture", {}, 422),
        ("/profile/details", {"birth_date": "2190-01-01"}, 422),
    ]
    for path, form, status in refused:
        answer = await phone.post(path, form)
        assert answer.status_code == status, path
        there = OTHER.search(answer.text)
        assert there, path
        page = await phone.client.get(there[1].replace("&amp;", "&"))
        assert page.status_code == 200, there[1]
        assert 'dir="rtl"' in page.text, there[1]
        await phone.get("/profile", language="en")


async def test_who_says_which_language_is_theirs_is_spoken_to_in_it(
    phone: Customer, door: Door, world: World
) -> None:
    await phone.come_in("9255 6602")
    await phone.get("/profile/details")
    await phone.post("/profile/details", {"language": "ar"})
    assert 'dir="rtl"' in (await phone.get("/profile")).text
    async with door.phone(world.laundry, **{"Accept-Language": "en"}) as elsewhere:
        assert 'dir="ltr"' in (await elsewhere.get("/sign-in")).text
        await elsewhere.come_in("9255 6602")
        assert 'dir="rtl"' in (await elsewhere.get("/profile")).text
    async with door.phone(world.laundry) as chosen:
        await chosen.get("/sign-in", language="en")
        await chosen.come_in("9255 6602")
        assert 'dir="ltr"' in (await chosen.get("/profile")).text, "what they chose here counts"
