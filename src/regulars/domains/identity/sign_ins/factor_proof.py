"""The second step of signing in: a code or a passkey, counted before it is looked at."""

from dataclasses import replace

from regulars.domains.identity.errors import WrongFactor
from regulars.domains.identity.factors.authenticators import authenticator_opens
from regulars.domains.identity.factors.hold import hold_account
from regulars.domains.identity.factors.recovery_codes import recovery_code_opens
from regulars.domains.identity.factors.rules import read_factor_code
from regulars.domains.identity.model import Session
from regulars.domains.identity.sign_ins.events import IdentityStaffSignInRefused
from regulars.domains.identity.sign_ins.model import SignIn
from regulars.domains.identity.sign_ins.sign_in import Opening, open_session
from regulars.domains.identity.tries.sign_in_limits import (
    Came,
    Counted,
    count_guess_at,
    forgive_guesses,
    guesses_at,
    is_known_device,
)
from regulars.kernel.ids import StaffId
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def count_factor_try(tx: Tx, staff_id: StaffId, came: Came | None = None) -> Counted:
    """Over every path and session of one person; commit it before the code is looked at. Who
    knows a password and guesses codes does not use up the tries of a browser known before."""
    is_known = await is_known_device(tx, staff_id, came or Came())
    return await count_guess_at(tx, "factor", str(staff_id), is_known_device=is_known)


async def code_opens(tx: Tx, staff_id: StaffId, typed: str) -> str | None:
    """By which of the two: an authenticator app's code or one on paper. None for neither."""
    await hold_account(tx, staff_id)
    code = read_factor_code(typed)
    if await authenticator_opens(tx, staff_id, code):
        return "authenticator"
    if await recovery_code_opens(tx, staff_id, code):
        return "recovery_code"
    return None


async def finish_sign_in(
    tx: Tx, half: Session, opening: Opening, *, came: Came, method: str
) -> SignIn:
    """A whole session in place of the half one, in the same branch, under an id and a secret of its
    own. Raises WrongFactor when another request has finished it already."""
    if not await tx.run(sql.end_half, id=half.id):
        raise WrongFactor
    await forget_factor_tries(tx, half.staff_id)
    there = replace(opening, branch_id=half.branch)
    return await open_session(tx, half.staff_id, there, came=came, method=method)


async def forget_factor_tries(tx: Tx, staff_id: StaffId) -> None:
    """A right code frees this window, and of the day the one try that it was."""
    for is_known in (True, False):
        await forgive_guesses(tx, "factor", str(staff_id), is_known_device=is_known)


async def factor_tries(tx: Tx, staff_id: StaffId, came: Came) -> int:
    """How many of this window were counted in this browser's count."""
    is_known = await is_known_device(tx, staff_id, came)
    return await guesses_at(tx, "factor", str(staff_id), is_known_device=is_known)


async def note_waiting_factor(tx: Tx, staff_id: StaffId, tried: Counted) -> None:
    """Only the first that has to wait, or a program that does not care would fill the trail."""
    if not tried.is_again:
        await note_wrong_factor(tx, staff_id, tried.tries)


async def note_wrong_factor(tx: Tx, staff_id: StaffId, tries: int) -> None:
    tx.emit(IdentityStaffSignInRefused("factor", tries), subject_id=staff_id, seq=0)
