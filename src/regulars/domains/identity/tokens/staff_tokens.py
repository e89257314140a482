"""Tokens of staff who signed in with an app: as those of accounts, on a session of the staff's."""

from uuid import UUID

from regulars.domains.identity.credentials import Credential
from regulars.domains.identity.model import Session
from regulars.domains.identity.sign_ins.app_sessions import AppSession, recognise_app_session
from regulars.domains.identity.sign_ins.sessions import end_session
from regulars.domains.identity.tokens.events import IdentityStaffRefreshReused
from regulars.domains.identity.tokens.rules import Issuer, Tokens, staff_claims_of
from regulars.domains.identity.tokens.tokens import GRACE, access_token, refresh_credential
from regulars.kernel.ids import StaffId
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def issue_staff_tokens(tx: Tx, session: Session, issuer: Issuer) -> Tokens | None:
    """The first ones of a sign-in with an app. None for a session that opens nothing, or at the
    console."""
    signed_in = await recognise_app_session(tx, session.id, environment=issuer.environment)
    return await _issue(tx, signed_in, issuer, seq=1) if signed_in else None


async def staff_access_token(tx: Tx, session_id: UUID, issuer: Issuer) -> str | None:
    """An access token for how things stand: after another branch was chosen, say. The refresh
    token is as good as it was. None when the sign-in ended meanwhile."""
    signed_in = await recognise_app_session(tx, session_id, environment=issuer.environment)
    if signed_in is None:
        return None
    return await access_token(tx, staff_claims_of(signed_in, issuer), issuer)


async def refresh_staff(tx: Tx, credential: Credential, issuer: Issuer) -> Tokens | None:
    """New tokens for one that is used up by this. None when it is unknown, when its sign-in ended,
    or when it was used before: then whoever has its successor is out too, so commit in any
    case. An app asks for it by itself: it is no sign of life of whoever has the app."""
    session_id = await tx.value(sql.lock_session, secret_hash=credential.hashed)
    if session_id is None:
        return None
    # Read under the lock: what runs beside has either happened, or has not begun.
    token = await tx.row(sql.token, secret_hash=credential.hashed, grace=GRACE)
    signed_in = await recognise_app_session(
        tx, session_id, environment=issuer.environment, is_sign_of_life=False
    )
    if token is None or signed_in is None:
        return None
    if token["is_over"]:
        await _end_family(tx, signed_in.session)
        return None
    if token["is_unused"]:
        await tx.run(sql.use, secret_hash=credential.hashed)
    return await _issue(tx, signed_in, issuer, seq=token["seq"] + 1)


async def end_staff_session_of_refresh(tx: Tx, credential: Credential) -> StaffId | None:
    """Signing out with the refresh token, for when the access token is over already. Whose sign-in
    it was; None when none went on."""
    session_id = await tx.value(sql.lock_session, secret_hash=credential.hashed)
    if session_id is None:
        return None
    environment = credential.environment
    signed_in = await recognise_app_session(tx, session_id, environment=environment)
    if signed_in is None:
        return None
    await end_session(tx, signed_in.session)
    return signed_in.session.staff_id


async def _issue(tx: Tx, signed_in: AppSession, issuer: Issuer, *, seq: int) -> Tokens:
    session_id = signed_in.session.id
    successor = refresh_credential(tx, "rt", session_id, seq, issuer)
    await tx.run(sql.add, secret_hash=successor.hashed, session_id=session_id, seq=seq)
    claims = staff_claims_of(signed_in, issuer)
    return Tokens(await access_token(tx, claims, issuer), successor.secret)


async def _end_family(tx: Tx, session: Session) -> None:
    await tx.run(sql.end, id=session.id)
    tx.emit(
        IdentityStaffRefreshReused(session.staff_id, session.id),
        subject_id=session.staff_id,
        seq=0,
        related_id=session.id,
    )
