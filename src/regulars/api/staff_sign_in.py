"""/api/v1/auth/sign-in: staff sign in with an app, by password and second factor."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.problems import EdgeRefusal
from regulars.domains import identity
from regulars.domains.identity import (
    Attempt,
    Came,
    FactorNotSetUp,
    Opening,
    Session,
    SignInOutcome,
    SignInTooOften,
    WrongFactor,
)
from regulars.kernel.errors import DomainError, FieldError, Invalid
from regulars.kernel.ids import BranchId, StaffId
from regulars.runtime.beat import PASSWORDS
from regulars.runtime.tx import Tx

SIGN_IN = "/api/v1/auth/sign-in"
PASSWORD_LENGTH_MAX = 200

Device = Annotated[
    str, Meta(description="What an earlier sign-in on this device gave; it has its own budget.")
]


class StaffEntry(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """E-mail and password of somebody of the staff. `branch_id` is where they work today; without
    it, branch staff stand in the first of theirs, and others see all branches."""

    email: str
    password: str
    branch_id: UUID | UnsetType = UNSET
    device: Device | UnsetType = UNSET


class StaffFactor(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The challenge of a sign-in, and a code of the authenticator app or a recovery code."""

    challenge: str
    code: str
    device: Device | UnsetType = UNSET


class StaffTokens(msgspec.Struct, kw_only=True):
    """Tokens; or `needs_factor`, and the challenge that a code is sent with. `expires_in` are the
    seconds of whichever it is. `device` is kept on the device and sent with the next sign-in.
    What does not apply is null."""

    needs_factor: bool
    challenge: str | None
    access_token: str | None
    refresh_token: str | None
    expires_in: int
    token_type: Literal["Bearer"] | None
    device: str | None


@dataclass(frozen=True, slots=True)
class _Judged:
    attempt: Attempt
    is_proven: bool


async def _count_password(call: Call, tx: Tx) -> Attempt | DomainError:
    """Committed before the password is looked at: no crash gives a free guess."""
    attempt = await identity.begin_sign_in(tx, call.body.values["email"].strip(), came_of(call))
    if attempt.wait_seconds:
        await identity.note_refusal(tx, attempt)
        return SignInTooOften(retry_after_seconds=attempt.wait_seconds)
    return attempt


async def _compare(call: Call) -> _Judged:
    """Slow on purpose, so no connection is held meanwhile."""
    attempt: Attempt = call.prepared
    password = call.body.values["password"][:PASSWORD_LENGTH_MAX]
    return _Judged(attempt, await identity.is_proven(attempt, password))


@operation(
    "POST",
    SIGN_IN,
    None,
    callers=("publishable",),
    first=_count_password,
    beforehand=_compare,
    body=StaffEntry,
    beat=PASSWORDS,
    answers={200: StaffTokens},
)
async def sign_in_staff(call: Call, tx: Tx) -> Answer | DomainError:
    """Sign in as somebody of the staff. Unknown, wrong and disabled are answered alike."""
    call.require_good()
    judged: _Judged = call.prepared
    if not judged.is_proven:
        # Handed over, not raised: that it was refused is written down.
        await identity.note_refusal(tx, judged.attempt)
        return EdgeRefusal("sign_in_failed")
    assert judged.attempt.staff_id is not None
    staff_id, opening = StaffId(judged.attempt.staff_id), opening_of(call)
    await act_for(tx, staff_id)
    place = opening.branch_id
    if place and not await identity.may_stand_in(tx, staff_id, place):
        await identity.note_refusal(tx, judged.attempt, "branch")
        return Invalid(FieldError("branch_id", "branch_not_known"))
    signed = await identity.sign_in(tx, judged.attempt, opening)
    if signed.outcome is SignInOutcome.NOT_SET_UP:
        return FactorNotSetUp()
    if signed.outcome is not SignInOutcome.SIGNED_IN or signed.session is None:
        return EdgeRefusal("sign_in_failed")
    if signed.session.needs == "factor":
        return Answer(200, half_of(signed.secret), is_secret=True)
    return await signed_in(call, tx, signed.session)


@dataclass(frozen=True, slots=True)
class _Counted:
    half: Session


