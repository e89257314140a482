"""What tries at a second step are counted under: known browsers and strangers apart."""

from regulars.domains.identity.sign_in_limits import give_back
from regulars.kernel.ids import StaffId
from regulars.runtime.tx import Tx


async def forget_factor_tries(tx: Tx, staff_id: StaffId) -> None:
    """A right code frees this window, and of the day the one try that it was."""
    for known in ("known", "stranger"):
        for span, every in (("window", True), ("day", False)):
            await give_back(tx, guarded_by(tx, staff_id, known, span), every=every)


async def forget_factor_guesses(tx: Tx, staff_id: StaffId) -> None:
    """Of factors that there are no more: the next one is not shut out for them."""
    for known in ("known", "stranger"):
        for span in ("window", "day"):
            await give_back(tx, guarded_by(tx, staff_id, known, span), every=True)


def guarded_by(tx: Tx, staff_id: StaffId, known: str, span: str) -> bytes:
    return tx.keys.token(f"factor_{known}_{span}", str(staff_id))
