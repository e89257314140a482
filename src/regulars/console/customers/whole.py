"""What every tab of a customer begins with: the customer opened, the look noted, the head."""

from uuid import UUID

from regulars.console.customers import shown
from regulars.console.customers.views import Held, Whole
from regulars.console.pages import Call
from regulars.console.places import read_uuid
from regulars.domains import customers
from regulars.domains.customers import Customer
from regulars.domains.customers import TimelineEntry as FactEntry
from regulars.domains.identity import staff_names
from regulars.runtime.tx import Tx

# Who blocked or deleted is among the newest facts of somebody who is.
FACTS_LOOKED_AT = 50


async def seen_customer(call: Call, tx: Tx) -> Customer:
    """The customer of the address; opening any of their tabs is a look at them."""
    customer = await customers.customer_by_id(tx, read_uuid(call.ids["id"]))
    tx.note_reads("read", [customer.id])
    return customer


async def whole_of(call: Call, tx: Tx, customer: Customer) -> Whole:
    blocked = deleted = None
    if customer.state == "blocked" or customer.deleted_at is not None:
        facts = (await customers.read_timeline(tx, customer, limit=FACTS_LOOKED_AT)).entries
        actors = {e.fact.actor_id for e in facts if e.fact.actor_kind == "staff"}
        names = await staff_names(tx, [actor for actor in actors if actor])
        if customer.state == "blocked":
            reason = customer.person.block_reason
            blocked = _held(customer, facts, names, "customers.blocked", reason)
        if customer.deleted_at is not None:
            deleted = _held(customer, facts, names, "customers.deleted", None)
    return shown.whole_of(customer, call.visit, blocked=blocked, deleted=deleted)


def _held(
    customer: Customer,
    facts: tuple[FactEntry, ...],
    names: dict[UUID, str],
    name: str,
    reason: str | None,
) -> Held:
    for entry in facts:
        fact = entry.fact
        if fact.name == name:
            by = names.get(fact.actor_id) if fact.actor_id else None
            return Held(fact.occurred_at, by, reason, shown.actor_kind_of(fact))
    return Held(customer.deleted_at or customer.updated_at, None, reason)
