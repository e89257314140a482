"""A budget of searches: how often a key or a person may ask for a number that nobody has."""

from uuid import UUID

from regulars.domains.identity.model import Scope
from regulars.domains.identity.tries.events import IdentitySearchBudgetSpent
from regulars.domains.identity.tries.rules import SEARCH_MISSES_MAX, SEARCH_WINDOW
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def search_wait_seconds(tx: Tx) -> int:
    """How long whoever acts here must wait before they search for a phone or an e-mail again;
    0 when they need not. To be asked before the search, in its own unit of work."""
    budget = await _budget(tx)
    if budget is None:
        return 0
    credential_id, most = budget
    row = await tx.row(sql.budget_left, credential_id=credential_id, window=SEARCH_WINDOW)
    return _wait(row) if row and row["misses"] >= most else 0


async def count_search_miss(tx: Tx) -> int:
    """Counts a search that found nobody. Above 0 when that is not to be told any more: others
    that ran beside it spent the budget meanwhile. Commit it then too, and refuse afterwards."""
    budget = await _budget(tx)
    if budget is None:
        return 0
    credential_id, most = budget
    row = await tx.row(sql.count_miss, credential_id=credential_id, window=SEARCH_WINDOW)
    assert row is not None
    if row["misses"] == most:
        # Counting gives each number to one miss alone, so this is said once a window.
        spent = IdentitySearchBudgetSpent(credential_id, tx.context.actor_kind, most)
        tx.emit_afterwards(spent, subject_id=credential_id, seq=1)
    return _wait(row) if row["misses"] > most else 0


async def _budget(tx: Tx) -> tuple[UUID, int] | None:
    """Whose misses are counted, and how many they may have. A session is no credential here, nor
    is a key that another one made: neither signing in again nor a new key begins a new count."""
    most = SEARCH_MISSES_MAX.get(tx.context.actor_kind)
    actor_id = tx.context.actor_id
    if most is None or actor_id is None:
        return None
    if tx.context.actor_kind == "key":
        eldest = await tx.value(sql.eldest, id=actor_id, sees_phones=Scope.CUSTOMERS_REVEAL)
        actor_id = eldest or actor_id
    return actor_id, most


def _wait(row: Row) -> int:
    return max(1, int(row["wait_seconds"]))
