"""What has served its time: sessions long ended, and counts whose windows are long past."""

from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def prune_sessions(tx: Tx, most: int) -> int:
    """How many were taken away; fewer than `most` means that none is left."""
    return await tx.run(sql.prune_sessions, most=most)


async def prune_attempts(tx: Tx, most: int) -> int:
    return await tx.run(sql.prune_attempts, most=most)


async def prune_search_misses(tx: Tx, most: int) -> int:
    return await tx.run(sql.prune_search_misses, most=most)


async def prune_staff_devices(tx: Tx, most: int) -> int:
    return await tx.run(sql.prune_staff_devices, most=most)


async def prune_invitations(tx: Tx, most: int) -> int:
    """With the row goes the key, and with it the e-mail."""
    return await tx.run(sql.prune_invitations, most=most)
