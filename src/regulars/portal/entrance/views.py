"""What the door shows: a field for a number or an address, and the page for the code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

By = Literal["phone", "email"]


@dataclass(frozen=True, slots=True)
class EnterPage:
    """`by` is how the code comes. `wait_seconds` where one has to wait before the next."""

    by: By = "phone"
    typed: str = ""
    example: str = ""
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wait_seconds: int = 0

    @property
    def wait_minutes(self) -> int:
        return -(-self.wait_seconds // 60)


@dataclass(frozen=True, slots=True)
class CodePage:
    """`state` is sealed: which code this page waits for. `resend_seconds` is when another may be
    asked for, `is_second` when this code proves who has proven one already."""

    state: str
    by: By
    shown: str
    resend_seconds: int
    is_malformed: bool = False
    is_refused: bool = False
    is_second: bool = False
    wait_seconds: int = 0

    @property
    def wait_minutes(self) -> int:
        return -(-self.wait_seconds // 60)

    @property
    def resend_step(self) -> int:
        """In fives, because a style sheet counts it where no script does."""
        return min(60, -(-self.resend_seconds // 5) * 5)


@dataclass(frozen=True, slots=True)
class MorePage:
    """A first proof that was not enough, for a second of this kind."""

    state: str
    by: By
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wait_seconds: int = 0

    @property
    def wait_minutes(self) -> int:
        return -(-self.wait_seconds // 60)
