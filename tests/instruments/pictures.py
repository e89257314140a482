"""Photographs what the README and the guide show into docs/pictures/, so that nobody does by hand.

Run `make pictures` when a screen has changed. Two small shops of the demo, with invented people.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from regulars.app import open_keys
from regulars.demo.pictures import drawn_face
from regulars.demo.samples import Access, make_shop
from regulars.demo.shops import FLORIST, LAUNDRY, SHOPS, Shop
from regulars.runtime.embedded import remove_home, running_server
from tests.instruments.browser import CHROMIUM, FLAGS
from tests.instruments.installation import Installation, make_template
from tests.instruments.pictured import PICTURES_TAKEN, Picture
from tests.journeys.shop import running_shop
from tests.world import World, people_the_world

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
BYTES_MAX = 150_000
PEOPLE = 90
# The person of the guide: at the counter of both shops.
HUDA = {"name": "Huda Sample", "name2": "هدى المثال", "phone": "9000 1234"}
HOME, WORK = ("Mother’s house", "بيت الوالدة"), ("Office", "المكتب")
COMPANY = {
    "type": "full", "kind": "company", "name": "Sample Hotels", "name2": "فنادق المثال",
    "phone": "9000 4321", "email": "stays@example.com", "tax_id": "OM0000123456",
    "credit_limit_minor": 500_000, "currency": "OMR", "payment_terms_days": 30,
}  # fmt: skip
COUNTING_SECONDS = 60
# Pictures of people come when they are scrolled to; those in sight are waited for.
FACES_SHOWN = (
    "Promise.all([...document.images].filter((one) => "
    "one.getBoundingClientRect().top < innerHeight).map((one) => one.decode())).then(() => true)"
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
    told = {access.tenant.slug: _tell(address, access) for access in shops}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for picture in PICTURES_TAKEN:
            shop = shops[1] if picture.is_arabic else shops[0]
            path = take(browser, address, shop, picture, told[shop.tenant.slug])
            sys.stdout.write(f"{path.name}: {path.stat().st_size // 1000} kB\n")
        browser.close()


def _tell(address: str, access: Access) -> dict[str, str]:
    """Everything that a shop knows of Huda, and of the company that she comes by for."""
    (shop,) = (shop for shop in SHOPS if shop.slug == access.tenant.slug)
    headers = {"Authorization": f"Bearer {access.api_key}"}
    with httpx.Client(base_url=f"{address}/api/v1", headers=headers) as client:
        company = _made(client, _named(shop, COMPANY))
        huda = _made(client, _named(shop, {"type": "stub", **HUDA}))
        more = {"tags": ["vip"], "language": "ar", "preferences": dict(shop.preferences[0])}
        client.patch(huda, json={**more, "company_id": company[-36:]}).raise_for_status()
        client.patch(huda, json={"email": "huda@example.com"}).raise_for_status()
        for home in _homes(shop):
            client.post(f"{huda}/addresses", json=home).raise_for_status()
        face = drawn_face(random.Random(shop.seed))  # noqa: S311 - a sample, not a secret
        png = {"Content-Type": "image/png"}
        client.put(f"{huda}/avatar", content=face, headers=png).raise_for_status()
        _wait_until_counted(client)
    return {"huda": huda, "company": company}


def _made(client: httpx.Client, given: Mapping[str, object]) -> str:
    return f"/customers/{client.post('/customers', json=given).raise_for_status().json()['id']}"


def _named(shop: Shop, given: Mapping[str, object]) -> dict[str, object]:
    """A shop that writes Arabic first has the Arabic name first."""
    if shop.locale == "en":
        return dict(given)
    return {**given, "name": given["name2"], "name2": given["name"]}


def _homes(shop: Shop) -> list[dict[str, object]]:
    """Two, in parts of the town that the shop delivers to, in the shop's own script."""
    script = 1 if shop.locale == "ar" else 0
    kinds = (("home", HOME[script], "14", "2"), ("work", WORK[script], "230", "1"))
    return [
        {
            "type": kind, "label": label, "building": building, "floor": floor,
            "city": area.city, "area": area.names[script],
            "latitude": area.latitude, "longitude": area.longitude,
        }
        for (kind, label, building, floor), area in zip(kinds, shop.areas, strict=False)
    ]  # fmt: skip


def _wait_until_counted(client: httpx.Client) -> None:
    """The worker adds everybody up; figures of now hold what was done before."""
    begun, deadline = datetime.now(UTC), time.monotonic() + COUNTING_SECONDS
    while time.monotonic() < deadline:
        told = client.get("/customers/statistics").raise_for_status().json()
        if datetime.fromisoformat(told["as_of"]) > begun:
            return
        time.sleep(0.2)
    raise TimeoutError("the worker did not count the shop in time")


def take(
    browser: Browser, address: str, shop: Access, picture: Picture, told: Mapping[str, str]
) -> Path:
    width, height = picture.size
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    context.set_default_timeout(60_000)
    language = "ar" if picture.is_arabic else "en"
    cookies = {"language": language, "theme": "light", **(picture.cookies or {})}
    context.add_cookies([{"name": n, "value": v, "url": address} for n, v in cookies.items()])
    page = signed_in(context, shop, picture.staff)
    page.goto(f"/c/{shop.tenant.slug}{picture.on.format_map(told)}")
    page.wait_for_load_state()
    if picture.act:
        picture.act(page)
    page.evaluate("document.fonts.ready.then(() => true)")
    page.evaluate(FACES_SHOWN)
    path = PICTURES / f"{picture.name}.png"
    page.screenshot(path=path, animations="disabled")
    if picture.afterwards:
        picture.afterwards(page)
    context.close()
    return path


def signed_in(context: BrowserContext, shop: Access, staff: int) -> Page:
    somebody = shop.staff[staff]
    page = context.new_page()
    page.goto(f"/c/{shop.tenant.slug}/sign-in")
    page.locator("#email").fill(somebody["email"])
    page.locator("#password").fill(somebody["password"])
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: not address.endswith("/sign-in"))
    return page


if __name__ == "__main__":
    sys.exit(main())
