"""The pages in Chromium: the till by keyboard alone, dialogs, menus, and a policy never broken."""

import re
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.console.samples import HOME, SAMPLES
from tests.instruments.browser import browser
from tests.instruments.preview import preview_server

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
__all__ = ["browser"]
PAGES = [name for name, sample in SAMPLES.items() if sample.is_page and "strange" not in name]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with preview_server() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture(params=["en", "ar"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 800})
    context.add_cookies([{"name": "language", "value": request.param, "url": address}])
    complaints: list[str] = []
    opened = context.new_page()
    opened.on(
        "console", lambda said: complaints.append(said.text) if said.type == "error" else None
    )
    opened.on("pageerror", lambda fault: complaints.append(str(fault)))
    yield opened
    context.close()
    assert complaints == []


def test_a_known_customer_is_found_and_the_next_one_follows(page: Page) -> None:
    page.goto(f"{HOME}/till")
    page.keyboard.type("Salma")
    expect(page.locator("#till-entry")).to_have_attribute("aria-activedescendant", "answer-1")
    page.keyboard.press("Enter")
    expect(page.locator(".served-name")).to_have_text("Salma Al Harthy")
    page.keyboard.press("Escape")
    expect(page.locator("#till-entry")).to_be_focused()
    expect(page.locator("#till-entry")).to_have_value("")


def test_a_new_phone_becomes_a_stub_in_one_dialog(page: Page) -> None:
    page.goto(f"{HOME}/till")
    page.keyboard.type("91234567")
    # Enter at once, as a scanner does: nothing is lost, the dialog opens when the answer comes.
    page.keyboard.press("Enter")
    expect(page.locator("#draft-phone")).to_have_value("91234567")
    expect(page.locator("#draft-name")).to_be_focused()
    page.keyboard.type("Maryam")
    page.keyboard.press("Enter")
    expect(page.locator(".served-name")).to_be_visible()
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_a_number_that_somebody_has_offers_them_first(page: Page) -> None:
    page.goto(f"{HOME}/till")
    page.keyboard.type("Twin")
    page.keyboard.press("Enter")
    expect(page.locator("#draft-name")).to_have_value("Twin")
    page.keyboard.press("Enter")
    expect(page.locator(".person").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".served-name")).to_have_text("Salma Al Harthy")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_a_guest_is_one_chord_away_and_can_be_undone(page: Page) -> None:
    page.goto(f"{HOME}/till")
    page.keyboard.press("Alt+g")
    expect(page.locator("[data-served]")).to_be_visible()
    page.locator("[data-then-next]").click()
    expect(page.locator("[data-served]")).to_have_count(0)
    expect(page.locator("#till-entry")).to_be_focused()


def test_typing_on_a_served_card_starts_the_next_search(page: Page) -> None:
    page.goto(f"{HOME}/till")
    page.keyboard.press("Alt+g")
    expect(page.locator("[data-served]")).to_be_visible()
    page.keyboard.type("Pri")
    expect(page.locator("#till-entry")).to_have_value("Pri")


def test_the_list_searches_while_typing_and_moves_by_arrows(page: Page) -> None:
    page.goto(f"{HOME}/customers")
    page.keyboard.press("/")
    page.keyboard.type("Fatma")
    expect(page.locator("#rows tr")).to_have_count(2)
    expect(page).to_have_url(re.compile(r"/customers\?s=RmF0bWE$"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("a.row-link").nth(1)).to_be_focused()


def test_enter_and_escape_search_where_one_stands(page: Page) -> None:
    page.goto(f"{HOME}/customers")
    page.locator("#search").fill("Fatma")
    page.keyboard.press("Enter")
    expect(page.locator("#rows tr")).to_have_count(2)
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#rows tr")).to_have_count(24)
    expect(page.locator("#search")).to_have_value("")


@pytest.mark.parametrize("is_ours", [True, False])
def test_a_search_that_must_wait_says_so_where_the_answers_come(
    browser: Browser, address: str, is_ours: bool
) -> None:
    """A proxy in front has budgets of its own, and its pages are none of ours. In a window of
    its own: Chromium calls every such answer an error."""
    headers = {"HX-Reswap": "innerHTML"} if is_ours else {}
    page = browser.new_page(base_url=address)
    page.route(
        "**/till/searches",
        lambda route: route.fulfill(
            status=429, headers=headers, content_type="text/html", body="<p>Wait a little</p>"
        ),
    )
    page.goto(f"{HOME}/till")
    page.locator("#till-entry").fill("91234567")
    expect(page.locator("#till-answers")).to_have_text("Wait a little" if is_ours else "")
    expect(page.locator(".toast")).to_have_count(0 if is_ours else 1)
    page.close()


def test_letters_lead_from_page_to_page(page: Page) -> None:
    page.goto(f"{HOME}/customers")
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.wait_for_url("**/settings")


def test_a_dialog_that_closes_leaves_nothing_behind(page: Page) -> None:
    page.goto(f"{HOME}/customers/0195-0000")
    page.keyboard.press("e")
    expect(page.locator("dialog[data-modal]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[data-modal]")).to_have_count(0)


def test_a_dialog_in_a_tab_of_its_own_stays_the_page_when_something_beside_it_is_swapped(
    page: Page,
) -> None:
    page.goto("/sample/customer-edit-alone")
    page.evaluate("document.dispatchEvent(new CustomEvent('htmx:afterSwap'))")
    expect(page.locator("dialog[data-modal]")).to_be_visible()
    assert page.locator("dialog:modal").count() == 0


def test_a_revealed_phone_takes_the_masked_ones_place(page: Page) -> None:
    page.goto(f"{HOME}/customers/0195-0000")
    page.locator("#contact-phone button").click()
    expect(page.locator("#contact-phone")).to_contain_text("9123 3456")


def test_the_theme_is_kept_and_drawn_by_the_server(page: Page) -> None:
    page.goto(f"{HOME}/till")
    menu = page.locator("details.wide-only")
    menu.locator("summary").click()
    menu.locator("[data-theme-choice=dark]").click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_new_customer_slides_into_the_list(page: Page) -> None:
    page.goto(f"{HOME}/customers?s=RmF0bWE&live=1")
    expect(page.locator("#rows tr")).to_have_count(3)
    expect(page.locator("#rows tr").first).to_contain_text("Salma Al Harthy")


def test_on_a_phone_nothing_is_wider_and_the_current_tab_and_the_business_are_seen_whole(
    page: Page,
) -> None:
    """One visit of every page for both: opening them is what takes the time."""
    page.set_viewport_size({"width": 360, "height": 740})
    tabbed, widths = 0, {}
    for name in PAGES:
        page.goto(f"/sample/{name}")
        widths[name] = page.evaluate("document.documentElement.scrollWidth")
        assert page.evaluate(CUT) == [], name
        tabbed += page.locator(".tabs").count()
    assert {name: width for name, width in widths.items() if width != 360} == {}
    assert tabbed > 10


# What is out of its own bar's sight, or ends in three dots.
CUT = """
[...document.querySelectorAll('.tabs [aria-current="page"]')].filter((tab) => {
  const [mine, bar] = [tab.getBoundingClientRect(), tab.closest('.tabs').getBoundingClientRect()];
  return mine.left < bar.left - 1 || mine.right > bar.right + 1;
}).concat([...document.querySelectorAll('.whereabouts strong')].filter(
  (name) => name.scrollWidth > name.clientWidth)).map((one) => one.textContent)
"""
