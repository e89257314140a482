"""Money as whole minor units with its currency, read and written by how many decimals it has."""

import re

from regulars.kernel.errors import BadValue
from regulars.kernel.text import latin_digits

# ISO 4217, those in use. What is not named below has two decimals.
_CODES = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF
CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ
GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP
LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR
PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC
SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER
ZAR ZMW ZWG
"""
_THREE = "BHD IQD JOD KWD LYD OMR TND"
_NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
CURRENCIES = frozenset(_CODES.split())
DECIMALS = {**dict.fromkeys(_THREE.split(), 3), **dict.fromkeys(_NONE.split(), 0)}
AMOUNT_MINOR_MAX = 10**15

# 1250 · 1,250.500 · 1 250.5; a comma only between groups of three, so that 12,5 is not 125.
WRITTEN = re.compile(r"(?P<whole>\d{1,16}|\d{1,3}(?:[, ]\d{3}){1,5})(?:\.(?P<part>\d{1,6}))?")
# The Arabic keyboard's own signs for thousands and for the decimal point.
ARABIC_SIGNS = str.maketrans({"٬": ",", "٫": ".", "\u00a0": " ", "\u202f": " "})


def decimals_of(currency: str) -> int:
    return DECIMALS.get(currency, 2)


def read_amount(typed: str, currency: str) -> int:
    """Minor units of an amount as people write it, in any digits. Raises BadValue."""
    plain = latin_digits(typed.strip()).translate(ARABIC_SIGNS)
    match = WRITTEN.fullmatch(plain)
    if match is None:
        raise BadValue("amount_not_valid")
    decimals = decimals_of(currency)
    part = (match["part"] or "").rstrip("0")
    if len(part) > decimals:
        raise BadValue("amount_too_fine", decimals=decimals)
    whole = re.sub(r"\D", "", match["whole"])
    minor = int(whole + part.ljust(decimals, "0"))
    if minor > AMOUNT_MINOR_MAX:
        raise BadValue("amount_too_large")
    return minor


def write_amount(minor: int, currency: str) -> str:
    """Plain digits with a point, as a form holds it: 1250500 of OMR is 1250.500."""
    decimals = decimals_of(currency)
    digits = str(abs(minor)).rjust(decimals + 1, "0")
    sign = "-" if minor < 0 else ""
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}" if decimals else f"{sign}{digits}"
