"""Accounts of customers: opened, closed, opened again; their devices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from regulars.domains.identity.accounts.events import (
    IdentityAccountClosed,
    IdentityAccountOpened,
    IdentityAccountReopened,
    IdentityAccountSessionEnded,
)
from regulars.domains.identity.credentials import Credential, mint_credential
from regulars.kernel.ids import new_id
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

# Vendors and drivers are staff (docs/decisions/0021-vendors-and-drivers-are-staff.md).
AccountKind = Literal["customer"]
EndedBy = Literal["sign_out", "owner", "staff", "blocked", "reuse", "change", "moved"]
DEVICES_MAX = 100


@dataclass(frozen=True, slots=True)
class Account:
    """`holder_id` is whose it is: a customer's id for a customer."""

    id: UUID
    kind: AccountKind
    holder_id: UUID
    state: Literal["active", "closed"]
    version: int
    created_at: datetime
    last_sign_in_at: datetime | None


async def open_account(tx: Tx, kind: AccountKind, holder_id: UUID) -> Account:
    """The holder's account, made when there is none yet. Closed ones stay closed."""
    row = await tx.row(sql.open, id=new_id(), kind=kind, holder_id=holder_id)
    if row is not None:
        account = _account(row)
        opened = IdentityAccountOpened(account.id, kind)
        tx.emit(opened, subject_id=account.id, seq=1, related_id=holder_id)
        return account
    found = await account_of(tx, kind, holder_id)
    assert found is not None
    return found


async def account_of(tx: Tx, kind: AccountKind, holder_id: UUID) -> Account | None:
    row = await tx.row(sql.of_holder, kind=kind, holder_ids=[holder_id])
    return _account(row) if row else None


async def accounts_of(tx: Tx, kind: AccountKind, holder_ids: Sequence[UUID]) -> list[Account]:
    return [_account(row) for row in await tx.rows(sql.of_holder, kind=kind, holder_ids=holder_ids)]


async def close_account(
    tx: Tx, account_id: UUID, *, ended_by: EndedBy = "blocked", until: datetime | None = None
) -> None:
    """Nobody signs in with it any more, and whoever had is out with the commit. With `until` it
    opens by itself, by the database's clock. Closing twice alike changes and announces nothing."""
    row = await tx.row(sql.set_state, id=account_id, state="closed", until=until)
    if row is None:
        return
    await end_account_sessions(tx, account_id, ended_by=ended_by)
    tx.emit(
        IdentityAccountClosed(account_id),
        subject_id=account_id,
        seq=row["version"],
        related_id=row["holder_id"],
    )


async def reopen_account(tx: Tx, account_id: UUID) -> None:
    row = await tx.row(sql.set_state, id=account_id, state="active", until=None)
    if row is not None:
        tx.emit(
            IdentityAccountReopened(account_id),
            subject_id=account_id,
            seq=row["version"],
            related_id=row["holder_id"],
        )


async def end_account_sessions(
    tx: Tx, account_id: UUID, *, ended_by: EndedBy, apart_from: UUID | None = None
) -> int:
    """How many ended. Their devices are forgotten too, unless it was the owner who signed them out:
    after a change of phone or e-mail, or its reversal, whoever was in before is a stranger. What
    the owner ends is told one by one; the rest follows from a fact that is told already."""
    ended = await tx.rows(
        sql.end_sessions, account_id=account_id, ended_by=ended_by, apart_from=apart_from
    )
    if ended_by not in ("owner", "sign_out"):
        await tx.run(sql.forget_devices, account_id=account_id)
    if ended_by == "owner":
        for row in ended:
            over = IdentityAccountSessionEnded(account_id, row["id"], ended_by)
            tx.emit(over, subject_id=account_id, seq=0, related_id=row["holder_id"])
    return len(ended)


async def know_device(
    tx: Tx, account_id: UUID, *, environment: str, tenant_ref: str
) -> tuple[UUID, Credential]:
    """A new device of the account; the credential is kept by the device and nowhere else."""
    credential = mint_credential("rd", environment, tenant_ref)
    device_id = new_id()
    await tx.run(sql.add_device, id=device_id, account_id=account_id, secret_hash=credential.hashed)
    await tx.run(sql.forget_oldest_devices, account_id=account_id, most=DEVICES_MAX)
    return device_id, credential


async def find_device(tx: Tx, account_id: UUID, credential: Credential | None) -> UUID | None:
    """The device, when this secret is one of this account's. Asks also when there is none: a
    request with a device and one without cost the same. Nothing is held: whoever types a code
    meanwhile recognises the device after the code, and it is the other way round here."""
    hashed = credential.hashed if credential else b""
    found: UUID | None = await tx.value(sql.find_device, account_id=account_id, hashed=hashed)
    return found


async def recognise_device(tx: Tx, account_id: UUID, credential: Credential | None) -> UUID | None:
    """The same at a sign-in: it is seen now."""
    hashed = credential.hashed if credential else b""
    found: UUID | None = await tx.value(sql.recognise_device, account_id=account_id, hashed=hashed)
    return found


def _account(row: Row) -> Account:
    return Account(
        row["id"],
        row["kind"],
        row["holder_id"],
        row["state"],
        row["version"],
        row["created_at"],
        row["last_sign_in_at"],
    )
