"""What the pages of an invitation show: nothing of whom it is for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class JoinPage:
    """`is_other` when somebody is signed in already: they are asked first."""

    link: str
    kind: Literal["phone", "email"]
    is_other: bool = False
    wait_seconds: int = 0

    @property
    def wait_minutes(self) -> int:
        return -(-self.wait_seconds // 60)


@dataclass(frozen=True, slots=True)
class JoinCode:
    link: str
    kind: Literal["phone", "email"]
    challenge: str
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_refused: bool = False
    wait_seconds: int = 0

    @property
    def wait_minutes(self) -> int:
        return -(-self.wait_seconds // 60)


@dataclass(frozen=True, slots=True)
class JoinOver:
    """The link works no more; the shop can send another."""
