"""Searches at the console: no word of them in an address, and a sentence when they must wait."""

import html
import re
from urllib.parse import parse_qs, quote, urlsplit

import httpx
import pytest

from regulars.console.customers.listing import search
from regulars.console.till.handlers import search as till_search
from regulars.domains.customers import Customer
from regulars.domains.identity.tries.rules import SEARCH_MISSES_MAX, SEARCH_WINDOW
from regulars.runtime.database import Database
from tests.console.test_customers_pages import at, follow, looks_at, made, numbers
from tests.console.visitors import Served, Visitor
from tests.instruments.installation import Installation
from tests.world import World, registered

ADDRESS = re.compile(r'(?:href|action|src|hx-get|hx-post|data-query|data-arrivals)="([^"]*)"')
NOBODY = "9000 0001"
WORDS = ("9123 4567", "+968 9123 4567", "salma@example.com", "Salma", "سلمى الحارثي")


def addresses(answer: httpx.Response) -> list[str]:
    """Every address that this answer sends a browser to, or leaves in its history."""
    named = [answer.headers.get(name, "") for name in ("location", "hx-replace-url", "hx-redirect")]
    return [*map(html.unescape, ADDRESS.findall(answer.text)), *filter(None, named)]


def shows_no_word(answer: httpx.Response, words: str) -> bool:
    digits = re.sub(r"\D", "", words)
    for address in addresses(answer):
        plain = " ".join(parse_qs(urlsplit(address).query, keep_blank_values=True).get("q", []))
        spelled = (words, quote(words), words.replace(" ", "+"), *([digits] if digits else []))
        if plain or any(one in address for one in spelled):
            return False
    return True


def sealed_in(answer: httpx.Response) -> str:
    return answer.headers["hx-replace-url"].removeprefix("/c/laundry")


@pytest.mark.parametrize("words", WORDS)
async def test_no_word_of_a_search_stands_in_any_address(owner: Visitor, words: str) -> None:
    found = await owner.search(words, stage="full", state="active")
    assert (found.status_code, shows_no_word(found, words)) == (200, True)
    address = found.headers["hx-replace-url"]
    assert re.fullmatch(r"/c/laundry/customers\?s=[\w-]{40,}&stage=full&state=active", address)
    again = await owner.get(sealed_in(found))
    assert shows_no_word(again, words)
    assert f'name="q" value="{words}"' in again.text


@pytest.mark.parametrize("words", WORDS)
async def test_without_scripts_a_search_leads_to_the_same_kind_of_address(
    owner: Visitor, words: str
) -> None:
    sent = await owner.post("/customers/searches", {"q": words, "stage": "stub"}, htmx=False)
    assert (sent.status_code, sent.content, shows_no_word(sent, words)) == (303, b"", True)
    page = await owner.get(sent.headers["location"].removeprefix("/c/laundry"))
    assert f'name="q" value="{words}"' in page.text
    assert '<input type="hidden" name="stage" value="stub">' in page.text


async def test_an_emptied_field_leaves_a_plain_address(owner: Visitor) -> None:
    emptied = await owner.search("  ", stage="stub")
    assert emptied.headers["hx-replace-url"] == "/c/laundry/customers?stage=stub"
    assert (await owner.search("")).headers["hx-replace-url"] == "/c/laundry/customers"


@pytest.mark.parametrize("words", WORDS)
async def test_an_address_with_words_in_it_leads_to_one_without(owner: Visitor, words: str) -> None:
    old = await owner.get("/customers", q=words, state="blocked")
    assert (old.status_code, shows_no_word(old, words)) == (303, True)
    assert old.headers["location"].endswith("&state=blocked")
    page = await owner.get(old.headers["location"].removeprefix("/c/laundry"))
    assert f'name="q" value="{words}"' in page.text


