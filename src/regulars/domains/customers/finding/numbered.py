"""Customers by number and numbers of customers, in whatever state they are now."""

from collections.abc import Iterable
from uuid import UUID

from regulars.domains.customers.model import read_number, show_number
from regulars.kernel.ids import CustomerId
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

NUMBER_MAX = 2**63 - 1


async def id_of_number(tx: Tx, text: str) -> CustomerId | None:
    """None for what is no number, and for a number that the caller may not see."""
    number = read_number(text)
    if number is None or number > NUMBER_MAX:
        return None
    found = await tx.value(sql.by_number, number=number)
    return CustomerId(found) if found else None


async def numbers_of(tx: Tx, ids: Iterable[UUID]) -> dict[UUID, str]:
    """As shown, of those that the caller may see; nobody is opened."""
    rows = await tx.rows(sql.numbers, ids=list(ids))
    return {row["id"]: show_number(row["number"]) for row in rows}
