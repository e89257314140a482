"""Every picture of the documentation is one that `make pictures` takes, shown, and small."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

from tests.architecture.tidiness import HOUSE
from tests.instruments.pictured import PICTURES_TAKEN
from tests.instruments.pictures import BYTES_MAX, PICTURES

SHOWN = re.compile(r"!\[(?P<words>[^\]]*)\]\((?P<path>[^)\s]+)\)")
PAGES = sorted([*HOUSE.glob("*.md"), *(HOUSE / "docs").rglob("*.md")])
KINDS = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"}


def shown_on(page: Path, text: str) -> set[Path]:
    paths = (found["path"] for found in SHOWN.finditer(text))
    return {Path(os.path.normpath(page.parent / path)) for path in paths}


def wordless(text: str) -> list[str]:
    return [found["path"] for found in SHOWN.finditer(text) if not found["words"].strip()]


def lying_about(files: Iterable[Path], taken: set[Path]) -> list[Path]:
    return sorted(set(files) - taken)


TAKEN = {PICTURES / f"{picture.name}.png" for picture in PICTURES_TAKEN}
SHOWN_SOMEWHERE = {path for page in PAGES for path in shown_on(page, page.read_text("utf-8"))}


def test_every_picture_that_is_shown_is_taken_by_make_pictures() -> None:
    assert SHOWN_SOMEWHERE
    assert lying_about(SHOWN_SOMEWHERE, TAKEN) == []


def test_every_picture_that_is_taken_is_there_and_shown() -> None:
    assert [path.name for path in sorted(TAKEN) if not path.is_file()] == [], "run: make pictures"
    assert lying_about(TAKEN, SHOWN_SOMEWHERE) == []


def test_no_picture_lies_about_that_nothing_takes() -> None:
    there = [path for path in (HOUSE / "docs").rglob("*") if path.suffix.lower() in KINDS]
    assert lying_about(there, TAKEN) == []


def test_no_picture_is_large_and_none_is_called_like_another() -> None:
    assert len(TAKEN) == len(PICTURES_TAKEN)
    large = {path.name: path.stat().st_size for path in TAKEN if path.stat().st_size > BYTES_MAX}
    assert large == {}


def test_every_picture_says_in_words_what_it_shows() -> None:
    assert [path for page in PAGES for path in wordless(page.read_text("utf-8"))] == []


def test_a_page_with_a_picture_that_nobody_takes_or_describes_is_seen() -> None:
    page = HOUSE / "docs" / "guide" / "sample.md"
    text = "![](../pictures/nowhere.png) [a link](../pictures/till.png)"
    assert shown_on(page, text) == {HOUSE / "docs" / "pictures" / "nowhere.png"}
    assert lying_about(shown_on(page, text), TAKEN) == [PICTURES / "nowhere.png"]
    assert wordless(text) == ["../pictures/nowhere.png"]
