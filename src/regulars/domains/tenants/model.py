"""A tenant, its branches and its settings, as values."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Literal
from zoneinfo import available_timezones

import phonenumbers

from regulars.kernel.errors import BadValue, FieldError, Invalid
from regulars.kernel.geo import Point, read_point
from regulars.kernel.ids import BranchId, TenantId
from regulars.kernel.text import clean_line

Language = Literal["en", "ar"]
LANGUAGES: tuple[Language, ...] = ("en", "ar")
ARABIC = frozenset(map(chr, range(0x600, 0x700)))
NAME_LENGTH_MAX = 80
SETTING_NAMES = ("default_country", "languages", "reverify_after_months", "time_zone")
# Networks give a number to somebody else after three months to a year.
USUAL_REVERIFY_MONTHS, REVERIFY_MONTHS_MAX = 9, 36
SLUG_LENGTH_MAX = 63
SLUG = re.compile(rf"[a-z0-9][a-z0-9-]{{1,{SLUG_LENGTH_MAX - 1}}}")


@dataclass(frozen=True, slots=True)
class Tenant:
    """As the directory shows it to anyone: no person in it."""

    id: TenantId
    ref: str
    slug: str
    name: str
    locale: Language
    state: Literal["open", "suspended", "closed"]


@dataclass(frozen=True, slots=True)
class TenantSettings:
    """`reverify_after_months`: an account that rested for so long is not opened by its number, or
    its address, alone."""

    default_country: str
    time_zone: str
    languages: tuple[Language, ...]
    version: int
    reverify_after_months: int = USUAL_REVERIFY_MONTHS


@dataclass(frozen=True, slots=True)
class Branch:
    id: BranchId
    name: str
    name2: str | None
    version: int
    created_at: datetime
    closed_at: datetime | None
    point: Point | None = None

    @property
    def fields(self) -> "BranchFields":
        return BranchFields(self.name, self.name2, self.point)

    def name_in(self, language: Language) -> str:
        """The two names come in no fixed order of scripts: the reader's own is preferred."""
        names = [self.name, self.name2 or ""]
        ours = [n for n in names if n and any(c in ARABIC for c in n) == (language == "ar")]
        return (ours or names)[0]


@dataclass(frozen=True, slots=True)
class BranchFields:
    """What staff say of a branch. Its place is public, like its sign."""

    name: str
    name2: str | None
    point: Point | None

    def given(self) -> dict[str, Any]:
        """As somebody would say it again."""
        return {
            "name": self.name,
            "name2": self.name2,
            "latitude": self.point.latitude if self.point else None,
            "longitude": self.point.longitude if self.point else None,
        }


def read_branch(given: Mapping[str, Any]) -> BranchFields:
    errors: list[FieldError] = []
    shown = _line("name", given["name"], errors)
    if shown is None and not errors:
        errors.append(FieldError("name", "name_missing"))
    shown2 = _line("name2", given["name2"] or "", errors)
    point, wrong = read_point(given)
    errors += wrong
    if errors or shown is None:
        raise Invalid(*errors)
    return BranchFields(shown, shown2, point)


def read_profile(name: str, locale: str) -> str:
    errors: list[FieldError] = []
    shown = _line("name", name, errors)
    if not shown and not errors:
        errors.append(FieldError("name", "name_missing"))
    if locale not in LANGUAGES:
        errors.append(FieldError("locale", "unknown_value"))
    if errors or not shown:
        raise Invalid(*errors)
    return shown


def read_slug(slug: str) -> str:
    if not SLUG.fullmatch(slug):
        raise Invalid(FieldError("slug", "unknown_value"))
    return slug


def read_changed_settings(settings: TenantSettings, given: Mapping[str, Any]) -> TenantSettings:
    """The settings after a change; every wrong field is named at once."""
    errors = [FieldError(name, "unknown_field") for name in given if name not in SETTING_NAMES]
    country = given.get("default_country", settings.default_country)
    if not isinstance(country, str) or country not in phonenumbers.SUPPORTED_REGIONS:
        errors.append(FieldError("default_country", "unknown_value"))
    zone = given.get("time_zone", settings.time_zone)
    if not _is_zone(zone):
        errors.append(FieldError("time_zone", "unknown_value"))
    languages = given.get("languages", settings.languages)
    if not _are_languages(languages):
        errors.append(FieldError("languages", "unknown_value"))
    months = given.get("reverify_after_months", settings.reverify_after_months)
    if type(months) is not int or not 1 <= months <= REVERIFY_MONTHS_MAX:
        errors.append(FieldError("reverify_after_months", "months_out_of_range"))
    if errors:
        raise Invalid(*errors)
    spoken = tuple(dict.fromkeys(languages))
    return TenantSettings(country, zone, spoken, settings.version + 1, months)


def changed_settings(before: TenantSettings, after: TenantSettings) -> tuple[str, ...]:
    return tuple(n for n in SETTING_NAMES if getattr(before, n) != getattr(after, n))


def _line(field: str, text: str, errors: list[FieldError]) -> str | None:
    try:
        return clean_line(text, length_max=NAME_LENGTH_MAX) or None
    except BadValue as bad:
        errors.append(bad.at(field))
        return None


def _is_zone(name: Any) -> bool:
    """A place's zone: bare names such as `localtime` mean something else on every machine."""
    return isinstance(name, str) and "/" in name and name in _zones()


@cache
def _zones() -> frozenset[str]:
    return frozenset(z for z in available_timezones() if not z.startswith(("right/", "posix/")))


def _are_languages(given: Any) -> bool:
    is_list = isinstance(given, Sequence) and not isinstance(given, str)
    return is_list and len(given) > 0 and all(language in LANGUAGES for language in given)
