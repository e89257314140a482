"""Amounts as people read them: with their currency, in the reader's language."""

from decimal import Decimal
from functools import cache

import phonenumbers
from babel import Locale
from babel.numbers import (
    format_decimal,
    get_currency_name,
    get_currency_symbol,
    get_territory_currencies,
)

from regulars.kernel.money import CURRENCIES, decimals_of
from regulars.runtime.language import LOCALE_NAMES, Language

NO_BREAK = "\u00a0"


def amount(minor: int, currency: str, *, language: Language) -> str:
    """OMR 1,250.500, or 1,250.500 ر.ع."""
    decimals = decimals_of(currency)
    pattern = "#,##0" + (f".{'0' * decimals}" if decimals else "")
    number = format_decimal(
        Decimal(minor).scaleb(-decimals), format=pattern, locale=_locale(language)
    )
    if language == "en":
        return f"{currency}{NO_BREAK}{number}"
    symbol = get_currency_symbol(currency, locale=_locale(language)).strip("\u200f\u200e ")
    return f"{number}{NO_BREAK}{symbol}"


@cache
def currency_of(country: str) -> str:
    """What a business there is most likely paid in."""
    found = get_territory_currencies(country) if country in phonenumbers.SUPPORTED_REGIONS else []
    return next((code for code in found if code in CURRENCIES), "USD")


@cache
def currency_choices(language: Language) -> tuple[tuple[str, str], ...]:
    names = ((code, get_currency_name(code, locale=_locale(language))) for code in CURRENCIES)
    return tuple((code, f"{code} · {name}") for code, name in sorted(names))


def _locale(language: Language) -> Locale:
    return Locale.parse(LOCALE_NAMES[language], sep="-")
