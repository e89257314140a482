"""What may be sealed: every document by name, every field with the class of data it holds."""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from regulars.runtime.vault.errors import DocumentRefused


class DataClass(StrEnum):
    """What kind of personal value a field is; export and erasure are driven by it."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    BIRTH_DATE = "birth_date"
    TAX_ID = "tax_id"
    ADDRESS = "address"
    LOCATION = "location"
    PREFERENCES = "preferences"
    PICTURE = "picture"
    FREE_TEXT = "free_text"
    MESSAGE = "message"
    SECRET = "secret"  # noqa: S105 - the class of a value, not one
    TECHNICAL = "technical"


NAME_FORM = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_]*)+\.v[1-9][0-9]*")
FIELD_FORM = re.compile(r"[a-z][a-z0-9_]*")

_declared: dict[str, "SealedDocument"] = {}


class SealedDocument:
    """A declaration: making one enters it in the list, where a name stands once and for ever.

    Its name is bound into everything sealed, so renaming it makes the past unreadable. Fields
    may be added; a field that is given up stays declared while rows may still hold it.
    """

    __slots__ = ("fields", "name", "name_bound")

    name: str
    fields: Mapping[str, DataClass]
    name_bound: bytes

    def __init__(self, name: str, fields: Mapping[str, DataClass | str]) -> None:
        if not NAME_FORM.fullmatch(name):
            raise DocumentRefused(f"{name!r} is not of the form room.document.v1.")
        if name in _declared:
            raise DocumentRefused(f"{name} is declared twice.")
        self.name = name
        self.fields = MappingProxyType(_classes(name, fields))
        self.name_bound = len(name).to_bytes(2, "big") + name.encode("ascii")
        _declared[name] = self

    def __repr__(self) -> str:
        return f"SealedDocument({self.name!r})"


def declared_documents() -> tuple[SealedDocument, ...]:
    """Every document of every room imported so far, by name."""
    return tuple(document for _, document in sorted(_declared.items()))


def _classes(name: str, fields: Mapping[str, DataClass | str]) -> dict[str, DataClass]:
    if not fields:
        raise DocumentRefused(f"{name} declares no field.")
    classes = {}
    for field, data_class in fields.items():
        if not FIELD_FORM.fullmatch(field):
            raise DocumentRefused(f"{name}: {field!r} is not a field name.")
        try:
            classes[field] = DataClass(data_class)
        except ValueError:
            raise DocumentRefused(f"{name}.{field}: no data class {data_class!r}.") from None
    return classes
