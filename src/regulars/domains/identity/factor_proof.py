"""The second step of signing in: a code or a passkey, counted before it is looked at."""

from dataclasses import dataclass, replace

from regulars.domains.identity.authenticators import authenticator_opens
from regulars.domains.identity.errors import WrongFactor
from regulars.domains.identity.events import IdentityStaffSignInRefused
from regulars.domains.identity.factor_rules import (
    FACTOR_DAY,
    FACTOR_DAY_MAX,
    FACTOR_TRIES_MAX,
    FACTOR_WINDOW,
    read_factor_code,
)
from regulars.domains.identity.model import Session, SignIn
from regulars.domains.identity.recovery_codes import recovery_code_opens
from regulars.domains.identity.sign_in import Opening, open_session
from regulars.domains.identity.sign_in_limits import (
    Came,
    count_guarded,
    give_back,
    is_known_device,
    tries_of,
)
from regulars.kernel.ids import StaffId
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


@dataclass(frozen=True, slots=True)
class FactorTry:
    """One look at a second factor, counted. `wait_seconds` above 0 means that there is none."""

    wait_seconds: int
    tries: int
    # Not the first that has to wait, so that nothing new is to be told.
    is_again: bool = False


async def count_factor_try(tx: Tx, staff_id: StaffId, came: Came | None = None) -> FactorTry:
    """Over every path and session of one person; commit it before the code is looked at. Who
    knows a password and guesses codes does not use up the tries of a browser known before."""
    known = await _who(tx, staff_id, came or Came())
    longest, tries, is_again = 0, 0, False
    for span, window, most in (
        ("window", FACTOR_WINDOW, FACTOR_TRIES_MAX),
        ("day", FACTOR_DAY, FACTOR_DAY_MAX),
    ):
        guarded = _guarded(tx, staff_id, known, span)
        counted, wait_seconds = await count_guarded(tx, guarded, window=window)
        tries = tries or counted
        if counted > most:
            longest = max(longest, wait_seconds, 1)
        is_again = is_again or counted > most + 1
    return FactorTry(longest, tries, is_again)


async def code_opens(tx: Tx, staff_id: StaffId, typed: str) -> str | None:
    """By which of the two: an authenticator app's code or one on paper. None for neither."""
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
    for known in ("known", "stranger"):
        for span, every in (("window", True), ("day", False)):
            await give_back(tx, _guarded(tx, staff_id, known, span), every=every)


async def forget_factor_guesses(tx: Tx, staff_id: StaffId) -> None:
    """Of factors that there are no more: the next one is not shut out for them."""
    for known in ("known", "stranger"):
        for span in ("window", "day"):
            await give_back(tx, _guarded(tx, staff_id, known, span), every=True)


async def factor_tries(tx: Tx, staff_id: StaffId, came: Came) -> int:
    """How many of this window were counted in this browser's count."""
    known = await _who(tx, staff_id, came)
    return await tries_of(tx, _guarded(tx, staff_id, known, "window"))


async def note_waiting_factor(tx: Tx, staff_id: StaffId, tried: FactorTry) -> None:
    """Only the first that has to wait, or a program that does not care would fill the trail."""
    if not tried.is_again:
        await note_wrong_factor(tx, staff_id, tried.tries)


async def note_wrong_factor(tx: Tx, staff_id: StaffId, tries: int) -> None:
    tx.emit(IdentityStaffSignInRefused("factor", tries), subject_id=staff_id, seq=0)


async def _who(tx: Tx, staff_id: StaffId, came: Came) -> str:
    return "known" if await is_known_device(tx, staff_id, came) else "stranger"


def _guarded(tx: Tx, staff_id: StaffId, known: str, span: str) -> bytes:
    return tx.keys.token(f"factor_{known}_{span}", str(staff_id))
