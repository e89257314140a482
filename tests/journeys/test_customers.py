"""Customers are found, opened, changed, deleted and brought back; a second page sees it happen."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Entrance
from tests.journeys.portal import newest_code

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

OWNER = "owner@laundry.example.com"


def test_a_list_is_searched_while_typing_and_opened_by_keyboard(
    entrance: Entrance, language: str, width: int, phone: str
) -> None:
    entrance.shop.made(name=f"Thuraya Number{phone}", phone=phone)
    page = entrance.open(language=language, width=width, email=OWNER)
    page.goto("/c/laundry/customers")
    page.wait_for_load_state()
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type(f"number{phone} thuraya")
    expect(page.locator("#rows tr")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/customers\?s=[\w-]{40,}$"))
    assert phone not in page.url
    page.reload()
    expect(page.locator("#search")).to_have_value(f"number{phone} thuraya")
    expect(page.locator("#rows tr")).to_have_count(1)
    page.locator("#search").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("a.row-link").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(f"Thuraya Number{phone}")


def test_a_long_list_loads_more_where_it_ended(entrance: Entrance) -> None:
    for _ in range(51):
        entrance.shop.made(type="guest")
    page = entrance.open(email=OWNER)
    page.goto("/c/laundry/customers?stage=guest")
    expect(page.locator("#rows tr")).to_have_count(50)
    page.locator("#pages button").click()
    page.locator("#rows tr").nth(50).wait_for()
    assert len(set(page.locator("#rows tr").evaluate_all("rows => rows.map(r => r.id)"))) > 50


def edited(page: Page, customer: dict[str, Any]) -> None:
    page.goto(f"/c/laundry/customers/{customer['id']}")
    page.keyboard.press("e")
    expect(page.locator("#c-name")).to_be_focused()


def test_an_edit_that_meets_another_is_told_and_done_again(entrance: Entrance, phone: str) -> None:
    customer = entrance.shop.made(name="Badriya", phone=phone)
    page = entrance.open(email=OWNER)
    edited(page, customer)
    with entrance.shop.api() as client:
        client.patch(f"/customers/{customer['id']}", json={"name2": "بدرية"})
    page.keyboard.type("Badriya Al Zadjali")
    page.keyboard.press("Enter")
    expect(page.locator("dialog .notice-warn")).to_be_visible()
    page.locator("dialog .notice-warn button").click()
    expect(page.locator("#c-name2")).to_have_value("بدرية")
    page.locator("#c-name").fill("Badriya Al Zadjali")
    page.locator("[data-adds-row]").click()
    page.keyboard.type("starch")
    page.keyboard.press("Tab")
    page.keyboard.type("light")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Badriya Al Zadjali")
    expect(page.locator(".toast")).to_be_visible()
    expect(page.get_by_text("starch").first).to_be_visible()


def test_a_customer_is_upgraded_deleted_and_brought_back(
    entrance: Entrance, language: str, phone: str
) -> None:
    customer = entrance.shop.made(name="Rashid Al Mamari", phone=phone)
    page = entrance.open(language=language, email=OWNER)
    page.goto(f"/c/laundry/customers/{customer['id']}")
    page.locator("#customer-upgrade").click()
    page.locator("#c-email").fill("rashid@example.com")
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open] #code-title")).to_be_visible()
    page.locator("dialog[open] .btn-main").click()
    expect(page.locator("#code-typed")).to_be_focused()
    page.keyboard.type(newest_code(entrance.shop))
    page.keyboard.press("Enter")
    expect(page.locator(".persona .badge-full")).to_be_visible()

    page.locator(".persona details.menu summary").click()
    page.locator("a[href$='/deletion']").click()
    expect(page.locator("dialog .btn-line")).to_be_focused()
    page.locator("dialog .btn-bad").click()
    page.wait_for_url("**/c/laundry/customers")
    page.locator(".toast [data-undoes] button").click()
    page.wait_for_url(f"**/customers/{customer['id']}")
    expect(page.locator(".persona .badge-full")).to_be_visible()
    expect(page.locator("#timeline .moment")).to_have_count(6)


def test_a_restore_asks_when_the_number_is_somebody_elses_now(
    entrance: Entrance, phone: str
) -> None:
    customer = entrance.shop.made(name="First Owner", phone=phone)
    with entrance.shop.api() as client:
        client.delete(f"/customers/{customer['id']}")
    entrance.shop.made(name="Second Owner", phone=phone)
    page = entrance.open(email=OWNER)
    page.goto(f"/c/laundry/customers/{customer['id']}")
    page.locator("form[action$='/restore'] button").click()
    expect(page.locator("dialog .person")).to_contain_text("Second Owner")
    page.locator("dialog [data-saves]").click()
    expect(page.locator(".persona .badge-line")).to_have_count(0)


def test_a_second_open_page_sees_the_new_row(entrance: Entrance, phone: str) -> None:
    till = entrance.open(email=OWNER)
    listing = entrance.open(email="admin@laundry.example.com")
    with listing.expect_response("**/live"):
        listing.goto("/c/laundry/customers")
    till.goto("/c/laundry/till")
    expect(till.locator("#till-entry")).to_be_focused()
    till.keyboard.type(phone)
    till.keyboard.press("Enter")
    expect(till.locator("#draft-name")).to_be_focused()
    till.keyboard.type(f"Arrival {phone}")
    till.keyboard.press("Enter")
    expect(till.locator(".served-name")).to_be_visible()
    row = listing.locator("#rows tr").filter(has_text=f"Arrival {phone}")
    expect(row).to_be_visible()


def test_a_customers_own_page_draws_itself_again(entrance: Entrance, phone: str) -> None:
    customer = entrance.shop.made(name="Before", phone=phone)
    page = entrance.open(email=OWNER)
    with page.expect_response("**/live"):
        page.goto(f"/c/laundry/customers/{customer['id']}")
    with entrance.shop.api() as client:
        client.patch(f"/customers/{customer['id']}", json={"name": "After"})
    expect(page.locator("h1")).to_have_text("After")


def test_a_revealed_phone_takes_the_masked_ones_place(entrance: Entrance, phone: str) -> None:
    customer = entrance.shop.made(name="Seen", phone=phone)
    page = entrance.open(email=OWNER)
    page.goto(f"/c/laundry/customers/{customer['id']}")
    grouped = f"{phone[:4]} {phone[4:]}"
    expect(page.locator("#contact-phone")).not_to_contain_text(phone[:4])
    page.locator("#contact-phone button").click()
    expect(page.locator("#contact-phone")).to_contain_text(grouped)
