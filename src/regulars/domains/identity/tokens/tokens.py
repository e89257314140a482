"""Tokens of an app's sign-in: issued, refreshed, and taken away when one comes twice."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Literal
from uuid import UUID

from regulars.domains.identity.accounts.sessions import (
    AccountSession,
    end_account_session,
    note_account_seen,
    read_account_session,
)
from regulars.domains.identity.credentials import Credential, derived_credential
from regulars.domains.identity.tokens.events import IdentityRefreshReused
from regulars.domains.identity.tokens.rules import TYP, Issuer, Tokens, claims_of
from regulars.domains.identity.tokens.signing_keys import current_signing_key
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx
from regulars.runtime.vault import hkdf, jws
from regulars.runtime.vault.crypto import joined

sql = statements_beside(__file__)

# For so long after its first use a refresh token gives its successor again: to a call that ran
# beside, or to one whose answer was lost.
GRACE = timedelta(seconds=10)
SECRET_BYTES = 48
SECRETS: dict[Literal["rf", "rt"], str] = {"rf": "refresh tokens", "rt": "staff refresh tokens"}


async def issue_tokens(tx: Tx, session: AccountSession, issuer: Issuer) -> Tokens:
    """The first ones of an app's sign-in (`begin_account_session(…, "app")`)."""
    if session.client != "app":
        raise ValueError("a browser's sign-in has a cookie, and no tokens")
    return await _issue(tx, session, issuer, seq=1)


async def refresh(tx: Tx, credential: Credential, issuer: Issuer) -> Tokens | None:
    """New tokens for one that is used up by this. None when it is unknown, when its sign-in ended,
    or when it was used before: then whoever has its successor is out too, so commit in any
    case."""
    session_id = await tx.value(sql.lock_session, secret_hash=credential.hashed)
    if session_id is None:
        return None
    # Read under the lock: what runs beside has either happened, or has not begun.
    token = await tx.row(sql.token, secret_hash=credential.hashed, grace=GRACE)
    session = await read_account_session(tx, session_id)
    if token is None or session is None:
        return None
    if token["is_over"]:
        await _end_family(tx, session)
        return None
    if token["is_unused"]:
        await tx.run(sql.use, secret_hash=credential.hashed)
        await note_account_seen(tx, session.id, session.client)
    return await _issue(tx, session, issuer, seq=token["seq"] + 1)


async def end_session_of_refresh(tx: Tx, credential: Credential) -> None:
    """Signing out with the refresh token, for when the access token is over already."""
    session_id = await tx.value(sql.lock_session, secret_hash=credential.hashed)
    session = await read_account_session(tx, session_id) if session_id else None
    if session is not None:
        await end_account_session(tx, session.account_id, session.id, ended_by="sign_out")


async def _issue(tx: Tx, session: AccountSession, issuer: Issuer, *, seq: int) -> Tokens:
    successor = refresh_credential(tx, "rf", session.id, seq, issuer)
    await tx.run(sql.add, secret_hash=successor.hashed, session_id=session.id, seq=seq)
    return Tokens(await access_token(tx, claims_of(session, issuer), issuer), successor.secret)


async def access_token(tx: Tx, claims: Mapping[str, Any], issuer: Issuer) -> str:
    """With the tenant's key in use."""
    signing = await current_signing_key(tx)
    return jws.signed(claims, typ=TYP, kid=issuer.key_id(signing.name), key=signing.key)


def refresh_credential(
    tx: Tx, kind: Literal["rf", "rt"], session_id: UUID, seq: int, issuer: Issuer
) -> Credential:
    """Derived, so that it can be given again without being kept."""
    secret = hkdf(
        tx.keys.derive(SECRETS[kind]),
        info=joined(session_id.bytes, seq.to_bytes(8, "big")),
        length=SECRET_BYTES,
    )
    return derived_credential(kind, issuer.environment, issuer.tenant_ref, secret)


async def _end_family(tx: Tx, session: AccountSession) -> None:
    await end_account_session(tx, session.account_id, session.id, ended_by="reuse")
    tx.emit(
        IdentityRefreshReused(session.account_id, session.id),
        subject_id=session.account_id,
        seq=0,
        related_id=session.holder_id,
    )
