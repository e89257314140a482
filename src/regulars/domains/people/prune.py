"""What has served its time: invitations settled long ago, and whom they were sent to."""

from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def prune_invitations(tx: Tx, most: int) -> int:
    """How many were taken away; fewer than `most` means that none is left. One that ran out is
    settled by `expire_invitations` first."""
    return await tx.run(sql.prune_invitations, most=most)
