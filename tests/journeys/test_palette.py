"""Ctrl-K in a real browser: by keyboard alone, in both languages, on both widths."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Entrance

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

OWNER = "owner@laundry.example.com"


def test_somebody_is_found_and_opened_from_any_page(
    entrance: Entrance, language: str, width: int, phone: str
) -> None:
    entrance.shop.made(name=f"Ruqaya Number{phone}", phone=phone)
    page = entrance.open(language=language, width=width, email=OWNER)
    page.goto("/c/laundry/settings")
    page.keyboard.press("Control+k")
    expect(page.locator("#palette-entry")).to_be_focused()
    page.keyboard.type(phone)
    # Before the answer is there: a scanner is that fast.
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(f"Ruqaya Number{phone}")
    assert phone not in page.url


def test_a_command_is_done_and_the_palette_is_gone(entrance: Entrance) -> None:
    page = entrance.open(email=OWNER)
    page.goto("/c/laundry/till")
    page.keyboard.press("Control+k")
    page.locator("#palette-entry").fill("dark")
    expect(page.locator("#palette-answers [data-typed='dark']")).to_be_attached()
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.keyboard.press("Control+k")
    page.locator("#palette-entry").fill("new customer")
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open] #c-name")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.locator("#palette-entry").fill("branches")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/settings/branches$"))


def test_the_same_keys_close_it_again(entrance: Entrance) -> None:
    page = entrance.open(email=OWNER)
    page.goto("/c/laundry/customers")
    page.keyboard.press("Control+k")
    expect(page.locator("#palette-entry")).to_be_focused()
    page.keyboard.press("Control+k")
    expect(page.locator("dialog[open]")).to_have_count(0)
