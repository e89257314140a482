"""One shop for all journeys, and browsers that complain about everything a page does wrong."""

import itertools
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.instruments.browser import PATIENCE_MILLISECONDS, Complaints, browser
from tests.instruments.installation import Installation
from tests.journeys.shop import Shop, running_shop
from tests.world import House, World

__all__ = ["browser"]

SIZES = {1280: {"width": 1280, "height": 800}, 360: {"width": 360, "height": 740}}
_phones = itertools.count(9600_0001)


@pytest.fixture(scope="session")
async def shop(template: Installation, world: World) -> AsyncIterator[Shop]:
    async with template.clone() as installation:
        with running_shop(installation.settings, world) as opened:
            yield opened


@pytest.fixture
def phone() -> str:
    """Eight digits that nobody has."""
    return str(next(_phones))


@dataclass(frozen=True, slots=True)
class Entrance:
    """Opens browser windows at the shop, one for each person."""

    shop: Shop
    browser: Browser
    complaints: Complaints
    contexts: list[BrowserContext]

    def open(
        self,
        *,
        language: str = "en",
        width: int = 1280,
        email: str | None = None,
        house: House | None = None,
        theme: str = "light",
    ) -> Page:
        """Signed in as `email`, or at the door without one."""
        house = house or self.shop.laundry
        context = self.browser.new_context(
            base_url=self.shop.address,
            viewport=SIZES[width],  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        self.contexts.append(context)
        self.complaints.watch(context)
        cookies = {"language": language, "theme": theme}
        if email:
            cookies |= self.shop.session(house, email)
        context.add_cookies(
            [{"name": n, "value": v, "url": self.shop.address} for n, v in cookies.items()]
        )
        return context.new_page()


@pytest.fixture
def entrance(shop: Shop, browser: Browser) -> Iterator[Entrance]:
    opened = Entrance(shop, browser, Complaints(), [])
    yield opened
    for context in opened.contexts:
        context.close()
    assert opened.complaints.said == []


Opener = Callable[..., Page]


@pytest.fixture(params=["en", "ar"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[1280, 360])
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)
