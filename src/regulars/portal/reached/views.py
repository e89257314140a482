"""What the pages show that change a number or an address, and the one that undoes a change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from regulars.portal.codes.views import CodeKind


@dataclass(frozen=True, slots=True)
class ReachForm:
    """`held` are names of what is on its way to them, and calls the number that stands now. What
    is `known` and not proven may be proven as it is."""

    kind: CodeKind
    typed: str = ""
    known: str = ""
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wait_seconds: int = 0
    held: tuple[str, ...] = ()
    # The id of a sentence that says why it is refused.
    refused: str = ""
    is_proven: bool = False

    @property
    def way(self) -> Literal["add", "change", "prove"]:
        if not self.known:
            return "add"
        is_known = self.typed.replace(" ", "") == self.known
        return "prove" if is_known and not self.is_proven else "change"


@dataclass(frozen=True, slots=True)
class UndoPage:
    """No number and no name: whoever opens the link has proven nothing yet. `also` is what else
    goes back."""

    link: str
    kind: CodeKind
    changed_at: datetime
    until: datetime
    had_one: bool
    is_taken: bool
    also: CodeKind | None = None


@dataclass(frozen=True, slots=True)
class UndonePage:
    """`kind` is empty for a link that works no more."""

    kind: CodeKind | None
    had_one: bool = False
    is_restored: bool = False
    reaches_on: bool = False
    also: CodeKind | None = None
