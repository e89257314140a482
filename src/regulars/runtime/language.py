"""What the platform says, in English and Arabic: messages from Fluent files, chosen by language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from regulars.runtime.words import Words

Language = Literal["en", "ar"]
Direction = Literal["ltr", "rtl"]
Word = str | int | float

LANGUAGES: tuple[Language, ...] = get_args(Language)
LOCALES = Path(__file__).parent.parent / "locales"
# The Gulf's business Arabic: Latin digits, Arabic month names and all six plural forms.
LOCALE_NAMES: Mapping[Language, str] = {"en": "en-AE", "ar": "ar-AE"}


class MessageMissing(LookupError):
    """A message, or a word inside it, that no file provides."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every message in every language. A strict one raises; a lenient one falls back to English."""

    words: Mapping[Language, Words]
    is_strict: bool = False

    @classmethod
    def load(cls, folder: Path = LOCALES, *, strict: bool = False) -> "Catalogue":
        return cls({language: _read(folder, language) for language in LANGUAGES}, strict)

    def has(self, message_id: str) -> bool:
        return message_id in self.words["en"]

    def say(self, language: Language, message_id: str, **words: Word) -> str:
        known = self.words[language]
        pattern = known.pattern(message_id)
        if pattern is None:
            return self._instead(language, message_id, words)
        said, faults = known.bundle.format_pattern(pattern, words)
        if faults and self.is_strict:
            raise MessageMissing(f"{message_id} in {language}: {faults[0]}")
        return str(said)

    def _instead(self, language: Language, message_id: str, words: Mapping[str, Word]) -> str:
        if self.is_strict:
            raise MessageMissing(f"{message_id} is not in {language}")
        return message_id if language == "en" else self.say("en", message_id, **words)


def direction(language: Language) -> Direction:
    return "rtl" if language == "ar" else "ltr"


def pick_language(accept_language: str | None, default: Language) -> Language:
    """The reader's most wanted language that we speak; quality 0 means never."""
    wanted = [
        _weighed(part, place) for place, part in enumerate((accept_language or "").split(","))
    ]
    for quality, _, tag in sorted(wanted):
        if quality == 0:
            continue
        if tag == "*":
            return default
        for language in LANGUAGES:
            if tag == language or tag.startswith(f"{language}-"):
                return language
    return default


def _weighed(part: str, place: int) -> tuple[float, int, str]:
    """Sorts the best first: quality turned negative, then the order as written."""
    tag, _, parameters = part.partition(";")
    name, _, value = parameters.strip().partition("=")
    try:
        quality = float(value) if name.strip().lower() == "q" else 1.0
    except ValueError:
        quality = 0.0
    in_range = quality if 0 <= quality <= 1 else 0.0
    return -in_range, place, tag.strip().lower()


@cache
def _read(folder: Path, language: Language) -> Words:
    """Once a process: a process that makes several servers, as tests do, reads the same words."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((folder / language).glob("*.ftl"))]
    # Isolating marks keep a Latin name or code from reordering the Arabic around it.
    return Words(LOCALE_NAMES[language], texts, isolates=language == "ar")
