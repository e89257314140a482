"""What the door shows: a field for a number or an address, and one for a second proof."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from regulars.portal.codes.views import CodeKind


@dataclass(frozen=True, slots=True)
class EnterPage:
    """`by` is how the code comes. `wait_seconds` where one has to wait before the next. `lacks`:
    the shop has not said yet through whom codes leave this way, or any way."""

    by: CodeKind = "phone"
    typed: str = ""
    example: str = ""
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wait_seconds: int = 0
    lacks: Literal["", "phone", "email", "both"] = ""


@dataclass(frozen=True, slots=True)
class MorePage:
    """A first proof that was not enough, for a second of this kind."""

    state: str
    by: CodeKind
    typed: str = ""
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wait_seconds: int = 0
