"""The shape of preferences as values, and what may become of one. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, cast, get_args

from regulars.kernel.errors import BadValue, FieldError, Invalid
from regulars.kernel.text import clean_line

PreferenceKind = Literal["choice", "yes_no", "text", "number"]
KINDS: tuple[PreferenceKind, ...] = get_args(PreferenceKind)
# As the room of customers has them, which stands above this one.
AskedStage = Literal["guest", "stub", "full"]
ASKED_STAGES: tuple[AskedStage, ...] = get_args(AskedStage)
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
LABEL_LENGTH_MAX = 60
ASKED_MAX = 20
FIELDS_MAX = 100  # retired ones too
CHOICES_MAX = 30


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    label_en: str
    label_ar: str

    def label(self, language: str) -> str:
        return _in(language, self.label_en, self.label_ar) or self.key


@dataclass(frozen=True, slots=True)
class PreferenceField:
    """`key` and `kind` stay for ever, because customers have values of them. Asked of everybody,
    or of customers of some `stages` only."""

    key: str
    kind: PreferenceKind
    label_en: str
    label_ar: str
    choices: tuple[Choice, ...] = ()
    is_retired: bool = False
    stages: tuple[AskedStage, ...] = ()

    def is_for(self, stage: AskedStage) -> bool:
        return not self.stages or stage in self.stages

    def label(self, language: str) -> str:
        return _in(language, self.label_en, self.label_ar) or self.key


@dataclass(frozen=True, slots=True)
class PreferenceShape:
    """No fields at all: nothing was declared, and a preference may be called anything."""

    fields: tuple[PreferenceField, ...] = ()
    version: int = 1

    @property
    def is_declared(self) -> bool:
        return bool(self.fields)

    @property
    def asked(self) -> tuple[PreferenceField, ...]:
        return tuple(field for field in self.fields if not field.is_retired)

    def asked_of(self, stage: AskedStage) -> tuple[PreferenceField, ...]:
        """Of somebody at this stage, and at the one that is open to them."""
        return tuple(f for f in self.asked if f.is_for(stage) or f.is_for("full"))

    def field(self, key: str) -> PreferenceField | None:
        return next((field for field in self.fields if field.key == key), None)


def read_shape(before: PreferenceShape, given: Sequence[Mapping[str, Any]]) -> PreferenceShape:
    """Every fault named at its place. Raises Invalid."""
    errors: list[FieldError] = []
    fields: list[PreferenceField] = []
    for place, each in enumerate(given):
        fields.append(_field(before, each, f"fields.{place}", errors))
    keys = [field.key for field in fields]
    errors += [
        FieldError(f"fields.{place}.key", "key_twice")
        for place, key in enumerate(keys)
        if key and key in keys[:place]
    ]
    left_out = [replace(f, is_retired=True) for f in before.fields if f.key not in keys]
    after = PreferenceShape((*fields, *left_out), before.version + 1)
    if len(after.asked) > ASKED_MAX:
        errors.append(FieldError("fields", "too_many", {"most": ASKED_MAX}))
    elif len(after.fields) > FIELDS_MAX:
        errors.append(FieldError("fields", "too_many", {"most": FIELDS_MAX}))
    if errors:
        raise Invalid(*errors)
    return after


def changed_keys(before: PreferenceShape, after: PreferenceShape) -> tuple[str, ...]:
    """The fields that are new or other than before; none when only their order changed."""
    was = {field.key: field for field in before.fields}
    return tuple(sorted(field.key for field in after.fields if was.get(field.key) != field))


def _field(
    before: PreferenceShape, given: Mapping[str, Any], at: str, errors: list[FieldError]
) -> PreferenceField:
    key = _key(given.get("key"), f"{at}.key", errors)
    kind = given.get("kind")
    known = before.field(key)
    if kind not in KINDS:
        errors.append(FieldError(f"{at}.kind", "unknown_value"))
        kind = "text"
    elif known is not None and known.kind != kind:
        errors.append(FieldError(f"{at}.kind", "preference_kind_fixed"))
    label_en, label_ar = _labels(given.get("label"), f"{at}.label", errors)
    choices = _choices(given.get("choices") or (), f"{at}.choices", errors)
    if kind == "choice" and not choices:
        errors.append(FieldError(f"{at}.choices", "required"))
    if kind != "choice" and choices:
        errors.append(FieldError(f"{at}.choices", "unknown_field"))
    is_retired = given.get("retired", False) is True
    stages = _stages(given.get("stages") or (), f"{at}.stages", errors)
    return PreferenceField(
        key, cast("PreferenceKind", kind), label_en, label_ar, choices, is_retired, stages
    )


def _stages(given: Any, at: str, errors: list[FieldError]) -> tuple[AskedStage, ...]:
    """In their own order; all of them are none, for then everybody is asked."""
    is_list = isinstance(given, Sequence) and not isinstance(given, str)
    if not is_list or any(each not in ASKED_STAGES for each in given):
        errors.append(FieldError(at, "unknown_value"))
        return ()
    chosen = tuple(stage for stage in ASKED_STAGES if stage in given)
    return () if chosen == ASKED_STAGES else chosen


def _choices(given: Any, at: str, errors: list[FieldError]) -> tuple[Choice, ...]:
    if not isinstance(given, Sequence) or isinstance(given, str) or len(given) > CHOICES_MAX:
        errors.append(FieldError(at, "too_many", {"most": CHOICES_MAX}))
        return ()
    choices = []
    for place, each in enumerate(given):
        each = each if isinstance(each, Mapping) else {}
        key = _key(each.get("key"), f"{at}.{place}.key", errors)
        choices.append(Choice(key, *_labels(each.get("label"), f"{at}.{place}.label", errors)))
    if len({choice.key for choice in choices}) != len(choices):
        errors.append(FieldError(at, "key_twice"))
    return tuple(choices)


def _key(given: Any, at: str, errors: list[FieldError]) -> str:
    if isinstance(given, str) and KEY.fullmatch(given):
        return given
    errors.append(FieldError(at, "key_not_valid"))
    return ""


def _labels(given: Any, at: str, errors: list[FieldError]) -> tuple[str, str]:
    """In both languages, or in one, which then stands for both."""
    found = given if isinstance(given, Mapping) else {}
    labels = []
    for language in ("en", "ar"):
        text = found.get(language) or ""
        try:
            labels.append(clean_line(str(text), length_max=LABEL_LENGTH_MAX))
        except BadValue as bad:
            errors.append(bad.at(f"{at}.{language}"))
            labels.append("?")
    if not any(labels):
        errors.append(FieldError(at, "required"))
    return labels[0], labels[1]


def _in(language: str, english: str, arabic: str) -> str:
    return (arabic or english) if language == "ar" else (english or arabic)
