"""How far reactions have come: what they keep is as old as the oldest fact not handed on."""

from datetime import datetime
from uuid import UUID

from regulars.kernel.ids import moment_of
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def known_until(tx: Tx, *, reaction: str, now: datetime) -> datetime:
    """Up to when this reaction knows all that happened: now, if nothing waits for it. What was
    given up does not hold it back; `regulars jobs` tells of that."""
    row = await tx.row(sql.oldest, reaction=reaction)
    waiting: list[UUID] = (
        [id_ for id_ in (row["pending"], row["undelivered"]) if id_] if row else []
    )
    return min([now, *(moment_of(id_) for id_ in waiting)])
