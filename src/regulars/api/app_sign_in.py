"""What codes of apps have in common: who asks, what was typed, and the sign-in after it."""

import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from regulars.api.callers import StaffCaller
from regulars.api.operations import Call
from regulars.domains import identity
from regulars.domains.identity import CodeTooOften, Guess, PeerTry, Tokens, read_code
from regulars.kernel.errors import BadValue, DomainError
from regulars.runtime.tx import Tx


@dataclass(frozen=True, slots=True)
class AppSignIn:
    """`device` is kept on the device and sent with the next `send-otp`."""

    tokens: Tokens
    device: str

    def told(self) -> dict[str, Any]:
        """As the fields of an answer."""
        return {
            "access_token": self.tokens.access_token,
            "refresh_token": self.tokens.refresh_token,
            "expires_in": self.tokens.expires_in,
            "token_type": "Bearer",
            "device": self.device,
        }


async def begin_app_sign_in(call: Call, tx: Tx, account_id: UUID) -> AppSignIn | None:
    """None when the account was closed meanwhile."""
    tenant, environment = call.caller.tenant, call.desk.settings.environment
    device_id, device = await identity.know_device(
        tx, account_id, environment=environment, tenant_ref=tenant.ref
    )
    begun = await identity.begin_account_session(
        tx,
        account_id,
        "app",
        device_id=device_id,
        seen_with="app",
        environment=environment,
        tenant_ref=tenant.ref,
    )
    if begun is None:
        return None
    tokens = await identity.issue_tokens(tx, begun[0], call.desk.issuer(tenant))
    return AppSignIn(tokens, device.secret)


async def peer_refusal(call: Call, tx: Tx, what: PeerTry) -> DomainError | None:
    """Everybody's requests come to a program of the tenant's from one place, and so do those of all
    who serve in a shop: each has a rate limit, and the numbers have their budgets."""
    if call.caller.kind in ("key", "staff"):
        return None
    seconds = await identity.count_peer_try(tx, call.peer, what)
    return CodeTooOften(retry_after_seconds=seconds) if seconds else None


async def count_asking(call: Call, tx: Tx) -> DomainError | None:
    return await peer_refusal(call, tx, "code_asked")


async def count_typing(call: Call, tx: Tx) -> Guess | DomainError:
    """Committed before anything is compared: a crash in between gives no free guess."""
    if refusal := await peer_refusal(call, tx, "code_typed"):
        return refusal
    return await identity.count_guess(tx, challenge_id_of(call), bound_to=bound_to(call))


def bound_to(call: Call) -> bytes:
    """A code is typed with the key, or in the sign-in, that it was asked for with."""
    if isinstance(call.caller, StaffCaller):
        return hashlib.sha256(b"staff app " + call.caller.session.id.bytes).digest()
    return hashlib.sha256(b"api key " + call.caller.id.bytes).digest()


def challenge_id_of(call: Call) -> UUID:
    """What is no id is nobody's."""
    try:
        return UUID(call.body.values.get("challenge_id", ""))
    except ValueError:
        return UUID(int=0)


def code_of(call: Call) -> str:
    """What is no code is a wrong one, like any other."""
    try:
        return read_code(call.body.values.get("code", ""))
    except BadValue:
        return ""
