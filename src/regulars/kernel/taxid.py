"""Tax and registration numbers of companies: kept as written, compared without their dashes."""

import unicodedata

from regulars.kernel.errors import BadValue
from regulars.kernel.text import clean_line, latin_digits

LENGTH_MAX = 40
SIGNS_MIN = 4
SHOWN_SIGNS = 4
# Fewer digits than these are looked for as a word or a customer number.
SEARCHED_DIGITS_MIN = 7


def read_tax_id(typed: str) -> str:
    shown = clean_line(typed, length_max=LENGTH_MAX)
    folded = fold_tax_id(shown)
    if len(folded) < SIGNS_MIN or not any(sign.isdigit() for sign in folded):
        raise BadValue("tax_id_not_valid")
    return shown


def fold_tax_id(shown: str) -> str:
    """One form for every writing: om 1100-012345 and OM1100012345 are the same."""
    plain = latin_digits(unicodedata.normalize("NFKC", shown)).upper()
    return "".join(sign for sign in plain if sign.isalnum())


def looks_like_tax_id(text: str) -> bool:
    """Whether a search field may hold one: a single run of signs, mostly digits."""
    folded = fold_tax_id(text)
    digits = sum(sign.isdigit() for sign in folded)
    return digits >= SEARCHED_DIGITS_MIN and len(folded) - digits <= SHOWN_SIGNS


def mask_tax_id(shown: str) -> str:
    folded = fold_tax_id(shown)
    seen = folded[-SHOWN_SIGNS:] if len(folded) > SHOWN_SIGNS + 2 else folded[-2:]
    return "••••" + seen
