"""Statements with their values written into them, so that several go in one round trip.

The driver sends one statement a message, each with a wait of its own. What is written before a
commit has no rows to wait for; written out, all of it travels with the commit.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from regulars.runtime.sql import Statement

_PLACES = re.compile(r"\$(\d+)")
# What most texts are: nothing in them is anything to a reader of SQL.
_WORD = re.compile(r"[A-Za-z0-9_./{}: -]{0,200}")
_SURROGATE = re.compile("[\ud800-\udfff]")


def in_full(statement: Statement, values: Mapping[str, Any]) -> str:
    """The statement as it stands alone. Raises TypeError for a kind of value that has no writing
    here, so that nothing is ever written by a `str()` that nobody looked at."""
    written = [literal(values[name]) for name in statement.parameters]
    pieces, places = _taken_apart(statement.text)
    said = [pieces[0]]
    for place, piece in zip(places, pieces[1:], strict=True):
        said += (written[place], piece)
    return "".join(said)


@lru_cache(512)
def _taken_apart(text: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """What stands around the places for values, and which value goes to each."""
    split = _PLACES.split(text)
    return tuple(split[::2]), tuple(int(number) - 1 for number in split[1::2])


def literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if type(value) is str and _WORD.fullmatch(value):
        return f"'{value}'"
    if isinstance(value, UUID):
        # Of this class and no other: the driver's own is one of its kind, and as careful.
        return f"'{UUID.__str__(value)}'"
    if isinstance(value, list | tuple):
        return _quoted(_array(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return f"({value:d})"
    return _quoted(_plain(value))


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, UUID):
        return UUID.__str__(value)
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.isoformat()
    if isinstance(value, bool | int):
        return str(value).lower()
    raise TypeError(f"a {type(value).__name__} is not written into a statement")


def _array(values: Sequence[Any]) -> str:
    """As array_in reads it: every element in double quotes but those that are not there."""
    return "{" + ",".join(map(_element, values)) + "}"


def _element(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, UUID):
        return f'"{UUID.__str__(value)}"'
    text = _plain(value)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _quoted(text: str) -> str:
    """A string that ends where it says, whatever standard_conforming_strings is set to."""
    if "\0" in text:
        raise TypeError("text with a zero byte is not written into a statement")
    if not text.isascii() and _SURROGATE.search(text):
        # Encoding would fail later, with an error that holds the whole statement.
        raise TypeError("half a character is not written into a statement")
    doubled = text.replace("'", "''")
    if "\\" not in doubled:
        return f"'{doubled}'"
    return " E'" + doubled.replace("\\", "\\\\") + "'"