async def _count_code(call: Call, tx: Tx) -> _Counted | DomainError:
    """Committed before the code is looked at, over every path and sign-in of one person."""
    half = await _half_session(call, tx)
    if half is None:
        return EdgeRefusal("invalid_grant")
    tried = await identity.count_factor_try(tx, half.staff_id, came_of(call))
    if tried.wait_seconds:
        await act_for(tx, half.staff_id)
        await identity.note_waiting_factor(tx, half.staff_id, tried)
        return SignInTooOften(retry_after_seconds=tried.wait_seconds)
    return _Counted(half)


@operation(
    "POST",
    SIGN_IN + "/factor",
    None,
    callers=("publishable",),
    first=_count_code,
    body=StaffFactor,
    answers={200: StaffTokens},
)
async def prove_staff_factor(call: Call, tx: Tx) -> Answer | DomainError:
    """Finish a sign-in with a code, within ten minutes of the password."""
    call.require_good()
    half = call.prepared.half
    await act_for(tx, half.staff_id)
    method = await identity.code_opens(tx, half.staff_id, call.body.values["code"])
    if method is None:
        tries = await identity.factor_tries(tx, half.staff_id, came_of(call))
        await identity.note_wrong_factor(tx, half.staff_id, tries)
        return EdgeRefusal("factor_invalid")
    try:
        signed = await identity.finish_sign_in(
            tx, half, opening_of(call), came=came_of(call), method=method
        )
    except WrongFactor:
        # Finished by another request meanwhile. The code that came with this one stays spent.
        return EdgeRefusal("invalid_grant")
    if signed.outcome is not SignInOutcome.SIGNED_IN or signed.session is None:
        return EdgeRefusal("invalid_grant")
    return await signed_in(call, tx, signed.session)


OPERATIONS: tuple[Operation, ...] = (
    sign_in_staff,
    prove_staff_factor,
)


def came_of(call: Call) -> Came:
    environment = call.desk.settings.environment
    text = call.body.values.get("device", "")
    device = identity.read_credential(text, kind="rd", environment=environment)
    is_ours = device is not None and device.tenant_ref == call.caller.tenant.ref
    return Came(call.peer, device if is_ours else None)


async def act_for(tx: Tx, staff_id: StaffId) -> None:
    """Who has shown their password acts in their own name: facts are told by them, and no more by
    the key that every copy of the app carries."""
    await tx.act_for(replace(tx.context, actor_kind="staff", actor_id=staff_id))


def opening_of(call: Call) -> Opening:
    """As long as one at the console lasts."""
    settings, branch_id = call.desk.settings, call.body.values.get("branch_id")
    return Opening(
        settings.environment,
        call.caller.tenant.ref,
        timedelta(hours=settings.session_hours),
        seen_with="app",
        client="app",
        branch_id=BranchId(branch_id) if branch_id else None,
    )


async def _half_session(call: Call, tx: Tx) -> Session | None:
    """None for another tenant's too: whose key calls must be whose sign-in it is."""
    environment = call.desk.settings.environment
    half = identity.read_credential(
        call.body.values["challenge"], kind="rh", environment=environment
    )
    if half is None or half.tenant_ref != call.caller.tenant.ref:
        return None
    return await identity.recognise_half(tx, half)


def half_of(challenge: str | None) -> StaffTokens:
    return StaffTokens(
        needs_factor=True,
        challenge=challenge,
        access_token=None,
        refresh_token=None,
        expires_in=int(identity.HALF_LIFETIME.total_seconds()),
        token_type=None,
        device=None,
    )


async def signed_in(call: Call, tx: Tx, session: Session) -> Answer:
    tenant = call.caller.tenant
    tokens = await identity.issue_staff_tokens(tx, session, call.desk.issuer(tenant))
    if tokens is None:
        raise EdgeRefusal("sign_in_failed")
    device = await identity.know_staff_device(
        tx,
        session.staff_id,
        came_of(call).device,
        environment=call.desk.settings.environment,
        tenant_ref=tenant.ref,
    )
    view = StaffTokens(
        needs_factor=False,
        challenge=None,
        access_token=tokens.access_token,
        refresh_token=tokens.refresh_token,
        expires_in=tokens.expires_in,
        token_type="Bearer",  # noqa: S106 - what kind of token it is
        device=device.secret,
    )
    return Answer(200, view, is_secret=True)
