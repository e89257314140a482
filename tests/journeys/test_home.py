"""Home in a browser: the picture of the table, explanations by keyboard, figures that follow."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.instruments.browser import axe_violations
from tests.journeys.conftest import Entrance
from tests.journeys.shop import Shop

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

OWNER = "owner@laundry.example.com"
HOME = "/c/laundry"
TOTAL = "[data-part='figure-total'] .home-number"
REDRAWN = """async (before) => {
  const canvas = document.querySelector(".chart canvas");
  for (let frame = 0; frame < 300 && canvas.toDataURL() === before; frame += 1) {
    await new Promise(requestAnimationFrame);
  }
  return canvas.toDataURL() !== before;
}"""


def test_home_follows_what_happens_and_leaves_the_picture_standing(
    entrance: Entrance, shop: Shop
) -> None:
    page = entrance.open(email=OWNER)
    shop.made(name="Before Anybody", phone="9688 0001")
    page.goto(HOME)
    expect(page.locator(".chart canvas")).to_be_visible()
    page.locator(".chart canvas").evaluate("(canvas) => { canvas.dataset.same = 'yes' }")
    shop.made(name="Just Arrived", phone="9688 0002")
    newest = page.locator("[data-part='newest']")
    expect(newest).to_contain_text("Just Arrived")
    expect(page.locator("[data-part='happenings']")).to_contain_text("Just Arrived")
    expect(page.locator(".chart canvas")).to_have_attribute("data-same", "yes")


def test_home_by_keyboard(entrance: Entrance, shop: Shop) -> None:
    shop.made(name="Somebody There", phone="9688 0003")
    page = entrance.open(email=OWNER)
    page.goto(f"{HOME}/customers")
    page.keyboard.press("g")
    page.keyboard.press("h")
    page.wait_for_url(re.compile(f"{HOME}$"))
    explains = page.locator(".home-figure .explains").first
    meaning = page.locator(".home-figure .meaning").first
    explains.focus()
    expect(meaning).to_be_visible()
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    numbers = page.locator(".home-numbers-sheet")
    expect(numbers).to_be_hidden()
    page.locator(".home-numbers summary").focus()
    page.keyboard.press("Enter")
    expect(numbers).to_be_visible()
    assert axe_violations(page) == []


def test_the_period_is_chosen_by_links(entrance: Entrance, shop: Shop) -> None:
    shop.made(name="One More", phone="9688 0004")
    page = entrance.open(email=OWNER)
    page.goto(HOME)
    page.get_by_role("link", name="7 days").click()
    page.wait_for_url(re.compile(r"\?days=7$"))
    assert rows(page) == 7
    page.get_by_role("link", name="By week").click()
    page.wait_for_url(re.compile(r"\?days=7&by=week$"))
    assert rows(page) in (1, 2)


def test_the_picture_takes_its_colours_from_the_theme(entrance: Entrance, shop: Shop) -> None:
    shop.made(name="Another One", phone="9688 0005")
    page = entrance.open(email=OWNER)
    page.goto(HOME)
    expect(page.locator(".chart canvas")).to_be_visible()
    light = picture(page)
    page.evaluate("document.querySelector('[data-theme-choice=dark]').click()")
    assert page.evaluate(REDRAWN, light)


def rows(page: Page) -> int:
    return page.locator("#growth-numbers tbody tr").count()


def picture(page: Page) -> str:
    return str(page.locator(".chart canvas").evaluate("(canvas) => canvas.toDataURL()"))
