"""A tenant, its branches and its settings, as values."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers

from regulars.kernel.errors import BadValue, FieldError, Invalid
from regulars.kernel.ids import BranchId, TenantId
from regulars.kernel.text import clean_line

Language = Literal["en", "ar"]
LANGUAGES: tuple[Language, ...] = ("en", "ar")
NAME_LENGTH_MAX = 80
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{1,62}")


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
    default_country: str
    time_zone: str
    languages: tuple[Language, ...]
    version: int


@dataclass(frozen=True, slots=True)
class Branch:
    id: BranchId
    name: str
    name2: str | None
    version: int
    created_at: datetime
    closed_at: datetime | None


def read_branch_names(name: str, name2: str | None) -> tuple[str, str | None]:
    errors: list[FieldError] = []
    shown = _line("name", name, errors) or ""
    shown2 = _line("name2", name2 or "", errors)
    if not shown and not errors:
        errors.append(FieldError("name", "name_missing"))
    if errors:
        raise Invalid(*errors)
    return shown, shown2


def read_slug(slug: str) -> str:
    if not SLUG.fullmatch(slug):
        raise Invalid(FieldError("slug", "unknown_value"))
    return slug


def read_changed_settings(settings: TenantSettings, given: Mapping[str, Any]) -> TenantSettings:
    """The settings after a change; every wrong field is named at once."""
    errors: list[FieldError] = []
    country = given.get("default_country", settings.default_country)
    if country not in phonenumbers.SUPPORTED_REGIONS:
        errors.append(FieldError("default_country", "unknown_value"))
    zone = given.get("time_zone", settings.time_zone)
    if not _is_zone(zone):
        errors.append(FieldError("time_zone", "unknown_value"))
    languages: Sequence[Language] = given.get("languages", settings.languages)
    if not languages or not set(languages) <= set(LANGUAGES):
        errors.append(FieldError("languages", "unknown_value"))
    if errors:
        raise Invalid(*errors)
    return TenantSettings(country, zone, tuple(dict.fromkeys(languages)), settings.version + 1)


def _line(field: str, text: str, errors: list[FieldError]) -> str | None:
    try:
        return clean_line(text, length_max=NAME_LENGTH_MAX) or None
    except BadValue as bad:
        errors.append(bad.at(field))
        return None


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
