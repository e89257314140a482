"""Signing in to the console: an attempt is counted and committed before it is judged."""

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


async def count_attempt(tx: Tx, email: str) -> int:
    """Seconds to wait before the next attempt, 0 when this one may go on. The caller commits
    this in a unit of work of its own: a crash while comparing must not give a free guess."""
    row = await tx.row(sql.count_attempt, guarded=_guarded(tx, email), window=model.ATTEMPTS_WINDOW)
    assert row is not None
    return row["wait_seconds"] if row["attempts"] > model.ATTEMPTS_MAX else 0


async def sign_in(
    tx: Tx,
    *,
    email: str,
    password: str,
    environment: str,
    tenant_ref: str,
    lifetime: timedelta,
) -> SignIn:
    """Wrong, unknown and disabled take the same time and get the same answer."""
    row = await tx.row(sql.account, email_token=_token(tx, email))
    matches = await password_matches(row["password_hash"] if row else None, password)
    if row is None or not matches or row["state"] != "active":
        return SignIn(SignInOutcome.REFUSED)
    seq = await tx.value(sql.note_sign_in, id=row["id"], password_hash=row["password_hash"])
    if seq is None:
        return SignIn(SignInOutcome.REFUSED)

    credential = mint_credential("rs", environment, tenant_ref)
    session_id = SessionId(new_id())
    opened = await tx.row(
        sql.open_session,
        id=session_id,
        staff_id=row["id"],
        secret_hash=credential.hashed,
        branch_id=_branch(row["role"], row["branch_ids"]),
        lifetime=lifetime,
    )
    assert opened is not None
    await tx.run(sql.forget_attempts, guarded=_guarded(tx, email))

    tx.emit(
        IdentityStaffSignedIn(StaffId(row["id"]), session_id),
        subject_id=row["id"],
        seq=seq,
        related_id=session_id,
    )
    session = session_of(opened)
    return SignIn(SignInOutcome.SIGNED_IN, credential.secret, session)


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
