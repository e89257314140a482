"""/api/v1/auth: an app's tokens refreshed, and its sign-in ended, of customers and of staff."""

from dataclasses import replace
from typing import Literal

import msgspec

from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.problems import EdgeRefusal
from regulars.domains import identity
from regulars.domains.identity import Credential, Tokens, read_credential
from regulars.kernel.errors import DomainError, FieldError, Invalid
from regulars.runtime.tx import Tx


class TokenWish(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A refresh token, to be used up."""

    grant_type: Literal["refresh_token"]
    refresh_token: str


class TokenView(msgspec.Struct):
    """Tokens of a sign-in, by the names of OAuth 2. The refresh token is good for one use."""

    access_token: str
    refresh_token: str
    expires_in: int
    token_type: Literal["Bearer"]


class SignOut(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Which sign-in: with a publishable key its refresh token says so."""

    refresh_token: str | None = None


def token_view(tokens: Tokens) -> TokenView:
    return TokenView(tokens.access_token, tokens.refresh_token, tokens.expires_in, "Bearer")


@operation(
    "POST",
    "/api/v1/auth/token",
    None,
    callers=("publishable",),
    body=TokenWish,
    answers={200: TokenView},
)
async def refresh_tokens(call: Call, tx: Tx) -> Answer | DomainError:
    """Get new tokens for a refresh token. Asked again within ten seconds, it gives the same new
    refresh token; after that the sign-in ends."""
    call.require_good()
    tokens = await _refreshed(call, tx, call.body.values["refresh_token"])
    # Handed over, not raised: a token that came twice has ended its sign-in with this.
    return Answer(200, token_view(tokens), is_secret=True) if tokens else _refused()


@operation(
    "POST",
    "/api/v1/auth/sign-out",
    None,
    callers=("account", "staff", "publishable"),
    is_for_every_stage=True,
    body=SignOut,
    answers={204: None},
)
async def sign_out(call: Call, tx: Tx) -> Answer:
    """End the sign-in that the access token or the refresh token belongs to; the answer is the
    same whether it went on. No token of it works half a second later."""
    given = call.body.values.get("refresh_token")
    if call.caller.kind == "account":
        call.require_good()
        session = call.account.session
        await identity.end_account_session(tx, session.account_id, session.id, ended_by="sign_out")
        return Answer(204)
    if call.caller.kind == "staff":
        call.require_good()
        await identity.end_session(tx, call.staff.session)
        return Answer(204)
    if given is None:
        raise Invalid(*call.errors, FieldError("refresh_token", "required"))
    call.require_good()
    if credential := _refresh_credential(call, given, "rf"):
        await identity.end_session_of_refresh(tx, credential)
    elif credential := _refresh_credential(call, given, "rt"):
        staff_id = await identity.end_staff_session_of_refresh(tx, credential)
        if staff_id is not None:
            # Whoever has it is them, as with the access token: the fact is told by nobody else.
            await tx.act_for(replace(tx.context, actor_kind="staff", actor_id=staff_id))
    return Answer(204)


OPERATIONS: tuple[Operation, ...] = (refresh_tokens, sign_out)


async def _refreshed(call: Call, tx: Tx, given: str) -> Tokens | None:
    """A customer's app and the staff's bring tokens of two kinds."""
    issuer = call.desk.issuer(call.caller.tenant)
    if credential := _refresh_credential(call, given, "rf"):
        return await identity.refresh(tx, credential, issuer)
    if credential := _refresh_credential(call, given, "rt"):
        return await identity.refresh_staff(tx, credential, issuer)
    return None


def _refresh_credential(call: Call, text: str, kind: Literal["rf", "rt"]) -> Credential | None:
    """None for another tenant's too: whose key calls must be whose token it is."""
    environment = call.desk.settings.environment
    credential = read_credential(text, kind=kind, environment=environment)
    is_ours = credential is not None and credential.tenant_ref == call.caller.tenant.ref
    return credential if is_ours else None


def _refused() -> DomainError:
    """Unknown, used, of an ended sign-in: alike."""
    return EdgeRefusal("invalid_grant")
