"""What is announced when a change is undone."""

from dataclasses import dataclass
from typing import ClassVar

from regulars.kernel.ids import CustomerId
from regulars.runtime.journal import Event


@dataclass(frozen=True, slots=True)
class CustomersChangeReversed(Event):
    """Whoever was reached before a change undid it by the link they were sent; all sign-ins ended.
    `is_restored` is False when there was none before, or somebody else has it by now."""

    name: ClassVar[str] = "customers.change_reversed"
    subject_kind: ClassVar[str] = "customer"
    customer: CustomerId
    kind: str
    is_restored: bool
