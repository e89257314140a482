"""/api/v1/me/profile/request-change and verify-change: another phone or e-mail of one's own."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from regulars.api.app_sign_in import challenge_id_of, code_of, peer_refusal
from regulars.api.me import ONESELF
from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.problems import EdgeRefusal
from regulars.domains import customers, identity
from regulars.domains.customers import ChangeAsked, ProofNeeded, ReachKind
from regulars.domains.identity import AccountSession, CodeTooOften, Guess
from regulars.kernel.errors import DomainError, FieldError, Invalid
from regulars.runtime.beat import CODES
from regulars.runtime.tx import Tx

ADDRESS = "/api/v1/me/profile"


class ChangeWish(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """One of the two, in any writing. `even_so`: they were told that something on its way to them
    uses the old number (409 `phone_in_use`), and want the change."""

    phone: str | UnsetType = UNSET
    email: str | UnsetType = UNSET
    even_so: bool = False
    language: Literal["en", "ar"] | UnsetType = UNSET


class ChangeChallenge(msgspec.Struct):
    """`step` says where the code went: `change` to the new one; `confirm` to what is known,
    because they signed in more than ten minutes ago. After `confirm`, ask for the change again."""

    challenge_id: UUID
    step: Literal["confirm", "change"]
    expires_in: int
    resend_in: int


class TypedChangeCode(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The six digits, in any digits."""

    challenge_id: Annotated[str, Meta(extra_json_schema={"format": "uuid"})]
    code: str


class ChangeAnswer(msgspec.Struct, kw_only=True):
    """`took_over`: another record had it proven, and has it no more. What does not apply is
    null."""

    step: Literal["confirm", "change"]
    phone: str | None
    email: str | None
    took_over: bool | None


async def _count_asking(call: Call, tx: Tx) -> DomainError | None:
    return await peer_refusal(call, tx, "code_asked")


@operation(
    "POST",
    ADDRESS + "/request-change",
    None,
    callers=ONESELF,
    is_for_every_stage=True,
    first=_count_asking,
    body=ChangeWish,
    beat=CODES,
    answers={200: ChangeChallenge},
    is_beyond_own=True,
)
async def request_change(call: Call, tx: Tx) -> Answer | DomainError:
    """Ask for a code to a new phone or e-mail of your own."""
    wanted = await _wanted(call, tx)
    session = await _session(call, tx)
    step: Literal["confirm", "change"] = "change"
    with call.judged():
        try:
            challenge = await customers.request_change(
                tx, session, wanted, holds=call.desk.phone_holds
            )
        except ProofNeeded:
            step = "confirm"
            challenge = await customers.request_confirmation(
                tx, session, wanted.kind, language=wanted.language
            )
    if isinstance(challenge, int):
        return CodeTooOften(retry_after_seconds=challenge)
    view = ChangeChallenge(challenge.id, step, challenge.expires_in, challenge.resend_in)
    return Answer(200, view, resource_id=challenge.id)


@dataclass(frozen=True, slots=True)
class _Counted:
    session: AccountSession
    guess: Guess


async def _count_typing(call: Call, tx: Tx) -> _Counted | DomainError:
    """Committed before anything is compared: a crash in between gives no free guess."""
    if refusal := await peer_refusal(call, tx, "code_typed"):
        return refusal
    session = await _session(call, tx)
    return _Counted(session, await customers.count_change_guess(tx, session, challenge_id_of(call)))


@operation(
    "POST",
    ADDRESS + "/verify-change",
    None,
    callers=ONESELF,
    is_for_every_stage=True,
    first=_count_typing,
    body=TypedChangeCode,
    beat=CODES,
    answers={200: ChangeAnswer},
    is_beyond_own=True,
)
async def verify_change(call: Call, tx: Tx) -> Answer | DomainError:
    """Prove the code of a change, or the one that confirms who you are. Other sign-ins end, and
    the old phone or e-mail is told, with a link that takes the change back for 72 hours."""
    call.require_good()
    counted: _Counted = call.prepared
    session, guess, code = counted.session, counted.guess, code_of(call)
    if guess.purpose == "confirmation":
        if not await customers.confirm_themselves(tx, session, guess, code):
            return EdgeRefusal("otp_invalid")
        return Answer(200, ChangeAnswer(step="confirm", phone=None, email=None, took_over=None))
    done = await customers.verify_change(
        tx,
        session,
        guess,
        code,
        portal=call.desk.portal(call.caller.tenant),
        holds=call.desk.phone_holds,
    )
    if done is None:
        return EdgeRefusal("otp_invalid")
    person = done.customer.person
    view = ChangeAnswer(
        step="change",
        phone=person.phone if done.kind == "phone" else None,
        email=person.email if done.kind == "email" else None,
        took_over=done.took_over,
    )
    return Answer(200, view, resource_id=done.customer.id, person=done.customer.key)


OPERATIONS: tuple[Operation, ...] = (request_change, verify_change)


async def _wanted(call: Call, tx: Tx) -> ChangeAsked:
    given: dict[str, Any] = call.body.values
    kinds: list[ReachKind] = [kind for kind in customers.REACH_KINDS if given.get(kind)]
    if len(kinds) != 1:
        raise Invalid(*call.errors, FieldError("phone", "phone_or_email"))
    call.require_good()
    settings = await call.desk.known_settings.of(tx)
    language = given.get("language", settings.languages[0])
    return ChangeAsked(
        kinds[0],
        given[kinds[0]],
        settings.default_country,
        language,
        even_so=given.get("even_so", False),
    )


async def _session(call: Call, tx: Tx) -> AccountSession:
    """As it is now: the token's is remembered for minutes, and a code may have been proven
    since."""
    session = await identity.read_account_session(tx, call.account.session.id)
    if session is None:
        raise EdgeRefusal("unauthenticated")
    return session
