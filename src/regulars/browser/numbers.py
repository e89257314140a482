"""Numbers and stretches of days as people read them, in the reader's language."""

from datetime import date
from typing import Literal, Protocol

from babel import Locale
from babel.dates import format_date, format_interval
from babel.numbers import format_decimal, format_percent

from regulars.runtime.language import LOCALE_NAMES, Language

Grain = Literal["day", "week", "month"]
# What stands at either end of a part that is not quite nothing, or not quite all.
LEAST, MOST = 0.01, 0.99


class Stretch(Protocol):
    @property
    def first(self) -> date: ...

    @property
    def last(self) -> date: ...


def number(many: int, *, language: Language) -> str:
    return format_decimal(many, locale=_locale(language))


def percent(part: float, *, language: Language) -> str:
    """Whole percents; a little is never told as nothing, nor almost all as all."""
    shown = min(max(part, LEAST), MOST) if 0 < part < 1 else part
    return format_percent(round(shown, 2), format="#,##0%", locale=_locale(language))


def signed_percent(change: float, *, language: Language) -> str:
    return format_percent(round(change, 2), format="+#,##0%;-#,##0%", locale=_locale(language))


def piece(stretch: Stretch, grain: Grain, *, language: Language) -> str:
    """A day or a month by its name, a week from its first day to its last."""
    locale = _locale(language)
    if grain == "month":
        return format_date(stretch.first, "MMM y", locale=locale)
    if grain == "day" or stretch.first == stretch.last:
        return format_date(stretch.first, "d MMM", locale=locale)
    return format_interval(stretch.first, stretch.last, "MMMd", locale=locale)


def _locale(language: Language) -> Locale:
    return Locale.parse(LOCALE_NAMES[language], sep="-")