async def test_a_colleague_of_the_same_business_opens_the_same_search(
    console: Served, owner: Visitor, database: Database, world: World
) -> None:
    there = await made(database, world.laundry, name="Zuwaina Al Rashdi")
    address = sealed_in(await owner.search("zuwaina"))
    async with console.visitor(world.laundry, world.laundry.admin) as colleague:
        assert str(there.id) in (await colleague.get(address)).text


async def test_a_search_of_another_business_or_a_damaged_one_is_none_and_says_so(
    console: Served, owner: Visitor, world: World
) -> None:
    mine = sealed_in(await owner.search("Nobody At All"))
    assert "Nobody matches" in (await owner.get(mine)).text
    async with console.visitor(world.bakery, world.bakery.owner) as neighbour:
        theirs = await neighbour.get(mine)
        assert (theirs.status_code, "Nobody At All" in theirs.text) == (200, False)
        assert "notice-calm" in theirs.text
        assert numbers(theirs.text)
    damaged = f"{mine[:-4]}AAAA"
    for address in (damaged, "/customers?s=x", f"/customers?s={'A' * 5_000}", "/customers?s=%FF"):
        page = await owner.get(address)
        assert page.status_code == 200, address
        assert "The search in this address cannot be opened" in page.text, address
        assert 'name="q" value=""' in page.text
        assert "Nobody matches" not in page.text
        assert "s=" not in "".join(urlsplit(one).query for one in addresses(page)), address


async def test_pages_of_a_search_hold_together_and_belong_to_its_words(
    owner: Visitor, database: Database, world: World
) -> None:
    async with database.transaction(world.laundry.context) as tx:
        for _ in range(60):
            await registered(tx, "guest", name="Thumna")
    found = await owner.search("thumna")
    assert len(numbers(found.text)) == 50
    forward = follow(found.text, "next")
    assert "s=" in forward
    second = await owner.get(forward)
    assert len(numbers(second.text)) == 10
    assert numbers((await owner.get(follow(second.text, "prev"))).text) == numbers(found.text)
    more = await owner.get(f"{forward}&part=more", htmx=True)
    assert numbers(more.text) == numbers(second.text)
    place = parse_qs(urlsplit(forward).query)["after"][0]
    another = sealed_in(await owner.search("balushi"))
    assert (await owner.get(f"{another}&after={place}")).status_code == 404
    lost = await owner.get(f"/customers?s=lost&after={place}")
    assert (lost.status_code, "cannot be opened" in lost.text) == (200, True)


async def test_a_search_only_reads_and_its_looks_are_logged_like_any_other(
    owner: Visitor, database: Database, world: World
) -> None:
    assert search.is_reading
    assert till_search.is_reading
    assert (search.purpose, till_search.purpose) == ("service", "till")
    salma = await made(database, world.laundry, name="Salma Al Busaidi")
    await owner.search(salma.person.phone or "")
    assert await looks_at(database, world.laundry, salma.id) == ["listed"]


async def test_a_row_that_arrives_asks_with_the_search_of_its_list(
    owner: Visitor, database: Database, world: World
) -> None:
    salma: Customer = await made(database, world.laundry, name="Salma Al Kindi")
    page = (await owner.search("kindi")).text
    found = re.search(r'data-query="([^"]+)"', page)
    assert found
    query = html.unescape(found[1])
    assert query.startswith("?s=")
    assert (await owner.get(f"{at(salma)}/row{query}", htmx=True)).status_code == 204
    plain = (await owner.search("")).text
    assert 'data-query=""' in plain


@pytest.mark.parametrize("words", WORDS)
async def test_what_is_typed_at_the_till_stands_in_no_address(owner: Visitor, words: str) -> None:
    for htmx in (True, False):
        answers = await owner.post("/till/searches", {"typed": words}, htmx=htmx)
        assert (answers.status_code, shows_no_word(answers, words)) == (200, True)
        assert "hx-replace-url" not in answers.headers
    for form in ({"typed": words}, {"name": words, "phone": words}):
        path = "/till/draft" if "typed" in form else "/till/customers"
        assert shows_no_word(await owner.post(path, form), words), path


