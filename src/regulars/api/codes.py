"""/api/v1/customers/send-otp and verify-otp: one-time codes, for apps and for staff."""

from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from regulars.api.app_sign_in import (
    begin_app_sign_in,
    bound_to,
    challenge_id_of,
    code_of,
    count_asking,
    count_typing,
    peer_refusal,
)
from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.problems import EdgeRefusal
from regulars.api.views import CustomerView, customer_view
from regulars.domains import customers, identity
from regulars.domains.customers import CodeAsked, Customer, Entered
from regulars.domains.identity import Challenge, CodeTooOften, Guess, Scope
from regulars.kernel.errors import DomainError, FieldError, Invalid, NotAllowed
from regulars.runtime.beat import CODES
from regulars.runtime.tx import Tx

Device = Annotated[
    str, Meta(description="What an earlier sign-in on this device gave; it has its own budget.")
]
CustomerId = Annotated[
    str,
    Meta(
        description="For `verification`, by secret keys and staff: whose phone or e-mail it is.",
        extra_json_schema={"format": "uuid"},
    ),
]


class CodeWish(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """`phone` in any writing, or `email`. The answer is the same whether anybody has it."""

    phone: str | UnsetType = UNSET
    email: str | UnsetType = UNSET
    purpose: Literal["login", "registration", "verification"]
    customer_id: CustomerId | UnsetType = UNSET
    language: Literal["en", "ar"] | UnsetType = UNSET
    device: Device | UnsetType = UNSET


class ChallengeView(msgspec.Struct):
    """What the code is typed with. Seconds until it is void, and until another may be asked."""

    challenge_id: UUID
    expires_in: int
    resend_in: int


class TypedCode(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The six digits, in any digits. `also` is the challenge of an earlier answer that had
    `also_prove`; with `start_new` in place of `code`, that challenge begins a new record."""

    challenge_id: Annotated[str, Meta(extra_json_schema={"format": "uuid"})]
    code: str | UnsetType = UNSET
    also: Annotated[str, Meta(extra_json_schema={"format": "uuid"})] | UnsetType = UNSET
    start_new: bool | UnsetType = UNSET


class CodeAnswer(msgspec.Struct, kw_only=True):
    """Tokens after `login` and `registration`, the customer after `verification`. `device` is kept
    on the device and sent with the next `send-otp`. `also_prove`: nobody is signed in until
    another phone or e-mail of the same customer is proven too. What does not apply is null."""

    access_token: str | None
    refresh_token: str | None
    expires_in: int | None
    token_type: Literal["Bearer"] | None
    device: str | None
    customer_id: UUID | None
    is_new: bool | None
    also_prove: Literal["phone", "email"] | None
    customer: CustomerView | None

    @classmethod
    def of(cls, **given: Any) -> "CodeAnswer":
        return cls(**{name: given.get(name) for name in cls.__struct_fields__})


@operation(
    "POST",
    "/api/v1/customers/send-otp",
    Scope.CUSTOMERS_WRITE,
    callers=("key", "staff", "publishable"),
    first=count_asking,
    body=CodeWish,
    beat=CODES,
    answers={200: ChallengeView},
)
async def send_otp(call: Call, tx: Tx) -> Answer | DomainError:
    """Send a one-time code by SMS or e-mail."""
    given = call.body.values
    with call.judged():
        challenge = await customers.ask_code(tx, await _asked(call, tx, given))
    if not isinstance(challenge, Challenge):
        return CodeTooOften(retry_after_seconds=challenge)
    view = ChallengeView(challenge.id, challenge.expires_in, challenge.resend_in)
    return Answer(200, view, resource_id=challenge.id)


async def _count_typing(call: Call, tx: Tx) -> Guess | DomainError | None:
    """A new record in place of a second proof is asked for with no code."""
    if call.body.values.get("start_new"):
        return await peer_refusal(call, tx, "code_typed")
    return await count_typing(call, tx)


@operation(
    "POST",
    "/api/v1/customers/verify-otp",
    Scope.CUSTOMERS_WRITE,
    callers=("key", "staff", "publishable"),
    first=_count_typing,
    body=TypedCode,
    beat=CODES,
    answers={200: CodeAnswer},
)
async def verify_otp(call: Call, tx: Tx) -> Answer | DomainError:
    """Prove a one-time code. Wrong, late, used and never sent are answered alike."""
    call.require_good()
    if call.body.values.get("start_new"):
        entered = await customers.start_anew(tx, challenge_id_of(call), bound_to=bound_to(call))
        return await _entered(call, tx, entered)
    guess: Guess = call.prepared
    code = code_of(call)
    if guess.purpose == "verification":
        proven = await customers.verify_identifier(tx, guess, code)
        if isinstance(proven, Customer):
            return _verified(call, tx, proven)
        return proven or EdgeRefusal("otp_invalid")
    entered = await customers.enter(
        tx, guess, code, language=guess.language, bound_to=bound_to(call), also=_id(call, "also")
    )
    return await _entered(call, tx, entered)


OPERATIONS: tuple[Operation, ...] = (send_otp, verify_otp)


async def _asked(call: Call, tx: Tx, given: dict[str, Any]) -> CodeAsked:
    is_for_staff = given.get("purpose") == "verification"
    if is_for_staff and call.caller.kind == "publishable":
        raise NotAllowed(callers="key, staff")
    # Whoever serves somebody proves whose number it is, and never signs in as them.
    if not is_for_staff and call.caller.kind == "staff":
        raise NotAllowed(purpose="verification")
    if is_for_staff and "customer_id" not in given:
        raise Invalid(FieldError("customer_id", "required"))
    if not is_for_staff and "customer_id" in given:
        raise Invalid(FieldError("customer_id", "only_for_verification"))
    settings = await call.desk.known_settings.of(tx)
    return CodeAsked(
        given.get("purpose", "login"),
        given.get("phone"),
        given.get("email"),
        settings.default_country,
        given.get("language", settings.languages[0]),
        bound_to=bound_to(call),
        device=identity.read_credential(
            given.get("device", ""), kind="rd", environment=call.desk.settings.environment
        ),
        customer_id=_id(call, "customer_id"),
    )


async def _entered(call: Call, tx: Tx, entered: Entered | None) -> Answer | DomainError:
    """Handed over, not raised: what was counted and announced stays."""
    if entered is None:
        return EdgeRefusal("otp_invalid")
    if entered.account_id is None or entered.customer_id is None:
        return Answer(200, CodeAnswer.of(also_prove=entered.also_prove), is_secret=True)
    begun = await begin_app_sign_in(call, tx, entered.account_id)
    if begun is None:
        return EdgeRefusal("otp_invalid")
    view = CodeAnswer.of(**begun.told(), customer_id=entered.customer_id, is_new=entered.is_new)
    return Answer(200, view, is_secret=True)


def _verified(call: Call, tx: Tx, customer: Customer) -> Answer:
    caller = call.caller
    if caller.may_read:
        tx.note_reads("revealed" if caller.may_reveal else "read", [customer.id])
    shown = customer_view(
        customer,
        reveal=caller.may_reveal,
        shows_birth_date=caller.may_see_birth_dates,
        is_hidden=not caller.may_read,
    )
    return Answer(200, CodeAnswer.of(customer=shown), resource_id=customer.id, person=customer.key)


def _id(call: Call, name: str) -> UUID | None:
    """What is no id is nobody's."""
    if name not in call.body.values:
        return None
    try:
        return UUID(call.body.values[name])
    except ValueError:
        return UUID(int=0)
