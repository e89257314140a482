"""/api/v1/invitations/send-otp and verify-otp: an invitation taken up in an app."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from regulars.api.app_sign_in import (
    begin_app_sign_in,
    bound_to,
    code_of,
    count_asking,
    count_typing,
)
from regulars.api.codes import ChallengeView
from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.problems import EdgeRefusal
from regulars.domains import identity, people
from regulars.domains.identity import CodeTooOften, Credential, Scope
from regulars.domains.people import InvitationSettled
from regulars.kernel.errors import DomainError
from regulars.runtime.beat import CODES
from regulars.runtime.tx import Tx

ADDRESS = "/api/v1/invitations"

Link = Annotated[
    str, Meta(description="What the link that was sent ends with: `ri_…`.", max_length=200)
]


class TakenUp(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """An invitation, and the language of the code's message."""

    invitation: Link
    language: Literal["en", "ar"] | UnsetType = UNSET


class TypedInvitation(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The invitation again, with the six digits, in any digits."""

    invitation: Link
    challenge_id: Annotated[str, Meta(extra_json_schema={"format": "uuid"})]
    code: str


class InvitedAnswer(msgspec.Struct, kw_only=True):
    """Tokens, as after `verify-otp`. `is_linked` is false when they had an account already: then
    they are signed in to that one."""

    access_token: str
    refresh_token: str
    expires_in: int
    token_type: Literal["Bearer"]
    device: str
    customer_id: UUID
    is_linked: bool


@operation(
    "POST",
    ADDRESS + "/send-otp",
    Scope.CUSTOMERS_WRITE,
    callers=("key", "publishable"),
    first=count_asking,
    body=TakenUp,
    beat=CODES,
    answers={200: ChallengeView},
)
async def send_invitation_otp(call: Call, tx: Tx) -> Answer | DomainError:
    """Send a code to the phone or e-mail that an invitation went to, and to no other. Unknown,
    used, replaced and late invitations are refused alike."""
    call.require_good()
    link = _link(call)
    if link is None:
        return InvitationSettled()
    language = (
        call.body.values.get("language") or ((await call.desk.known_settings.of(tx)).languages[0])
    )
    asked = await people.ask_claim_code(tx, link, language=language, bound_to=bound_to(call))
    if asked is None:
        return InvitationSettled()
    if isinstance(asked, int):
        return CodeTooOften(retry_after_seconds=asked)
    return Answer(200, ChallengeView(asked.id, asked.expires_in, asked.resend_in))


@operation(
    "POST",
    ADDRESS + "/verify-otp",
    Scope.CUSTOMERS_WRITE,
    callers=("key", "publishable"),
    first=count_typing,
    body=TypedInvitation,
    beat=CODES,
    answers={200: InvitedAnswer},
)
async def verify_invitation_otp(call: Call, tx: Tx) -> Answer | DomainError:
    """Prove the code of an invitation: the account is linked to the record that was there. Wrong,
    late and used codes and dead invitations are answered alike."""
    call.require_good()
    link, guess = _link(call), call.prepared
    if link is None:
        return EdgeRefusal("otp_invalid")
    try:
        claimed = await people.accept_invitation(tx, link, guess, code_of(call))
    except InvitationSettled:
        # Taken back while the code was typed: outside a wrong code, and what was written goes.
        raise EdgeRefusal("otp_invalid") from None
    if claimed is None:
        return EdgeRefusal("otp_invalid")
    begun = await begin_app_sign_in(call, tx, claimed.account_id)
    if begun is None:
        return EdgeRefusal("otp_invalid")
    view = InvitedAnswer(
        **begun.told(), customer_id=claimed.customer_id, is_linked=claimed.is_linked
    )
    return Answer(200, view, is_secret=True)


OPERATIONS: tuple[Operation, ...] = (send_invitation_otp, verify_invitation_otp)


def _link(call: Call) -> Credential | None:
    """None too for another shop's: it is looked for in this one alone."""
    environment = call.desk.settings.environment
    link = identity.read_credential(
        call.body.values["invitation"], kind="ri", environment=environment
    )
    return link if link and link.tenant_ref == call.caller.tenant.ref else None
