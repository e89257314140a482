"""Looks for planted values in bytes, in every form they could have leaked in."""

import base64
import hashlib
import html
import json
import re
import unicodedata
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, quote_plus

from tests.instruments.installation import Installation

DIGITS_MIN = 7
BETWEEN_DIGITS = re.compile(rb"(?<=\d)[\s().+/\-]{1,3}(?=\d)")
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
FORMS_BYTES_MIN = 4  # a shorter form would be found by chance


@dataclass(frozen=True, slots=True)
class Leak:
    where: str
    form: str

    def __str__(self) -> str:
        return f"{self.where}: {self.form}"


def scan(places: Iterable[tuple[str, bytes]], planted: Iterable[str]) -> list[Leak]:
    """Where which planted value was found, named by its place in the list and never quoted."""
    needles = [
        (f"value {place} as {form}", needle)
        for place, value in enumerate(planted)
        for form, needle in forms(value)
    ]
    found = []
    for where, content in places:
        lowered = content.lower()
        joined = BETWEEN_DIGITS.sub(b"", content)
        for form, needle in needles:
            hay = joined if "digits" in form else lowered if "any case" in form else content
            if needle in hay:
                found.append(Leak(where, form))
    return found


def forms(value: str) -> Iterator[tuple[str, bytes]]:
    """A value as it might be written; what is too short to mean anything is left out."""
    seen = set()
    for form, needle in _forms(value):
        if len(needle) >= FORMS_BYTES_MIN and needle not in seen:
            seen.add(needle)
            yield form, needle


def _forms(value: str) -> Iterator[tuple[str, bytes]]:
    plain = value.encode()
    yield "plain", plain
    for folded in (value.lower(), _unmarked(value).lower()):
        yield "any case", folded.encode()
    yield "reversed", value[::-1].encode()
    yield "utf-16-le", value.encode("utf-16-le")
    yield "utf-16-be", value.encode("utf-16-be")
    yield "url", quote(value).encode()
    yield "url form", quote_plus(value).encode()
    yield "json", json.dumps(value)[1:-1].encode()
    yield "html", html.escape(value).encode("ascii", "xmlcharrefreplace")
    yield "hex, any case", plain.hex().encode()
    for shift in range(3):
        # Whole groups of three only, so that its neighbours do not matter.
        body = plain[shift:]
        yield f"base64 from byte {shift}", base64.b64encode(body[: len(body) // 3 * 3])
        yield f"base64url from byte {shift}", base64.urlsafe_b64encode(body[: len(body) // 3 * 3])
    for name in ("md5", "sha1", "sha256"):
        # A hash without a secret is the value itself to whoever can list the telephone book.
        digest = hashlib.new(name, plain, usedforsecurity=False).digest()
        yield f"bare {name}", digest
        yield f"bare {name} in hex, any case", digest.hex().encode()
    digits = re.sub(r"\D", "", value)
    if len(digits) >= DIGITS_MIN and len(digits) >= len(value) // 2:
        yield "digits", digits[-8:].encode()
        yield "reversed digits", digits[-8:][::-1].encode()
        yield "Arabic digits", digits[-8:].translate(ARABIC_DIGITS).encode()
    else:
        for word in value.split():
            yield "word, any case", _unmarked(word).lower().encode()


def _unmarked(text: str) -> str:
    taken_apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in taken_apart if not unicodedata.combining(letter))


async def dump_everything(installation: Installation) -> AsyncIterator[tuple[str, bytes]]:
    """Every value of every table, as whoever stole a dump has it, and what the planner and the
    catalogue remember of them besides."""
    async with installation.connection() as connection:
        tables = await connection.fetch(
            "SELECT c.oid::regclass::text AS name FROM pg_class c"
            "  JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind IN ('r', 'm') AND n.nspname <> 'information_schema'"
            "   AND (n.nspname NOT LIKE 'pg\\_%' OR c.relname IN ("
            "        'pg_description', 'pg_seclabel', 'pg_largeobject', 'pg_statistic_ext'))"
            " ORDER BY 1"
        )
        for table in tables:
            for row in await connection.fetch(f"SELECT * FROM {table['name']}"):
                for column, value in row.items():
                    yield f"{table['name']}.{column}", _as_bytes(value)
        for row in await connection.fetch(
            "SELECT schemaname || '.' || tablename || '.' || attname AS name,"
            "       concat_ws(' ', most_common_vals, histogram_bounds, most_common_elems) AS kept"
            "  FROM pg_stats WHERE schemaname NOT LIKE 'pg\\_%'"
        ):
            yield f"statistics of {row['name']}", _as_bytes(row["kept"])


def _as_bytes(value: Any) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, list):
        return b"\n".join(_as_bytes(each) for each in value)
    return b"" if value is None else str(value).encode()
