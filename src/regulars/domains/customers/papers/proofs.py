"""What was proven to be theirs, told to the room that keeps verifications."""

from typing import Literal
from uuid import UUID

from regulars.domains import identity
from regulars.domains.customers.model import Customer, Verified
from regulars.domains.customers.papers.papers import as_holder
from regulars.runtime.tx import Tx


async def tell_proven(
    tx: Tx, customer: Customer, kind: Literal["phone", "email"], *, challenge_id: UUID | None = None
) -> None:
    """Called by whatever sets `verified_at` of an identifier, in the same transaction and with
    the customer's row held: so neither says what the other does not."""
    await identity.note_proven(tx, as_holder(customer), kind, challenge_id=challenge_id)


async def tell_unproven(tx: Tx, customer_id: UUID, before: Verified, after: Verified) -> None:
    """Costs nothing where nothing proven was lost."""
    lost: list[Literal["phone", "email"]] = []
    if before.phone_at and not after.phone_at:
        lost.append("phone")
    if before.email_at and not after.email_at:
        lost.append("email")
    if lost:
        await identity.note_unproven(tx, customer_id, lost)
