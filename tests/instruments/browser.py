"""Debian's Chromium: started once a module, and watched for everything a page must not do."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

PATIENCE_MILLISECONDS = 60_000  # longer than any machine takes
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
# Best practices of a page's outline stay out: what counts is what keeps people from using it.
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WATCH = """
window.__ran = 0;
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy broken: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
# A page is told that something is gone, changed meanwhile or wrong by such a status.
EXPECTED_STATUSES = ("status of 409", "status of 422")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@dataclass
class Complaints:
    """What the pages of one browser context did wrong."""

    said: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        context.add_init_script(WATCH)
        context.on("page", self._watch_page)

    def forget(self, *expected: str) -> None:
        """What a journey brought about on purpose, such as a page that is not there."""
        self.said = [one for one in self.said if not any(part in one for part in expected)]

    def _watch_page(self, page: Page) -> None:
        page.on("console", self._hear)
        page.on("pageerror", lambda fault: self.said.append(f"error: {fault}"))
        page.on("dialog", lambda dialog: self.said.append(f"a script asked: {dialog.message}"))

    def _hear(self, message: ConsoleMessage) -> None:
        is_expected = any(status in message.text for status in EXPECTED_STATUSES)
        if message.type in ("error", "warning") and not is_expected:
            self.said.append(message.text)


OPEN_MENU = "details.menu[open]"


def axe_violations(page: Page) -> list[str]:
    """What keeps people out, as axe finds it: rule, how bad, and where."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(
        "(tags) => axe.run(document, {runOnly: tags, resultTypes: ['violations']})"
        ".then((result) => result.violations)",
        AXE_TAGS,
    )
    # What an open menu lies over is reached when the menu is closed.
    is_covered = page.locator(OPEN_MENU).count() > 0
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node.get('failureSummary', '')}"
        for one in found
        for node in one["nodes"]
        if not (is_covered and "partially obscured" in node.get("failureSummary", ""))
    ]
