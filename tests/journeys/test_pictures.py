"""A picture out of a phone's camera: larger than it may be kept, and saved all the same."""

import random
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, FilePayload, expect

from regulars.runtime.pictures import PICTURE_BYTES_MAX
from tests.instruments.browser import Complaints
from tests.journeys.conftest import Entrance
from tests.journeys.portal import phone_of
from tests.journeys.shop import Shop

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


def photograph(side: int) -> FilePayload:
    """Grain does not compress, so that it weighs what a photograph does."""
    grain = random.Random(7).randbytes(side * side * 3)  # noqa: S311 - no secret
    written = BytesIO()
    Image.frombytes("RGB", (side, side), grain).save(written, "JPEG", quality=80)
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": written.getvalue()}


def test_a_photograph_is_made_smaller_and_saved_as_soon_as_it_is_chosen(
    shop: Shop, browser: Browser, phone: str
) -> None:
    complaints = Complaints()
    theirs = phone_of(shop, browser, complaints)
    theirs.come_in(phone)
    page = theirs.page
    page.goto(f"{theirs.home}/profile")
    expect(page.locator("[data-saves]")).to_be_hidden()
    large = photograph(1_800)
    assert len(large["buffer"]) > PICTURE_BYTES_MAX
    page.locator("#picture").set_input_files(large)
    expect(page.locator(".notice-good")).to_have_text("Your picture is in place.")
    expect(page.locator("img.monogram")).to_be_visible()
    page.locator("form.picture .btn-bare").click()
    expect(page.locator(".notice-good")).to_have_text("Your picture is gone.")
    theirs.context.close()
    assert complaints.said == []


def test_a_picture_that_is_lost_on_the_way_can_be_sent_again(
    shop: Shop, browser: Browser, phone: str
) -> None:
    complaints = Complaints()
    theirs = phone_of(shop, browser, complaints)
    theirs.come_in(phone)
    page = theirs.page
    page.goto(f"{theirs.home}/profile")
    page.route("**/picture", lambda route: route.abort())
    page.locator("#picture").set_input_files(photograph(64))
    expect(page.locator("[data-fault]")).to_contain_text("It did not arrive.")
    page.unroute("**/picture")
    page.locator("[data-saves]").click()
    expect(page.locator("img.monogram")).to_be_visible()
    theirs.context.close()
    complaints.forget("ERR_FAILED")
    assert complaints.said == []


def test_the_console_says_which_file_was_chosen_in_its_own_words(
    entrance: Entrance, shop: Shop, phone: str
) -> None:
    customer = shop.made(name="Pictured", phone=phone)["id"]
    page = entrance.open(language="ar", email="owner@laundry.example.com")
    page.goto(f"/c/{shop.laundry.tenant.slug}/customers/{customer}/picture/edit")
    expect(page.locator(".file output")).to_have_text("لم يُختر ملف بعد")
    page.locator("#picture-file").set_input_files(photograph(64))
    expect(page.locator(".file output")).to_have_text("IMG_0001.jpg")
