"""Reading what somebody typed about a customer: every field judged, all complaints at once."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from regulars.domains.customers.model import Draft, Person, Stage, Traits, missing_for
from regulars.kernel.email import parse_email
from regulars.kernel.errors import BadValue, FieldError, Invalid
from regulars.kernel.ids import BranchId
from regulars.kernel.phone import parse_phone
from regulars.kernel.text import clean_line

NAME_LENGTH_MAX = 120
TAGS_MAX = 20
TAG_LENGTH_MAX = 40
PREFERENCES_MAX = 30
PREFERENCE_LENGTH_MAX = 200
PREFERENCE_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
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
    without a country code is from."""
    read = read_fields(given, country=country)
    person = replace(Person(), **read.person)
    complained = {error.field for error in read.errors}
    missing = [error for error in missing_for(stage, person) if error.field not in complained]
    if read.errors or missing:
        raise Invalid(*read.errors, *missing)
    return Draft(stage, person, replace(Traits(), **read.traits), shared_phone, created_at)


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


def _tags(tags: list[str]) -> tuple[str, ...]:
    """Tags are kept in clear, so what looks like an e-mail or a telephone number is refused."""
    if len(tags) > TAGS_MAX:
        raise BadValue("tags_too_many", most=TAGS_MAX)
    cleaned = [clean_line(tag, length_max=TAG_LENGTH_MAX) for tag in tags]
    if any(not tag or "@" in tag or re.search(r"\d{6}", tag) for tag in cleaned):
        raise BadValue("tag_not_valid")
    return tuple(dict.fromkeys(cleaned))


def _preferences(preferences: dict[str, Any]) -> dict[str, Any]:
    if len(preferences) > PREFERENCES_MAX:
        raise BadValue("too_many", most=PREFERENCES_MAX)
    for name, value in preferences.items():
        if not PREFERENCE_NAME.fullmatch(name):
            raise BadValue("unknown_value")
        if isinstance(value, str) and len(value) > PREFERENCE_LENGTH_MAX:
            raise BadValue("text_too_long", length_max=PREFERENCE_LENGTH_MAX)
        if not isinstance(value, str | bool | int | None):
            raise BadValue("wrong_type")
    return {name: value for name, value in preferences.items() if value is not None} or {}


PERSON_READERS: dict[str, Callable[[Any], Any]] = {
    "name": _name,
    "name2": _name,
    "email": lambda text: parse_email(text).shown,
    "birth_date": _birth_date,
    "preferences": lambda value: _preferences(value) or None,
}
TRAIT_READERS: dict[str, Callable[[Any], Any]] = {
    "kind": _one_of("person", "company"),
    "language": _one_of("en", "ar"),
    "gender": _one_of("female", "male"),
    "tags": _tags,
    "branch_id": lambda value: BranchId(UUID(str(value))),
}
CLEARED_TRAITS: dict[str, Any] = {"tags": (), "kind": "person"}