async def spend(installation: Installation, world: World) -> None:
    """All but one of the owner's misses, in a window that has just begun."""
    async with installation.connection() as superuser:
        await superuser.execute(
            "INSERT INTO identity.search_misses VALUES ($1, $2, now(), $3)",
            world.laundry.tenant.id,
            world.laundry.owner.id,
            SEARCH_MISSES_MAX["staff"] - 1,
        )


@pytest.mark.parametrize(
    ("language", "sentence", "at_the_till"),
    [
        ("en", "Search by phone or e-mail again in", "you can make the customer."),
        ("ar", "ابحث بالهاتف أو البريد مجددًا بعد", "ويمكنك إضافة العميل."),
    ],
)
async def test_who_misses_too_often_is_told_to_wait_and_can_still_work(
    installation: Installation,
    own_owner: Visitor,
    world: World,
    language: str,
    sentence: str,
    at_the_till: str,
) -> None:
    await spend(installation, world)
    own_owner.client.cookies.set("language", language, domain="console.example", path="/c")
    assert (await own_owner.search(NOBODY)).status_code == 200
    ana = world.laundry.ana.person.phone or ""

    found = await own_owner.search(ana)
    assert (found.status_code, sentence in found.text) == (429, True)
    assert 0 < int(found.headers["retry-after"]) <= SEARCH_WINDOW.total_seconds()
    assert found.headers["hx-reswap"] == "outerHTML"
    assert str(world.laundry.ana.id) not in found.text
    page = await own_owner.get(sealed_in(found))
    assert (page.status_code, sentence in page.text, "<!doctype html>" in page.text) == (
        429,
        True,
        True,
    )

    till = await own_owner.post("/till/searches", {"typed": NOBODY})
    assert (till.status_code, sentence in till.text, at_the_till in till.text) == (429, True, True)
    assert (till.headers["hx-reswap"], 'id="answer-new"' in till.text) == ("innerHTML", True)
    made_anyway = await own_owner.post("/till/customers", {"name": "Yusuf", "phone": NOBODY})
    assert made_anyway.status_code == 200
    for words in ("balushi", "CUST-00001"):
        assert str(world.laundry.ana.id) in (await own_owner.search(words)).text


async def test_an_edit_that_tries_phones_spends_the_same_budget_and_keeps_what_was_typed(
    installation: Installation, own_owner: Visitor, world: World
) -> None:
    async with installation.database() as database:
        dummy = await made(database, world.laundry, name="Dummy")
    await spend(installation, world)
    form = {"kind": "person", "name": "Dummy Typed", "phone": NOBODY}
    saved = await own_owner.post(at(dummy), {**form, "version": "1"})
    assert saved.headers.get("hx-redirect") or saved.status_code in (200, 204, 303)
    for phone in (world.laundry.ana.person.phone or "", "9000 0002"):
        held = await own_owner.post(at(dummy), {**form, "phone": phone, "version": "2"})
        assert (held.status_code, held.headers["hx-reswap"]) == (429, "outerHTML")
        assert 0 < int(held.headers["retry-after"]) <= SEARCH_WINDOW.total_seconds()
        assert "Too many searches for phones" in held.text
        assert 'value="Dummy Typed"' in held.text
        assert str(world.laundry.ana.id) not in held.text


async def test_signing_in_again_begins_no_new_count(
    installation: Installation, own_console: Served, own_owner: Visitor, world: World
) -> None:
    await spend(installation, world)
    await own_owner.search(NOBODY)
    async with own_console.visitor(world.laundry, world.laundry.owner) as again:
        assert (await again.search(NOBODY)).status_code == 429
    async with own_console.visitor(world.laundry, world.laundry.cashier) as colleague:
        assert (await colleague.search(NOBODY)).status_code == 200
