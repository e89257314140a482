"""What a page shows that waits for a code."""

from dataclasses import dataclass
from typing import Literal

CodeKind = Literal["phone", "email"]
# Of a change: `confirm` proves who they are by what is known, `change` proves the new one, `prove`
# the one that is on their record already.
Step = Literal["confirm", "change", "prove"]


@dataclass(frozen=True, slots=True)
class CodePage:
    """`at` is the page's own address, `state` sealed: which code it waits for. `shown` is where the
    code went, and empty where the page does not say. `resend_seconds` is when
    another may be asked for, `is_second` when this one proves who has proven one already."""

    at: str
    state: str
    kind: CodeKind
    shown: str = ""
    resend_seconds: int = 0
    step: Step | None = None
    is_second: bool = False
    is_malformed: bool = False
    is_refused: bool = False
    wait_seconds: int = 0

    @property
    def before(self) -> str:
        """The page that asked for the code."""
        return self.at.removesuffix("/code")

    @property
    def resend_step(self) -> int:
        """In fives, because a style sheet counts it where no script does."""
        return min(60, -(-self.resend_seconds // 5) * 5)
