"""Every picture of the README and the guide: on which page it is taken, and what is done there."""

from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.instruments.scenes import Act, asked, setting_up, shortcuts, typed

LOW, WIDE, HIGH, TALL = (1000, 560), (1180, 560), (1180, 660), (1180, 900)


@dataclass(frozen=True, slots=True)
class Picture:
    """`on` is the page's address, with {huda} for the person of the guide and {company} for whom
    she works; `act` is done there. `staff` is who sits there: owner, admin, branch staff."""

    name: str
    on: str
    act: Act | None = None
    size: tuple[int, int] = LOW
    is_arabic: bool = False
    cookies: Mapping[str, str] | None = None
    afterwards: Act | None = None
    staff: int = 0


def new(name: str, phone: str) -> Act:
    """Somebody whom nobody knows yet, up to the dialog."""

    def act(page: Page) -> None:
        typed(name)(page)
        page.locator("#answer-new").click()
        page.locator("#draft-phone").fill(phone)

    return act


def saved(name: str, phone: str, shows: str) -> Act:
    def act(page: Page) -> None:
        new(name, phone)(page)
        page.keyboard.press("Enter")
        page.locator(shows).first.wait_for()

    return act


def opened(summary: str) -> Act:
    def act(page: Page) -> None:
        page.locator(summary).click()
        page.mouse.move(0, 0)

    return act


def dialog(link: str) -> Act:
    def act(page: Page) -> None:
        page.locator(link).first.click()
        page.locator("dialog[open]").wait_for()

    return act


def drawn(page: Page) -> None:
    """A map stands when its land does; the pins were there before."""
    page.locator(".map-land").first.wait_for(state="attached")


def placed(link: str) -> Act:
    """A dialog with a map, rolled down to it."""

    def act(page: Page) -> None:
        dialog(link)(page)
        page.locator("dialog[open] .map-land").first.wait_for(state="attached")
        page.locator("dialog[open] .map-field").scroll_into_view_if_needed()

    return act


def verified(page: Page) -> None:
    page.locator("#chain [name=anew][value=no]").click()
    page.locator("#chain [name=anew][value=yes]").wait_for()


def charted(page: Page) -> None:
    page.locator("[data-chart] canvas").first.wait_for()


def blocked(page: Page) -> None:
    """Taken back at once: the other pictures show a customer like any other."""
    page.goto(f"{page.url}/block")
    page.locator("[name=reason]").fill("Two orders were never paid")
    page.locator(".dialog-foot .btn-bad").click()
    expect(page.locator(".notice-bad")).to_be_visible()


def unblocked(page: Page) -> None:
    page.locator(".toast [data-undoes] button").click()
    expect(page.locator(".notice-bad")).to_have_count(0)


def driver_typed(page: Page) -> None:
    dialog("a[href$='/staff/new']")(page)
    page.locator("#s-name").fill("Noor Example")
    page.locator("#s-phone").fill("9222 0104")
    page.locator("[name=role][value=driver]").check()


def let_in_again(page: Page) -> None:
    """The vendor of the shop, whose phone was gone for a day."""
    vendor = page.locator("tr", has_text="Nasser")
    vendor.locator("a[href$='/disable']").click()
    page.locator("dialog[open] .btn-bad").click()
    vendor.locator("a[href$='/enable']").click()
    page.locator("dialog[open]").wait_for()


def palette(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.locator("#palette-entry").wait_for()
    asked("huda")(page)


MANY = {"columns": "customer.number.phone.email.stage.tags.created"}
PICTURES_TAKEN: tuple[Picture, ...] = (
    # Before everybody else's signing in fills the newest entries.
    Picture("audit", "/audit", verified, HIGH),
    Picture("till", "/till", typed("sample huda"), WIDE),
    Picture("till-arabic", "/till", typed("هدى المثال"), WIDE, is_arabic=True),
    Picture("till-nobody-yet", "/till", typed("9000 5678")),
    Picture("till-new-customer", "/till", new("Maryam Example", "9000 5678")),
    Picture("till-number-known", "/till", saved("Maryam Example", "9000 1234", ".person")),
    Picture("till-served", "/till", saved("Maryam Example", "9000 5678", ".served-name")),
    Picture("customers", "/customers", None, HIGH),
    Picture("customers-columns", "/customers?stage=full", opened("#columns"), WIDE, cookies=MANY),
    Picture("customers-arabic", "/customers", None, HIGH, is_arabic=True),
    Picture("customer", "{huda}", None, HIGH),
    Picture("customer-edit", "{huda}", dialog("#customer-edit"), HIGH),
    Picture("customer-blocked", "{huda}", blocked, afterwards=unblocked),
    Picture("customer-history", "{huda}/history", None, HIGH),
    Picture("customer-picture", "{huda}", dialog(".persona-picture"), HIGH),
    Picture("customer-looks", "{huda}/looks", None, HIGH),
    Picture("company", "{company}", None, HIGH),
    Picture("addresses", "{huda}/addresses", drawn, HIGH),
    Picture("addresses-new", "{huda}/addresses", placed("a[href$='/addresses/new']"), HIGH),
    Picture("addresses-arabic", "{huda}/addresses", drawn, HIGH, is_arabic=True),
    Picture("home", "?days=90&by=week", charted, TALL),
    Picture("home-arabic", "?days=90&by=week", charted, TALL, is_arabic=True),
    Picture("audit-looks", "/audit/looks", None, HIGH),
    Picture("branch-switch", "/customers", opened(".topbar .branch-name"), WIDE),
    Picture("branch-staff", "/customers", None, WIDE, staff=2),
    Picture("settings-preferences", "/settings/preferences", None, HIGH),
    Picture("settings-map", "/settings/branches", placed("a[href$='/edit']"), HIGH),
    Picture("settings-flags", "/settings/flags", None, WIDE),
    Picture("settings-jobs", "/settings/jobs", None, HIGH),
    Picture("settings-staff", "/settings/staff", None, WIDE),
    Picture("staff-account", "/account", None, WIDE),
    Picture("staff-authenticator", "/account", setting_up, HIGH),
    Picture("staff-invite", "/settings/staff", dialog("a[href$='/invitations/new']"), HIGH),
    Picture("staff-add-phone", "/settings/staff", driver_typed, TALL),
    Picture("staff-enable", "/settings/staff", let_in_again, WIDE),
    Picture("staff-roles", "/settings/roles", None, TALL),
    Picture("settings-branches", "/settings/branches"),
    Picture("settings-keys-new", "/settings/keys", dialog("a[href$='/keys/new']"), HIGH),
    Picture("palette", "/customers", palette),
    Picture("shortcuts", "/customers", shortcuts, HIGH),
)
