"""What the customers room does when facts arrive: it keeps the figures that statistics read."""

from regulars.domains.customers.figures.counting import count_anew, count_other_zones
from regulars.domains.customers.records.events import (
    CustomersBlocked,
    CustomersChanged,
    CustomersDeleted,
    CustomersRegistered,
    CustomersRestored,
    CustomersUnblocked,
    CustomersUpgraded,
)
from regulars.domains.tenants import TenantsSettingsChanged
from regulars.runtime.reactions import Later, Reaction, RecordedFact, reacts_to
from regulars.runtime.tx import Tx

ZONE_BATCH = 1_000


@reacts_to(
    CustomersRegistered,
    CustomersChanged,
    CustomersUpgraded,
    CustomersBlocked,
    CustomersUnblocked,
    CustomersDeleted,
    CustomersRestored,
)
async def tally_customers_by_stage(tx: Tx, fact: RecordedFact) -> None:
    """By stage, and by all that statistics ask for; jobs keep the name of its first days. The fact
    says only whom to count anew, so late, swapped and repeated ones do no harm."""
    await count_anew(tx, [fact.subject_id])


@reacts_to(TenantsSettingsChanged)
async def move_days_to_another_time_zone(tx: Tx, fact: RecordedFact) -> Later | None:
    """A customer belongs to the day it was at the tenant's: when their clock moves, everybody is
    counted anew, a batch at a time."""
    if "time_zone" not in fact.data["fields"]:
        return None
    moved = await count_other_zones(tx, most=ZONE_BATCH)
    return Later(minutes=0) if moved == ZONE_BATCH else None


REACTIONS: tuple[Reaction, ...] = (tally_customers_by_stage, move_days_to_another_time_zone)
