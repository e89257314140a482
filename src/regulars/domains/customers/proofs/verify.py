"""Proving a customer's own phone or e-mail to staff: nobody signs in by it."""

from collections.abc import Sequence
from uuid import UUID

from regulars.domains.customers.errors import IdentifierHeld
from regulars.domains.customers.model import Customer
from regulars.domains.customers.proofs.possible_duplicates import note_possible_duplicates
from regulars.domains.customers.proofs.proven import mark_proven, rise
from regulars.domains.customers.reach.entry import Holder
from regulars.domains.customers.reach.hold import who_proved
from regulars.domains.customers.reach.holders import lock_holders
from regulars.domains.customers.reach.rules import Reach
from regulars.domains.identity import Guess, Proof, prove_code
from regulars.runtime.tx import Tx


async def verify_identifier(tx: Tx, guess: Guess, code: str) -> Customer | IdentifierHeld | None:
    """None for every wrong code. Handed over, and to be raised after the commit: another record
    proved it before, so staff find the two among the possible duplicates."""
    proof = await prove_code(tx, guess, code)
    if proof is None or proof.purpose != "verification" or proof.holder_id is None:
        return None
    token = tx.keys.token(proof.kind, proof.value)
    holders = await lock_holders(tx, proof.kind, token, about=proof.holder_id)
    theirs = [h for h in holders if h.customer_id == proof.holder_id]
    if not theirs:
        return None
    owner_id = await _other_owner(tx, proof, holders, theirs)
    if owner_id is not None:
        await note_possible_duplicates(tx, proof.holder_id, [owner_id], "held")
        return IdentifierHeld()
    await mark_proven(tx, theirs[0].held_by, proof.kind, token)
    return await rise(tx, proof.holder_id)


async def _other_owner(
    tx: Tx, proof: Proof, holders: Sequence[Holder], theirs: Sequence[Holder]
) -> UUID | None:
    """A branch sees its own records, and an identifier belongs to one record of the whole shop:
    who has it proven is asked of the identifiers where no holder says so."""
    seen = next((h for h in holders if h.is_verified), None)
    if seen is not None:
        return None if seen in theirs else seen.customer_id
    return await who_proved(tx, Reach(proof.kind, proof.value, proof.shown))
