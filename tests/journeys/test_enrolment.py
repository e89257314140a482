"""A shop asks for a second step: who has none sets one up at the door, and sees nothing before."""

import re
import time
from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import Page, expect

from regulars.domains import identity
from tests.instruments.browser import axe_violations
from tests.journeys.conftest import Entrance
from tests.journeys.portal_walk import done_in
from tests.journeys.shop import Shop
from tests.journeys.test_staff_sign_in import (
    HOME,
    OWNER,
    Finger,
    codes_kept,
    joined,
    passkey_asked,
    signed_out,
    with_password,
)

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

ENROLMENT = re.compile("/sign-in/enrolment")
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def asking_nobody_afterwards(shop: Shop) -> Iterator[None]:
    """The other journeys' people have a password alone."""
    yield
    usual = {"factor_asked_of": "usual", "idle_minutes": "60"}
    done_in(shop, lambda tx: identity.change_staff_rules(tx, **usual))


def asked_of_admins(entrance: Entrance) -> None:
    page = entrance.open(email=OWNER)
    page.goto(f"{HOME}/settings/roles")
    page.locator("[name=factor_asked_of][value=leaders]").check()
    page.locator("main form .card-foot .btn-main").click()
    # It is her rule too: she has none herself, so she is led to it at once.
    expect(page).to_have_url(ENROLMENT)


def at_enrolment(entrance: Entrance, email: str, language: str, width: int) -> Page:
    """Half in: whatever else they open, they are led back to this page."""
    page = joined(entrance, email, language=language, width=width)
    asked_of_admins(entrance)
    with_password(page, email)
    for path in ("/customers", "/settings/staff", "/account"):
        page.goto(HOME + path)
        expect(page).to_have_url(ENROLMENT)
    assert axe_violations(page) == []
    assert page.evaluate(WIDER) == 0
    return page


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", 360)])
@pytest.mark.usefixtures("asking_nobody_afterwards")
def test_an_app_is_set_up_at_the_door_and_asked_for_from_then_on(
    entrance: Entrance, language: str, width: int, phone: str
) -> None:
    email = f"enrolled{phone}@example.com"
    page = at_enrolment(entrance, email, language, width)
    page.locator("form[action$='/authenticator/beginning'] button").click()
    secret = (page.locator("dialog[open] .spelt").text_content() or "").replace(" ", "")
    page.locator("#a-code").fill("000000")
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open] .notice-bad")).to_be_visible()
    assert axe_violations(page) == []
    page.locator("#a-code").fill(pyotp.TOTP(secret).now())
    page.keyboard.press("Enter")
    assert len(codes_kept(page)) == 10
    page.wait_for_url(lambda address: "/sign-in" not in address)
    page.goto(f"{HOME}/settings/staff")
    expect(page.locator("tr", has_text=email)).to_be_visible()

    signed_out(entrance, page)
    with_password(page, email)
    expect(page).to_have_url(re.compile("/sign-in/factor"))
    page.locator("#code").fill(pyotp.TOTP(secret).at(int(time.time()) + 30))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/sign-in" not in address)


@pytest.mark.usefixtures("asking_nobody_afterwards")
def test_a_passkey_is_set_up_at_the_door_and_enough_from_then_on(
    entrance: Entrance, phone: str
) -> None:
    email = f"finger{phone}@example.com"
    page = at_enrolment(entrance, email, "ar", 360)
    finger = Finger(page)
    page.locator("a.choice-card[href$='/passkeys/new']").click()
    page.locator("#passkey-name").fill("Phone")
    finger.refuses(is_refusing=True)
    page.locator("dialog[open] .dialog-foot .btn-main").click()
    expect(page.locator("dialog[open] [data-failed]")).to_be_visible()
    expect(page).to_have_url(ENROLMENT)
    finger.refuses(is_refusing=False)
    page.locator("dialog[open] .dialog-foot .btn-main").click()
    codes = codes_kept(page)
    page.wait_for_url(lambda address: "/sign-in" not in address)

    signed_out(entrance, page)
    passkey_asked(page)
    page.wait_for_url(lambda address: "/sign-in" not in address)
    signed_out(entrance, page)
    with_password(page, email)
    page.locator("#code").fill(codes[0])
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/sign-in" not in address)


@pytest.mark.usefixtures("asking_nobody_afterwards")
def test_who_thinks_better_of_it_is_out_and_nothing_is_set_up(
    entrance: Entrance, phone: str
) -> None:
    email = f"later{phone}@example.com"
    page = at_enrolment(entrance, email, "en", 1280)
    page.locator("form[action$='/sign-out'] button").click()
    page.wait_for_url("**/sign-in")
    page.goto(f"{HOME}/customers")
    expect(page).to_have_url(re.compile("/sign-in$|/sign-in\\?"))
    with_password(page, email)
    expect(page).to_have_url(ENROLMENT)
