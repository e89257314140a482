"""Console sessions: recognised by the hash of their cookie, ended at once when asked."""

from regulars.domains.identity.credentials import Credential
from regulars.domains.identity.events import IdentityStaffSignedOut
from regulars.domains.identity.model import Session, Staff
from regulars.domains.tenants import BranchNotFound, require_branch
from regulars.kernel.ids import BranchId, SessionId, StaffId
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def recognise_session(tx: Tx, credential: Credential) -> Session | None:
    """None when it ended, expired, or its account was disabled."""
    row = await tx.row(sql.recognise, secret_hash=credential.hashed)
    if row is None:
        return None
    if row["is_seen_stale"]:
        await tx.run(sql.note_seen, id=row["id"])
    return session_of(row)


async def end_session(tx: Tx, session: Session) -> None:
    """Sign-out. Ending an ended session changes and announces nothing."""
    if await tx.run(sql.end, id=session.id):
        tx.emit(
            IdentityStaffSignedOut(session.staff_id, session.id),
            subject_id=session.staff_id,
            seq=0,
            related_id=session.id,
        )


async def choose_branch(tx: Tx, session: Session, staff: Staff, branch_id: BranchId | None) -> None:
    """Narrows the session to one branch, or to none for who may see them all. Raises
    BranchNotFound for a branch that is not there or not theirs."""
    if staff.role == "branch" and branch_id not in staff.branch_ids:
        raise BranchNotFound
    if branch_id is not None:
        await require_branch(tx, branch_id)
    await tx.run(sql.choose_branch, id=session.id, branch_id=branch_id)


def session_of(row: Row) -> Session:
    return Session(
        SessionId(row["id"]),
        StaffId(row["staff_id"]),
        row["role"],
        BranchId(row["branch_id"]) if row["branch_id"] else None,
        row["language"],
        row["expires_at"],
    )
