"""What is announced of a customer's own account."""

from dataclasses import dataclass
from typing import ClassVar

from regulars.kernel.ids import CustomerId
from regulars.runtime.journal import Event


@dataclass(frozen=True, slots=True)
class CustomersSignedOut(Event):
    """Staff ended every sign-in of a customer; so many there were."""

    name: ClassVar[str] = "customers.signed_out"
    subject_kind: ClassVar[str] = "customer"
    customer: CustomerId
    sign_ins: int
