"""What the people room does when facts arrive: nobody is invited by, or as, who is gone."""

from regulars.domains.customers import CustomersBlocked, CustomersDeleted
from regulars.domains.identity import (
    IdentityApiKeyRevoked,
    IdentityStaffClosed,
    IdentityStaffDisabled,
)
from regulars.domains.people.events import PeopleCustomerInvited, PeopleInvitationResent
from regulars.domains.people.leave import (
    BATCH,
    replace_older,
    void_of_customer,
    void_of_inviter,
)
from regulars.runtime.reactions import Later, Reaction, RecordedFact, reacts_to
from regulars.runtime.tx import Tx


@reacts_to(IdentityStaffClosed, IdentityStaffDisabled, IdentityApiKeyRevoked)
async def void_invitations_of_who_left(tx: Tx, fact: RecordedFact) -> Later | None:
    """Their links were dead with that fact; who is let in again sends theirs anew."""
    kind = "key" if fact.name == IdentityApiKeyRevoked.name else "staff"
    voided = await void_of_inviter(tx, kind, fact.subject_id)
    return Later(minutes=0) if voided == BATCH else None


@reacts_to(CustomersDeleted, CustomersBlocked)
async def void_invitations_of_customers_gone(tx: Tx, fact: RecordedFact) -> None:
    await void_of_customer(tx, fact.subject_id)


@reacts_to(PeopleCustomerInvited, PeopleInvitationResent)
async def replace_older_invitations(tx: Tx, fact: RecordedFact) -> None:
    """Of a customer one invitation is open at a time, whoever sees which."""
    await replace_older(tx, fact.subject_id)


REACTIONS: tuple[Reaction, ...] = (
    void_invitations_of_who_left,
    void_invitations_of_customers_gone,
    replace_older_invitations,
)
