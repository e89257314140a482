"""Proving a customer's own phone or e-mail to staff: nobody signs in by it."""

from regulars.domains.customers.errors import IdentifierHeld
from regulars.domains.customers.holders import lock_holders
from regulars.domains.customers.model import Customer
from regulars.domains.customers.possible_duplicates import note_possible_duplicates
from regulars.domains.customers.proven import mark_proven, rise
from regulars.domains.identity import Guess, prove_code
from regulars.runtime.tx import Tx


async def verify_identifier(tx: Tx, guess: Guess, code: str) -> Customer | IdentifierHeld | None:
    """None for every wrong code. Handed over, and to be raised after the commit: another record
    proved it before, so staff find the two among the possible duplicates."""
    proof = await prove_code(tx, guess, code)
    if proof is None or proof.purpose != "verification" or proof.holder_id is None:
        return None
    token = tx.keys.token(proof.kind, proof.value)
    holders = await lock_holders(tx, proof.kind, token)
    theirs = [h for h in holders if h.customer_id == proof.holder_id]
    owner = next((h for h in holders if h.is_verified and h not in theirs), None)
    if not theirs:
        return None
    if owner is not None:
        await note_possible_duplicates(tx, proof.holder_id, [owner.customer_id], "held")
        return IdentifierHeld()
    await mark_proven(tx, theirs[0].held_by, proof.kind, token)
    return await rise(tx, proof.holder_id)
