"""Second factors, recovery codes and known devices of one account, taken away at once."""

from uuid import UUID

from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def forget_factors(tx: Tx, staff_id: UUID) -> None:
    await tx.run(sql.forget_authenticator, staff_id=staff_id)
    await tx.run(sql.forget_passkeys, staff_id=staff_id)
    await tx.run(sql.forget_recovery_codes, staff_id=staff_id)
    await tx.run(sql.forget_devices, staff_id=staff_id)
