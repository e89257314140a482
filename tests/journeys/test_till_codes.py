"""At the counter: a phone proven by a code, an upgrade, and somebody shut out of the portal."""

import pytest
from playwright.sync_api import Page, expect

from tests.instruments.browser import axe_violations
from tests.journeys.conftest import Entrance
from tests.journeys.portal import newest_code, phone_of

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

OWNER = "owner@laundry.example.com"


def served(page: Page, phone: str) -> None:
    page.goto("/c/laundry/till")
    expect(page.locator("#till-entry")).to_be_focused()
    page.keyboard.type(phone)
    expect(page.locator("#answer-1")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator("[data-next-customer]")).to_be_focused()


def code_asked_for(page: Page) -> None:
    page.keyboard.press("Alt+v")
    expect(page.locator("dialog[open] .btn-main")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#code-typed")).to_be_focused()


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_a_phone_is_proven_at_the_till_by_keyboard_alone(
    entrance: Entrance, language: str, width: int, phone: str
) -> None:
    entrance.shop.made(name="Salma Al Harthy", phone=phone)
    page = entrance.open(language=language, width=width, email=OWNER)
    served(page, phone)
    code_asked_for(page)
    code = newest_code(entrance.shop)

    page.keyboard.type(wrong(code))
    page.keyboard.press("Enter")
    expect(page.locator("#code-typed-fault")).to_be_visible()
    expect(page.locator("#code-typed")).to_be_focused()
    expect(page.locator("#code-typed")).to_have_value("")
    assert axe_violations(page) == []

    page.keyboard.type(f"{code[:3]} {code[3:]}")
    page.keyboard.press("Enter")
    expect(page.locator(".served-facts .badge-full")).to_be_visible()
    expect(page.locator("#served-verify")).to_have_count(0)
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("[data-next-customer]")).to_be_focused()


@pytest.mark.parametrize("width", [1280, 360])
def test_the_screen_is_turned_around_and_speaks_the_customers_language(
    entrance: Entrance, width: int, phone: str
) -> None:
    entrance.shop.made(name="خالد البلوشي", phone=phone, language="ar")
    page = entrance.open(width=width, email=OWNER)
    served(page, phone)
    code_asked_for(page)
    page.locator("#code-turn").click()
    expect(page.locator(".turned")).to_have_attribute("dir", "rtl")
    expect(page.locator("#code-turned")).to_be_focused()
    assert axe_violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("#code-typed")).to_be_focused()

    # Closed by mistake: the code that was sent can still be typed.
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.keyboard.press("Alt+v")
    expect(page.locator("#code-typed")).to_be_focused()
    page.locator("#code-turn").click()
    expect(page.locator("#code-turned")).to_be_focused()
    page.keyboard.type(newest_code(entrance.shop))
    page.keyboard.press("Enter")
    expect(page.locator(".served-facts .badge-full")).to_be_visible()


def test_a_stub_is_upgraded_at_the_till_and_it_says_what_is_missing(
    entrance: Entrance, language: str, width: int, phone: str
) -> None:
    entrance.shop.made(name="Muna Al Kindi", phone=phone)
    page = entrance.open(language=language, width=width, email=OWNER)
    served(page, phone)
    expect(page.locator(".served-missing .badge")).to_have_count(2)
    assert axe_violations(page) == []
    page.keyboard.press("Alt+u")
    expect(page.locator(".needs .need")).to_have_count(4)
    expect(page.locator(".needs .need:not(.is-there)")).to_have_count(2)
    assert axe_violations(page) == []
    expect(page.locator("#c-email")).to_be_focused()
    page.keyboard.type(f"muna{phone}@example.com")
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open] #code-title")).to_be_visible()
    expect(page.locator("dialog[open] .btn-main")).to_be_focused()
    assert axe_violations(page) == []
    page.keyboard.press("Enter")
    expect(page.locator("#code-typed")).to_be_focused()
    page.keyboard.type(newest_code(entrance.shop))
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("#served-upgrade")).to_have_count(0)
    expect(page.locator("#served-verify")).to_have_count(0)
    expect(page.locator("[data-next-customer]")).to_be_focused()


def test_who_is_suspended_is_out_of_the_portal_with_the_next_page(
    entrance: Entrance, language: str, width: int, phone: str
) -> None:
    customer = entrance.shop.made(name="Nasser Al Abri", phone=phone)
    theirs = phone_of(entrance.shop, entrance.browser, entrance.complaints, language=language)
    theirs.come_in(phone)

    page = entrance.open(language=language, width=width, email=OWNER)
    page.goto(f"/c/laundry/customers/{customer['id']}")
    expect(page.locator("#account dd .icon")).to_have_count(1)
    page.locator("#sign-out-everywhere").click()
    expect(page.locator("dialog[open] .dialog-foot [autofocus]")).to_be_focused()
    assert axe_violations(page) == []
    page.keyboard.press("Escape")
    page.locator("#customer-more").click()
    page.locator('.menu-sheet a[href$="/suspension"]').click()
    expect(page.locator("#suspension-reason")).to_be_focused()
    page.keyboard.type("Three unpaid orders")
    page.keyboard.press("Enter")
    expect(page.locator(".notice-warn")).to_contain_text("Three unpaid orders")
    expect(page.locator("#account dd .icon")).to_have_count(0)

    theirs.page.goto(f"{theirs.home}/profile")
    theirs.page.wait_for_url("**/sign-in*")
    theirs.context.close()

    page.locator(".notice-warn .btn").click()
    expect(page.locator(".notice-warn")).to_have_count(0)
