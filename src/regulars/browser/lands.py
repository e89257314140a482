"""Countries and cities in the reader's language, for the lists that forms offer."""

from functools import cache

import phonenumbers
from babel import Locale

from regulars.domains.customers import CITIES, city_name
from regulars.runtime.language import Language


@cache
def countries(language: Language) -> tuple[tuple[str, str], ...]:
    """(code, name) pairs by name."""
    names = Locale.parse(language).territories
    known = ((code, names.get(code, code)) for code in phonenumbers.SUPPORTED_REGIONS)
    return tuple(sorted(known, key=lambda pair: pair[1]))


def country_name(code: str, language: Language) -> str:
    return dict(countries(language)).get(code, code)


@cache
def cities(country: str, language: Language) -> tuple[str, ...]:
    """Those that the house knows; a form offers them and takes any other."""
    found = (city_name(names[0], country, language) for names in CITIES.get(country, ()))
    return tuple(sorted(found))
