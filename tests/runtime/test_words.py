"""Messages that are read when they are first said say what they would have said at once."""

from pathlib import Path

import pytest
from fluent.runtime import FluentResource
from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

from regulars.runtime.language import LANGUAGES, LOCALES, Language
from regulars.runtime.words import NAMED, Words, entries_of

CARDS = """# Of cards.
-house = Regulars
card = A card of { -house }
    in two lines
### Of counts.
cards = { $count ->
    [one] { card }
   *[other] { NUMBER($count) } cards, { cards-more }
}
cards-more =
    and more
"""


def words(text: str = CARDS) -> Words:
    return Words("en-AE", [text], isolates=False)


def said(known: Words, name: str, **given: int) -> str:
    pattern = known.pattern(name)
    assert pattern is not None
    text, faults = known.bundle.format_pattern(pattern, given)
    assert faults == []
    return str(text)


def test_a_message_brings_what_it_names() -> None:
    assert said(words(), "card") == "A card of Regulars\nin two lines"
    assert said(words(), "cards", count=1) == "A card of Regulars\nin two lines"
    assert said(words(), "cards", count=1200) == "1,200 cards, and more"


def test_what_nobody_says_is_not_read() -> None:
    known = words()
    said(known, "card")
    assert known.bundle.has_message("card")
    assert not known.bundle.has_message("cards")
    assert "cards" in known


def test_unknown_and_broken_messages_say_nothing() -> None:
    known = words("broken = { $count ->\nwhole = Whole\n")
    assert known.pattern("nowhere") is None
    assert "nowhere" not in known
    assert known.pattern("broken") is None
    assert said(known, "whole") == "Whole"


def test_the_first_of_two_counts() -> None:
    assert said(words("hello = One\nhello = Two\n"), "hello") == "One"


def test_messages_that_name_each_other_end() -> None:
    known = words("one = { two }\ntwo = { one }\n")
    assert known.pattern("one") is not None


class _Named(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
        self.names.add(node.id.name)

    def visit_TermReference(self, node: ast.TermReference) -> None:  # noqa: N802
        self.names.add(f"-{node.id.name}")


def read(text: str) -> list[ast.Message | ast.Term]:
    body = FluentResource(text).body
    return [entry for entry in body if isinstance(entry, ast.Message | ast.Term)]


def files(language: Language) -> list[Path]:
    return sorted((LOCALES / language).glob("*.ftl"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_files_fall_apart_into_what_the_library_reads(language: Language) -> None:
    assert len(files(language)) > 20
    for path in files(language):
        text = path.read_text(encoding="utf-8")
        alone = [(name, read(entry)) for name, entry in entries_of(text)]
        together = read(text)
        assert len(alone) == len(together), path.name
        for (name, [entry]), whole in zip(alone, together, strict=True):
            assert entry.equals(whole, ["span", "comment"]), f"{path.name}: {name}"
            assert name == "-" * isinstance(whole, ast.Term) + whole.id.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_a_message_names_is_seen(language: Language) -> None:
    found = 0
    for path in files(language):
        text = path.read_text(encoding="utf-8")
        visitor = _Named()
        visitor.visit(FluentResource(text))
        found += len(visitor.names)
        assert visitor.names <= set(NAMED.findall(text)), path.name
    assert found > 10
