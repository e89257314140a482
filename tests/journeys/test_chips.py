"""The chips of the list: within the page at every width, and the chosen one in sight."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Entrance

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

OWNER = "owner@laundry.example.com"
STATES = ("active", "temporary", "suspended", "blocked", "deleted")
SIDEWAYS = "() => document.documentElement.scrollWidth - innerWidth"
SEEN = """(chip) => {
  const [one, all] = [chosen(chip), chosen(chip.closest('.chips-all'))];
  return one.left >= all.left && one.right <= all.right;
  function chosen(element) { return element.getBoundingClientRect(); }
}"""


def sees(page: Page, state: str) -> bool:
    return bool(page.locator(f"#chip-{state}").evaluate(SEEN))


def test_the_page_never_moves_sideways_for_its_chips(entrance: Entrance, language: str) -> None:
    page = entrance.open(language=language, email=OWNER)
    page.goto("/c/laundry/customers")
    for width in (360, 640, 768, 900, 1024, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate(SIDEWAYS) <= 0, width


def test_on_a_phone_the_chosen_chip_is_in_sight(entrance: Entrance, language: str) -> None:
    page = entrance.open(language=language, width=360, email=OWNER)
    for state in STATES:
        page.goto(f"/c/laundry/customers?state={state}")
        expect(page.locator(f"#chip-{state}")).to_have_attribute("aria-current", "true")
        assert sees(page, state), state


def test_the_suspended_are_one_press_away_and_not_among_the_active(
    entrance: Entrance, phone: str
) -> None:
    customer = entrance.shop.made(name="Chips Sample", phone=phone)
    page = entrance.open(email=OWNER)
    page.goto(f"/c/laundry/customers/{customer['id']}/suspension")
    page.locator("#suspension-reason").fill("Owes for two carpets")
    page.keyboard.press("Enter")
    expect(page.locator(".page .badge-stub").filter(has_text="Suspended").first).to_be_visible()
    page.goto("/c/laundry/customers")
    page.locator("#chip-suspended").click()
    expect(page).to_have_url(re.compile(r"state=suspended"))
    row = page.locator(f"#customer-{customer['id']}")
    expect(row).to_be_visible()
    page.locator("#chip-suspended").click()
    expect(page.locator("#chip-suspended")).not_to_have_attribute("aria-current", "true")
    page.locator("#chip-active").click()
    expect(page).to_have_url(re.compile(r"state=active"))
    expect(row).to_have_count(0)
