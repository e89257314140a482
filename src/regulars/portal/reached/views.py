"""What the pages show that change a number or an address, and the one that undoes a change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

ReachKind = Literal["phone", "email"]
# `confirm`: a code to what is known proves who they are; `change`: one to the new one.
Step = Literal["confirm", "change"]


@dataclass(frozen=True, slots=True)
class ReachForm:
    """`held` are names of what is on its way to them, and calls the number that stands now."""

    kind: ReachKind
    typed: str = ""
    known: str = ""
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wait_seconds: int = 0
    held: tuple[str, ...] = ()
    # The id of a sentence that says why it is refused.
    refused: str = ""

    @property
    def wait_minutes(self) -> int:
        return -(-self.wait_seconds // 60)


@dataclass(frozen=True, slots=True)
class ReachCode:
    """`resend_seconds` is when another code may be asked for."""

    state: str
    kind: ReachKind
    step: Step
    typed: str
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_refused: bool = False
    wait_seconds: int = 0
    resend_seconds: int = 0

    @property
    def wait_minutes(self) -> int:
        return -(-self.wait_seconds // 60)

    @property
    def resend_step(self) -> int:
        """In fives, because a style sheet counts it where no script does."""
        return min(60, -(-self.resend_seconds // 5) * 5)


@dataclass(frozen=True, slots=True)
class UndoPage:
    """No number and no name: whoever opens the link has proven nothing yet. `also` is what else
    goes back."""

    link: str
    kind: ReachKind
    changed_at: datetime
    until: datetime
    had_one: bool
    is_taken: bool
    also: ReachKind | None = None


@dataclass(frozen=True, slots=True)
class UndonePage:
    """`kind` is empty for a link that works no more."""

    kind: ReachKind | None
    had_one: bool = False
    is_restored: bool = False
    reaches_on: bool = False
    also: ReachKind | None = None
