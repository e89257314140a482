"""/api/v1/auth/sign-in/phone: vendors and drivers sign in with an app, by a code to their phone."""

import hashlib
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from regulars.api.app_sign_in import challenge_id_of, code_of, peer_refusal
from regulars.api.codes import ChallengeView
from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.problems import EdgeRefusal
from regulars.api.staff_sign_in import (
    SIGN_IN,
    Device,
    StaffTokens,
    act_for,
    came_of,
    half_of,
    opening_of,
    signed_in,
)
from regulars.domains import identity
from regulars.domains.identity import (
    Challenge,
    CodeTooOften,
    FactorNotSetUp,
    Guess,
    SignInOutcome,
    StaffCodeAsked,
)
from regulars.kernel.errors import DomainError, FieldError, Invalid
from regulars.kernel.ids import StaffId
from regulars.runtime.beat import CODES
from regulars.runtime.language import Language
from regulars.runtime.tx import Tx

PHONE = SIGN_IN + "/phone"


class StaffPhone(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The phone of a vendor or a driver, in any writing. The answer is the same whoever has it."""

    phone: str
    language: Language | UnsetType = UNSET
    device: Device | UnsetType = UNSET


class StaffPhoneCode(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The six digits, in any digits. `branch_id` is where a vendor works today; without it, they
    stand in the first of theirs."""

    challenge_id: Annotated[str, Meta(extra_json_schema={"format": "uuid"})]
    code: str
    branch_id: UUID | UnsetType = UNSET
    device: Device | UnsetType = UNSET


async def _count_asking(call: Call, tx: Tx) -> DomainError | None:
    return await peer_refusal(call, tx, "code_asked")


@operation(
    "POST",
    PHONE,
    None,
    callers=("publishable",),
    first=_count_asking,
    body=StaffPhone,
    beat=CODES,
    answers={200: ChallengeView},
)
async def send_staff_code(call: Call, tx: Tx) -> Answer | DomainError:
    """Send a vendor or driver a code by SMS. Known and unknown numbers are answered alike."""
    call.require_good()
    given = call.body.values
    settings = await call.desk.known_settings.of(tx)
    language = given.get("language", settings.languages[0])
    asked = StaffCodeAsked(given["phone"], language, _bound_to(call), came_of(call))
    challenge = await identity.ask_staff_code(tx, asked)
    if not isinstance(challenge, Challenge):
        return CodeTooOften(retry_after_seconds=challenge)
    view = ChallengeView(challenge.id, challenge.expires_in, challenge.resend_in)
    return Answer(200, view, resource_id=challenge.id)


async def _count_typing(call: Call, tx: Tx) -> Guess | DomainError:
    """Committed before anything is compared: a crash in between gives no free guess."""
    if refusal := await peer_refusal(call, tx, "code_typed"):
        return refusal
    return await identity.count_guess(tx, challenge_id_of(call), bound_to=_bound_to(call))


@operation(
    "POST",
    PHONE + "/code",
    None,
    callers=("publishable",),
    first=_count_typing,
    body=StaffPhoneCode,
    beat=CODES,
    answers={200: StaffTokens},
)
async def prove_staff_code(call: Call, tx: Tx) -> Answer | DomainError:
    """Sign in with the code. Wrong, late, used and never sent are answered alike; who has a second
    factor goes on as after a password."""
    call.require_good()
    proof = await identity.prove_staff_code(tx, call.prepared, code_of(call))
    if proof is None or proof.account_id is None:
        return EdgeRefusal("otp_invalid")
    staff_id, opening = StaffId(proof.account_id), opening_of(call)
    await act_for(tx, staff_id)
    place = opening.branch_id
    if place and not await identity.may_stand_in(tx, staff_id, place):
        identity.note_phone_refusal(tx, proof, "branch")
        return Invalid(FieldError("branch_id", "branch_not_known"))
    signed = await identity.sign_in_by_phone(tx, proof, opening, came=came_of(call))
    if signed.outcome is SignInOutcome.NOT_SET_UP:
        return FactorNotSetUp()
    if signed.outcome is not SignInOutcome.SIGNED_IN or signed.session is None:
        return EdgeRefusal("otp_invalid")
    if signed.session.needs == "factor":
        return Answer(200, half_of(signed.secret), is_secret=True)
    return await signed_in(call, tx, signed.session)


OPERATIONS: tuple[Operation, ...] = (send_staff_code, prove_staff_code)


def _bound_to(call: Call) -> bytes:
    """A code is typed with the key that it was asked for with, and is no customer's."""
    return hashlib.sha256(b"staff by phone " + call.caller.id.bytes).digest()
