"""Photographs what the README and the guide show into docs/pictures/, so that nobody does by hand.

Run `make pictures` when a screen has changed. Two small shops of the demo, with invented people.
"""

import asyncio
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from regulars.app import open_keys
from regulars.demo.samples import Access, make_shop
from regulars.demo.shops import FLORIST, LAUNDRY
from regulars.runtime.embedded import remove_home, running_server
from tests.instruments.browser import CHROMIUM, FLAGS
from tests.instruments.installation import Installation, make_template
from tests.instruments.scenes import Act, asked, shortcuts, typed
from tests.journeys.shop import running_shop
from tests.world import World, people_the_world

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
BYTES_MAX = 150_000
PEOPLE = 90
LOW, WIDE, HIGH = (1000, 560), (1180, 560), (1180, 660)
# The person of the guide: at the counter of both shops.
HUDA = {"name": "Huda Sample", "name2": "هدى المثال", "phone": "9000 1234"}


@dataclass(frozen=True, slots=True)
class Picture:
    """`on` is the page's address, with {huda} for the person of the guide; `act` is done there."""

    name: str
    on: str
    act: Act | None = None
    size: tuple[int, int] = LOW
    is_arabic: bool = False
    cookies: Mapping[str, str] | None = None
    afterwards: Act | None = None


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


def blocked(page: Page) -> None:
    """Taken back at once: the other pictures show a customer like any other."""
    page.goto(f"{page.url}/block")
    page.locator("[name=reason]").fill("Two orders were never paid")
    page.locator(".dialog-foot .btn-bad").click()
    expect(page.locator(".notice-bad")).to_be_visible()


def unblocked(page: Page) -> None:
    page.locator(".toast [data-undoes] button").click()
    expect(page.locator(".notice-bad")).to_have_count(0)


def palette(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.locator("#palette-entry").wait_for()
    asked("huda")(page)


MANY = {"columns": "customer.number.phone.email.stage.tags.created"}
PICTURES_TAKEN: tuple[Picture, ...] = (
    Picture("till", "/till", typed("sample huda"), WIDE),
    Picture("till-arabic", "/till", typed("هدى المثال"), WIDE, is_arabic=True),
    Picture("till-nobody-yet", "/till", typed("9000 5678")),
    Picture("till-new-customer", "/till", new("Maryam Example", "9000 5678")),
    Picture("till-number-known", "/till", saved("Maryam Example", "9000 1234", ".person")),
    Picture("till-served", "/till", saved("Maryam Example", "9000 5678", ".served-name")),
    Picture("customers", "/customers", None, HIGH),
    Picture("customers-columns", "/customers?stage=full", opened("#columns"), HIGH, cookies=MANY),
    Picture("customers-arabic", "/customers", None, HIGH, is_arabic=True),
    Picture("customer", "{huda}", None, HIGH),
    Picture("customer-edit", "{huda}", dialog("#customer-edit"), HIGH),
    Picture("customer-blocked", "{huda}", blocked, afterwards=unblocked),
    Picture("settings-staff", "/settings/staff", None, WIDE),
    Picture("settings-branches", "/settings/branches"),
    Picture("settings-keys-new", "/settings/keys", dialog("a[href$='/keys/new']"), HIGH),
    Picture("palette", "/customers", palette),
    Picture("shortcuts", "/customers", shortcuts, HIGH),
)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "postgres"
        try:
            with running_server(home, durable=False) as server:
                template = asyncio.run(make_template(server, Path(folder) / "installation"))
                world, shops = asyncio.run(furnished(template))
                # As whom the demo's keys are made.
                settings = replace(template.settings, environment="demo")
                with running_shop(settings, world) as shop:
                    photograph(shop.address, shops)
        finally:
            remove_home(home)
    return 0


async def furnished(template: Installation) -> tuple[World, tuple[Access, Access]]:
    keys = open_keys(template.settings)
    world = await people_the_world(template)
    async with template.database("work") as operator, template.database() as database:
        small = (replace(shop, customers_count=PEOPLE) for shop in (LAUNDRY, FLORIST))
        laundry, florist = [await make_shop(operator, database, keys, shop) for shop in small]
    return world, (laundry, florist)


def photograph(address: str, shops: tuple[Access, Access]) -> None:
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        huda = {shop.tenant.slug: _huda(address, shop) for shop in shops}
        for picture in PICTURES_TAKEN:
            shop = shops[1] if picture.is_arabic else shops[0]
            path = take(browser, address, shop, picture, huda[shop.tenant.slug])
            sys.stdout.write(f"{path.name}: {path.stat().st_size // 1000} kB\n")
        browser.close()


def _huda(address: str, shop: Access) -> str:
    headers = {"Authorization": f"Bearer {shop.api_key}"}
    with httpx.Client(base_url=f"{address}/api/v1", headers=headers) as client:
        made = client.post("/customers", json={"type": "stub", **HUDA}).raise_for_status().json()
        at = f"/customers/{made['id']}"
        more = {"tags": ["vip"], "language": "ar", "preferences": {"folding": "hanger"}}
        client.patch(at, json=more).raise_for_status()
        upgrade = {"type": "full", "email": "huda@example.com"}
        client.post(f"{at}/upgrade", json=upgrade).raise_for_status()
    return at


def take(browser: Browser, address: str, shop: Access, picture: Picture, huda: str) -> Path:
    width, height = picture.size
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    context.set_default_timeout(20_000)
    language = "ar" if picture.is_arabic else "en"
    cookies = {"language": language, "theme": "light", **(picture.cookies or {})}
    context.add_cookies([{"name": n, "value": v, "url": address} for n, v in cookies.items()])
    page = signed_in(context, shop)
    page.goto(f"/c/{shop.tenant.slug}{picture.on.format(huda=huda)}")
    page.wait_for_load_state()
    if picture.act:
        picture.act(page)
    page.evaluate("document.fonts.ready.then(() => true)")
    path = PICTURES / f"{picture.name}.png"
    page.screenshot(path=path, animations="disabled")
    if picture.afterwards:
        picture.afterwards(page)
    context.close()
    return path


def signed_in(context: BrowserContext, shop: Access) -> Page:
    owner = shop.staff[0]
    page = context.new_page()
    page.goto(f"/c/{shop.tenant.slug}/sign-in")
    page.locator("#email").fill(owner["email"])
    page.locator("#password").fill(owner["password"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/till")
    return page


if __name__ == "__main__":
    sys.exit(main())
