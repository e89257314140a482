"""A paper in a browser: a photograph that is too large is made smaller before it leaves."""

import io
import os
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from regulars.runtime.papers import PAPER_BYTES_MAX
from tests.api.samples import picture
from tests.instruments.browser import Complaints
from tests.journeys.portal import phone_of
from tests.journeys.shop import Shop
from tests.journeys.test_portal import WIDER

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

WORDS = {
    "en": ("Somebody at the shop will look at it", "Taken back, and the picture is deleted."),
    "ar": ("سيطّلع عليها موظف في المتجر", "تم استردادها وحُذفت الصورة."),
}


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    heard = Complaints()
    yield heard
    heard.forget("status of 422")
    assert heard.said == []


def grainy(width: int, height: int) -> bytes:
    """As a large camera in the dark: nothing that a file could be made smaller by."""
    drawn = io.BytesIO()
    Image.frombytes("RGB", (width, height), os.urandom(width * height * 3)).save(
        drawn, "JPEG", quality=95
    )
    return drawn.getvalue()


@pytest.mark.parametrize("language", WORDS)
def test_a_photograph_is_handed_in_and_taken_back(
    shop: Shop, browser: Browser, complaints: Complaints, phone: str, language: str
) -> None:
    waits, gone = WORDS[language]
    theirs = phone_of(shop, browser, complaints, language=language)
    theirs.come_in(phone)
    page = theirs.page
    page.goto(f"{theirs.home}/papers")
    photograph = grainy(3_600, 2_400)
    assert len(photograph) > PAPER_BYTES_MAX
    chosen = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photograph}
    page.locator("#paper-front").set_input_files(chosen)  # type: ignore[arg-type]
    expect(page.locator("output").first).to_have_text("IMG_1.jpg")
    page.locator("[data-sends] .btn-main").click()
    expect(page.locator("main")).to_contain_text(waits)
    expect(page.locator("[data-sends]")).to_have_count(0)
    assert page.evaluate(WIDER) == 0
    page.locator("form[action$=withdrawal] button").click()
    expect(page.locator("main")).to_contain_text(gone)
    theirs.context.close()


def test_what_is_wrong_is_said_at_its_side_and_can_be_mended(
    shop: Shop, browser: Browser, complaints: Complaints, phone: str
) -> None:
    theirs = phone_of(shop, browser, complaints)
    theirs.come_in(phone)
    page = theirs.page
    page.goto(f"{theirs.home}/papers")
    page.locator("[data-sends] .btn-main").click()
    expect(page.locator("#paper-front-fault")).to_be_visible()
    expect(page.locator("#paper-front")).to_be_focused()
    good = {"name": "card.png", "mimeType": "image/png", "buffer": picture()}
    page.locator("#paper-front").set_input_files(good)  # type: ignore[arg-type]
    page.locator("[data-sends] .btn-main").click()
    expect(page.locator("main")).to_contain_text(WORDS["en"][0])
    theirs.context.close()


def test_a_lost_connection_is_said_and_nothing_chosen_is_lost(
    shop: Shop, browser: Browser, complaints: Complaints, phone: str
) -> None:
    theirs = phone_of(shop, browser, complaints)
    theirs.come_in(phone)
    page = theirs.page
    page.goto(f"{theirs.home}/papers")
    good = {"name": "card.png", "mimeType": "image/png", "buffer": picture()}
    page.locator("#paper-front").set_input_files(good)  # type: ignore[arg-type]
    theirs.context.set_offline(True)
    page.locator("[data-sends] .btn-main").click()
    expect(page.locator("[data-fault]")).to_contain_text("It did not arrive")
    theirs.context.set_offline(False)
    page.locator("[data-sends] .btn-main").click()
    expect(page.locator("main")).to_contain_text(WORDS["en"][0])
    complaints.forget("ERR_INTERNET_DISCONNECTED")
    theirs.context.close()


def test_without_a_script_a_paper_is_handed_in_by_a_plain_form(
    shop: Shop, browser: Browser, complaints: Complaints, phone: str
) -> None:
    scripted = phone_of(shop, browser, complaints)
    scripted.come_in(phone)
    state = scripted.context.storage_state()
    plain = browser.new_context(
        base_url=shop.address, java_script_enabled=False, storage_state=state
    )
    page = plain.new_page()
    page.goto(f"{scripted.home}/papers")
    good = {"name": "card.png", "mimeType": "image/png", "buffer": picture()}
    page.locator("#paper-front").set_input_files(good)  # type: ignore[arg-type]
    page.locator("[data-sends] .btn-main").click()
    expect(page.locator("main")).to_contain_text("Thank you.")
    plain.close()
    scripted.context.close()
