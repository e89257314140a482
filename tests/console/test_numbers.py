"""Numbers as people read them: Latin digits in both languages, and nothing rounded into a lie."""

from datetime import date, timedelta

import pytest

from regulars.browser.numbers import number, percent, piece, signed_percent
from regulars.domains.customers import Span
from regulars.runtime.language import LANGUAGES, Language

WEEK = Span(date(2026, 2, 28), date(2026, 3, 6))


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_grouped_and_keep_latin_digits(language: Language) -> None:
    assert number(1234567, language=language) == "1,234,567"
    assert signed_percent(0.134, language=language).strip("\u200e\u200f") == "+13%"
    assert signed_percent(-0.5, language=language).strip("\u200e\u200f") == "-50%"


@pytest.mark.parametrize(
    ("part", "shown"),
    [(0, "0%"), (0.0001, "1%"), (0.4949, "49%"), (0.9999, "99%"), (1, "100%")],
)
def test_a_little_is_not_nothing_and_almost_all_is_not_all(part: float, shown: str) -> None:
    assert percent(part, language="en") == shown


def test_a_stretch_of_days_is_told_by_its_cut() -> None:
    assert piece(WEEK, "day", language="en") == "28 Feb"
    assert piece(WEEK, "month", language="en") == "Feb 2026"
    assert piece(WEEK, "week", language="en").split() == ["28", "Feb", "–", "6", "Mar"]
    assert piece(Span(WEEK.first, WEEK.first), "week", language="en") == "28 Feb"
    assert "فبراير" in piece(WEEK, "week", language="ar")
    assert piece(Span(WEEK.first, WEEK.first + timedelta(1)), "day", language="ar") == "28 فبراير"
