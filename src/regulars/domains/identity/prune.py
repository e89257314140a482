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


async def prune_account_sessions(tx: Tx, most: int) -> int:
    """Their refresh tokens go with them, and no sooner: one that comes a second time, however late,
    is noticed for as long as the sign-in goes on."""
    return await tx.run(sql.prune_account_sessions, most=most)


async def prune_staff_devices(tx: Tx, most: int) -> int:
    return await tx.run(sql.prune_staff_devices, most=most)


async def prune_devices(tx: Tx, most: int) -> int:
    """Of account holders: every sign-in over the API makes one known."""
    return await tx.run(sql.prune_devices, most=most)


async def prune_invitations(tx: Tx, most: int) -> int:
    """With the row goes the key, and with it the e-mail."""
    return await tx.run(sql.prune_invitations, most=most)


async def prune_challenges(tx: Tx, most: int) -> int:
    """Long void; their budgets count a day. The destination's key goes with the row."""
    return await tx.run(sql.prune_challenges, most=most)


async def prune_code_failures(tx: Tx, most: int) -> int:
    return await tx.run(sql.prune_code_failures, most=most)


async def prune_mailboxes(tx: Tx, most: int) -> int:
    """Those that are as full again as one that was never asked about."""
    return await tx.run(sql.prune_mailboxes, most=most)


async def prune_peer_tries(tx: Tx, most: int) -> int:
    return await tx.run(sql.prune_peer_tries, most=most)


async def prune_passkey_challenges(tx: Tx, most: int) -> int:
    return await tx.run(sql.prune_passkey_challenges, most=most)


async def prune_sends(tx: Tx, most: int) -> int:
    return await tx.run(sql.prune_sends, most=most)


async def prune_notices(tx: Tx, most: int) -> int:
    return await tx.run(sql.prune_notices, most=most)
