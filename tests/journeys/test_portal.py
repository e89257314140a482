"""The portal on a phone: in by a code, usable without seeing, pointing or a script, and small."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Response, expect

from regulars.portal import OPEN_ROUTES, ROUTES
from regulars.portal.pages import OpenRoute, Route
from tests.instruments.browser import Complaints, axe_violations
from tests.instruments.hostile import MADE_BY_A_TEXT, SAMPLES
from tests.journeys.portal import PAGES, newest_code, phone_of
from tests.journeys.portal_walk import furnish, walked
from tests.journeys.shop import Shop

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

# Each language, each width and each scheme at least once.
LOOKS = [("en", 1280, "light"), ("ar", 360, "dark"), ("en", 360, "dark"), ("ar", 360, "light")]
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What a thumb presses: 44 pixels and more (WCAG 2.5.5), but for links within a sentence.
SMALL = """
[...document.querySelectorAll("a[href], button, summary, select, .input, .check, .switch")]
  .filter((one) => one.offsetParent && !one.matches(".skip, .leaflet-container *"))
  .filter((one) => { const { width, height } = one.getBoundingClientRect();
                     return width < 44 || height < 39.5; })
  .map((one) => one.outerHTML.slice(0, 120))
"""
# No page, but what stands on one.
NO_PAGES = {"/p/{tenant:str}/picture"}
EVERY: tuple[Route | OpenRoute, ...] = (*ROUTES, *OPEN_ROUTES)
PAGE_ROUTES = {each.path for each in EVERY if each.method == "GET"} - NO_PAGES
# Those without ids in them first.
PATTERNS: dict[str, re.Pattern[str]] = {
    path: re.compile(re.sub(r"\{\w+:str\}", "[^/]+", path))
    for path in sorted(PAGE_ROUTES, key=lambda path: path.count("{"))
}
# A door on a slow phone: without its Arabic type, some six seconds at 40 kbit/s.
DOOR_BYTES_MAX = 130_000
WITHOUT_FONTS_MAX = 32_000


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    heard = Complaints()
    yield heard
    heard.forget("status of 404", "status of 410", "status of 429")
    assert heard.said == []


@pytest.mark.parametrize(("language", "width", "scheme"), LOOKS)
def test_every_page_fits_a_phone_and_axe_finds_nothing(
    shop: Shop,
    browser: Browser,
    complaints: Complaints,
    phone: str,
    language: str,
    width: int,
    scheme: str,
) -> None:
    theirs = phone_of(shop, browser, complaints, language=language, width=width, scheme=scheme)
    faults: dict[str, object] = {}

    seen: set[str] = set()
    # Each walk has ten numbers of its own.
    number = str(9610_0000 + (int(phone) - 9600_0000) * 10)
    for name in walked(theirs, number):
        page = theirs.page
        seen.add(route_of(page.url))
        too_wide, small = page.evaluate(WIDER), page.evaluate(SMALL)
        found = axe_violations(page)
        if too_wide > 0 or small or found:
            faults[name] = (too_wide, small, found)
    theirs.context.close()
    assert faults == {}
    assert PAGE_ROUTES - seen == set(), "the walk leaves no page out"


def route_of(url: str) -> str:
    """Which page it is, with words for what differs."""
    path: str = urlsplit(url).path
    for route, pattern in PATTERNS.items():
        if pattern.fullmatch(path):
            return route
    return path


def test_no_page_runs_what_somebody_typed_about_themselves(
    shop: Shop, browser: Browser, complaints: Complaints, phone: str
) -> None:
    """Fault row C05 at the portal, its short form."""
    theirs = phone_of(shop, browser, complaints)
    theirs.come_in(phone)
    page = theirs.page
    stray: list[str] = []
    page.on(
        "request", lambda request: stray.append(request.url) if "pwned" in request.url else None
    )
    for sample in SAMPLES[::5]:
        page.goto(f"{theirs.home}/profile/details")
        for name in ("#name", "#name2"):
            page.locator(name).fill(sample[:120])
        page.locator("form.card .btn-main").click()
        page.wait_for_load_state()
        for path in ("", "/profile", "/profile/details"):
            page.goto(theirs.home + path)
            assert page.evaluate("window.__ran") == 0, (path, sample)
            assert page.evaluate(f"({MADE_BY_A_TEXT})(document)") == [], (path, sample)
    page.goto(f"{theirs.home}/addresses/new")
    for field in ("#a-city", "#a-area", "#a-street", "#a-building", "#a-label", "#a-notes"):
        page.locator(field).fill(SAMPLES[0][:40])
    page.locator("form.card .btn-main").click()
    page.wait_for_url("**/addresses")
    assert page.evaluate("window.__ran") == 0
    assert page.evaluate(f"({MADE_BY_A_TEXT})(document)") == []
    theirs.context.close()
    assert stray == []


def test_without_scripts_everything_works_and_another_code_comes_after_its_time(
    shop: Shop, browser: Browser, complaints: Complaints, phone: str
) -> None:
    theirs = phone_of(shop, browser, complaints, scripted=False)
    page = theirs.page
    page.goto(f"{theirs.home}/sign-in")
    page.locator("#phone").fill(phone)
    page.locator("form .btn-main").click()
    page.wait_for_url("**/code?s=*")
    expect(page.locator(".again .btn")).to_be_hidden()
    page.locator("#code").fill(newest_code(shop))
    page.locator("[data-code] .btn-main").click()
    page.wait_for_url(theirs.home)
    furnish(theirs)
    expect(page.locator(".address")).to_contain_text("Building 12")
    theirs.context.close()


def test_a_code_that_is_sent_twice_in_one_breath_opens_all_the_same(
    shop: Shop, browser: Browser, complaints: Complaints, phone: str
) -> None:
    """The sixth digit sends the form, and so does Enter."""
    theirs = phone_of(shop, browser, complaints)
    page = theirs.page
    page.goto(f"{theirs.home}/sign-in")
    page.locator("#phone").fill(phone)
    page.keyboard.press("Enter")
    page.wait_for_url("**/code?s=*")
    held = page.locator("#code").evaluate(
        """(code, digits) => {
             const held = [];
             addEventListener("submit", (event) => held.push(event.defaultPrevented));
             code.value = digits;
             code.dispatchEvent(new Event("input", { bubbles: true }));
             code.form.requestSubmit();
             return held;
           }""",
        newest_code(shop),
    )
    assert held == [False, True]
    page.wait_for_url(theirs.home)
    theirs.context.close()


def test_at_twice_the_size_nothing_runs_off_a_phone(
    shop: Shop, browser: Browser, complaints: Complaints, phone: str
) -> None:
    """A page zoomed to 200 % is laid out on half as many pixels."""
    theirs = phone_of(shop, browser, complaints)
    theirs.come_in(phone)
    furnish(theirs)
    page = theirs.page
    page.set_viewport_size({"width": 180, "height": 370})
    too_wide = {}
    for name, path in (PAGES | {"change": "/profile/reached?kind=phone"}).items():
        page.goto(theirs.home + path)
        if beyond := page.evaluate(WIDER):
            too_wide[name] = beyond
    theirs.context.close()
    assert too_wide == {}


def test_what_is_on_its_way_says_so_until_there_is_an_answer(
    shop: Shop, browser: Browser, complaints: Complaints, phone: str
) -> None:
    theirs = phone_of(shop, browser, complaints)
    page = theirs.page
    page.goto(f"{theirs.home}/sign-in")
    page.locator("#phone").fill(phone)
    busy = page.locator("form .btn-main").evaluate(
        """(button) => { const before = button.getAttribute("aria-busy");
                         button.click();
                         return [before, button.getAttribute("aria-busy")]; }"""
    )
    page.wait_for_url("**/code?s=*")
    page.go_back()
    expect(page.locator("form .btn-main")).not_to_have_attribute("aria-busy", "true")
    theirs.context.close()
    assert busy == [None, "true"]


def test_the_door_is_small(shop: Shop, browser: Browser, complaints: Complaints) -> None:
    weights: dict[str, int] = {}
    theirs = phone_of(shop, browser, complaints, language="ar")

    def weigh(response: Response) -> None:
        weights[response.url] = len(response.body())

    theirs.page.on("response", weigh)
    theirs.page.goto(f"{theirs.home}/sign-in")
    theirs.page.evaluate("document.fonts.ready.then(() => true)")
    theirs.context.close()
    fonts = sum(weight for url, weight in weights.items() if url.endswith(".woff2"))
    assert sum(weights.values()) < DOOR_BYTES_MAX, weights
    assert sum(weights.values()) - fonts < WITHOUT_FONTS_MAX, weights


def test_the_door_is_opened_by_keyboard_alone(
    shop: Shop, browser: Browser, complaints: Complaints, phone: str
) -> None:
    theirs = phone_of(shop, browser, complaints)
    page = theirs.page
    page.goto(f"{theirs.home}/sign-in")
    expect(page.locator("#phone")).to_be_focused()
    page.keyboard.type(phone)
    page.keyboard.press("Enter")
    page.wait_for_url("**/code?s=*")
    expect(page.locator("#code")).to_be_focused()
    page.keyboard.type(newest_code(shop))
    page.wait_for_url(theirs.home)
    theirs.context.close()


def test_the_map_comes_when_it_is_opened_and_takes_a_pin(
    shop: Shop, browser: Browser, complaints: Complaints, phone: str
) -> None:
    theirs = phone_of(shop, browser, complaints)
    theirs.come_in(phone)
    page = theirs.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{theirs.home}/addresses/new")
    assert not any("map" in url for url in asked)
    page.locator(".map-help summary").click()
    page.locator(".map.leaflet-container").wait_for()
    page.locator(".map.leaflet-container").click(position={"x": 60, "y": 90})
    expect(page.locator("#m-latitude")).not_to_have_value("")
    theirs.context.close()


def test_what_was_stopped_may_be_sent_again_at_once(
    shop: Shop, browser: Browser, complaints: Complaints, phone: str
) -> None:
    """The clock of the page stands still, so no patience runs out."""
    theirs = phone_of(shop, browser, complaints)
    page = theirs.page
    page.clock.install()
    page.goto(f"{theirs.home}/sign-in")
    page.clock.pause_at(page.evaluate("Date.now()") + 1_000)
    page.route("**/sign-in", lambda _: None)  # no answer, ever
    page.locator("#phone").fill(phone)
    button = page.locator("form .btn-main")
    with page.expect_request("**/sign-in"):
        button.evaluate("(button) => button.click()")
    theirs.context.new_cdp_session(page).send("Page.stopLoading")
    expect(button).not_to_have_attribute("aria-busy", "true")
    page.unroute("**/sign-in")
    button.evaluate("(button) => button.click()")
    page.wait_for_url("**/code?s=*")
    theirs.context.close()


def test_what_never_gets_an_answer_may_be_sent_again(
    shop: Shop, browser: Browser, complaints: Complaints, phone: str
) -> None:
    """A phone that lost its network, or a thumb that pressed Stop, leaves no dead button behind."""
    theirs = phone_of(shop, browser, complaints)
    page = theirs.page
    page.clock.install()
    page.goto(f"{theirs.home}/sign-in")
    page.route("**/sign-in", lambda route: route.fulfill(status=204))
    page.locator("#phone").fill(phone)
    button = page.locator("form .btn-main")
    button.evaluate("(button) => button.click()")
    expect(button).to_have_attribute("aria-busy", "true")
    page.clock.fast_forward(21_000)
    expect(button).not_to_have_attribute("aria-busy", "true")
    page.unroute("**/sign-in")
    button.evaluate("(button) => button.click()")
    page.wait_for_url("**/code?s=*")
    theirs.context.close()
