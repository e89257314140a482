"""New passwords: given by an owner or admin, or chosen by oneself with the old one."""

from uuid import UUID

from regulars.domains.identity import model
from regulars.domains.identity.errors import StaffNotFound, WrongPassword
from regulars.domains.identity.events import (
    IdentityStaffPasswordChanged,
    IdentityStaffPasswordReset,
)
from regulars.domains.identity.model import Session
from regulars.domains.identity.owners import require_owner
from regulars.domains.identity.passwords import hash_password, password_matches
from regulars.kernel.errors import FieldError, Invalid
from regulars.kernel.ids import StaffId
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def reset_password(tx: Tx, staff_id: UUID, password: str) -> None:
    """Ends every session of the account. Only an owner may do this to an owner: whoever sets a
    password can sign in with it."""
    _require_strong("password", password)
    row = await tx.row(sql.lock, id=staff_id)
    if row is None:
        raise StaffNotFound
    if row["role"] == "owner":
        await require_owner(tx)

    seq = await tx.value(sql.set_password, id=staff_id, password_hash=await hash_password(password))
    await tx.run(sql.end_sessions, staff_id=staff_id, apart_from=None)

    tx.emit(IdentityStaffPasswordReset(StaffId(staff_id)), subject_id=staff_id, seq=seq)


async def change_own_password(tx: Tx, session: Session, *, old: str, new: str) -> None:
    """Raises WrongPassword; the caller has counted and committed the attempt before. Ends every
    other session, in case the old password was known to somebody else."""
    _require_strong("new", new)
    row = await tx.row(sql.lock, id=session.staff_id)
    matches = await password_matches(row["password_hash"] if row else None, old)
    if row is None or not matches:
        raise WrongPassword

    seq = await tx.value(
        sql.set_password, id=session.staff_id, password_hash=await hash_password(new)
    )
    await tx.run(sql.end_sessions, staff_id=session.staff_id, apart_from=session.id)

    tx.emit(IdentityStaffPasswordChanged(session.staff_id), subject_id=session.staff_id, seq=seq)


def _require_strong(field: str, password: str) -> None:
    if len(password) < model.PASSWORD_LENGTH_MIN:
        least = {"length_min": model.PASSWORD_LENGTH_MIN}
        raise Invalid(FieldError(field, "password_too_short", least))
    if len(password) > model.PASSWORD_LENGTH_MAX:
        most = {"length_max": model.PASSWORD_LENGTH_MAX}
        raise Invalid(FieldError(field, "text_too_long", most))
