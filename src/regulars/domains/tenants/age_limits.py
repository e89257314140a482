"""From which age a shop sells what, and how long it keeps papers: as values. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from regulars.kernel.errors import FieldError, Invalid

AgeCategory = Literal[
    "alcohol", "tobacco", "energy_drinks", "medicines", "knives", "fireworks", "games", "other"
]
AGE_CATEGORIES: tuple[AgeCategory, ...] = get_args(AgeCategory)
AGE_MAX = 99
KEPT_DAYS_MAX = WAIT_DAYS_MAX = 365
NEEDS_DOCUMENT = "+document"


@dataclass(frozen=True, slots=True)
class AgeLimit:
    """From this age on. `needs_document` where a birth date that was merely said is not enough."""

    category: AgeCategory
    age: int
    needs_document: bool = False

    def written(self) -> str:
        return f"{self.category}={self.age}{NEEDS_DOCUMENT if self.needs_document else ''}"


# Where a shop said nothing: cautious, and said to be changed to what its law asks.
USUAL_LIMITS = (AgeLimit("alcohol", 21), AgeLimit("tobacco", 18))


@dataclass(frozen=True, slots=True)
class VerificationRules:
    """`kept_days` after a decision papers go; `wait_days` after it was made a request lapses.
    `today` is the day that it is in the tenant's zone, by the database's clock."""

    kept_days: int
    wait_days: int
    limits: tuple[AgeLimit, ...]
    version: int
    time_zone: str
    today: date

    def limit(self, category: str) -> AgeLimit | None:
        return next((limit for limit in self.limits if limit.category == category), None)


def limit_of(written: str) -> AgeLimit:
    category, _, age = written.partition("=")
    needs_document = age.endswith(NEEDS_DOCUMENT)
    known = next(each for each in AGE_CATEGORIES if each == category)
    return AgeLimit(known, int(age.removesuffix(NEEDS_DOCUMENT)), needs_document)


def read_rules(
    before: VerificationRules, given: Mapping[str, Any]
) -> tuple[int, int, tuple[AgeLimit, ...]]:
    """What is not given stays. Raises Invalid with everything that is wrong."""
    errors: list[FieldError] = []
    kept = _number(given.get("kept_days", before.kept_days), "kept_days", 0, KEPT_DAYS_MAX, errors)
    wait = _number(given.get("wait_days", before.wait_days), "wait_days", 1, WAIT_DAYS_MAX, errors)
    limits = before.limits
    if "limits" in given:
        limits = _limits(given["limits"], errors)
    if errors:
        raise Invalid(*errors)
    return kept, wait, limits


def changed_rules(
    before: VerificationRules, after: tuple[int, int, tuple[AgeLimit, ...]]
) -> tuple[str, ...]:
    pairs = {
        "kept_days": (before.kept_days, after[0]),
        "wait_days": (before.wait_days, after[1]),
        **{
            f"limit_{category}": (
                before.limit(category),
                next((each for each in after[2] if each.category == category), None),
            )
            for category in AGE_CATEGORIES
        },
    }
    return tuple(name for name, (old, new) in pairs.items() if old != new)


def _limits(given: Any, errors: list[FieldError]) -> tuple[AgeLimit, ...]:
    """`{category: (age, needs_document)}`; a category without an age has no limit."""
    if not isinstance(given, Mapping) or not given.keys() <= set(AGE_CATEGORIES):
        errors.append(FieldError("limits", "unknown_value"))
        return ()
    found = []
    for category in AGE_CATEGORIES:
        age, needs_document = given.get(category, (None, False))
        if age is not None:
            read = _number(age, f"limits.{category}", 1, AGE_MAX, errors)
            found.append(AgeLimit(category, read, needs_document is True))
    return tuple(found)


def _number(given: Any, field: str, least: int, most: int, errors: list[FieldError]) -> int:
    is_number = isinstance(given, int) and not isinstance(given, bool)
    if not is_number or not least <= given <= most:
        errors.append(FieldError(field, "number_out_of_range", {"least": least, "most": most}))
        return least
    return int(given)
