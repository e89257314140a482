"""Authenticator apps of staff: set up with a code, then each time step opens once."""

from dataclasses import dataclass, field

import pyotp

from regulars.domains.identity.errors import FactorKnown, StaffNotFound, WrongFactor
from regulars.domains.identity.factors.events import IdentityFactorAdded, IdentityFactorRemoved
from regulars.domains.identity.factors.rules import (
    AUTHENTICATOR,
    BEGUN_LIFETIME,
    CODE_DIGITS,
    right_step,
)
from regulars.kernel.ids import SessionId, StaffId
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

KIND = "authenticator"


@dataclass(frozen=True, slots=True)
class NewAuthenticator:
    """A secret on its way to the app: shown while it is set up, and never after."""

    secret: str = field(repr=False)


async def begin_authenticator(
    tx: Tx, staff_id: StaffId, *, begun_in: SessionId
) -> NewAuthenticator:
    """Counts for nothing until a code of it is confirmed, in this same sign-in and soon. Raises
    FactorKnown."""
    key = await tx.row(sql.person_key, staff_id=staff_id)
    if key is None:
        raise StaffNotFound
    person = tx.people.unwrap(key["person_key_id"], key["wrapped"])
    secret = pyotp.random_base32()
    sealed = tx.people.seal(AUTHENTICATOR, {"secret": secret}, row_id=staff_id, person=person)
    if await tx.row(sql.begin, staff_id=staff_id, sealed=sealed, begun_in=begun_in) is None:
        raise FactorKnown
    return NewAuthenticator(secret)


async def unconfirmed_authenticator(
    tx: Tx, staff_id: StaffId, *, begun_in: SessionId
) -> NewAuthenticator | None:
    """What was begun, to be shown again with a code that was wrong. None for what was begun in
    another sign-in, or a while ago: whoever sits there has proven nothing lately."""
    row = await _begun(tx, staff_id, begun_in)
    return NewAuthenticator(_secret(tx, staff_id, row)) if row else None


async def confirm_authenticator(
    tx: Tx, staff_id: StaffId, code: str, *, begun_in: SessionId
) -> None:
    """The caller has counted and committed the try before. Raises WrongFactor."""
    row = await _begun(tx, staff_id, begun_in)
    step = _step(tx, staff_id, row, code) if row else None
    if step is None or await tx.row(sql.confirm, staff_id=staff_id, step=step) is None:
        raise WrongFactor
    tx.emit(IdentityFactorAdded(staff_id, KIND), subject_id=staff_id, seq=0)


async def authenticator_opens(tx: Tx, staff_id: StaffId, code: str) -> bool:
    """Whether this code is right now and was not used before. The try is counted already."""
    row = await tx.row(sql.held, staff_id=staff_id)
    step = _step(tx, staff_id, row, code) if row else None
    if step is None:
        return False
    return await tx.row(sql.use_step, staff_id=staff_id, step=step) is not None


async def remove_authenticator(tx: Tx, staff_id: StaffId) -> None:
    if await tx.run(sql.remove, staff_id=staff_id):
        tx.emit(IdentityFactorRemoved(staff_id, KIND), subject_id=staff_id, seq=0)


async def _begun(tx: Tx, staff_id: StaffId, begun_in: SessionId) -> Row | None:
    return await tx.row(sql.begun, staff_id=staff_id, begun_in=begun_in, lifetime=BEGUN_LIFETIME)


def _step(tx: Tx, staff_id: StaffId, row: Row, code: str) -> int | None:
    if len(code) != CODE_DIGITS or not code.isdigit():
        return None
    return right_step(_secret(tx, staff_id, row), code, now_seconds=row["now_seconds"])


def _secret(tx: Tx, staff_id: StaffId, row: Row) -> str:
    person = tx.people.unwrap(row["person_key_id"], row["wrapped"])
    opened = tx.people.open(AUTHENTICATOR, row["sealed"], row_id=staff_id, person=person)
    return str(opened["secret"])
