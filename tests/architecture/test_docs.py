"""The documentation is true to the tree: paths, commands, settings, rooms, facts, links."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path

import click
import pytest

from regulars.cli import commands
from regulars.reference import reference_pages
from regulars.runtime.settings import _READ_ELSEWHERE, Settings
from tests.architecture.tidiness import HOUSE

DOCS = HOUSE / "docs"
ROOMS = HOUSE / "src" / "regulars" / "domains"
LINES_MAX = {"README.md": 60, "ARCHITECTURE.md": 200}
DECISION_LINES_MAX = 60
DECISION_PARTS = ("Context", "Decision", "Consequences", "Alternatives", "Enforced by")

# A path may be told from the top, or from where code is; a page of the docs also from its side, and
# a room's page from the room.
STARTS = ("", "src/regulars", "src/regulars/runtime", "src/regulars/console")
TOPS = ("src/", "tests/", "docs/", "migrations/", "scripts/", "requirements/", ".ci/")
ENDINGS = r"(?:py|sql|md|html|js|mjs|css|ftl|toml|txt|json|png|patch)"
MADE_LATER = (".demo/", ".venv/", "shots/")

FENCE = re.compile(r"^```(?P<kind>\S*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
PATH = re.compile(
    rf"(?<![\w/.-])(?:\.?[\w-][\w.*-]*(?:/[\w.*-]+)+\.{ENDINGS}(?!\w)|(?:{'|'.join(TOPS)})[\w./*-]*)"
)
MAKE = re.compile(r"(?:^|\s)make ([a-z][a-z-]*)", re.MULTILINE)
WORD = r"([a-z]+(?:-[a-z]+)*)"
COMMAND = re.compile(rf"(?:^|\s|bin/)regulars {WORD}(?: {WORD})?", re.MULTILINE)
SETTING = re.compile(r"\bREGULARS_[A-Z_]+[A-Z]\b")
LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)

Rule = Callable[[Path, str], list[str]]


def pages() -> list[Path]:
    return sorted([*HOUSE.glob("*.md"), *DOCS.rglob("*.md")])


def name_of(page: Path) -> str:
    return page.relative_to(HOUSE).as_posix()


def prose(text: str) -> str:
    return FENCE.sub("", text)


def spans(text: str) -> Iterator[str]:
    yield from SPAN.findall(prose(text))


def typed(text: str) -> str:
    """What a reader may type: code spans, and fences that show no other language."""
    fences = [found["body"] for found in FENCE.finditer(text) if found["kind"] in ("", "ini", "sh")]
    return "\n".join([*spans(text), *fences])


@cache
def make_targets() -> frozenset[str]:
    return frozenset(TARGET.findall((HOUSE / "Makefile").read_text(encoding="utf-8")))


@cache
def setting_names() -> frozenset[str]:
    return frozenset(f"REGULARS_{entry.name.upper()}" for entry in fields(Settings))


def unknown_paths(page: Path, text: str) -> list[str]:
    """Of paths told in prose, those that no file bears. Fences may show what is yet to be made."""
    told = {path for span in spans(text) for path in PATH.findall(span)}
    return sorted(path for path in told if not _is_there(page, path))


def _is_there(page: Path, path: str) -> bool:
    if path.startswith(MADE_LATER):
        return True
    starts = [*(HOUSE / start for start in STARTS), page.parent]
    if page.parent.name == "rooms":
        starts.append(ROOMS / page.stem)
    if "*" in path:
        return any(True for start in starts for _ in start.glob(path))
    return any((start / path).exists() for start in starts)


def unknown_places(page: Path, text: str) -> list[str]:
    """A fence called `tree` is a map: each of its lines begins with a place."""
    maps = [found["body"] for found in FENCE.finditer(text) if found["kind"] == "tree"]
    places = [line.split()[0] for body in maps for line in body.splitlines() if line.strip()]
    return [place for place in places if not (HOUSE / place).exists()]


def unknown_make_targets(page: Path, text: str) -> list[str]:
    return sorted({name for name in MAKE.findall(typed(text)) if name not in make_targets()})


def unknown_commands(page: Path, text: str) -> list[str]:
    wrong = set()
    for name, below in COMMAND.findall(typed(text)):
        found = commands.commands.get(name)
        if found is None or (isinstance(found, click.Group) and below not in found.commands):
            wrong.add(f"{name} {below}".strip())
    return sorted(wrong)


def unknown_settings(page: Path, text: str) -> list[str]:
    plain = {name.removesuffix("_FILE") for name in SETTING.findall(text)}
    return sorted(plain - setting_names() - _READ_ELSEWHERE)


def broken_links(page: Path, text: str) -> list[str]:
    wrong = []
    for found in LINK.finditer(prose(text)):
        target, _, anchor = found["target"].partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        file = Path(os.path.normpath(page.parent / target)) if target else page
        known = file.suffix == ".md" and file.is_file() and anchor
        if not file.exists() or (known and anchor not in _anchors(file)):
            wrong.append(found["target"])
    return wrong


def _anchors(page: Path) -> set[str]:
    """Headings as a reader of Markdown addresses them."""
    headings = HEADING.findall(prose(page.read_text(encoding="utf-8")))
    plain = [re.sub(r"[^\w\s-]", "", heading.lower()).strip() for heading in headings]
    return {heading.replace(" ", "-") for heading in plain}


def too_long(page: Path, text: str) -> list[str]:
    is_decision = page.parent.name == "decisions"
    most = DECISION_LINES_MAX if is_decision else LINES_MAX.get(page.name)
    lines = text.count("\n")
    return [f"{lines} lines, {most} at most"] if most and lines > most else []


def missing_parts(page: Path, text: str) -> list[str]:
    if page.parent.name != "decisions":
        return []
    found = re.findall(r"^## (.+)$", text, re.MULTILINE)
    number = f"# {page.name[:4]}. "
    wrong = [] if text.startswith(number) else [f"does not open with “{number}”"]
    return wrong if tuple(found) == DECISION_PARTS else [*wrong, f"has {', '.join(found)}"]


RULES: tuple[Rule, ...] = (
    unknown_paths, unknown_places, unknown_make_targets, unknown_commands, unknown_settings,
    broken_links, too_long, missing_parts,
)  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_page_keeps_the_rule(rule: Rule) -> None:
    found = {name_of(page): rule(page, page.read_text(encoding="utf-8")) for page in pages()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


DECISION = DOCS / "decisions" / "0001-sample.md"
FIVE = "".join(f"## {part}\n" for part in DECISION_PARTS)


@pytest.mark.parametrize(
    ("rule", "page", "text"),
    [
        (unknown_paths, HOUSE / "README.md", "see `src/regulars/nowhere.py`"),
        (unknown_paths, DOCS / "testing.md", "see `domains/customers/nothing.sql`"),
        (unknown_paths, DOCS / "rooms" / "identity.md", "see `papers/nothing.py`"),
        (unknown_paths, DOCS / "rooms" / "tenants.md", "see `papers/papers.py`"),
        (unknown_places, HOUSE / "ARCHITECTURE.md", "```tree\nsrc/nowhere/   what\n```\n"),
        (unknown_make_targets, HOUSE / "README.md", "```\nmake coffee\n```\n"),
        (unknown_make_targets, HOUSE / "README.md", "run `make coffee`"),
        (unknown_commands, HOUSE / "README.md", "run `regulars fly`"),
        (unknown_commands, HOUSE / "README.md", "run `regulars tenant eat`"),
        (unknown_settings, HOUSE / "README.md", "`REGULARS_COLOUR`"),
        (broken_links, HOUSE / "README.md", "[there](docs/nowhere.md)"),
        (broken_links, DOCS / "limits.md", "[there](howto/install.md#nowhere)"),
        (too_long, HOUSE / "README.md", "a line\n" * 61),
        (too_long, DECISION, "a line\n" * 61),
        (missing_parts, DECISION, "# 0001. Sample\n## Context\n## Decision\n"),
        (missing_parts, DECISION, f"# A sample\n{FIVE}"),
    ],
)
def test_a_page_that_breaks_a_rule_is_seen(rule: Rule, page: Path, text: str) -> None:
    assert rule(page, text)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_page_as_it_should_be_is_accepted(rule: Rule) -> None:
    text = (
        f"# 0001. Sample\n{FIVE}`migrations/*.sql`, `api/customers.py`, `/api/v1/openapi.json`,"
        " `make test`, `regulars tenant open corner`, `REGULARS_DATABASE_URL_FILE`,"
        " [keys](../limits.md#search)\n"
    )
    assert rule(DECISION, text) == []


@pytest.mark.parametrize("name", sorted(reference_pages()))
def test_a_reference_page_is_as_the_code_writes_it(name: str) -> None:
    written = (DOCS / "reference" / name).read_text(encoding="utf-8")
    assert written == reference_pages()[name], "run: make reference"


def test_no_reference_page_is_left_over() -> None:
    written = {page.name for page in (DOCS / "reference").iterdir()}
    assert written == set(reference_pages())


@pytest.mark.parametrize("name", sorted(reference_pages()))
def test_a_reference_page_says_nothing_twice(name: str) -> None:
    rows = [line for line in reference_pages()[name].splitlines() if line.startswith("| ")]
    assert sorted({row for row in rows if rows.count(row) > 1}) == []


def test_every_setting_stands_in_the_reference() -> None:
    written = (DOCS / "reference" / "settings.md").read_text(encoding="utf-8")
    assert [name for name in sorted(setting_names()) if f"`{name}`" not in written] == []


def rooms() -> list[str]:
    return sorted(entry.parent.name for entry in ROOMS.glob("*/__init__.py"))


def test_every_room_has_its_page_its_schema_and_its_tests() -> None:
    assert rooms()
    assert sorted(page.stem for page in (DOCS / "rooms").glob("*.md")) == rooms()
    migrations = "\n".join(path.read_text("utf-8") for path in (HOUSE / "migrations").iterdir())
    made = re.findall(r"^CREATE SCHEMA (\w+);", migrations, re.MULTILINE)
    assert [room for room in rooms() if room not in made] == []
    assert [room for room in rooms() if not (HOUSE / "tests" / "domains" / room).is_dir()] == []


@pytest.mark.parametrize("room", rooms())
def test_a_rooms_page_tells_of_every_fact_that_it_announces(room: str) -> None:
    told = (DOCS / "rooms" / f"{room}.md").read_text(encoding="utf-8")
    events = (DOCS / "reference" / "events.md").read_text(encoding="utf-8")
    announced = re.findall(rf"^\| `({room}\.\w+)`", events, re.MULTILINE)
    assert [fact for fact in announced if f"`{fact}`" not in told] == []


@pytest.mark.parametrize("room", rooms())
def test_a_rooms_page_tells_of_every_table_that_it_owns(room: str) -> None:
    told = (DOCS / "rooms" / f"{room}.md").read_text(encoding="utf-8")
    migrations = "\n".join(path.read_text("utf-8") for path in (HOUSE / "migrations").iterdir())
    # A part of a table, and what comes with the queue, have no line of their own.
    made = re.findall(rf"^CREATE TABLE ({room}\.(?!pgqueuer)\w+) \($", migrations, re.MULTILINE)
    assert [table for table in made if f"`{table}`" not in told] == []


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(page.name[:4]) for page in sorted((DOCS / "decisions").iterdir())]
    assert numbers == list(range(1, len(numbers) + 1))
