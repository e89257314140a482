"""Vendors and drivers sign in by a code to their phone; an SMS opens nobody else of the staff."""

from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from regulars.domains.identity.codes.codes import prove_code, request_code
from regulars.domains.identity.codes.rules import Challenge, CodeWanted, Guess, Proof
from regulars.domains.identity.factors.hold import hold_account
from regulars.domains.identity.model import PHONE_ROLES
from regulars.domains.identity.sign_ins.events import IdentityStaffSignInRefused
from regulars.domains.identity.sign_ins.model import SignIn, SignInOutcome
from regulars.domains.identity.sign_ins.sign_in import Opening, begin_session
from regulars.domains.identity.tries.sign_in_limits import Came, is_known_device
from regulars.domains.tenants import read_settings
from regulars.kernel.errors import BadValue, FieldError, Invalid
from regulars.kernel.ids import StaffId
from regulars.kernel.phone import parse_phone
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

NOBODY = UUID(int=0)
PhoneRefusal = Literal["phone", "branch", "not_set_up"]


@dataclass(frozen=True, slots=True)
class StaffCodeAsked:
    """`phone` as typed; `bound_to` is the hash of what the asker holds and brings again with the
    code; `came` says from where, and with which browser or device."""

    phone: str = field(repr=False)
    language: Literal["en", "ar"]
    bound_to: bytes = field(repr=False)
    came: Came = field(default_factory=Came)


async def ask_staff_code(tx: Tx, asked: StaffCodeAsked) -> Challenge | int:
    """The challenge, or the seconds to wait; the same statements and the same answer whoever has
    the number. Nothing leaves to a number that nobody has, nor to one of somebody whom an SMS does
    not open. Count the asker's address before, in a unit of work of its own. Raises Invalid."""
    value = await _read(tx, asked.phone)
    staff_id = await tx.value(
        sql.account, phone_token=tx.keys.token("staff_phone", value), roles=sorted(PHONE_ROLES)
    )
    is_known = await is_known_device(tx, staff_id or NOBODY, asked.came)
    wanted = CodeWanted(
        "staff_sign_in",
        "phone",
        value,
        asked.language,
        is_real=staff_id is not None,
        account_id=staff_id,
        holder_id=staff_id,
        device_id=_device_id(asked.came) if is_known else None,
        bound_to=asked.bound_to,
        shown=asked.phone.strip(),
    )
    return await request_code(tx, wanted)


async def prove_staff_code(tx: Tx, guess: Guess, code: str) -> Proof | None:
    """`guess` was counted and committed before. None for every wrong code, and for one that is for
    something else; commit it either way."""
    is_ours = guess.purpose == "staff_sign_in"
    return await prove_code(tx, guess.closed_unless(is_ours), code)


async def sign_in_by_phone(tx: Tx, proof: Proof, opening: Opening, *, came: Came) -> SignIn:
    """Refused for who is not let in by an SMS any more. Who has a second factor gets half a
    session; an app of who needs one and has none gets nothing."""
    if proof.account_id is not None:
        # In a statement of its own: the next one sees a factor that was added meanwhile.
        await hold_account(tx, StaffId(proof.account_id))
    row = await tx.row(
        sql.lock_account,
        id=proof.account_id,
        phone_token=tx.keys.token("staff_phone", proof.value),
        roles=sorted(PHONE_ROLES),
    )
    if row is None:
        note_phone_refusal(tx, proof, "phone")
        return SignIn(SignInOutcome.REFUSED)
    signed = await begin_session(tx, StaffId(row["id"]), row, opening, came=came, method="sms")
    if signed.outcome is SignInOutcome.NOT_SET_UP:
        note_phone_refusal(tx, proof, "not_set_up")
    return signed


def note_phone_refusal(tx: Tx, proof: Proof, reason: PhoneRefusal) -> None:
    """Whose code was right, and who was refused all the same."""
    refused = IdentityStaffSignInRefused(reason, 1)
    tx.emit(refused, subject_id=proof.account_id or tx.tenant_id, seq=0)


async def _read(tx: Tx, typed: str) -> str:
    if not typed.strip():
        raise Invalid(FieldError("phone", "phone_missing"))
    country = (await read_settings(tx)).default_country
    try:
        return parse_phone(typed, country=country).e164
    except BadValue as bad:
        raise Invalid(bad.at("phone")) from None


def _device_id(came: Came) -> UUID | None:
    """Browsers of staff are known by a hash; a code's row names a device by an id."""
    return UUID(bytes=came.device.hashed[:16]) if came.device else None
