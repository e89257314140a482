"""Sessions of staff: a console's recognised by the hash of its cookie, all ended when asked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from regulars.domains.identity.credentials import Credential
from regulars.domains.identity.errors import StaffSessionNotFound
from regulars.domains.identity.factors.hold import hold_account
from regulars.domains.identity.factors.rules import IDLE_MINUTES, has_idle_limit, is_factor_asked
from regulars.domains.identity.model import BRANCH_ROLES, ROLE_SCOPES, Session, Staff
from regulars.domains.identity.sign_ins.devices import forget_staff_devices
from regulars.domains.identity.sign_ins.events import (
    IdentityStaffSessionsEnded,
    IdentityStaffSignedOut,
)
from regulars.domains.identity.staff.editing import may_change
from regulars.domains.identity.staff.editors import editor_of
from regulars.domains.identity.staff.staff import open_staff
from regulars.domains.tenants import BranchNotFound, require_branch
from regulars.kernel.errors import NotAllowed
from regulars.kernel.ids import BranchId, SessionId, StaffId
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


SESSIONS_SHOWN_MAX = 50


@dataclass(frozen=True, slots=True)
class SeenSession:
    """A sign-in in a list. `seen_with` is a coarse name such as chrome_android."""

    id: SessionId
    seen_with: str
    branch: BranchId | None
    created_at: datetime
    last_seen_at: datetime


async def recognise_session(
    tx: Tx, credential: Credential, *, is_sign_of_life: bool = True
) -> Session | None:
    """None when it ended, expired, rested too long, or its account was disabled. A page that
    listens by itself is no sign of life of whoever sits before it."""
    row = await tx.row(sql.recognise, secret_hash=credential.hashed)
    if row is None or has_rested(row):
        return None
    if row["is_seen_stale"] and is_sign_of_life:
        await note_seen(tx, row["id"])
    return session_of(row, environment=credential.environment)


def has_rested(row: Row) -> bool:
    limit = row["idle_minutes"] or IDLE_MINUTES
    return has_idle_limit(row["role"]) and bool(row["rested_minutes"] >= limit)


async def note_seen(tx: Tx, session_id: UUID) -> None:
    await tx.run(sql.note_seen, id=session_id)


async def note_staff_proven(tx: Tx, session: Session) -> bool:
    """Its person has shown again who they are: what is sensitive is open for some minutes. False
    when it ended meanwhile."""
    return bool(await tx.run(sql.note_proven, id=session.id))


async def list_staff_sessions(tx: Tx, staff_id: UUID) -> list[SeenSession]:
    rows = await tx.rows(sql.of_staff, staff_id=staff_id, most=SESSIONS_SHOWN_MAX)
    return [_seen(row) for row in rows]


async def end_own_session(tx: Tx, session: Session, session_id: UUID) -> None:
    """One of one's own. Raises StaffSessionNotFound, also for one that ended already."""
    await _end_one(tx, session.staff_id, session_id)


async def end_own_other_sessions(
    tx: Tx, session: Session, *, device: Credential | None = None
) -> int:
    """Whoever is signed out there is a stranger from now on, but for this `device`."""
    await hold_account(tx, session.staff_id)
    await forget_staff_devices(tx, session.staff_id, apart_from=device)
    return await _end_all(tx, session.staff_id, apart_from=session.id)


async def end_sessions_of(tx: Tx, staff_id: UUID, session_id: UUID | None = None) -> None:
    """One sign-in of somebody else, or all. For who may change their account."""
    staff = await open_staff(tx, staff_id)
    if not may_change(await editor_of(tx), staff, becomes=staff.role, fields=()):
        raise NotAllowed(scope="owner")
    await hold_account(tx, staff.id)
    if session_id is None:
        await _end_all(tx, staff.id, apart_from=None)
        await forget_staff_devices(tx, staff.id, apart_from=None)
    else:
        await _end_one(tx, staff.id, session_id)


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
    await require_place(tx, staff, branch_id)
    await tx.run(sql.choose_branch, id=session.id, branch_id=branch_id)


async def require_place(tx: Tx, staff: Staff, branch_id: BranchId | None) -> None:
    """Where they may work; None is everywhere. Raises BranchNotFound."""
    if staff.role in BRANCH_ROLES and branch_id not in staff.branch_ids:
        raise BranchNotFound
    if branch_id is not None:
        await require_branch(tx, branch_id)


def may_work_in(staff: Staff, branch_id: UUID) -> bool:
    """Who sees no customer has no use for any branch."""
    if staff.role in BRANCH_ROLES:
        return branch_id in staff.branch_ids
    return bool(ROLE_SCOPES[staff.role])


def session_of(row: Row, *, environment: str) -> Session:
    return Session(
        SessionId(row["id"]),
        StaffId(row["staff_id"]),
        row["role"],
        BranchId(row["branch_id"]) if row["branch_id"] else None,
        row["language"],
        row["expires_at"],
        _needs(row, environment),
        row["is_fresh"],
        row["has_factor"],
    )


def _needs(row: Row, environment: str) -> Any:
    if row["needs_factor"]:
        return "factor"
    asked = is_factor_asked(row["factor_asked_of"] or "usual", row["role"], environment)
    return "enrolment" if asked and not row["has_factor"] else "nothing"


def _seen(row: Row) -> SeenSession:
    return SeenSession(
        SessionId(row["id"]),
        row["seen_with"],
        BranchId(row["branch_id"]) if row["branch_id"] else None,
        row["created_at"],
        row["last_seen_at"],
    )


async def _end_one(tx: Tx, staff_id: StaffId, session_id: UUID) -> None:
    if not await tx.run(sql.end_of_staff, id=session_id, staff_id=staff_id):
        raise StaffSessionNotFound
    tx.emit(IdentityStaffSessionsEnded(staff_id, 1), subject_id=staff_id, seq=0)


async def _end_all(tx: Tx, staff_id: StaffId, *, apart_from: SessionId | None) -> int:
    ended = await tx.run(sql.end_others, staff_id=staff_id, apart_from=apart_from)
    if ended:
        tx.emit(IdentityStaffSessionsEnded(staff_id, ended), subject_id=staff_id, seq=0)
    return ended
