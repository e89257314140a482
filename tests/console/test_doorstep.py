"""Whoever comes without a business, to a wrong one or to no page at all, is shown where to go."""

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from httpx import AsyncClient, Response

from regulars.browser.drawing import PAGE_HEADERS
from regulars.browser.strangers import Strangers
from regulars.console import open_console
from regulars.console.places import business_of
from regulars.desk import Desk
from regulars.portal import open_portal
from regulars.runtime.language import Catalogue
from regulars.runtime.observed import Observed
from tests.api.wire import wire
from tests.console.visitors import Served, Visitor
from tests.instruments.installation import Installation
from tests.world import World

DOCUMENT = "<!doctype html>"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PROBLEM = "application/problem+json"


@pytest.fixture
async def stranger(console: Served, world: World) -> AsyncIterator[AsyncClient]:
    async with console.visitor(world.laundry) as visitor:
        visitor.client.headers.update(BROWSER)
        yield visitor.client


def is_a_page(answer: Response, status: int, said: str) -> bool:
    for name, value in PAGE_HEADERS.items():
        assert answer.headers[name] == value, name
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return answer.status_code == status and DOCUMENT in answer.text and said in answer.text


@pytest.mark.parametrize("path", ["/", "/c", "/c/"])
async def test_the_first_page_asks_for_the_business_and_names_none(
    stranger: AsyncClient, world: World, path: str
) -> None:
    answer = await stranger.get(path)
    assert is_a_page(answer, 200, "Where do you work?")
    assert 'href="/api/v1/docs"' in answer.text
    for house in (world.laundry, world.bakery):
        assert house.tenant.slug not in answer.text
        assert house.tenant.name not in answer.text
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("given", ["laundry", " Laundry ", "nobody-has-this"])
async def test_a_business_leads_to_its_console_whether_or_not_there_is_one(
    stranger: AsyncClient, given: str
) -> None:
    answer = await stranger.get("/c", params={"business": given})
    there = f"/c/{given.strip().lower()}"
    assert (answer.status_code, answer.headers["location"]) == (303, there)


@pytest.mark.parametrize(
    "given", ["", "x", "two words", "//example.com", "..", "a/b", "a" * 64, "<b>", "مغسلة", "a\nb"]
)
async def test_what_is_no_address_comes_back_with_its_fault(
    stranger: AsyncClient, given: str
) -> None:
    answer = await stranger.get("/", params={"business": given})
    assert is_a_page(answer, 422, "Letters a to z")
    assert "location" not in answer.headers
    assert "<b>" not in answer.text


@pytest.mark.parametrize("path", ["/c/nobody", "/c/nobody/till", "/c/nobody/no/such/page"])
async def test_an_unknown_business_is_told_alike_wherever_it_is_asked_for(
    stranger: AsyncClient, path: str
) -> None:
    answer = await stranger.get(path)
    assert is_a_page(answer, 404, "No business here")
    assert 'value="nobody"' in answer.text


async def test_a_suspended_business_looks_like_one_that_never_was(
    own_console: Served, installation: Installation, world: World
) -> None:
    await installation.as_superuser(
        "UPDATE tenants.directory SET state = 'suspended' WHERE slug = 'laundry'",
        database=installation.name,
    )
    async with own_console.visitor(world.laundry) as visitor:
        suspended = await visitor.client.get("/c/laundry/till")
        never = await visitor.client.get("/c/never-was/till")
    assert suspended.status_code == never.status_code == 404
    assert without_name(suspended, "laundry") == without_name(never, "never-was")


def without_name(answer: Response, name: str) -> str:
    return answer.text.replace(name, "…")


async def test_an_unknown_page_of_ones_business_is_told_inside_the_frame(owner: Visitor) -> None:
    for path in ("/nosuch", "/customers/a/b/c/d", "/settings/nosuch", "/%2e%2e/x"):
        answer = await owner.get(path)
        assert is_a_page(answer, 404, "Nothing here"), path
        assert 'class="sidebar"' in answer.text, path
        assert 'href="/c/laundry/till"' in answer.text, path


async def test_who_is_not_signed_in_is_offered_to_sign_in(stranger: AsyncClient) -> None:
    answer = await stranger.get("/c/laundry/nosuch")
    assert is_a_page(answer, 404, "Nothing here")
    assert 'href="/c/laundry/sign-in"' in answer.text
    assert 'class="sidebar"' not in answer.text


async def test_a_page_asked_for_in_the_wrong_way_says_so(owner: Visitor) -> None:
    answer = await owner.client.request("DELETE", "/c/laundry/till", headers=BROWSER)
    assert is_a_page(answer, 405, "This cannot be opened like that")
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (400, "We could not read that"),
        (413, "We could not read that"),
        (415, "We could not read that"),
        (405, "This cannot be opened like that"),
        (500, "Something broke on our side"),
        (503, "Back in a moment"),
    ],
)
async def test_every_refusal_that_no_page_worded_has_its_words(
    installation: Installation, status: int, said: str
) -> None:
    async def refuse(scope: Any, receive: Any, send: Any) -> None:
        kind = [(b"content-type", PROBLEM.encode()), (b"allow", b"GET")]
        await send({"type": "http.response.start", "status": status, "headers": kind})
        await send({"type": "http.response.body", "body": b"{}"})

    desk = Desk(installation.settings, Catalogue.load(strict=True))
    console = open_console(desk)
    app = Observed(Strangers(refuse, console, {"/c": console}))
    answer = await wire(app, "POST", "/nowhere", headers=[(b"accept", b"text/html")])
    assert (answer.status, said in answer.body.decode()) == (status, True)
    assert answer.headers["allow"] == "GET"
    assert (answer.headers["request-id"] in answer.body.decode()) == (status == 500)


