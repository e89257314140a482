"""How many customers a filter shows, up to a bound, and how far their numbers go by now."""

from regulars.domains.customers.finding.few import Few
from regulars.domains.customers.finding.find import Filter
from regulars.domains.customers.so_many import Counted
from regulars.runtime.sql import Statement, statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

SO_MANY: dict[Few, Statement] = {
    "blocked": sql.so_many_blocked,
    "suspended": sql.so_many_suspended,
    "deleted": sql.so_many_deleted,
}


async def count_customers(tx: Tx, wanted: Filter, *, most: int) -> Counted:
    """Looks at so many at most, so that it never walks a whole tenant for a rare stage or state; a
    search is counted by searching."""
    if wanted.q.strip() or wanted.company_id is not None or wanted.is_of_traits:
        raise ValueError("only stages and states are counted here")
    statement, values = sql.so_many, wanted.as_values() | wanted.status()
    if wanted.few is not None:
        statement, values = SO_MANY[wanted.few], {"stage": wanted.stage}
    row = await tx.row(statement, **values, most=most)
    assert row is not None
    return Counted(row["many"], row["is_all"])


async def newest_number(tx: Tx) -> int:
    """Numbers are drawn under a lock that is held until the commit: whoever has this one or a
    smaller one is there, and whoever comes later has a greater one."""
    return int(await tx.value(sql.newest_number) or 0)
