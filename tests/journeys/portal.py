"""A customer's phone at the portal of a running shop: in by a code, then from page to page."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page

from regulars.app import open_keys, opened_database
from regulars.domains.identity.codes.rules import code_of
from regulars.runtime.context import Context
from tests.instruments.browser import PATIENCE_MILLISECONDS, Complaints
from tests.journeys.shop import Shop
from tests.portal.visitors import LONG_AGO, NEWEST

SIZES = {1280: {"width": 1280, "height": 800}, 360: {"width": 360, "height": 740}}
# By name: every page of the portal that somebody signed in may walk to.
PAGES = {
    "home": "",
    "profile": "/profile",
    "details": "/profile/details",
    "preferences": "/profile/preferences",
    "messages": "/profile/messages",
    "addresses": "/addresses",
    "address-new": "/addresses/new",
    "privacy": "/privacy",
    "papers": "/papers",
    "devices": "/devices",
    "sign-ins": "/sign-ins",
    "looks": "/looks",
    "not-found": "/nothing-here",
}
OUTSIDE = {"sign-in": "/sign-in", "by-email": "/sign-in?by=email", "number": "/number"}


def newest_code(shop: Shop) -> str:
    """What stands on their phone. In a thread, because the browser's loop has this one."""

    async def read() -> str:
        keys = open_keys(shop.settings)
        context = Context(shop.laundry.tenant.id, actor_kind="system")
        async with (
            opened_database(shop.settings, keys, size=1) as database,
            database.transaction(context) as tx,
        ):
            row = await tx.row(NEWEST)
            assert row is not None
            code = code_of(tx.keys, row["id"], row["purpose"], row["destination"])
            await tx.run(LONG_AGO)
            return code

    with ThreadPoolExecutor(1) as threads:
        return threads.submit(lambda: asyncio.run(read())).result()


@dataclass(frozen=True, slots=True)
class Phone:
    shop: Shop
    page: Page
    context: BrowserContext

    @property
    def home(self) -> str:
        return f"{self.shop.address}/p/{self.shop.laundry.tenant.slug}"

    def come_in(self, number: str) -> None:
        """By thumb: the code is sent as soon as it is whole."""
        self.page.goto(f"{self.home}/sign-in")
        self.page.locator("#phone").fill(number)
        self.page.locator("form .btn-main").click()
        self.page.wait_for_url("**/code?s=*")
        self.page.locator("#code").press_sequentially(newest_code(self.shop))
        self.page.wait_for_url(self.home)


def phone_of(
    shop: Shop,
    browser: Browser,
    complaints: Complaints,
    *,
    language: str = "en",
    width: int = 360,
    scheme: str = "light",
    scripted: bool = True,
) -> Phone:
    context = browser.new_context(
        base_url=shop.address,
        viewport=SIZES[width],  # type: ignore[arg-type]
        color_scheme=scheme,  # type: ignore[arg-type]
        java_script_enabled=scripted,
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    if scripted:
        complaints.watch(context)
    context.add_cookies([{"name": "language", "value": language, "url": shop.address}])
    return Phone(shop, context.new_page(), context)
