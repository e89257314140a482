"""Photographs every screen of console and portal into shots/, laid out on contact sheets.

Run `make screens`. Every page route in both languages, two widths, light and dark, with customers
and without; it fails when a page route is not on the walk.
"""

import asyncio
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from regulars.console.routes import ROUTES
from regulars.runtime.embedded import remove_home, running_server
from tests.instruments.browser import CHROMIUM, FLAGS, Complaints
from tests.instruments.installation import make_template
from tests.instruments.scenes import SCENES, Scene, Stage, route_of
from tests.journeys.portal import phone_of
from tests.journeys.portal_walk import walked
from tests.journeys.shop import Shop, running_shop
from tests.journeys.stages import furnished, ids_of_house
from tests.world import House, people_the_world

SHOTS = Path(__file__).parents[2] / "shots"
LANGUAGES = ("en", "ar")
SIZES = {1280: (1280, 800), 360: (360, 740)}
THEMES = ("light", "dark")
SHEET = (
    "<!doctype html><style>body{display:flex;flex-wrap:wrap;gap:12px;margin:12px;"
    "font:12px sans-serif;background:#888}figure{margin:0}img{display:block}</style>"
)
# Outside the pipeline of pages, because nobody is signed in there.
NOT_DECLARED = frozenset({"/sign-in", "/", "/c", "/api/v1/docs"})
# No page, but what stands on one.
NO_PAGES = frozenset(
    {"/customers/{id}/picture", "/exports/{id}/file", "/verifications/{id}/papers/{place}"}
)


@dataclass(frozen=True, slots=True)
class Look:
    """One way to see everything: a shop, a language, a width, a theme."""

    shop: str
    language: str
    width: int
    theme: str

    @property
    def name(self) -> str:
        return f"{self.shop}-{self.language}-{self.width}-{self.theme}"


def page_routes() -> set[str]:
    paths = (route.path for route in ROUTES if route.method == "GET")
    found = {path.removeprefix("/c/{tenant:str}").replace(":str}", "}") for path in paths}
    return (found | NOT_DECLARED) - NO_PAGES


def routes_not_walked() -> set[str]:
    return page_routes() - {route_of(scene) for scene in SCENES}


def looks() -> Iterator[Look]:
    for shop, *rest in product(("full", "empty"), LANGUAGES, SIZES, THEMES):
        yield Look(shop, *rest)  # type: ignore[arg-type]


def main() -> int:
    if missed := sorted(routes_not_walked()):
        sys.stderr.write(f"not on the walk: {', '.join(missed)}\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "postgres"
        try:
            with running_server(home, durable=False) as server:
                template = asyncio.run(make_template(server, Path(folder) / "installation"))
                world = asyncio.run(people_the_world(template))
                with running_shop(template.settings, world) as shop:
                    photograph(shop)
        finally:
            remove_home(home)
    return 0


def photograph(shop: Shop) -> None:
    """The laundry has customers of every kind, the bakery none but Ana, who is deleted."""
    laundry, bakery = shop.world.laundry, shop.world.bakery
    ids = {
        "full": furnished(shop, laundry, 9500_0001, preferences={"starch": "light"}),
        "empty": {"branch": ids_of_house(bakery, "")["branch"]},
    }
    with shop.api(laundry) as client:
        for at in range(60):
            client.post("/customers", json={"type": "guest" if at % 3 else "stub", **person(at)})
    with shop.api(bakery) as client:
        client.delete(f"/customers/{bakery.ana.id}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for look in looks():
            house = laundry if look.shop == "full" else bakery
            taken = walk(browser, shop, house, look, ids[look.shop])
            lay_out(browser, look, taken)
            sys.stdout.write(f"{look.name}: {len(taken)} screens\n")
        for turn, look in enumerate(portal_looks()):
            taken = at_the_portal(browser, shop, look, str(9620_0001 + turn * 10))
            lay_out(browser, look, taken)
            sys.stdout.write(f"{look.name}: {len(taken)} screens\n")
        browser.close()


def person(at: int) -> dict[str, str]:
    return {} if at % 3 else {"name": f"Customer {at}", "phone": str(9510_0001 + at)}


def walk(
    browser: Browser, shop: Shop, house: House, look: Look, ids: Mapping[str, str]
) -> dict[str, Path]:
    folder = SHOTS / look.name
    folder.mkdir(parents=True, exist_ok=True)
    width, height = SIZES[look.width]
    taken: dict[str, Path] = {}
    slug = house.tenant.slug
    for is_outside in (True, False):
        context = browser.new_context(
            base_url=shop.address,
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
        )
        cookies = {"language": look.language, "theme": look.theme}
        if not is_outside:
            cookies |= shop.session(house, f"owner@{slug}.example.com")
        context.add_cookies(
            [{"name": n, "value": v, "url": shop.address} for n, v in cookies.items()]
        )
        stage = Stage(context.new_page(), f"/c/{slug}", ids)
        for scene in SCENES:
            if scene.is_outside == is_outside and shows(stage, scene, look):
                stage.show(scene)
                taken[scene.name] = folder / f"{scene.name}.png"
                stage.page.screenshot(path=taken[scene.name], animations="disabled")
        context.close()
    return taken


def portal_looks() -> Iterator[Look]:
    for look in product(LANGUAGES, SIZES, THEMES):
        yield Look("portal", *look)


def at_the_portal(browser: Browser, shop: Shop, look: Look, number: str) -> dict[str, Path]:
    """As a customer sees it, whole pages; `number` and nine after it are nobody's."""
    folder = SHOTS / look.name
    folder.mkdir(parents=True, exist_ok=True)
    taken: dict[str, Path] = {}
    theirs = phone_of(
        shop, browser, Complaints(), language=look.language, width=look.width, scheme=look.theme
    )
    for name in walked(theirs, number):
        theirs.page.evaluate("document.fonts.ready.then(() => true)")
        taken[name] = folder / f"{name}.png"
        theirs.page.screenshot(path=taken[name], animations="disabled")
    theirs.context.close()
    return taken


def shows(stage: Stage, scene: Scene, look: Look) -> bool:
    """An empty shop is worth a look where emptiness shows."""
    return not scene.is_half and stage.has(scene) and (look.shop == "full" or scene.name in EMPTY)


EMPTY = frozenset(
    {
        "home",
        "till",
        "till-new",
        "customers",
        "customers-none",
        "customers-deleted",
        "branches",
        "keys",
    }
)


def lay_out(browser: Browser, look: Look, taken: dict[str, Path]) -> None:
    """A contact sheet is a page of thumbnails, and photographed as one."""
    across, many = (500, 12) if look.width == 1280 else (210, 14)
    page = browser.new_page(viewport={"width": 1560, "height": 900})
    for number, part in enumerate(batches(sorted(taken.items()), many), start=1):
        figures = "".join(
            f"<figure><img src='{path.as_uri()}' width='{across}'><figcaption>{escape(name)}"
            "</figcaption></figure>"
            for name, path in part
        )
        sheet = SHOTS / f"{look.name}-{number}.html"
        sheet.write_text(f"{SHEET}<title>{look.name}</title>{figures}", encoding="utf-8")
        page.goto(sheet.as_uri(), wait_until="load")
        page.screenshot(path=sheet.with_suffix(".png"), full_page=True)
        sheet.unlink()
    page.close()


def batches(items: list[tuple[str, Path]], many: int) -> Iterator[list[tuple[str, Path]]]:
    for start in range(0, len(items), many):
        yield items[start : start + many]


if __name__ == "__main__":
    sys.exit(main())
