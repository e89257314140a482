"""Telephone numbers as people write them, read into the one form that identifies."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberType, ValidationResult

from regulars.kernel.errors import BadValue
from regulars.kernel.text import latin_digits

WRITTEN_LENGTH_MAX = 40
PLACEHOLDER_LENGTH_MIN = 5
COUNTING = ("1234567890", "01234567890")
SEARCHED_DIGITS_MIN = 5
SHOWN_DIGITS = 4

# An exponent: the spreadsheet has already thrown the last digits away.
SPREADSHEET = re.compile(r"\d(?:[.,]\d*)?e\+?\d{1,3}", re.IGNORECASE)
# A whole number that went through a floating-point column loses nothing.
WHOLE_FLOAT = re.compile(r"(\+?\d{8,})\.0")
# In right-to-left text the plus is typed where it will be seen: behind, alone or with the code.
TURNED = (
    (re.compile(r"\A(\d+)\+\Z"), r"+\1"),
    (re.compile(r"\A(\d{6,}) (\d{1,3})\+\Z"), r"+\2\1"),
)
E164 = re.compile(r"\+[1-9][0-9]{4,16}")
# No code of a country begins with another's.
COUNTRY_CODES = frozenset(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)
PUNCTUATION = frozenset(" .()[]\u00b7\u2212")  # a minus is typed for a dash

COMPLAINTS = {
    ValidationResult.TOO_SHORT: "phone_too_short",
    ValidationResult.TOO_LONG: "phone_too_long",
    ValidationResult.INVALID_COUNTRY_CODE: "phone_unknown_country",
}
UNREADABLE = {
    NumberParseException.INVALID_COUNTRY_CODE: "phone_unknown_country",
    NumberParseException.TOO_LONG: "phone_too_long",
}


@dataclass(frozen=True, slots=True)
class Phone:
    """`country` is where the number is from ("OM"), or "001" when it belongs to none."""

    e164: str
    country: str


class BadPhone(BadValue):
    """What was typed is no telephone number; `code` says in which way."""


def parse_phone(typed: str, *, country: str) -> Phone:
    """Reads a number the way somebody in `country` would write it. Raises only BadPhone.

    Vanity letters and extensions are refused: neither can be called or sent a code."""
    signs = _signs(typed)
    digits = signs.removeprefix("+")
    if _is_placeholder(digits):
        raise BadPhone("phone_placeholder")
    if digits.startswith("00"):
        # It dials abroad almost everywhere; where it does not, people still write it.
        return _judged(_read("+" + digits.removeprefix("00"), country))
    if signs.startswith("+"):
        return _judged(_read(signs, country))
    return _read_bare(digits, country)


def mask_phone(e164: str) -> str:
    """+968••••3456, the form in which a number may be listed. A page of a list masks fifty, so
    none is parsed anew: in E.164 all that follows the country's code is the number itself."""
    if not E164.fullmatch(e164):
        return "••••"
    code = _country_code(e164[1:4])
    if code is None:
        return "••••"
    national = e164[1 + len(code) :]
    # On islands with short numbers the last four would be the whole number.
    shown = SHOWN_DIGITS if len(national) > SHOWN_DIGITS + 2 else 2
    return f"+{code}••••{national[-shown:]}"


def spaced_phone(e164: str) -> str:
    """+968 9112 3456, the form in which people compare a number with their own. Whatever is no
    number is left as it is."""
    if not E164.fullmatch(e164) or _country_code(e164[1:4]) is None:
        return e164
    number = phonenumbers.parse(e164)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


@cache
def _country_code(start: str) -> str | None:
    """The code that a number begins with, of its first three digits."""
    return next((start[:size] for size in (1, 2, 3) if int(start[:size]) in COUNTRY_CODES), None)


def looks_like_phone(text: str) -> bool:
    """Whether a search field should be read as a number: five digits or more, and no letter."""
    if any(letter.isalpha() for letter in text):
        return False
    return sum(letter.isdecimal() for letter in text) >= SEARCHED_DIGITS_MIN


def _signs(typed: str) -> str:
    """Latin digits alone, with a plus before them if one was written."""
    written = typed.strip()
    if len(written) > WRITTEN_LENGTH_MAX:
        raise BadPhone("phone_too_long")
    # NFKC turns fullwidth signs into plain ones; marks of direction (Cf) say nothing here.
    plain = unicodedata.normalize("NFKC", latin_digits(written))
    plain = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    plain = " ".join(plain.split()).removeprefix("'")  # how spreadsheets keep a number as text
    if not plain:
        raise BadPhone("phone_missing")
    if SPREADSHEET.fullmatch(plain):
        raise BadPhone("phone_damaged_by_spreadsheet")
    if whole := WHOLE_FLOAT.fullmatch(plain):
        plain = whole[1]
    for turned, straight in TURNED:
        plain = turned.sub(straight, plain)
    signs = "".join(sign for sign in plain if not _is_punctuation(sign))
    if not re.fullmatch(r"\+?[0-9]+", signs):
        raise BadPhone("phone_not_a_number")
    return signs


def _is_punctuation(sign: str) -> bool:
    return sign in PUNCTUATION or unicodedata.category(sign) == "Pd"


def _read(digits: str, country: str) -> PhoneNumber:
    try:
        return phonenumbers.parse(digits, country)
    except NumberParseException as unread:
        raise BadPhone(UNREADABLE.get(unread.error_type, "phone_too_short")) from None


def _read_bare(digits: str, country: str) -> Phone:
    """Without a plus a number is from here, unless it only makes sense as one from abroad."""
    home = _read(digits, country)
    if phonenumbers.is_valid_number(home) or not _may_be_abroad(digits, home):
        return _judged(home)
    try:
        return _judged(_read("+" + digits, country))
    except BadPhone:
        if digits.startswith(str(home.country_code)):
            raise  # our own country code was typed, so that reading's complaint is the true one
        return _judged(home)


def _may_be_abroad(digits: str, home: PhoneNumber) -> bool:
    # A mistyped local number must not turn into a stranger's in the Cook Islands (68 22 45 67),
    # so only what is too long for a number from here is looked up abroad.
    if digits.startswith("0"):
        return False
    return _fit(home) == ValidationResult.TOO_LONG or len(digits) >= 11


def _judged(number: PhoneNumber) -> Phone:
    national = phonenumbers.national_significant_number(number)
    if _is_placeholder(national):
        raise BadPhone("phone_placeholder")
    if not phonenumbers.is_valid_number(number):
        raise BadPhone(COMPLAINTS.get(_fit(number), "phone_not_valid"))
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Phone(e164, phonenumbers.region_code_for_number(number) or "001")


def _fit(number: PhoneNumber) -> int:
    # Measured against ordinary lines: hotlines are shorter and would excuse a missing digit.
    return phonenumbers.is_possible_number_for_type_with_reason(
        number, PhoneNumberType.FIXED_LINE_OR_MOBILE
    )


def _is_placeholder(digits: str) -> bool:
    """What a till types when the customer gives no number: 00000000, 99999999, 12345678."""
    if len(digits) < PLACEHOLDER_LENGTH_MIN:
        return False
    return len(set(digits)) == 1 or any(count.startswith(digits) for count in COUNTING)
