"""An account of staff, held while what it proves itself with is looked at."""

from regulars.kernel.ids import StaffId
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def hold_account(tx: Tx, staff_id: StaffId) -> bool:
    """Whether it is active. Before what belongs to it: factors, sign-ins, counts, known devices.
    Whoever turns to several of them turns to the account first, so that no two wait for each
    other."""
    row = await tx.row(sql.hold, staff_id=staff_id)
    return row is not None and bool(row["is_active"])
