"""What the dialogs show that delete, restore and block a customer."""

from dataclasses import dataclass, field

from regulars.console.customers.views import Candidate, Errors


@dataclass(frozen=True, slots=True)
class DeletionDialog:
    id: str
    number: str
    version: int
    name: str | None = None


@dataclass(frozen=True, slots=True)
class RestorationDialog:
    """Somebody took the number meanwhile. No candidates: somebody of another branch did."""

    id: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class BlockingDialog:
    """Blocks, or asks before it unblocks; then `reason` is why they were blocked."""

    id: str
    number: str
    name: str | None = None
    reason: str = ""
    errors: Errors = field(default_factory=dict)
    is_again: bool = False
