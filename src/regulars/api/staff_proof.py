"""/api/v1/auth/prove: staff who are signed in show again who they are."""

from dataclasses import dataclass

import msgspec
from msgspec import UNSET, UnsetType

from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.problems import EdgeRefusal
from regulars.api.staff_sign_in import PASSWORD_LENGTH_MAX, Device, came_of
from regulars.domains import identity
from regulars.domains.identity import ProofOutcome, ProofTry, SignInTooOften
from regulars.kernel.errors import DomainError, FieldError, Invalid
from regulars.runtime.tx import Tx

REFUSALS = {
    ProofOutcome.WRONG_PASSWORD: "password_invalid",
    ProofOutcome.WRONG_CODE: "factor_invalid",
    ProofOutcome.OVER: "unauthenticated",
}


class StaffProof(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Their password and, for who has a second step, a code of the authenticator app or a recovery
    code: what `prove_with` of a `sign_in_too_old` names."""

    password: str
    code: str | UnsetType = UNSET
    device: Device | UnsetType = UNSET


@dataclass(frozen=True, slots=True)
class _Judged:
    is_password_right: bool


async def _count(call: Call, tx: Tx) -> ProofTry | DomainError:
    """Committed before anything is compared: no crash gives a free guess."""
    session = call.staff.session
    if session.has_factor and not call.body.values.get("code"):
        return Invalid(FieldError("code", "required"))
    tried = await identity.count_proof(
        tx, session, with_code=session.has_factor, came=came_of(call)
    )
    if tried.wait_seconds:
        return SignInTooOften(retry_after_seconds=tried.wait_seconds)
    return tried


async def _compare(call: Call) -> _Judged:
    """Slow on purpose, so no connection is held meanwhile."""
    tried: ProofTry = call.prepared
    password = call.body.values["password"][:PASSWORD_LENGTH_MAX]
    return _Judged(await identity.prove_password(tried.password_hash, password))


@operation(
    "POST",
    "/api/v1/auth/prove",
    None,
    callers=("staff",),
    first=_count,
    beforehand=_compare,
    body=StaffProof,
    answers={204: None},
)
async def prove_staff_again(call: Call, tx: Tx) -> Answer | DomainError:
    """Prove again who you are, within a sign-in: for ten minutes it is open to what asks for a
    recent proof."""
    call.require_good()
    session, judged = call.staff.session, call.prepared
    outcome = await identity.prove_again(
        tx,
        session,
        is_password_right=judged.is_password_right,
        code=call.body.values["code"] if session.has_factor else None,
        came=came_of(call),
    )
    # Handed over, not raised: that it was refused is written down.
    if outcome in REFUSALS:
        return EdgeRefusal(REFUSALS[outcome])
    # Kept by no Idempotency-Key: the same again would have proven nothing.
    return Answer(204, is_secret=True)


OPERATIONS: tuple[Operation, ...] = (prove_staff_again,)
