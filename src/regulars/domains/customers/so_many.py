"""So many were counted, and whether they are all."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counted:
    """`is_all` unless there was more to look at."""

    many: int
    is_all: bool
