"""An owner sets the shop up: branches, keys for programs, people who see their own branch only."""

import re

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Entrance
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

OWNER = "owner@laundry.example.com"
NEW = "an entirely new password"


def dialog(page: Page, address: str) -> None:
    page.locator(f"a[href$='{address}']").first.click()
    page.locator("dialog[open]").wait_for()


def test_a_branch_is_added_and_shown_in_the_menu(entrance: Entrance, language: str) -> None:
    page = entrance.open(language=language, email=OWNER)
    page.goto("/c/laundry/settings/branches")
    dialog(page, "/branches/new")
    page.locator("#b-name").fill("")
    page.keyboard.press("Enter")
    expect(page.locator("#b-name-fault")).to_be_visible()
    page.keyboard.type(f"Nizwa {language}")
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_be_visible()
    expect(page.locator(".whereabouts")).to_contain_text(f"Nizwa {language}")


def test_why_nothing_was_saved_is_read_above_the_dialog(entrance: Entrance) -> None:
    """On a phone it covers the place where such sentences stand."""
    page = entrance.open(email=OWNER, width=360)
    page.goto("/c/laundry/settings/branches")
    dialog(page, "/branches/new")
    page.locator("#b-name").fill("Sur")
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    expect(page.locator("#toasts:popover-open .toast-bad")).to_be_visible()
    expect(page.locator("#b-name")).to_have_value("Sur")
    page.context.set_offline(False)
    entrance.complaints.forget("ERR_INTERNET_DISCONNECTED", "htmx:")


def test_a_key_works_from_the_moment_it_is_made_until_it_is_revoked(entrance: Entrance) -> None:
    page = entrance.open(email=OWNER)
    page.goto("/c/laundry/settings/keys")
    dialog(page, "/keys/new")
    page.keyboard.type("The web shop")
    page.keyboard.press("Enter")
    secret = page.locator("dialog .secret code").text_content() or ""
    bearer = {"Authorization": f"Bearer {secret}"}
    customers = f"{entrance.shop.address}/api/v1/customers"
    assert httpx.get(customers, headers=bearer).status_code == 200
    page.locator("dialog .btn-main").click()

    row = page.locator("tr", has_text="The web shop")
    expect(row).to_contain_text(secret[-4:])
    row.locator("a").click()
    page.locator("dialog .btn-bad").click()
    expect(row.locator(".badge")).to_be_visible()
    entrance.shop.wait_until_refused(secret)


def test_somebody_new_signs_in_and_sees_their_branch_only(entrance: Entrance, phone: str) -> None:
    qurum, seeb = entrance.shop.laundry.branches
    entrance.shop.made(name="Of Qurum", phone=phone, branch_id=str(qurum.id))
    far = str(int(phone) + 500_000)
    entrance.shop.made(name="Of Seeb", phone=far, branch_id=str(seeb.id))
    email = f"maha{phone}@laundry.example.com"

    page = entrance.open(email=OWNER)
    page.goto("/c/laundry/settings/staff")
    dialog(page, "/staff/new")
    page.locator("#s-name").fill("Maha Al Farsi")
    page.locator("#s-email").fill(email)
    page.locator("#s-password").fill(PASSWORD)
    page.locator(f"input[name=branch_ids][value='{qurum.id}']").check()
    page.keyboard.press("Enter")
    expect(page.locator("tr", has_text=email)).to_be_visible()

    maha = entrance.open()
    maha.goto("/c/laundry/customers")
    maha.locator("#email").fill(email)
    maha.locator("#password").fill(PASSWORD)
    maha.keyboard.press("Enter")
    expect(maha.locator("#rows")).to_contain_text("Of Qurum")
    expect(maha.locator("#rows")).not_to_contain_text("Of Seeb")
    expect(maha.locator("a[href$='/settings']")).to_have_count(0)

    # A new password: out at once, in again with the new one.
    page.locator("tr", has_text=email).locator("a[href$='/password']").click()
    page.locator("#p-password").fill(NEW)
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(".toast")).to_contain_text("New password set")
    # Their page hears of it and leaves by itself, before anybody touches it.
    expect(maha).to_have_url(re.compile("/sign-in"))
    # What it had asked for just then was refused.
    entrance.complaints.forget("status of 401", "Code 401")
    maha.goto("/c/laundry/till")
    expect(maha.locator("#email")).to_be_visible()
    maha.locator("#email").fill(email)
    maha.locator("#password").fill(NEW)
    maha.keyboard.press("Enter")
    expect(maha.locator("#till-entry")).to_be_focused()


def test_the_business_is_named_anew_and_signing_out_ends_it(
    entrance: Entrance, language: str
) -> None:
    page = entrance.open(language=language, email=OWNER)
    page.goto("/c/laundry/settings")
    page.locator("#g-name").fill(f"The laundry of {language}")
    page.locator("main form .btn-main").click()
    expect(page.locator(".toast")).to_be_visible()
    expect(page.locator(".whereabouts strong")).to_have_text(f"The laundry of {language}")
    page.locator(".topbar details.menu summary").last.click()
    page.locator("form[action$='/sign-out'] button").click()
    page.wait_for_url("**/sign-in")
    # What the page had asked for just before is refused by then.
    entrance.complaints.forget("status of 401", "Code 401")
    expect(page.locator(".notice-calm")).to_be_visible()
    page.goto("/c/laundry/till")
    expect(page).to_have_url(re.compile("/sign-in"))
