"""The policy, the addresses of files, and times as people read them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from regulars.browser import moments
from regulars.browser.drawing import (
    BUILT,
    CONTENT_SECURITY_POLICY,
    AssetsNotBuilt,
    initial,
    static_addresses,
    tint,
)
from regulars.console.customers.views import Filters
from regulars.console.rendering import HTMX_SETTINGS
from regulars.runtime.language import Catalogue

MUSCAT = "Asia/Muscat"
NOW = datetime(2026, 3, 4, 20, 30, tzinfo=UTC)


def test_the_policy_allows_nothing_inline_and_nothing_foreign() -> None:
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY
    assert CONTENT_SECURITY_POLICY.startswith("default-src 'none'; ")


def test_htmx_may_neither_evaluate_nor_keep_pages_of_people() -> None:
    assert HTMX_SETTINGS["allowEval"] is False
    assert HTMX_SETTINGS["allowScriptTags"] is False
    assert HTMX_SETTINGS["selfRequestsOnly"] is True
    assert HTMX_SETTINGS["historyCacheSize"] == 0


def test_a_console_that_was_not_built_says_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(AssetsNotBuilt, match="npm run build"):
        static_addresses(tmp_path)


def test_every_built_file_is_there_under_a_name_that_tells_its_content() -> None:
    manifest = json.loads((BUILT / "manifest.json").read_text("utf-8"))
    assert {"app.css", "app.js", "htmx.js", "icons.svg", "mark.svg"} <= manifest.keys()
    assert all((BUILT / kept).is_file() and kept != name for name, kept in manifest.items())


def test_the_built_style_asks_no_other_host() -> None:
    style = (BUILT / json.loads((BUILT / "manifest.json").read_text())["app.css"]).read_text()
    assert "url(http" not in style
    assert "@import" not in style


def test_a_time_today_is_a_clock_and_any_other_a_day() -> None:
    ago = NOW - timedelta(hours=30)
    assert moments.when(ago, now=NOW, language="en", zone=MUSCAT) == "3 Mar 2026"
    assert "12:30" in moments.when(NOW, now=NOW, language="en", zone=MUSCAT)


def test_a_customer_since_today_is_a_customer_since_a_day() -> None:
    assert moments.day(NOW, language="en", zone=MUSCAT) == "5 Mar 2026"


def test_the_day_is_the_tenants_not_the_servers() -> None:
    late = datetime(2026, 3, 4, 21, 0, tzinfo=UTC)
    assert moments.when(late, now=late, language="ar", zone=MUSCAT).startswith("1:00")
    earlier = late - timedelta(hours=2)
    assert moments.when(earlier, now=late, language="ar", zone=MUSCAT) == "4 مارس 2026"


def test_the_full_time_names_its_zone() -> None:
    assert moments.full(NOW, language="en", zone=MUSCAT).endswith("(Asia/Muscat, +0400)")


@pytest.mark.parametrize(
    ("days", "heading"),
    [(0, "Today"), (1, "Yesterday"), (3, "Monday 2 March"), (365, "Wednesday 5 March 2025")],
)
def test_days_are_named_as_people_name_them(days: int, heading: str) -> None:
    local = (NOW + timedelta(hours=4)).date()
    said = moments.day_heading(
        local - timedelta(days=days),
        now=NOW,
        language="en",
        zone=MUSCAT,
        catalogue=Catalogue.load(strict=True),
    )
    assert said == heading


@pytest.mark.parametrize(
    ("name", "letter"),
    [("salma", "S"), ("الحارثي", "ح"), ("سلمى", "س"), ("  42", ""), ("", ""), (None, "")],
)
def test_a_monogram_shows_the_letter_that_tells_people_apart(name: str | None, letter: str) -> None:
    assert initial(name) == letter


def test_a_customer_keeps_one_colour() -> None:
    assert tint("0195-0000") == tint("0195-0000")
    assert {tint(str(one)) for one in range(100)} == {1, 2, 3, 4, 5, 6}


def test_filters_live_in_the_address() -> None:
    filters = Filters(q="a&b", sealed="x_-1", stage="stub")
    assert filters.address("/c/x", state="blocked") == "/c/x?s=x_-1&stage=stub&state=blocked"
    assert filters.address("/c/x", stage=None, s="") == "/c/x"
