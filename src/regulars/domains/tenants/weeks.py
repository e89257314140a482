"""On which day a week begins, as the country has it (Unicode CLDR, by way of Babel)."""

from functools import cache

from babel import Locale, UnknownLocaleError

MONDAY = 0


@cache
def first_weekday(country: str) -> int:
    """0 is Monday. Where nothing is known of a country, weeks begin as ISO 8601 has them."""
    try:
        return int(Locale.parse(f"und_{country}").first_week_day)
    except (UnknownLocaleError, ValueError):
        return MONDAY
