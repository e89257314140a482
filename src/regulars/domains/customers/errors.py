"""How the customers room refuses."""

from dataclasses import dataclass

from regulars.domains.customers.held import Held
from regulars.domains.customers.model import Customer
from regulars.kernel.errors import DomainError, FieldError, NotAllowed, NotFound, Refused, TooOften


class CustomerNotFound(NotFound):
    """There is no such customer."""


@dataclass(frozen=True, slots=True)
class Known:
    """Who has this number already, as far as the caller may see them."""

    candidates: tuple[Customer, ...]
    elsewhere: int


class PhoneKnown(Refused):
    """Somebody has this number already."""

    code = "phone_known"

    def __init__(self, known: Known) -> None:
        super().__init__(many=len(known.candidates) + known.elsewhere)
        self.known = known

    def unseen(self) -> "PhoneKnown":
        """The same refusal for somebody who may not see who has the number."""
        return PhoneKnown(Known((), len(self.known.candidates) + self.known.elsewhere))


class CustomerUnreadable(DomainError):
    """What is stored of this customer was damaged and cannot be opened.

    No refusal: whoever asked did nothing wrong, and the edges answer it as a fault of ours.
    """


class DowngradeNotPossible(Refused):
    """A customer never goes down a stage."""

    code = "downgrade_not_possible"


class CustomerDeleted(Refused):
    """This customer was deleted; restore them first."""

    code = "already_deleted"


class NotDeleted(Refused):
    """This customer is not deleted."""

    code = "not_deleted"


class ProfileIncomplete(NotAllowed):
    """This is for full customers; say what is missing first."""

    code = "profile_incomplete"

    def __init__(self, *errors: FieldError) -> None:
        super().__init__()
        self.errors = errors


class NoAvatar(NotFound):
    """This customer has no picture."""


class AlreadyBlocked(Refused):
    """This customer is blocked already."""

    code = "already_blocked"


class NotBlocked(Refused):
    """This customer is not blocked."""

    code = "not_blocked"


class SearchBudgetSpent(TooOften):
    """Too many phones and e-mails were searched for that nobody has."""

    code = "search_budget_spent"


class AddressNotFound(NotFound):
    """There is no such address."""


class AddressesTooMany(Refused):
    """A customer has at most {most} addresses; delete one first."""

    code = "addresses_too_many"


class AddressDeleted(Refused):
    """This address was deleted; restore it first."""

    code = "address_deleted"


class AddressNotDeleted(Refused):
    """This address is not deleted."""

    code = "address_not_deleted"


class DefaultRequired(Refused):
    """A customer with addresses has a default; make another one the default instead."""

    code = "default_required"


class AddressInUse(Refused):
    """Something active uses this address: say whether the change counts for it too."""

    code = "address_in_use"

    def __init__(self, held: tuple[Held, ...]) -> None:
        super().__init__(names=", ".join(one.name for one in held))
        self.held = held


class ProofNeeded(Refused):
    """First prove again who you are: with a code to the number or address that is known."""

    code = "proof_needed"


class NothingProven(Refused):
    """No phone or e-mail of this account is proven; the shop can help."""

    code = "nothing_proven"


class ReachNotAvailable(Refused):
    """This number or address cannot be used here."""

    code = "reach_not_available"


class PhoneInUse(Refused):
    """Something on its way uses this number: say that the change is wanted even so."""

    code = "phone_in_use"

    def __init__(self, held: tuple[Held, ...]) -> None:
        super().__init__(names=", ".join(one.name for one in held))
        self.held = held


class DuplicateNotFound(NotFound):
    """There is no such pair of records."""


class IdentifierHeld(Refused):
    """Another customer proved this phone or e-mail to be theirs."""

    code = "identifier_held"


class AlreadySuspended(Refused):
    """This customer is suspended already."""

    code = "already_suspended"


class NotSuspended(Refused):
    """This customer is not suspended."""

    code = "not_suspended"
