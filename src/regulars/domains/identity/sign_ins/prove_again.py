"""Somebody of the staff who is signed in shows again who they are, before something sensitive."""

from dataclasses import dataclass, field
from enum import StrEnum

from regulars.domains.identity.factors.hold import hold_account
from regulars.domains.identity.model import Session
from regulars.domains.identity.sign_ins.events import IdentityStaffProofRefused, IdentityStaffProven
from regulars.domains.identity.sign_ins.factor_proof import (
    code_opens,
    count_factor_try,
    factor_tries,
    forget_factor_tries,
)
from regulars.domains.identity.sign_ins.password_changes import password_hash_of
from regulars.domains.identity.sign_ins.sessions import note_staff_proven
from regulars.domains.identity.sign_ins.sign_in import count_inside, forget_attempts, tries_inside
from regulars.domains.identity.staff.staff import open_staff
from regulars.domains.identity.tries.sign_in_limits import Came
from regulars.runtime.tx import Tx


class ProofOutcome(StrEnum):
    PROVEN = "proven"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - what became of it
    WRONG_CODE = "wrong_code"
    # The sign-in ended in between.
    OVER = "over"


@dataclass(frozen=True, slots=True)
class ProofTry:
    """One try, counted. `wait_seconds` above 0 means that it may not go on."""

    wait_seconds: int
    password_hash: str | None = field(default=None, repr=False)


async def count_proof(
    tx: Tx, session: Session, *, with_code: bool = False, came: Came | None = None
) -> ProofTry:
    """In the budgets of signing in, over every path and sign-in of one person; commit it before
    anything is compared. Of the password with those of known devices: what strangers try at the
    door closes nothing inside."""
    staff = await open_staff(tx, session.staff_id)
    # Codes first: whoever finishes a sign-in takes the two counts in this order.
    code = await count_factor_try(tx, staff.id, came) if with_code else None
    password = await count_inside(tx, staff.email)
    wait_seconds = max(password.wait_seconds, code.wait_seconds if code else 0)
    if not wait_seconds:
        return ProofTry(0, await password_hash_of(tx, session))
    # Only the first that has to wait, or a program that does not care would fill the trail.
    if not (password.is_again or (code and code.is_again)):
        _refuse(tx, session, "waiting", password.tries)
    return ProofTry(wait_seconds)


async def prove_again(
    tx: Tx,
    session: Session,
    *,
    is_password_right: bool,
    code: str | None = None,
    came: Came | None = None,
) -> ProofOutcome:
    """What is sensitive is open for some minutes. A wrong one is written down: commit in any
    case. A code that is not asked for is None."""
    await hold_account(tx, session.staff_id)
    staff = await open_staff(tx, session.staff_id)
    if not is_password_right:
        _refuse(tx, session, "password", await tries_inside(tx, staff.email))
        return ProofOutcome.WRONG_PASSWORD
    method: str | None = "password"
    if code is not None:
        method = await code_opens(tx, staff.id, code)
        if method is None:
            tries = await factor_tries(tx, staff.id, came or Came())
            _refuse(tx, session, "code", tries)
            return ProofOutcome.WRONG_CODE
        await forget_factor_tries(tx, staff.id)
    await forget_attempts(tx, staff.email)
    if not await note_staff_proven(tx, session):
        return ProofOutcome.OVER
    tx.emit(
        IdentityStaffProven(staff.id, session.id, method or "password"),
        subject_id=staff.id,
        seq=0,
        related_id=session.id,
    )
    return ProofOutcome.PROVEN


def _refuse(tx: Tx, session: Session, reason: str, tries: int) -> None:
    tx.emit(
        IdentityStaffProofRefused(session.id, reason, tries),
        subject_id=session.staff_id,
        seq=0,
        related_id=session.id,
    )
