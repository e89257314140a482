"""Somebody proved what a record was invited by: it is theirs to sign in to."""

from dataclasses import dataclass
from uuid import UUID

from regulars.domains.customers.proofs.detach import detach_identifier
from regulars.domains.customers.proofs.events import CustomersEntryRefused
from regulars.domains.customers.proofs.possible_duplicates import note_possible_duplicates
from regulars.domains.customers.proofs.proven import mark_proven, rise
from regulars.domains.customers.reach.entry import Holder
from regulars.domains.customers.reach.holders import lock_holders
from regulars.domains.identity import Proof, open_account
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


@dataclass(frozen=True, slots=True)
class Claimed:
    """Who they sign in as. `is_linked` is False when they had an account already: then they come
    into that one, and staff find the two records among the possible duplicates."""

    account_id: UUID
    customer_id: UUID
    is_linked: bool


async def claim_record(tx: Tx, customer_id: UUID, proof: Proof) -> Claimed | None:
    """None when the record has this number or address no more, or is shut out: outside the same
    as a wrong code."""
    token = tx.keys.token(proof.kind, proof.value)
    holders = await lock_holders(tx, proof.kind, token, about=customer_id)
    theirs = next((each for each in holders if each.customer_id == customer_id), None)
    if theirs is None or theirs.is_company:
        return None
    if theirs.has_account and not theirs.is_verified:
        # Somebody's since they were invited, and not by this: what staff typed opens it to nobody.
        return None
    owner = next((each for each in holders if each.is_verified), None)
    if theirs.is_shut_out or (owner and owner.is_shut_out):
        tx.emit(CustomersEntryRefused(customer_id), subject_id=customer_id, seq=0)
        return None
    if owner and owner.customer_id != customer_id:
        if _is_their_own(owner):
            await note_possible_duplicates(tx, customer_id, [owner.customer_id], "has_account")
            return await _entered(tx, owner.customer_id, is_linked=False)
        await detach_identifier(tx, owner.held_by, proof.kind, token)
        await note_possible_duplicates(tx, customer_id, [owner.customer_id], "passed_on")
    await mark_proven(tx, theirs.held_by, proof.kind, token)
    await rise(tx, customer_id)
    return await _entered(tx, customer_id, is_linked=True)


def _is_their_own(owner: Holder) -> bool:
    """Who has proven it, with an account, and not long ago, is the one who proves it again."""
    return owner.has_account and not owner.is_stale


async def _entered(tx: Tx, customer_id: UUID, *, is_linked: bool) -> Claimed | None:
    account = await open_account(tx, "customer", customer_id)
    if account.state != "active":
        tx.emit(CustomersEntryRefused(customer_id), subject_id=customer_id, seq=0)
        return None
    await tx.run(sql.note_login, id=customer_id)
    return Claimed(account.id, customer_id, is_linked)
