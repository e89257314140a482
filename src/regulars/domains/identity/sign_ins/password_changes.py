"""New passwords: given by an owner or admin, or chosen by oneself with the old one."""

from dataclasses import dataclass, field
from uuid import UUID

from regulars.domains.identity.credentials import Credential
from regulars.domains.identity.errors import (
    StaffClosed,
    StaffNotFound,
    StaffWithoutEmail,
    WrongPassword,
)
from regulars.domains.identity.factors.password_rules import NewPassword
from regulars.domains.identity.factors.passwords import new_password, password_matches
from regulars.domains.identity.model import Session
from regulars.domains.identity.sends.notices import Notice, tell
from regulars.domains.identity.sign_ins.devices import forget_staff_devices
from regulars.domains.identity.sign_ins.events import (
    IdentityStaffPasswordChanged,
    IdentityStaffPasswordReset,
)
from regulars.domains.identity.staff.owners import require_owner
from regulars.domains.identity.staff.staff import open_staff
from regulars.domains.identity.tries.sign_in_limits import forget_guesses
from regulars.kernel.ids import StaffId
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


@dataclass(frozen=True, slots=True)
class OwnChange:
    """A new password of one's own, and the hash that the old one was proven against; None when
    it was wrong."""

    new: NewPassword
    proven: str | None = field(repr=False, default=None)


async def reset_password(tx: Tx, staff_id: UUID, password: NewPassword) -> None:
    """Ends every session of the account, and frees whoever strangers have shut out by guessing.
    Only an owner may do this to an owner: whoever sets a password can sign in with it."""
    hashed = password.require("password")
    row = await tx.row(sql.lock, id=staff_id)
    if row is None:
        raise StaffNotFound
    if row["state"] == "closed":
        raise StaffClosed
    if row["role"] == "owner":
        await require_owner(tx)
    if row["email_token"] is None:
        raise StaffWithoutEmail

    seq = await tx.value(sql.set_password, id=staff_id, password_hash=hashed)
    await tx.run(sql.end_sessions, staff_id=staff_id, apart_from=None)
    await forget_guesses(tx, "sign_in", row["email_token"].hex())
    await forget_staff_devices(tx, staff_id, apart_from=None)

    tx.emit(IdentityStaffPasswordReset(StaffId(staff_id)), subject_id=staff_id, seq=seq)
    # Whoever did not ask for it has to hear of it.
    staff = await open_staff(tx, staff_id)
    await tell(tx, Notice("staff_password_reset", "email", staff.email, staff.language))


async def password_hash_of(tx: Tx, session: Session) -> str | None:
    """What `prove_old_password` compares with, once this unit of work is closed."""
    found: str | None = await tx.value(sql.hash_of, id=session.staff_id)
    return found


async def prove_old_password(hashed: str | None, *, old: str, new: str) -> OwnChange:
    """Touches no database. The caller has counted and committed the attempt before."""
    given = await new_password(new)
    if given.hashed is None:
        return OwnChange(given)
    matches = await password_matches(hashed, old)
    return OwnChange(given, hashed if matches else None)


async def prove_password(hashed: str | None, password: str) -> bool:
    """Touches no database. The caller has counted and committed the attempt before."""
    return await password_matches(hashed, password)


async def change_own_password(
    tx: Tx, session: Session, change: OwnChange, *, device: Credential | None = None
) -> None:
    """Raises WrongPassword, also when it was changed by somebody else since it was proven. Ends
    every other session, in case the old password was known to somebody else, and no other browser
    than this `device` is a known one any more."""
    hashed = change.new.require("new")
    row = await tx.row(sql.lock, id=session.staff_id)
    if row is None or change.proven is None or row["password_hash"] != change.proven:
        raise WrongPassword

    seq = await tx.value(sql.set_password, id=session.staff_id, password_hash=hashed)
    await tx.run(sql.end_sessions, staff_id=session.staff_id, apart_from=session.id)
    await forget_staff_devices(tx, session.staff_id, apart_from=device)

    tx.emit(IdentityStaffPasswordChanged(session.staff_id), subject_id=session.staff_id, seq=seq)
