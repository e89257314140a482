"""Browsers that staff have signed in with: what strangers try does not shut those out."""

from uuid import UUID

from regulars.domains.identity.credentials import Credential, mint_credential
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

DEVICES_MAX = 20


async def know_staff_device(
    tx: Tx, staff_id: UUID, brought: Credential | None, *, environment: str, tenant_ref: str
) -> Credential:
    """The browser's secret from now on. At a till several people share one."""
    device = brought
    if device is None or not await tx.value(sql.is_ours, hashed=device.hashed):
        device = mint_credential("rd", environment, tenant_ref)
    await tx.run(sql.know, hashed=device.hashed, staff_id=staff_id)
    await tx.run(sql.forget_oldest, staff_id=staff_id, most=DEVICES_MAX)
    return device


async def forget_staff_devices(tx: Tx, staff_id: UUID, *, apart_from: Credential | None) -> None:
    """Where somebody else may have signed in as them: a count of its own is no longer due there."""
    kept = apart_from.hashed if apart_from else b""
    await tx.run(sql.forget_others, staff_id=staff_id, kept=kept)
