"""A walk-in becomes a customer: by keyboard alone, in both languages, at a desk and on a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Entrance
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
OWNER = "owner@laundry.example.com"


def test_from_the_door_to_the_third_customer_by_keyboard_alone(
    entrance: Entrance, language: str, width: int, phone: str
) -> None:
    page = entrance.open(language=language, width=width)
    page.goto("/c/laundry/till")
    expect(page.locator("#email")).to_be_focused()
    page.keyboard.type(OWNER)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/c/laundry/till")

    # A phone in Arabic-Indic digits that nobody has, and Enter at once.
    expect(page.locator("#till-entry")).to_be_focused()
    page.keyboard.type(phone.translate(ARABIC_DIGITS))
    page.keyboard.press("Enter")
    expect(page.locator("#draft-name")).to_be_focused()
    page.keyboard.type("Salim Al Harthy")
    page.keyboard.press("Enter")
    served(page, "Salim Al Harthy")

    # The same number in another writing finds them.
    page.keyboard.press("Escape")
    expect(page.locator("#till-entry")).to_be_focused()
    page.keyboard.type(f"00968 {phone[:4]} {phone[4:]}")
    expect(page.locator("#answer-1")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    served(page, "Salim Al Harthy")

    # A guest, and back.
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+g")
    expect(page.locator("[data-next-customer]")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-served]")).to_have_count(0)
    expect(page.locator("#till-entry")).to_be_focused()


def served(page: Page, name: str) -> None:
    """Their card stands there, and the till listens to what is pressed next."""
    expect(page.locator(".served-name")).to_have_text(name)
    expect(page.locator("#till")).to_have_attribute("data-stage", "served")


def draft(page: Page, name: str, phone: str) -> None:
    """Somebody's name first, as when they say it before their number."""
    page.goto("/c/laundry/till")
    expect(page.locator("#till-entry")).to_be_focused()
    page.keyboard.type(name)
    expect(page.locator("#answer-new")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator("#draft-phone")).to_be_focused()
    page.keyboard.type(phone)
    page.keyboard.press("Enter")


def test_a_known_number_is_the_one_person_or_another(
    entrance: Entrance, language: str, phone: str
) -> None:
    entrance.shop.made(name="Zahra Al Kindi", phone=phone)
    page = entrance.open(language=language, email=OWNER)

    draft(page, f"Unheard {phone}", phone)
    expect(page.locator(".person").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".served-name")).to_have_text("Zahra Al Kindi")
    expect(page.locator("dialog[open]")).to_have_count(0)

    draft(page, f"Unheard {phone}", phone)
    expect(page.locator(".person").first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".served-name")).to_have_text(f"Unheard {phone}")


def test_what_is_wrong_is_said_where_it_is_wrong(entrance: Entrance, phone: str) -> None:
    page = entrance.open(email=OWNER)
    draft(page, f"Somebody {phone}", phone[:5])
    expect(page.locator("#draft-phone")).to_be_focused()
    expect(page.locator("#draft-phone-fault")).to_be_visible()
    page.keyboard.type(phone)
    page.keyboard.press("Enter")
    expect(page.locator(".served-name")).to_have_text(f"Somebody {phone}")


def test_a_blocked_customer_is_warned_of(entrance: Entrance, phone: str) -> None:
    customer = entrance.shop.made(name="Nasser Al Abri", phone=phone)
    page = entrance.open(email=OWNER)
    page.goto(f"/c/laundry/customers/{customer['id']}")
    page.locator("details.menu summary").last.click()
    page.get_by_role("link", name="Block customer").click()
    expect(page.locator("#block-reason")).to_be_focused()
    page.keyboard.type("Three unpaid orders")
    page.keyboard.press("Enter")
    expect(page.locator(".notice-bad")).to_contain_text("Three unpaid orders")
    page.goto("/c/laundry/till")
    expect(page.locator("#till-entry")).to_be_focused()
    page.keyboard.type(phone)
    page.keyboard.press("Enter")
    expect(page.locator(".served .notice-bad")).to_be_visible()
