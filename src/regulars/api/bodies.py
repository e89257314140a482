"""Reading what a caller sent: every field judged on its own, so that all errors come at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from regulars.api.problems import EdgeRefusal
from regulars.kernel.errors import FieldError, NotFound

T = TypeVar("T", bound=msgspec.Struct)

JSON_TYPES = ("application/json", "application/merge-patch+json")
DEPTH_MAX = 20


@dataclass(frozen=True, slots=True)
class Read:
    """`values` are the fields that were there and of the right type."""

    values: dict[str, Any]
    errors: tuple[FieldError, ...]


def json_object(raw: bytes, content_type: str) -> dict[str, Any]:
    """A body that is a JSON object, however empty; a missing body is an empty object."""
    if not raw:
        return {}
    if content_type.partition(";")[0].strip().lower() not in JSON_TYPES:
        raise EdgeRefusal(415, "unsupported_media_type")
    try:
        body = msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise EdgeRefusal(400, "not_json") from None
    if not isinstance(body, dict):
        raise EdgeRefusal(400, "not_json")
    return body


def read_fields(
    given: Mapping[str, Any], shape: type[msgspec.Struct], *, lax: bool = False
) -> Read:
    """`lax` is for query strings, where everything comes as text."""
    known = {entry.encode_name: entry for entry in msgspec.structs.fields(shape)}
    values: dict[str, Any] = {}
    errors: list[FieldError] = []
    for name, value in given.items():
        if name not in known:
            errors.append(FieldError(name[:60], "unknown_field"))
            continue
        try:
            values[name] = msgspec.convert(value, known[name].type, strict=not lax)
        except msgspec.ValidationError as wrong:
            is_choice = "Invalid enum value" in str(wrong)
            errors.append(FieldError(name, "unknown_value" if is_choice else "wrong_type"))
    errors.extend(
        FieldError(name, "required")
        for name, entry in known.items()
        if entry.required and name not in given
    )
    return Read(values, tuple(errors))


def path_id(text: str) -> UUID:
    """What is no id cannot be found; it answers like an unknown one."""
    try:
        if len(text) != 36:
            raise NotFound
        return UUID(text)
    except ValueError:
        raise NotFound from None
