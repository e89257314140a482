"""What the customers room announces from more than one wing."""

from dataclasses import dataclass
from typing import ClassVar

from regulars.kernel.ids import CustomerId
from regulars.runtime.journal import Event


@dataclass(frozen=True, slots=True)
class CustomersProfileCompleted(Event):
    """All that is asked of a full customer is known, for the first time in their life."""

    name: ClassVar[str] = "customers.profile_completed"
    subject_kind: ClassVar[str] = "customer"
    customer: CustomerId
