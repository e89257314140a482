"""Authenticator apps of staff: set up with a code, then each time step opens once."""

from dataclasses import dataclass, field

import pyotp

from regulars.domains.identity.errors import FactorKnown, StaffNotFound, WrongFactor
from regulars.domains.identity.factors.events import IdentityFactorAdded, IdentityFactorRemoved
from regulars.domains.identity.factors.rules import AUTHENTICATOR, CODE_DIGITS, right_step
from regulars.kernel.ids import StaffId
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

KIND = "authenticator"


@dataclass(frozen=True, slots=True)
class NewAuthenticator:
    """A secret on its way to the app: shown while it is set up, and never after."""

    secret: str = field(repr=False)


async def begin_authenticator(tx: Tx, staff_id: StaffId) -> NewAuthenticator:
    """Counts for nothing until a code of it is confirmed. Raises FactorKnown."""
    key = await tx.row(sql.person_key, staff_id=staff_id)
    if key is None:
        raise StaffNotFound
    person = tx.people.unwrap(key["person_key_id"], key["wrapped"])
    secret = pyotp.random_base32()
    sealed = tx.people.seal(AUTHENTICATOR, {"secret": secret}, row_id=staff_id, person=person)
    if await tx.row(sql.begin, staff_id=staff_id, sealed=sealed) is None:
        raise FactorKnown
    return NewAuthenticator(secret)


async def unconfirmed_authenticator(tx: Tx, staff_id: StaffId) -> NewAuthenticator | None:
    """What was begun, to be shown again with a code that was wrong."""
    row = await tx.row(sql.held, staff_id=staff_id)
    if row is None or row["confirmed_at"] is not None:
        return None
    return NewAuthenticator(_secret(tx, staff_id, row))


async def confirm_authenticator(tx: Tx, staff_id: StaffId, code: str) -> None:
    """The caller has counted and committed the try before. Raises WrongFactor."""
    row = await tx.row(sql.held, staff_id=staff_id)
    step = _step(tx, staff_id, row, code) if row and row["confirmed_at"] is None else None
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


def _step(tx: Tx, staff_id: StaffId, row: Row, code: str) -> int | None:
    if len(code) != CODE_DIGITS or not code.isdigit():
        return None
    return right_step(_secret(tx, staff_id, row), code, now_seconds=row["now_seconds"])


def _secret(tx: Tx, staff_id: StaffId, row: Row) -> str:
    person = tx.people.unwrap(row["person_key_id"], row["wrapped"])
    opened = tx.people.open(AUTHENTICATOR, row["sealed"], row_id=staff_id, person=person)
    return str(opened["secret"])
