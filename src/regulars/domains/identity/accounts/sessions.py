"""Sign-ins of account holders that go on: in a browser at the portal, or in an app."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from regulars.domains.identity.accounts.accounts import AccountKind, EndedBy
from regulars.domains.identity.accounts.events import (
    IdentityAccountSessionEnded,
    IdentityAccountSignedIn,
)
from regulars.domains.identity.credentials import Credential, mint_credential
from regulars.domains.identity.errors import AccountSessionNotFound
from regulars.kernel.ids import new_id
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

Client = Literal["portal", "app"]

# Without a sign of life a sign-in ends after the first, and in any case after the second.
IDLE = {"portal": timedelta(days=14), "app": timedelta(days=60)}
LIFETIME = {"portal": timedelta(days=90), "app": timedelta(days=365)}
# A sensitive change wants a code or a sign-in that is no older.
PROVEN_FOR = timedelta(minutes=10)
SHOWN_MAX = 50


@dataclass(frozen=True, slots=True)
class AccountSession:
    """Somebody who is signed in. `now` is the database's clock when this was read."""

    id: UUID
    account_id: UUID
    kind: AccountKind
    holder_id: UUID
    client: Client
    device_id: UUID | None
    proven_at: datetime
    now: datetime

    @property
    def is_freshly_proven(self) -> bool:
        return self.now - self.proven_at < PROVEN_FOR


@dataclass(frozen=True, slots=True)
class ListedSession:
    """A sign-in as its owner sees it in a list; `seen_with` is a coarse name such as
    chrome_android."""

    id: UUID
    client: Client
    seen_with: str
    created_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True, slots=True)
class StandingSession:
    """A sign-in as it was at `now` of the database's clock, or None when it was over. Left alone
    it ends at `until`, and nobody writes that down."""

    now: datetime
    session: AccountSession | None
    until: datetime | None


async def begin_account_session(
    tx: Tx,
    account_id: UUID,
    client: Client,
    *,
    device_id: UUID | None,
    seen_with: str,
    environment: str,
    tenant_ref: str,
) -> tuple[AccountSession, Credential | None] | None:
    """A new id at every sign-in. The credential is the portal's cookie; apps get refresh tokens
    instead. None when the account was closed meanwhile."""
    signed_in = await tx.row(sql.note_sign_in, id=account_id)
    if signed_in is None:
        return None
    credential = mint_credential("rp", environment, tenant_ref) if client == "portal" else None
    session_id = new_id()
    row = await tx.row(
        sql.begin,
        id=session_id,
        account_id=account_id,
        device_id=device_id,
        client=client,
        secret_hash=credential.hashed if credential else None,
        seen_with=seen_with,
        idle=IDLE[client],
        lifetime=LIFETIME[client],
    )
    assert row is not None
    tx.emit(
        IdentityAccountSignedIn(account_id, session_id, client),
        subject_id=account_id,
        seq=signed_in["version"],
        related_id=signed_in["holder_id"],
    )
    return _session(row), credential


async def recognise_account_session(tx: Tx, credential: Credential) -> AccountSession | None:
    """The portal's cookie. None when it ended, rested too long or expired, or its account was
    closed. Notes a sign of life about once a minute."""
    row = await tx.row(sql.by_secret, secret_hash=credential.hashed)
    if row is None:
        return None
    if row["is_seen_stale"]:
        await tx.run(sql.note_seen, id=row["id"], idle=IDLE[row["client"]])
    return _session(row)


async def read_account_session(tx: Tx, session_id: UUID) -> AccountSession | None:
    """What an access token says it belongs to, if that still goes on."""
    row = await tx.row(sql.by_id, id=session_id)
    return _session(row) if row else None


async def account_session_at(tx: Tx, session_id: UUID) -> StandingSession:
    """The same with the database's clock, which there is also when the sign-in is over."""
    row = await tx.row(sql.by_id_at, id=session_id)
    assert row is not None
    return StandingSession(row["now"], _session(row) if row["id"] else None, row["until"])


async def note_account_seen(tx: Tx, session_id: UUID, client: Client) -> None:
    await tx.run(sql.note_seen, id=session_id, idle=IDLE[client])


async def note_account_proven(tx: Tx, session_id: UUID) -> None:
    """They proved anew who they are."""
    await tx.run(sql.note_proven, id=session_id)


async def list_account_sessions(tx: Tx, account_id: UUID) -> list[ListedSession]:
    """Those that go on, the one seen last first."""
    rows = await tx.rows(sql.of_account, account_id=account_id, most=SHOWN_MAX)
    return [
        ListedSession(
            row["id"], row["client"], row["seen_with"], row["created_at"], row["last_seen_at"]
        )
        for row in rows
    ]


async def end_account_session(
    tx: Tx, account_id: UUID, session_id: UUID, *, ended_by: EndedBy
) -> None:
    """Raises AccountSessionNotFound for one that is not there or not this account's. Ending an
    ended one changes and announces nothing."""
    row = await tx.row(sql.end, id=session_id, account_id=account_id, ended_by=ended_by)
    if row is None:
        if await tx.value(sql.exists, id=session_id, account_id=account_id):
            return
        raise AccountSessionNotFound
    tx.emit(
        IdentityAccountSessionEnded(account_id, session_id, ended_by),
        subject_id=account_id,
        seq=0,
        related_id=row["holder_id"],
    )


def _session(row: Row) -> AccountSession:
    return AccountSession(
        row["id"],
        row["account_id"],
        row["kind"],
        row["holder_id"],
        row["client"],
        row["device_id"],
        row["proven_at"],
        row["now"],
    )
