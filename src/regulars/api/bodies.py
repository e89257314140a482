"""Reading what a caller sent: every field judged on its own, so that all errors come at once."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args
from uuid import UUID

import msgspec

from regulars.api.problems import EdgeRefusal
from regulars.kernel.errors import FieldError, NotFound

JSON_TYPES = ("application/json", "application/merge-patch+json")
FIELD_LENGTH_MAX = 60
ID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")


@dataclass(frozen=True, slots=True)
class Read:
    """`values` are the fields that were there and of the right type."""

    values: dict[str, Any]
    errors: tuple[FieldError, ...]


def json_object(raw: bytes, content_type: str) -> dict[str, Any]:
    """A body that is a JSON object, however empty. Of a name that comes twice, each reader on
    the way would take another one, so it is refused."""
    if content_type.partition(";")[0].strip().lower() not in JSON_TYPES:
        raise EdgeRefusal("unsupported_media_type")
    try:
        # The one is strict about UTF-8, numbers and surrogates, the other sees repeated names.
        body = msgspec.json.decode(raw)
        json.loads(raw, object_pairs_hook=_each_name_once)
    except (msgspec.DecodeError, ValueError, RecursionError):
        raise EdgeRefusal("not_json") from None
    if not isinstance(body, dict):
        raise EdgeRefusal("not_json")
    return body


def read_fields(given: Mapping[str, Any], shape: type[msgspec.Struct]) -> Read:
    return _read(given.items(), shape, is_text=False)


def read_query(given: Iterable[tuple[str, str]], shape: type[msgspec.Struct]) -> Read:
    """Everything comes as text here, and a name that comes twice is no single value."""
    return _read(given, shape, is_text=True)


@cache
def fields_of(shape: type[msgspec.Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    """Kept: reading a declaration's types anew costs more than the rest of a short request."""
    return msgspec.structs.fields(shape)


def path_id(text: str) -> UUID:
    """What is no id cannot be found; it answers like an unknown one."""
    if not ID.fullmatch(text):
        raise NotFound
    return UUID(text)


def _read(given: Iterable[tuple[str, Any]], shape: type[msgspec.Struct], *, is_text: bool) -> Read:
    known = _by_name(shape)
    values: dict[str, Any] = {}
    errors: dict[str, FieldError] = {}
    for name, value in given:
        if name not in known:
            errors[name] = FieldError(name[:FIELD_LENGTH_MAX], "unknown_field")
        elif name in values:
            errors[name] = FieldError(name, "wrong_type")
        else:
            try:
                is_lax = is_text and takes_numbers(known[name].type)
                values[name] = msgspec.convert(value, known[name].type, strict=not is_lax)
            except msgspec.ValidationError as wrong:
                errors[name] = _refused(name, known[name].type, str(wrong))
    for name, entry in known.items():
        if entry.required and name not in values and name not in errors:
            errors[name] = FieldError(name, "required")
    kept = {name: value for name, value in values.items() if name not in errors}
    return Read(kept, tuple(errors.values()))


@cache
def takes_numbers(kind: Any) -> bool:
    """Whether a field's text may stand for a number or a yes. Elsewhere text is taken as it is:
    a moment, for one, would be read out of any number."""
    return kind in (int, float, bool) or any(takes_numbers(choice) for choice in get_args(kind))


@cache
def _by_name(shape: type[msgspec.Struct]) -> Mapping[str, msgspec.structs.FieldInfo]:
    return {entry.encode_name: entry for entry in fields_of(shape)}


def _refused(name: str, kind: Any, complaint: str) -> FieldError:
    """A declaration may say how to refuse what is of the right type and yet not allowed; which
    of the two it is, msgspec says in words only."""
    if not complaint.startswith("Invalid ") and ", got " in complaint:
        return FieldError(name, "wrong_type")
    for extra in _extras(kind):
        details = {word: value for word, value in extra.items() if word != "code"}
        return FieldError(name, extra["code"], details)
    return FieldError(name, "unknown_value")


def _extras(kind: Any) -> Iterator[Mapping[str, Any]]:
    """What declarations say, of a type and of the choices inside it."""
    for meta in getattr(kind, "__metadata__", ()):
        if getattr(meta, "extra", None):
            yield meta.extra
    for choice in get_args(kind):
        yield from _extras(choice)


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    named = dict(pairs)
    if len(named) != len(pairs):
        raise ValueError("a name comes twice")
    return named
