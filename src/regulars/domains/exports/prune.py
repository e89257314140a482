"""What was asked for lately goes after a week; what it was closed with its file."""

from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def prune_exports(tx: Tx, most: int) -> int:
    return await tx.run(sql.prune, most=most)
