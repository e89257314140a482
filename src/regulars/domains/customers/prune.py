"""What has served its time: first proofs that no second one followed, ways back long dead."""

from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def prune_second_proofs(tx: Tx, most: int) -> int:
    """How many were taken away; fewer than `most` means that none is left."""
    return await tx.run(sql.prune_second_proofs, most=most)


async def prune_identifier_changes(tx: Tx, most: int) -> int:
    """With the row goes the number or address that was there before."""
    return await tx.run(sql.prune_identifier_changes, most=most)
