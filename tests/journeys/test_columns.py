"""The customers list made one's own: columns, order, a branch's view; slow lists; paper."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import Entrance

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

OWNER = "owner@laundry.example.com"


def heads(page: Page) -> list[str]:
    texts = page.locator("#listing thead th").all_inner_texts()
    return [text.strip() for text in texts]


def test_columns_are_chosen_by_keyboard_and_stand_at_once_and_next_time(
    entrance: Entrance, phone: str
) -> None:
    customer = entrance.shop.made(name="Columns Sample", phone=phone, tags=["hotel"])
    page = entrance.open(email=OWNER)
    page.goto("/c/laundry/customers?sort=-number")
    page.locator("#columns").focus()
    page.keyboard.press("Enter")
    for _ in range(7):
        page.keyboard.press("ArrowDown")
    expect(page.locator("[name=column][value=tags]")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("#listing thead")).to_contain_text("Tags")
    expect(page.locator(f"#customer-{customer['id']}")).to_contain_text("hotel")
    expect(page.locator("[name=column][value=tags]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#columns")).to_be_focused()
    page.reload()
    assert heads(page) == ["Customer", "Number", "Phone", "Stage", "Branch", "Tags", "Created"]


def test_columns_are_chosen_without_scripts(entrance: Entrance, phone: str) -> None:
    entrance.shop.made(name="Plain Form", phone=phone)
    page = entrance.open(email=OWNER)
    quiet = entrance.browser.new_context(
        base_url=entrance.shop.address, java_script_enabled=False, storage_state=None
    )
    entrance.contexts.append(quiet)
    quiet.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    plain = quiet.new_page()
    plain.goto("/c/laundry/customers?stage=stub")
    plain.locator("#columns").click()
    plain.locator("[name=column][value=phone]").uncheck()
    plain.locator("[data-keeps-columns] button").click()
    expect(plain).to_have_url(re.compile(r"\?stage=stub$"))
    assert heads(plain) == ["Customer", "Number", "Stage", "Branch", "Created"]


def test_the_head_sorts_in_its_place_and_back_goes_back(
    entrance: Entrance, language: str, phone: str
) -> None:
    for n in range(2):
        entrance.shop.made(name=f"Sorted {n}", phone=f"{phone[:-1]}{n}", shared_phone=True)
    page = entrance.open(language=language, email=OWNER)
    page.goto("/c/laundry/customers")
    page.locator("#sort-number").click()
    expect(page).to_have_url(re.compile(r"\?sort=number$"))
    expect(page.locator("#rows tr").first).to_contain_text("CUST-00001")
    expect(page.locator("th[aria-sort=ascending] #sort-number")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?sort=-number$"))
    page.go_back()
    expect(page.locator("th[aria-sort=ascending] #sort-number")).to_be_visible()


def test_a_branch_is_looked_through_and_the_search_stays_inside(
    entrance: Entrance, phone: str
) -> None:
    branch = entrance.shop.laundry.branches[1]
    entrance.shop.made(name=f"Inside {phone}", phone=phone, branch_id=str(branch.id))
    entrance.shop.made(name=f"Outside {phone}", phone=str(int(phone) - 400_000))
    page = entrance.open(email=OWNER)
    page.goto("/c/laundry/customers")
    page.locator("#chip-branch").click()
    page.locator(".menu-long a").nth(2).click()
    expect(page).to_have_url(re.compile(rf"\?branch={branch.id}$"))
    expect(page.locator("#rows")).to_contain_text(f"Inside {phone}")
    expect(page.locator("#rows")).not_to_contain_text("Outside")
    with page.expect_response("**/customers/searches"):
        page.locator("#search").fill(f"outside {phone}")
    expect(page.locator("#rows tr")).to_have_count(0)
    expect(page).to_have_url(re.compile(rf"s=[\w-]+&branch={branch.id}$"))


def test_a_slow_list_shows_rows_to_wait_behind(entrance: Entrance, phone: str) -> None:
    entrance.shop.made(name="Slow", phone=phone)
    page = entrance.open(email=OWNER)
    page.goto("/c/laundry/customers")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/customers?stage=stub", hold)
    page.locator("#chip-stub").click()
    expect(page.locator(".waiting .skeleton").first).to_be_visible()
    held[0].continue_()
    expect(page.locator("#chip-stub[aria-current]")).to_be_focused()
    expect(page.locator(".waiting .skeleton").first).to_be_hidden()


def test_a_block_is_taken_back_where_it_is_told(
    entrance: Entrance, language: str, phone: str
) -> None:
    customer = entrance.shop.made(name="Blocked Briefly", phone=phone)
    page = entrance.open(language=language, email=OWNER)
    page.goto(f"/c/laundry/customers/{customer['id']}")
    page.locator("#customer-more").click()
    page.locator("a[href$='/block']").click()
    page.locator("[name=reason]").fill("By mistake")
    page.keyboard.press("Enter")
    expect(page.locator(".notice-bad")).to_be_visible()
    page.locator(".toast [data-undoes] button").click()
    expect(page.locator(".notice-bad")).to_have_count(0)
    expect(page.locator(".toast")).to_be_visible()


def test_paper_has_the_table_with_its_head_and_nothing_to_press(
    entrance: Entrance, language: str, width: int, phone: str
) -> None:
    customer = entrance.shop.made(name="On Paper", phone=phone)
    page = entrance.open(language=language, width=width, email=OWNER, theme="dark")
    for address in ("/c/laundry/customers", f"/c/laundry/customers/{customer['id']}"):
        page.goto(address)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print", color_scheme="dark")
        for gone in (".sidebar", ".topbar", ".bottombar", ".toolbar", ".page-actions", "#columns"):
            expect(page.locator(gone).first).to_be_hidden()
        assert page.locator("a.btn:visible, button.btn:visible, input:visible").count() == 0
        expect(page.locator("[data-printed-address]")).to_have_text(entrance.shop.address + address)
        ground, ink = page.evaluate(
            "(({backgroundColor, color}) => [backgroundColor, color])"
            "(getComputedStyle(document.documentElement))"
        )
        assert (ground, ink) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)")
        assert phone not in page.locator("body").inner_text()
        page.emulate_media(media="screen")
    page.goto("/c/laundry/customers")
    page.emulate_media(media="print")
    shown = page.locator("thead").evaluate("head => getComputedStyle(head).display")
    assert shown == "table-header-group"
    assert len(heads(page)) == 6
