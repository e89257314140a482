"""A sign-up in the demo's portal by browser alone: the code is read where its messages arrive."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright, expect

from regulars.demo.carriers import page_address
from regulars.runtime.embedded import default_home, remove_home
from tests.demo.test_run import running
from tests.instruments.browser import CHROMIUM, FLAGS

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]

CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
E_MAIL = "huda.journey@example.com"
# In which language, in which shop, by what, how the carrier writes it, and how the portal does.
SIGN_UPS = [
    ("en", 0, "phone", "9600 1234", "+96896001234", "+968 9600 1234"),
    ("ar", 1, "email", E_MAIL, E_MAIL, E_MAIL),
]


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="demo-"))
    yield made
    remove_home(default_home(made))
    shutil.rmtree(made)


async def test_a_person_signs_up_with_the_code_that_the_carriers_page_shows(folder: Path) -> None:
    async with running(folder) as demo, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for language, shop, by, typed, to, shown in SIGN_UPS:
            home = f"http://localhost:{demo.port}/p/{demo.tenants[shop]['slug']}"
            context = await browser.new_context(viewport={"width": 360, "height": 740})
            page, phone = await context.new_page(), await context.new_page()
            await page.goto(f"{home}/sign-in?by={by}&language={language}")
            await page.locator(f"#{by}").fill(typed)
            await page.locator("form .btn-main").click()
            await page.wait_for_url("**/code?s=*")
            code = await read_on(phone, page_address(demo.port), language, to)
            await page.locator("#code").press_sequentially(code)
            await page.wait_for_url(home)
            await expect(page.locator("html")).to_have_attribute("lang", language)
            await page.goto(f"{home}/profile")
            await expect(page.get_by_text(shown)).to_be_visible()
            await context.close()
        await browser.close()


async def read_on(phone: Page, address: str, language: str, to: str) -> str:
    """Once it has arrived; the page looks again by itself."""
    await phone.goto(f"{address}?lang={language}")
    message = phone.locator("article").filter(has_text=to).first
    await message.wait_for(timeout=20_000)
    found = CODE.search(await message.locator(".said").inner_text())
    assert found, await message.inner_text()
    return found[0]
