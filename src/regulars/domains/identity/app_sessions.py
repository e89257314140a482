"""Sign-ins of staff with an app: no cookie, but tokens; else the same sessions as the console's."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from regulars.domains.identity.credentials import Credential
from regulars.domains.identity.model import Session
from regulars.domains.identity.sessions import (
    choose_branch,
    has_rested,
    note_seen,
    require_place,
    session_of,
)
from regulars.domains.identity.staff import open_staff
from regulars.domains.tenants import BranchNotFound
from regulars.kernel.errors import FieldError, Invalid
from regulars.kernel.ids import BranchId, StaffId
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


@dataclass(frozen=True, slots=True)
class AppSession:
    """Somebody of the staff who is signed in with an app. `now` is the database's clock when this
    was read."""

    session: Session
    now: datetime


async def recognise_app_session(
    tx: Tx, session_id: UUID, *, environment: str, is_sign_of_life: bool = True
) -> AppSession | None:
    """What a token says it belongs to. None when it ended, expired or rested too long, when its
    account was disabled or has left the branch, and when a second factor is asked for by now and
    there is none. Notes a sign of life about once a minute."""
    row = await tx.row(sql.recognise, id=session_id)
    if row is None or has_rested(row):
        return None
    session = session_of(row, environment=environment)
    if session.needs != "nothing":
        return None
    if row["is_seen_stale"] and is_sign_of_life:
        await note_seen(tx, session.id)
    return AppSession(session, row["now"])


async def recognise_half(tx: Tx, credential: Credential) -> Session | None:
    """Somebody whose password was right, and whose second factor is missing. It opens nothing."""
    row = await tx.row(sql.recognise_half, secret_hash=credential.hashed)
    return session_of(row, environment=credential.environment) if row else None


async def may_stand_in(tx: Tx, staff_id: StaffId, branch_id: BranchId) -> bool:
    """False for one that is not there, and for one that is not theirs."""
    try:
        await require_place(tx, await open_staff(tx, staff_id), branch_id)
    except BranchNotFound:
        return False
    return True


async def stand_in_branch(tx: Tx, session: Session, branch_id: BranchId | None) -> Session:
    """The session in one branch, or in all for who may see them. Raises Invalid for one that is not
    there, and for one that is not theirs, alike."""
    staff = await open_staff(tx, session.staff_id)
    try:
        await choose_branch(tx, session, staff, branch_id)
    except BranchNotFound:
        raise Invalid(FieldError("branch_id", "branch_not_known")) from None
    return replace(session, branch=branch_id)
