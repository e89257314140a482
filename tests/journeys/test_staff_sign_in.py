"""A person becomes staff and proves who they are: by a link, a passkey, an app, a code on paper."""

import re
import time
from collections.abc import Mapping
from typing import Any

import pyotp
import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.instruments.browser import axe_violations
from tests.journeys.conftest import Entrance
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

OWNER = "owner@laundry.example.com"
HOME = "/c/laundry"
PHONE: Mapping[str, Any] = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Finger:
    """The browser's own make-believe authenticator, as DevTools gives it to a page."""

    def __init__(self, page: Page) -> None:
        self.devtools: CDPSession = page.context.new_cdp_session(page)
        self.devtools.send("WebAuthn.enable")
        made = self.devtools.send("WebAuthn.addVirtualAuthenticator", {"options": dict(PHONE)})
        self.id = made["authenticatorId"]

    def refuses(self, *, is_refusing: bool) -> None:
        """As when somebody closes the browser's dialog, or is not whom it knows."""
        verified = {"authenticatorId": self.id, "isUserVerified": not is_refusing}
        self.devtools.send("WebAuthn.setUserVerified", verified)

    def remembers(self) -> list[dict[str, Any]]:
        found = self.devtools.send("WebAuthn.getCredentials", {"authenticatorId": self.id})
        return list(found["credentials"])


def invited(entrance: Entrance, email: str, language: str = "en") -> str:
    """The link, as the owner is shown it."""
    page = entrance.open(language=language, email=OWNER)
    page.goto(f"{HOME}/settings/staff")
    page.locator("a[href$='/invitations/new']").click()
    page.locator("#i-email").fill(email)
    page.locator("[name=role][value=admin]").check()
    page.keyboard.press("Enter")
    return page.locator(".secret code").text_content() or ""


def joined(entrance: Entrance, email: str, **opened: Any) -> Page:
    """By the link, as far as the door."""
    link = invited(entrance, email, opened.get("language", "en"))
    page = entrance.open(**opened)
    page.goto(link[link.index(HOME) :])
    expect(page.locator("#j-email")).to_have_value(email)
    page.locator("#j-name").fill("Noor Sample")
    page.locator("#j-password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in")
    return page


def with_password(page: Page, email: str) -> None:
    page.locator("#email").fill(email)
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: not address.endswith("/sign-in"))


def signed_out(entrance: Entrance, page: Page) -> None:
    page.locator(".topbar details.menu summary").last.click()
    page.locator("form[action$='/sign-out'] button").click()
    page.wait_for_url("**/sign-in")
    # What the page had asked for just before is refused by then.
    entrance.complaints.forget("status of 401", "Code 401")


def passkey_added(page: Page, name: str) -> None:
    page.goto(f"{HOME}/account")
    page.locator("a[href$='/passkeys/new']").click()
    page.locator("#passkey-name").fill(name)
    page.locator("dialog[open] .dialog-foot .btn-main").click()


def codes_kept(page: Page) -> list[str]:
    """Written down, and the dialog closed."""
    page.locator("dialog[open] .recovery-codes").wait_for()
    codes = page.locator("dialog[open] .recovery-codes li").all_text_contents()
    page.locator("dialog[open] .dialog-foot .btn-main").click()
    expect(page.locator("dialog[open]")).to_have_count(0)
    return codes


def passkey_asked(page: Page) -> None:
    page.locator("form[action$='/question'] button").click()


def test_somebody_invited_adds_a_passkey_and_comes_in_without_a_password(
    entrance: Entrance, language: str, width: int, phone: str
) -> None:
    page = joined(entrance, f"noor{phone}@example.com", language=language, width=width)
    with_password(page, f"noor{phone}@example.com")
    finger = Finger(page)
    passkey_added(page, "Noor’s phone")
    assert len(codes_kept(page)) == 10
    expect(page.locator(".things")).to_contain_text(["Noor’s phone", ""])
    assert [one["rpId"] for one in finger.remembers()] == ["localhost"]

    signed_out(entrance, page)
    passkey_asked(page)
    page.wait_for_url(lambda address: "/sign-in" not in address)
    page.goto(f"{HOME}/settings/staff")
    expect(page.locator("tr", has_text=f"noor{phone}@example.com")).to_be_visible()


def test_a_browser_that_says_no_is_told_in_words_and_asked_again(
    entrance: Entrance, language: str, phone: str
) -> None:
    page = joined(entrance, f"no{phone}@example.com", language=language)
    with_password(page, f"no{phone}@example.com")
    finger = Finger(page)
    finger.refuses(is_refusing=True)
    passkey_added(page, "Phone")
    expect(page.locator("dialog[open] [data-failed]")).to_be_visible()
    assert finger.remembers() == []
    finger.refuses(is_refusing=False)
    page.locator("dialog[open] .dialog-foot .btn-main").click()
    codes_kept(page)

    signed_out(entrance, page)
    finger.refuses(is_refusing=True)
    passkey_asked(page)
    expect(page.locator("[data-failed]")).to_be_visible()
    finger.refuses(is_refusing=False)
    passkey_asked(page)
    page.wait_for_url(lambda address: "/sign-in" not in address)


def test_a_passkey_of_another_address_is_not_asked_for(entrance: Entrance) -> None:
    """It belongs to the name that the house is known by; under a number it would be nobody's."""
    page = entrance.open()
    Finger(page)
    page.goto(entrance.shop.address.replace("localhost", "127.0.0.1") + f"{HOME}/sign-in")
    passkey_asked(page)
    expect(page.locator("[data-elsewhere]")).to_be_visible()
    expect(page).to_have_url(re.compile("/sign-in$"))


def test_a_passkey_is_the_second_step_too(entrance: Entrance, phone: str) -> None:
    page = joined(entrance, f"one{phone}@example.com")
    with_password(page, f"one{phone}@example.com")
    Finger(page)
    passkey_added(page, "Phone")
    codes_kept(page)
    signed_out(entrance, page)
    with_password(page, f"one{phone}@example.com")
    expect(page).to_have_url(re.compile("/sign-in/factor"))
    passkey_asked(page)
    page.wait_for_url(lambda address: "/sign-in" not in address)


def test_an_app_is_set_up_asked_for_and_replaced_by_a_code_on_paper(
    entrance: Entrance, language: str, width: int, phone: str
) -> None:
    email = f"app{phone}@example.com"
    page = joined(entrance, email, language=language, width=width)
    with_password(page, email)
    page.goto(f"{HOME}/account")
    page.locator("form[action$='/authenticator/beginning'] button").click()
    secret = (page.locator("dialog[open] .spelt").text_content() or "").replace(" ", "")
    page.locator("#a-code").fill("000000")
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open] .notice-bad")).to_be_visible()
    page.locator("#a-code").fill(pyotp.TOTP(secret).now())
    page.keyboard.press("Enter")
    codes = codes_kept(page)

    signed_out(entrance, page)
    with_password(page, email)
    expect(page.locator("#code")).to_be_focused()
    assert axe_violations(page) == []
    page.keyboard.type("123")
    page.keyboard.press("Enter")
    expect(page.locator(".notice-bad")).to_be_visible()
    # Each step opens once, and the one after this is as good: clocks differ.
    page.locator("#code").fill(pyotp.TOTP(secret).at(int(time.time()) + 30))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/sign-in" not in address)

    signed_out(entrance, page)
    with_password(page, email)
    page.locator(".other-way summary").click()
    page.locator("#recovery").fill(codes[0].lower())
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/sign-in" not in address)
    page.goto(f"{HOME}/account")
    expect(page.locator("main")).to_contain_text("9" if language == "en" else re.compile("9|٩"))
