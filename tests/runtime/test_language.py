"""What the catalogue promises: the right words, six plurals, isolation in Arabic, no silence."""

import re
import unicodedata
from pathlib import Path

import pytest

from regulars.runtime.language import (
    Catalogue,
    Language,
    MessageMissing,
    direction,
    pick_language,
)

CATALOGUE = Catalogue.load(strict=True)
ISOLATES = "\u2068\u2069"
ARABIC = Path(__file__).parents[2] / "src" / "regulars" / "locales" / "ar"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for language, text in {"en": "hello = Hello {$name}\nonly-english = Here\n", "ar": ""}.items():
        (tmp_path / language).mkdir()
        (tmp_path / language / "words.ftl").write_text(text, encoding="utf-8")
    return tmp_path


def test_each_language_says_it_in_its_own_words() -> None:
    assert CATALOGUE.say("en", "nav-customers") == "Customers"
    assert CATALOGUE.say("ar", "nav-customers") == "العملاء"


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "لا عملاء"),
        (1, "عميل واحد"),
        (2, "عميلان"),
        (3, "3 عملاء"),
        (11, "11 عميلًا"),
        (100, "100 عميل"),
        (5000, "5,000 عميل"),
    ],
)
def test_arabic_counts_in_all_six_plural_forms_with_latin_digits(count: int, said: str) -> None:
    spoken = CATALOGUE.say("ar", "customers-count", count=count)
    assert spoken.translate(dict.fromkeys(map(ord, ISOLATES))) == said


def test_what_people_are_sent_in_arabic_begins_in_arabic() -> None:
    """A phone sets a message from the right or the left by its first letter."""
    text = "\n".join(path.read_text("utf-8") for path in sorted(ARABIC.glob("*.ftl")))
    first = re.findall(r"^(?:notice-[a-z-]+|code-sms)\s*=\s*(\S)", text, re.MULTILINE)
    assert len(first) > 20
    assert [sign for sign in first if unicodedata.bidirectional(sign) != "AL"] == []


def test_a_word_is_isolated_in_arabic_and_bare_in_english() -> None:
    words = {"actor": "Salma", "day": "CUST-00042"}
    assert "\u2068Salma\u2069" in CATALOGUE.say("ar", "customer-held-by", **words)
    assert not set(ISOLATES) & set(CATALOGUE.say("en", "customer-held-by", **words))


def test_a_message_that_points_at_another_says_the_same_without_marks() -> None:
    pointed = CATALOGUE.say("ar", "error-phone-too-short")
    assert pointed == CATALOGUE.say("ar", "field-phone-too-short")


def test_a_strict_catalogue_raises_for_a_missing_message(folder: Path) -> None:
    with pytest.raises(MessageMissing):
        Catalogue.load(folder, strict=True).say("ar", "only-english")


def test_a_strict_catalogue_raises_for_a_missing_word(folder: Path) -> None:
    with pytest.raises(MessageMissing):
        Catalogue.load(folder, strict=True).say("en", "hello")


def test_a_lenient_catalogue_falls_back_to_english_and_then_to_the_id(folder: Path) -> None:
    catalogue = Catalogue.load(folder)
    assert catalogue.say("ar", "only-english") == "Here"
    assert catalogue.say("ar", "nowhere") == "nowhere"


def test_a_catalogue_knows_what_it_has() -> None:
    assert CATALOGUE.has("nav-till")
    assert not CATALOGUE.has("nav-nowhere")


def test_arabic_runs_from_right_to_left() -> None:
    assert (direction("ar"), direction("en")) == ("rtl", "ltr")


@pytest.mark.parametrize(
    ("header", "picked"),
    [
        ("ar", "ar"),
        ("ar-OM,ar;q=0.9,en;q=0.8", "ar"),
        ("en-GB,en;q=0.9", "en"),
        ("en;q=0.5, ar;q=0.9", "ar"),
        ("fr, de;q=0.8, AR-om;q=0.1", "ar"),
        ("ar;q=0, en", "en"),
        ("arz", "en"),
        ("fr", "en"),
        ("*", "en"),
        ("", "en"),
        (None, "en"),
        ("ar;q=nonsense, en;q=0.1", "en"),
        ("ar;q=nan, en;q=0.1", "en"),
        (";;;,,", "en"),
    ],
)
def test_the_readers_most_wanted_language_is_picked(header: str | None, picked: Language) -> None:
    assert pick_language(header, "en") == picked


def test_the_default_is_the_tenants_when_nothing_fits() -> None:
    assert pick_language("fr", "ar") == "ar"
