"""Reading what somebody typed of an address: every field judged, all complaints at once."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import phonenumbers

from regulars.domains.customers.addresses.address import (
    ADDRESS_KINDS,
    AddressDraft,
    AddressKind,
    Details,
)
from regulars.domains.customers.addresses.cities import listed_city
from regulars.kernel.errors import BadValue, FieldError, Invalid
from regulars.kernel.geo import MOST, read_point
from regulars.kernel.text import clean_line, latin_digits

LENGTHS: dict[str, int] = {
    "label": 60,
    "building": 60,
    "floor": 20,
    "apartment": 20,
    "street": 120,
    "area": 80,
    "city": 80,
    "notes": 500,
}
# Doors are counted in digits that whoever delivers can read.
IN_LATIN_DIGITS = ("building", "floor", "apartment")
ADDRESS_FIELDS = ("type", *LENGTHS, "country", *MOST)


def read_address(
    given: Mapping[str, Any], *, country: str, before: AddressDraft | None = None
) -> AddressDraft:
    """The address after a change, or a new one. Absent fields stay, null clears one; raises
    Invalid with everything that is wrong. `country` is the tenant's own."""
    errors = [FieldError(name, "unknown_field") for name in given if name not in ADDRESS_FIELDS]
    texts = _texts(given, errors)
    kind = _kind(given, before, errors)
    land = _country(given, before, country, errors)

    details = replace(before.details if before else Details(), **texts)
    city = texts.get("city", before.shown_city if before else None)
    if not city and not any(error.field == "city" for error in errors):
        errors.append(FieldError("city", "city_missing"))
    listed = listed_city(city, land) if city else None
    details = replace(details, city=None if listed else city)

    if any(name in given for name in MOST):
        kept = {"latitude": details.latitude, "longitude": details.longitude}
        point, wrong = read_point({**kept, **{n: given[n] for n in MOST if n in given}})
        errors += wrong
        details = replace(
            details,
            latitude=point.latitude if point else None,
            longitude=point.longitude if point else None,
        )
    if errors:
        raise Invalid(*errors)
    return AddressDraft(kind, listed, land, details)


def _texts(given: Mapping[str, Any], errors: list[FieldError]) -> dict[str, Any]:
    texts: dict[str, Any] = {}
    for name, length_max in LENGTHS.items():
        if name not in given:
            continue
        value = given[name]
        if value is not None and not isinstance(value, str):
            errors.append(FieldError(name, "wrong_type"))
            continue
        try:
            text = clean_line(value or "", length_max=length_max)
        except BadValue as bad:
            errors.append(bad.at(name))
            continue
        texts[name] = (latin_digits(text) if name in IN_LATIN_DIGITS else text) or None
    return texts


def _kind(
    given: Mapping[str, Any], before: AddressDraft | None, errors: list[FieldError]
) -> AddressKind:
    kind: Any = given.get("type")
    if kind is None:
        return before.kind if before and "type" not in given else "home"
    if kind not in ADDRESS_KINDS:
        errors.append(FieldError("type", "unknown_value"))
        return "home"
    found: AddressKind = kind
    return found


def _country(
    given: Mapping[str, Any], before: AddressDraft | None, own: str, errors: list[FieldError]
) -> str:
    country = given.get("country")
    if country is None or country == "":
        return before.country if before and "country" not in given else own
    if not isinstance(country, str) or country.upper() not in phonenumbers.SUPPORTED_REGIONS:
        errors.append(FieldError("country", "unknown_value"))
        return own
    return country.upper()
