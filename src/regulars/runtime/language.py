"""What the platform says, in English and Arabic: messages from Fluent files, chosen by language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from fluent.runtime import FluentBundle, FluentResource

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

    bundles: Mapping[Language, FluentBundle]
    is_strict: bool = False

    @classmethod
    def load(cls, folder: Path = LOCALES, *, strict: bool = False) -> "Catalogue":
        return cls({language: _read(folder, language) for language in LANGUAGES}, strict)

    def has(self, message_id: str) -> bool:
        return self.bundles["en"].has_message(message_id)

    def say(self, language: Language, message_id: str, **words: Word) -> str:
        bundle = self.bundles[language]
        if not bundle.has_message(message_id):
            return self._instead(language, message_id, words)
        pattern = bundle.get_message(message_id).value
        if pattern is None:
            return self._instead(language, message_id, words)
        said, faults = bundle.format_pattern(pattern, words)
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
def _read(folder: Path, language: Language) -> FluentBundle:
    """Once a process: a process that makes several servers, as tests do, reads the same words."""
    # Isolating marks keep a Latin name or code from reordering the Arabic around it.
    bundle = FluentBundle([LOCALE_NAMES[language]], use_isolating=language == "ar")
    for path in sorted((folder / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle
