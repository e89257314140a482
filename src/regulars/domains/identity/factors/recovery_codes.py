"""Recovery codes: ten on paper for the day the phone is gone, each for one sign-in."""

from regulars.domains.identity.factors.events import (
    IdentityRecoveryCodesMade,
    IdentityRecoveryCodeUsed,
)
from regulars.domains.identity.factors.rules import (
    RECOVERY_LENGTH,
    hashes_of,
    new_recovery_codes,
    recovery_hash,
    shown_code,
)
from regulars.kernel.ids import StaffId
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def make_recovery_codes(tx: Tx, staff_id: StaffId) -> tuple[str, ...]:
    """As they are written down; this is the only time they can be. Older ones are void."""
    codes = new_recovery_codes()
    await tx.run(sql.forget, staff_id=staff_id)
    await tx.run(sql.keep, staff_id=staff_id, hashes=hashes_of(tx.keys, staff_id, codes))
    tx.emit(IdentityRecoveryCodesMade(staff_id), subject_id=staff_id, seq=0)
    return tuple(map(shown_code, codes))


async def recovery_code_opens(tx: Tx, staff_id: StaffId, code: str) -> bool:
    """Uses it up. Found by its hash, so nothing is compared letter by letter."""
    if len(code) != RECOVERY_LENGTH:
        return False
    hashed = recovery_hash(tx.keys, staff_id, code)
    if await tx.row(sql.use, staff_id=staff_id, hashed=hashed) is None:
        return False
    left = await tx.value(sql.left, staff_id=staff_id)
    tx.emit(IdentityRecoveryCodeUsed(staff_id, left), subject_id=staff_id, seq=0)
    return True
