"""A customer's preferences judged by the shape that their shop declared. Pure."""

from collections.abc import Mapping
from typing import Any

from regulars.domains.customers.model import Stage
from regulars.domains.tenants import PreferenceField, PreferenceShape
from regulars.kernel.errors import BadValue, FieldError
from regulars.kernel.text import fold, latin_digits

# More than anybody has, cleared ones besides: what is longer is not looked through name by name.
GIVEN_MAX = 100
YES = frozenset(map(fold, ("yes", "true", "1", "on", "نعم")))
NO = frozenset(map(fold, ("no", "false", "0", "off", "لا")))


def judge_preferences(
    shape: PreferenceShape,
    given: Mapping[Any, Any],
    kept: Mapping[str, Any],
    *,
    stage: Stage,
    towards: Stage | None = None,
) -> tuple[dict[str, Any], list[FieldError]]:
    """What becomes of `kept` by a merge patch (RFC 7396): null clears one, absent ones stay. What
    was kept under a retired field stays too, until it is cleared; nothing new comes under it,
    nor under one that is not asked of this stage, nor of the one they are on the way `towards`."""
    if len(given) > GIVEN_MAX:
        return dict(kept), [FieldError("preferences", "too_many", {"most": GIVEN_MAX})]
    if not shape.is_declared:
        return {**kept, **given}, []
    after: dict[str, Any] = dict(kept)
    errors: list[FieldError] = []
    for key, value in given.items():
        field = shape.field(str(key))
        if value is None and (field or key in kept):
            after[key] = None
        elif key in kept and kept[key] == value:
            continue
        elif field is None or field.is_retired:
            known = ", ".join(each.key for each in shape.asked)
            errors.append(FieldError("preferences", "preference_not_known", {"known": known}))
        elif not (field.is_for(stage) or (towards and field.is_for(towards))):
            errors.append(FieldError(f"preferences.{field.key}", "preference_not_for_stage"))
        else:
            try:
                after[key] = _read(field, value)
            except BadValue as bad:
                errors.append(bad.at(f"preferences.{field.key}"))
    return after, list(dict.fromkeys(errors))


def _read(field: PreferenceField, value: Any) -> Any:
    """In the type of the field; text stands for it where a list or a form has only text."""
    if field.kind == "choice":
        return _choice(field, value)
    if field.kind == "yes_no":
        return _yes_no(value)
    if field.kind == "number":
        return _number(value)
    if not isinstance(value, str):
        raise BadValue("wrong_type")
    return value


def _choice(field: PreferenceField, value: Any) -> str:
    """By its key, or by what it is called in either language."""
    if not isinstance(value, str):
        raise BadValue("wrong_type")
    for choice in field.choices:
        if value == choice.key:
            return choice.key
    typed = fold(value.strip())
    for choice in field.choices:
        if typed and typed in map(fold, (choice.key, choice.label_en, choice.label_ar)):
            return choice.key
    known = ", ".join(choice.key for choice in field.choices)
    raise BadValue("preference_choice_not_known", known=known)


def _yes_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    typed = fold(value.strip()) if isinstance(value, str) else None
    if typed in YES or typed in NO:
        return typed in YES
    raise BadValue("wrong_type")


def _number(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str):
        digits = latin_digits(value.strip())
        # A superscript is a digit to Python, and no number.
        is_number = digits.isascii() and digits.removeprefix("-").isdigit()
        if is_number and len(digits) < 16:
            return int(digits)
    raise BadValue("wrong_type")