@pytest.mark.parametrize(
    ("method", "status", "may_be_over"),
    [("GET", 503, True), ("GET", 500, True), ("GET", 404, False), ("POST", 503, False)],
)
async def test_what_may_be_over_soon_is_asked_for_again_at_the_same_address(
    installation: Installation, method: str, status: int, may_be_over: bool
) -> None:
    async def refuse(scope: Any, receive: Any, send: Any) -> None:
        kind = [(b"content-type", PROBLEM.encode())]
        await send({"type": "http.response.start", "status": status, "headers": kind})
        await send({"type": "http.response.body", "body": b"{}"})

    desk = Desk(installation.settings, Catalogue.load(strict=True))
    edges: dict[str, Any] = {"/c": open_console(desk), "/p": open_portal(desk)}
    app = Observed(Strangers(refuse, edges["/c"], edges))
    for path in ("/nowhere", "/p"):
        answer = await wire(app, method, path, headers=[(b"accept", b"text/html")])
        assert ('href=""' in answer.body.decode()) is may_be_over, path


@pytest.mark.parametrize(
    ("path", "status"), [("/nosuch", 404), ("/static/nosuch.css", 404), ("/a/b/c", 404)]
)
async def test_a_browser_is_shown_a_page_and_a_program_what_it_reads(
    stranger: AsyncClient, path: str, status: int
) -> None:
    assert is_a_page(await stranger.get(path), status, "There is no such page.")
    plain = await stranger.get(path, headers={"Accept": "*/*"})
    assert (plain.status_code, DOCUMENT in plain.text) == (status, False)


@pytest.mark.parametrize("path", ["/api/v1/nosuch", "/api/nosuch", "/api", "/api/v1/customers"])
async def test_the_api_says_problems_to_browsers_too(stranger: AsyncClient, path: str) -> None:
    answer = await stranger.get(path)
    assert answer.status_code in (401, 404)
    assert answer.headers["content-type"] == PROBLEM


async def test_a_browser_that_reads_arabic_is_answered_in_arabic(stranger: AsyncClient) -> None:
    for path in ("/", "/c/nobody/till", "/nosuch", "/c/laundry/nosuch"):
        answer = await stranger.get(path, headers={"Accept-Language": "ar-OM,ar;q=0.9,en;q=0.5"})
        assert '<html lang="ar" dir="rtl"' in answer.text, path
        assert answer.headers["content-language"] == "ar", path
        chosen = await stranger.get(path, params={"language": "en"})
        assert chosen.headers["content-language"] == "en", path


@pytest.mark.parametrize("path", ["//example.com/a", "/\\example.com", "///x", "/%5cexample.com"])
async def test_no_link_of_a_page_leads_out_because_of_its_address(
    console: Served, path: str
) -> None:
    said = await wire(console.app, "GET", path, headers=[(b"accept", b"text/html")])
    text = said.body.decode()
    assert DOCUMENT in text
    assert re.findall(r'href="(?:/[/\\]|[a-z]+:)[^"]*"', text) == []


async def test_a_head_is_a_page_without_its_content(owner: Visitor, stranger: AsyncClient) -> None:
    for client, path in (
        (stranger, "/"),
        (stranger, "/c/nobody/till"),
        (stranger, "/c/laundry/sign-in"),
        (stranger, "/robots.txt"),
        (owner.client, "/c/laundry/customers"),
        (owner.client, "/c/laundry/nosuch"),
    ):
        whole, head = await client.get(path), await client.head(path)
        assert (head.status_code, head.content) == (whole.status_code, b""), path
        assert head.headers["content-type"] == whole.headers["content-type"], path


async def test_a_head_of_a_live_stream_ends(owner: Visitor) -> None:
    answer = await owner.client.head("/c/laundry/live")
    assert (answer.status_code, answer.content) == (200, b"")


async def test_options_name_what_a_page_takes(stranger: AsyncClient) -> None:
    for path, allowed in (
        ("/", "GET, HEAD, OPTIONS"),
        ("/c/laundry/sign-in", "GET, HEAD, OPTIONS, POST"),
        ("/c/laundry/customers", "GET, HEAD, OPTIONS, POST"),
    ):
        answer = await stranger.options(path)
        assert (answer.status_code, answer.headers["allow"]) == (204, allowed), path


async def test_crawlers_are_sent_away_and_a_picture_is_there(stranger: AsyncClient) -> None:
    robots = await stranger.get("/robots.txt")
    assert (robots.status_code, robots.text) == (200, "User-agent: *\nDisallow: /\n")
    assert robots.headers["content-type"].startswith("text/plain")
    picture = await stranger.get("/favicon.ico")
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/svg+xml")
    assert picture.text.startswith("<svg")


@pytest.mark.parametrize(
    ("path", "business"),
    [("/c/laundry/till", "laundry"), ("/c/laundry", "laundry"), ("/c", None), ("/c/", None),
     ("/", None), ("", None), ("/x/laundry", None)],
)  # fmt: skip
def test_the_business_stands_in_the_address(path: str, business: Any) -> None:
    assert business_of(path) == business
