"""Signing in to the console: an attempt is counted and committed before it is judged."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from regulars.domains.identity import model
from regulars.domains.identity.credentials import mint_credential
from regulars.domains.identity.events import IdentityStaffSignedIn
from regulars.domains.identity.model import SignIn, SignInOutcome
from regulars.domains.identity.passwords import password_matches
from regulars.domains.identity.sessions import session_of
from regulars.kernel.email import parse_email
from regulars.kernel.errors import BadValue
from regulars.kernel.ids import SessionId, StaffId, new_id
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at signing in, counted. `wait_seconds` above 0 means that it may not go on."""

    email: str
    wait_seconds: int
    staff_id: UUID | None = None
    is_active: bool = False
    password_hash: str | None = field(default=None, repr=False)


async def count_attempt(tx: Tx, email: str) -> int:
    """Seconds to wait before the next attempt, 0 when this one may go on. The caller commits
    this in a unit of work of its own: a crash while comparing must not give a free guess."""
    row = await tx.row(sql.count_attempt, guarded=_guarded(tx, email), window=model.ATTEMPTS_WINDOW)
    assert row is not None
    return row["wait_seconds"] if row["attempts"] > model.ATTEMPTS_MAX else 0


async def begin_sign_in(tx: Tx, email: str) -> Attempt:
    """Counts the attempt and finds the account. Commit before comparing: Argon2 is slow on
    purpose, and whoever waits for it must not hold a connection meanwhile."""
    wait_seconds = await count_attempt(tx, email)
    row = await tx.row(sql.account, email_token=_token(tx, email))
    if row is None:
        return Attempt(email, wait_seconds)
    is_active = row["state"] == "active"
    return Attempt(email, wait_seconds, row["id"], is_active, row["password_hash"])


async def is_proven(attempt: Attempt, password: str) -> bool:
    """Wrong, unknown and disabled take the same time and get the same answer. Touches no
    database. Raises Unavailable when too many wait for their turn already."""
    matches = await password_matches(attempt.password_hash, password)
    return matches and attempt.is_active


async def sign_in(
    tx: Tx, attempt: Attempt, *, environment: str, tenant_ref: str, lifetime: timedelta
) -> SignIn:
    """Opens a session for an attempt that was proven, unless the account was disabled or given
    another password in between."""
    row = await tx.row(sql.note_sign_in, id=attempt.staff_id, password_hash=attempt.password_hash)
    if row is None:
        return SignIn(SignInOutcome.REFUSED)

    credential = mint_credential("rs", environment, tenant_ref)
    session_id, staff_id = SessionId(new_id()), StaffId(row["id"])
    opened = await tx.row(
        sql.open_session,
        id=session_id,
        staff_id=staff_id,
        secret_hash=credential.hashed,
        branch_id=_branch(row["role"], row["branch_ids"]),
        lifetime=lifetime,
    )
    assert opened is not None
    await tx.run(sql.forget_attempts, guarded=_guarded(tx, attempt.email))

    tx.emit(
        IdentityStaffSignedIn(staff_id, session_id),
        subject_id=staff_id,
        seq=row["version"],
        related_id=session_id,
    )
    return SignIn(SignInOutcome.SIGNED_IN, credential.secret, session_of(opened))


def _branch(role: str, branch_ids: list[UUID]) -> UUID | None:
    """Branch staff work in one branch at a time; the first of theirs to begin with."""
    return branch_ids[0] if role == "branch" else None


def _token(tx: Tx, email: str) -> bytes:
    try:
        folded = parse_email(email).folded
    except BadValue:
        folded = ""  # nobody has it, and finding that out takes as long
    return tx.keys.token("staff_email", folded)


def _guarded(tx: Tx, email: str) -> bytes:
    return tx.keys.token("sign_in", _token(tx, email).hex())
