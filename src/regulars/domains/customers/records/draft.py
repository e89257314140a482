"""Reading what somebody typed about a customer: every field judged, all complaints at once."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from regulars.domains.customers.model import (
    Draft,
    Person,
    Stage,
    Traits,
    misfits,
    missing_for,
    names_in_tags,
)
from regulars.domains.customers.records.notifications import read_wishes
from regulars.kernel.email import parse_email
from regulars.kernel.errors import BadValue, FieldError, Invalid
from regulars.kernel.ids import BranchId, CustomerId
from regulars.kernel.money import AMOUNT_MINOR_MAX, CURRENCIES
from regulars.kernel.phone import parse_phone
from regulars.kernel.taxid import read_tax_id
from regulars.kernel.text import clean_line, latin_digits

NAME_LENGTH_MAX = 120
TAGS_MAX = 20
TERMS_DAYS_MAX = 365
TAG_LENGTH_MAX = 40
PREFERENCES_MAX = 30
PREFERENCE_LENGTH_MAX = 200
PREFERENCE_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
PREFERENCE_NUMBER_MAX = 2**53  # beyond it a browser no longer counts exactly
# Six digits and more, also as people space a number: 9111 2233, (91) 11-22/33.
DIGITS = re.compile(r"\d(?:[\s.()/+-]*\d){5,}")
# Seasons of a shop are tags: 2024 2025, 2024/25, 2024-11. A day is not: it may be a birth date.
YEARS = re.compile(r"20\d\d(?:[/-]\d\d)?(?:[\s/-]+20\d\d(?:[/-]\d\d)?)*")
OLDEST_BIRTH = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Given:
    """What was read of some fields, and what was wrong with the others."""

    person: dict[str, Any]
    traits: dict[str, Any]
    errors: tuple[FieldError, ...]


def read_draft(
    stage: Stage,
    given: Mapping[str, Any],
    *,
    country: str,
    shared_phone: bool = False,
    created_at: datetime | None = None,
) -> Draft:
    """Raises Invalid with everything that is wrong or missing. `country` is where a number
    without a country code is from. Nobody begins as full: that takes a proof of the phone, and
    a proof takes somebody whose phone it is. Whoever is given all the rest begins as a stub on
    the way there. Companies prove nothing."""
    read = read_fields(given, country=country)
    person = replace(Person(), **read.person)
    complained = {error.field for error in read.errors}
    traits = replace(Traits(), **read.traits)
    wrong = [*missing_for(stage, person), *names_in_tags(person, traits.tags)]
    if "kind" not in complained:
        wrong += misfits(person, traits)
    errors = [*read.errors, *(error for error in wrong if error.field not in complained)]
    if errors:
        raise Invalid(*errors)
    if stage == "full" and traits.kind != "company":
        return Draft("stub", person, traits, shared_phone, created_at, towards="full")
    return Draft(stage, person, traits, shared_phone, created_at)


def read_fields(given: Mapping[str, Any], *, country: str) -> Given:
    """Reads only the fields that are there; a null clears one."""
    person: dict[str, Any] = {}
    traits: dict[str, Any] = {}
    errors: list[FieldError] = []
    for name, value in given.items():
        if name == "phone":
            _read_into(
                person, errors, name, value, lambda text: parse_phone(text, country=country).e164
            )
            person["phone_typed"] = value.strip() if person.get("phone") else None
        elif name in PERSON_READERS:
            _read_into(person, errors, name, value, PERSON_READERS[name])
        elif name in TRAIT_READERS:
            _read_into(traits, errors, name, value, TRAIT_READERS[name])
        else:
            errors.append(FieldError(name, "unknown_field"))
    for name, cleared in CLEARED_TRAITS.items():
        if name in traits and traits[name] is None:
            traits[name] = cleared
    return Given(person, traits, tuple(errors))


def _read_into(
    target: dict[str, Any],
    errors: list[FieldError],
    name: str,
    value: Any,
    reader: Callable[[Any], Any],
) -> None:
    if value is None or value == "":
        target[name] = None
        return
    shape = SHAPES.get(name, str)
    if not isinstance(value, shape) or (shape is int and isinstance(value, bool)):
        errors.append(FieldError(name, "wrong_type"))
        return
    try:
        target[name] = reader(value)
    except BadValue as bad:
        errors.append(bad.at(name))


def _name(text: str) -> str | None:
    return clean_line(text, length_max=NAME_LENGTH_MAX) or None


def _birth_date(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadValue("not_a_date") from None
    if day > datetime.now(UTC).date():
        raise BadValue("date_in_future")
    if day < OLDEST_BIRTH:
        raise BadValue("not_a_date")
    return day.isoformat()


def _one_of(*allowed: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in allowed:
            raise BadValue("unknown_value")
        return value

    return read


def _branch_id(value: str | UUID) -> BranchId:
    try:
        return BranchId(UUID(str(value)))
    except ValueError:
        raise BadValue("branch_not_known") from None


def _company_id(value: str | UUID) -> CustomerId:
    try:
        return CustomerId(UUID(str(value)))
    except ValueError:
        raise BadValue("company_not_known") from None


def _currency(value: str) -> str:
    if value not in CURRENCIES:
        raise BadValue("currency_not_known")
    return value


def _whole(most: int, code: str) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if not 0 <= value <= most:
            raise BadValue(code, most=most)
        return int(value)

    return read


def _tags(tags: Sequence[Any]) -> tuple[str, ...]:
    """Tags are kept in clear, so what looks like an e-mail, a telephone number or a day of birth
    is refused; who bears the tag is looked at in model.py, where their name is known."""
    if len(tags) > TAGS_MAX:
        raise BadValue("tags_too_many", most=TAGS_MAX)
    if not all(isinstance(tag, str) for tag in tags):
        raise BadValue("wrong_type")
    cleaned = [clean_line(tag, length_max=TAG_LENGTH_MAX) for tag in tags]
    if any(not tag or "@" in tag or _holds_a_number(tag) for tag in cleaned):
        raise BadValue("tag_not_valid")
    return tuple(dict.fromkeys(cleaned))


def _holds_a_number(tag: str) -> bool:
    found = DIGITS.findall(latin_digits(tag))
    return any(not YEARS.fullmatch(digits) for digits in found)


def _preferences(preferences: Mapping[Any, Any]) -> dict[str, Any] | None:
    """A preference that is null is one that nobody has."""
    kept = {name: _preference(value) for name, value in preferences.items() if value is not None}
    if len(kept) > PREFERENCES_MAX:
        raise BadValue("too_many", most=PREFERENCES_MAX)
    if not all(isinstance(name, str) and PREFERENCE_NAME.fullmatch(name) for name in preferences):
        raise BadValue("unknown_value")
    return kept or None


def _preference(value: Any) -> str | bool | int:
    if isinstance(value, str):
        return clean_line(value, length_max=PREFERENCE_LENGTH_MAX)
    if not isinstance(value, bool | int):
        raise BadValue("wrong_type")
    if abs(value) > PREFERENCE_NUMBER_MAX:
        raise BadValue("unknown_value")
    return value


# What a field is made of, where it is not text.
SHAPES: dict[str, Any] = {
    "tags": list | tuple,
    "preferences": Mapping,
    "branch_id": str | UUID,
    "company_id": str | UUID,
    "credit_limit_minor": int,
    "payment_terms_days": int,
    "notification_preferences": Mapping,
}
PERSON_READERS: dict[str, Callable[[Any], Any]] = {
    "name": _name,
    "name2": _name,
    "email": lambda text: parse_email(text).shown,
    "birth_date": _birth_date,
    "tax_id": read_tax_id,
    "preferences": _preferences,
}
TRAIT_READERS: dict[str, Callable[[Any], Any]] = {
    "kind": _one_of("person", "company"),
    "language": _one_of("en", "ar"),
    "gender": _one_of("female", "male"),
    "tags": _tags,
    "branch_id": _branch_id,
    "company_id": _company_id,
    "credit_limit_minor": _whole(AMOUNT_MINOR_MAX, "amount_too_large"),
    "currency": _currency,
    "payment_terms_days": _whole(TERMS_DAYS_MAX, "terms_too_long"),
    "notification_preferences": read_wishes,
}
CLEARED_TRAITS: dict[str, Any] = {"tags": (), "kind": "person", "notification_preferences": ()}
