"""What templates and messages must not do, as functions that list every fault they see."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

FORBIDDEN = {
    "an inline style": re.compile(r"\sstyle\s*=|<style\b", re.IGNORECASE),
    "an inline handler": re.compile(r"[\s\"']on[a-z]+\s*=\s*[\"'{]|\shx-on\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)|<script[^>]*>\s*[^<\s]", re.IGNORECASE),
    "evaluated text": re.compile(r"javascript:|['\"]js:|hx-trigger=\"[^\"]*\[", re.IGNORECASE),
    "unescaped text": re.compile(r"\|\s*safe\b|autoescape\s+false|Markup\("),
    "a foreign address": re.compile(
        r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE
    ),
}
SAID = re.compile(r"\bt\(\s*([\"'])([a-z0-9-]+)\1(\s*~)?")
QUOTED = re.compile(r"([\"'])([a-z][a-z0-9-]*)\1")
JINJA_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
# Words that an Arabic business keeps in Latin letters.
LATIN_ALLOWED = re.compile(
    r"\b(?:API|CUST|JSON|CSV|PDF|JPEG|PNG|WebP|UTF-8|Regulars|Enter|Esc|Alt"
    r"|Twilio|SMTP|STARTTLS|TLS)\b"
)


class NotFluent(ValueError):
    """A file that does not parse, or says one thing twice."""


@dataclass(frozen=True, slots=True)
class Message:
    text: str
    words: frozenset[str]
    plurals: tuple[frozenset[str], ...]


def template_faults(text: str) -> list[str]:
    bare = JINJA_COMMENT.sub("", text)
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(bare)]


def ids_missing(text: str, known: Iterable[str]) -> list[str]:
    """Ids said outright that no file has, and beginnings that no id begins with."""
    have = set(known)
    missing = []
    for _, said, goes_on in SAID.findall(text):
        is_there = any(one.startswith(said) for one in have) if goes_on else said in have
        if not is_there:
            missing.append(said)
    return missing


def ids_unused(texts: Iterable[str], known: Iterable[str]) -> set[str]:
    """An id is used when a template quotes it whole, or quotes a beginning and adds to it."""
    whole: set[str] = set()
    beginnings: set[str] = set()
    for text in texts:
        for _, quoted in QUOTED.findall(text):
            (beginnings if quoted.endswith("-") else whole).add(quoted)
    return {
        one
        for one in known
        if one not in whole and not any(one.startswith(beginning) for beginning in beginnings)
    }


def read_messages(folder: Path) -> dict[str, Message]:
    return read_text("\n".join(path.read_text("utf-8") for path in sorted(folder.glob("*.ftl"))))


def read_text(text: str) -> dict[str, Message]:
    messages: dict[str, Message] = {}
    for entry in FluentParser().parse(text).body:
        if isinstance(entry, ast.Junk):
            raise NotFluent(entry.content)
        if not isinstance(entry, ast.Message) or entry.value is None:
            continue
        if entry.id.name in messages:
            raise NotFluent(f"said twice: {entry.id.name}")
        reader = _Reader()
        reader.visit(entry.value)
        messages[entry.id.name] = Message(
            " ".join(reader.texts), frozenset(reader.words), tuple(reader.plurals)
        )
    return messages


def message_faults(english: Mapping[str, Message], arabic: Mapping[str, Message]) -> list[str]:
    faults = [f"{one} is not in Arabic" for one in english.keys() - arabic.keys()]
    faults += [f"{one} is not in English" for one in arabic.keys() - english.keys()]
    for one in english.keys() & arabic.keys():
        if english[one].words != arabic[one].words:
            faults.append(f"{one} takes other words in Arabic")
        if _latin_left(arabic[one].text):
            faults.append(f"{one} is not written in Arabic letters")
        if _latin_left(english[one].text) == "" and re.search(
            r"[\u0600-\u06ff]", english[one].text
        ):
            faults.append(f"{one} is not written in English")
        if any(forms and not forms >= SIX for forms in arabic[one].plurals):
            faults.append(f"{one} lacks plural forms in Arabic")
    return sorted(faults)


SIX = frozenset({"zero", "one", "two", "few", "many", "other"})


def _latin_left(text: str) -> str:
    return "".join(re.findall(r"[A-Za-z]", LATIN_ALLOWED.sub("", text)))


class _Reader(Visitor):
    def __init__(self) -> None:
        self.texts: list[str] = []
        self.words: set[str] = set()
        self.plurals: list[frozenset[str]] = []

    def visit_TextElement(self, node: ast.TextElement) -> None:  # noqa: N802
        self.texts.append(node.value)

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.words.add(node.id.name)

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802
        names = frozenset(
            variant.key.name for variant in node.variants if isinstance(variant.key, ast.Identifier)
        )
        # Only selections by number have plural forms; others choose between names.
        self.plurals.append(names if names & (SIX - {"other"}) else frozenset())
        self.generic_visit(node)
