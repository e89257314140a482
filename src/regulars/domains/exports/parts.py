"""A part of a file: so many rows, and where the next part begins."""

from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

Row: TypeAlias = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """`place` is None at the end; `subjects` are the people whose data is in the rows. A part may
    be empty and still have more behind it."""

    rows: tuple[Row, ...]
    place: str | None
    subjects: tuple[UUID, ...] = ()
