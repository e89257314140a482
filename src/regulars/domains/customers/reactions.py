"""What the customers room does when facts arrive: it keeps count of the customers by stage."""

from regulars.domains.customers.events import (
    CustomersDeleted,
    CustomersRegistered,
    CustomersRestored,
    CustomersUpgraded,
)
from regulars.runtime.reactions import Reaction, RecordedFact, reacts_to
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


@reacts_to(CustomersRegistered, CustomersRestored, CustomersDeleted, CustomersUpgraded)
async def tally_customers_by_stage(tx: Tx, fact: RecordedFact) -> None:
    """Addition in any order gives the same sum, so late and swapped facts do no harm."""
    for stage, many in _steps(fact):
        await tx.run(sql.add, stage=stage, many=many)


REACTIONS: tuple[Reaction, ...] = (tally_customers_by_stage,)


def _steps(fact: RecordedFact) -> list[tuple[str, int]]:
    stage = fact.data["stage"]
    if fact.name == CustomersUpgraded.name:
        return sorted([(fact.data["before"], -1), (stage, 1)])
    return [(stage, -1 if fact.name == CustomersDeleted.name else 1)]
