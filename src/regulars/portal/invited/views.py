"""What the pages of an invitation show: nothing of whom it is for."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class JoinPage:
    """`is_other` when somebody is signed in already: they are asked first."""

    link: str
    kind: Literal["phone", "email"]
    is_other: bool = False
    wait_seconds: int = 0


@dataclass(frozen=True, slots=True)
class JoinOver:
    """The link works no more; the shop can send another."""
