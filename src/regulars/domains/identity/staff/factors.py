"""What somebody has set up as second factors: read, given up, taken away by another."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from regulars.domains.identity.errors import (
    LastFactor,
    PasskeyNotFound,
    StaffNotFound,
    StaffSessionNotFound,
)
from regulars.domains.identity.factors import authenticators, passkeys, recovery_codes
from regulars.domains.identity.factors.events import IdentityStaffFactorsReset
from regulars.domains.identity.factors.forget import forget_factors
from regulars.domains.identity.factors.rules import Factors, is_factor_asked
from regulars.domains.identity.model import Session, Staff
from regulars.domains.identity.sends.notices import Notice, tell
from regulars.domains.identity.staff.editing import may_change, may_reset_factors
from regulars.domains.identity.staff.editors import editor_of
from regulars.domains.identity.staff.staff import STAFF_MAX, open_staff
from regulars.kernel.errors import NotAllowed
from regulars.kernel.ids import StaffId
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def read_factors(tx: Tx, staff_id: StaffId, *, environment: str) -> Factors:
    row = await tx.row(sql.standing, staff_id=staff_id)
    if row is None:
        raise StaffNotFound
    return Factors(
        row["has_authenticator"],
        await passkeys.list_passkeys(tx, staff_id),
        row["left_over"],
        is_factor_asked(row["factor_asked_of"] or "usual", row["role"], environment),
    )


async def staff_with_factor(tx: Tx) -> frozenset[UUID]:
    return frozenset(row["id"] for row in await tx.rows(sql.with_factor, most=STAFF_MAX))


async def require_signed_in(tx: Tx, session: Session) -> None:
    """Before a factor is added, whose page may have been asked for a moment ago: whoever was signed
    out meanwhile adds none. The account is locked, so that whoever takes its factors away side by
    side takes this one too. Raises StaffSessionNotFound."""
    await tx.row(sql.lock, staff_id=session.staff_id)
    if not await tx.value(sql.is_signed_in, id=session.id):
        raise StaffSessionNotFound


async def welcome_factor(tx: Tx, session: Session, *, had_any: bool) -> tuple[str, ...]:
    """After a factor was added: the first one brings recovery codes, and ends what was signed in
    without it elsewhere."""
    await _tell_of_steps(tx, session)
    if had_any:
        return ()
    await tx.run(sql.end_sessions, staff_id=session.staff_id, apart_from=session.id)
    return await recovery_codes.make_recovery_codes(tx, session.staff_id)


async def renew_recovery_codes(tx: Tx, session: Session) -> tuple[str, ...]:
    """Older ones are void."""
    await _tell_of_steps(tx, session)
    return await recovery_codes.make_recovery_codes(tx, session.staff_id)


async def turn_off_authenticator(tx: Tx, session: Session, *, environment: str) -> None:
    await _give_up(tx, session, environment=environment)
    await authenticators.remove_authenticator(tx, session.staff_id)
    await _tell_of_steps(tx, session)
    await _forget_codes_of_nothing(tx, session, environment=environment)


async def give_up_passkey(tx: Tx, session: Session, passkey_id: UUID, *, environment: str) -> None:
    have = await _give_up(tx, session, environment=environment, passkey_id=passkey_id)
    if passkey_id not in {passkey.id for passkey in have.passkeys}:
        raise PasskeyNotFound
    await passkeys.remove_passkey(tx, session.staff_id, passkey_id)
    await _tell_of_steps(tx, session)
    await _forget_codes_of_nothing(tx, session, environment=environment)


async def reset_factors(tx: Tx, staff_id: UUID) -> None:
    """For somebody who lost theirs: by another, and for an owner or an admin by an owner. Every
    session and known device of theirs ends with it."""
    if await tx.row(sql.lock, staff_id=staff_id) is None:
        raise StaffNotFound
    staff = await open_staff(tx, staff_id)
    if not may_reset_factors(await editor_of(tx), staff):
        raise NotAllowed(scope="owner")
    await forget_factors(tx, staff.id)
    await tx.run(sql.end_sessions, staff_id=staff_id, apart_from=None)
    tx.emit(IdentityStaffFactorsReset(staff.id), subject_id=staff.id, seq=0)
    # Whoever did not ask for it has to hear of it.
    await _tell(tx, staff, "staff_factors_reset")


async def _give_up(
    tx: Tx, session: Session, *, environment: str, passkey_id: UUID | None = None
) -> Factors:
    """Raises LastFactor. Locked, so that two of them cannot be given up side by side."""
    await tx.row(sql.lock, staff_id=session.staff_id)
    have = await read_factors(tx, session.staff_id, environment=environment)
    others = [passkey for passkey in have.passkeys if passkey.id != passkey_id]
    stays = bool(others) or (passkey_id is not None and have.has_authenticator)
    if have.is_asked and not stays:
        raise LastFactor
    return have


async def _forget_codes_of_nothing(tx: Tx, session: Session, *, environment: str) -> None:
    """Recovery codes stand in for a factor: without one there is nothing to recover."""
    have = await read_factors(tx, session.staff_id, environment=environment)
    if not have.has_any:
        await tx.run(sql.forget_recovery_codes, staff_id=session.staff_id)


async def _tell_of_steps(tx: Tx, session: Session) -> None:
    """Also of what they did themselves: whoever sits at an open console may be somebody else, and
    what is added there goes on opening when the password is another one."""
    await _tell(tx, await open_staff(tx, session.staff_id), "staff_steps_changed")


async def _tell(tx: Tx, staff: Staff, kind: str) -> None:
    channel: Literal["email", "sms"] = "email" if staff.email else "sms"
    await tell(tx, Notice(kind, channel, staff.reached_at, staff.language))


@dataclass(frozen=True, slots=True)
class Rights:
    """What whoever acts may do to one account."""

    may_change: bool
    may_reset: bool


async def rights_over(tx: Tx, staff: Staff) -> Rights:
    editor = await editor_of(tx)
    return Rights(
        may_change(editor, staff, becomes=staff.role, fields=()), may_reset_factors(editor, staff)
    )
