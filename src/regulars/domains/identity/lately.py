"""What whoever remembers sign-ins of apps has to hear: which ended, what changed about staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

# It is told for so long: an access token's whole life, and whatever was under way when it happened.
# More than so many are not told one by one.
TOLD_FOR = timedelta(minutes=15)
TOLD_MAX = 1_000


@dataclass(frozen=True, slots=True)
class Lately:
    """What happened within TOLD_FOR before `now` of the database's clock. Of account holders, the
    sign-ins that somebody ended; of staff, the moment at which each sign-in ended or changed, each
    account changed, and, under the tenant's id, the rules did. None: too many to be told."""

    now: datetime
    ended: frozenset[UUID] | None
    changed: Mapping[UUID, datetime] | None


async def heard_lately(tx: Tx) -> Lately:
    """All of it each time: a unit of work that changed something may commit later than another
    that began after it. A closed account's sign-ins are among those that ended: whatever shuts an
    account out ends them too."""
    row = await tx.row(sql.heard_lately, back=TOLD_FOR, most=TOLD_MAX + 1)
    assert row is not None
    ended, changed = frozenset(row["ended"]), row["changed"]
    return Lately(
        row["now"],
        ended if len(ended) <= TOLD_MAX else None,
        dict(zip(changed, row["moments"], strict=True)) if len(changed) <= TOLD_MAX else None,
    )
