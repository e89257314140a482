"""What every tab of a customer begins with: the customer opened, the look noted, the head."""

from uuid import UUID

from regulars.console.customers import shown
from regulars.console.customers.views import Held, Whole
from regulars.console.pages import Call
from regulars.console.places import read_uuid
from regulars.domains import customers
from regulars.domains.audit import FactEntry, newest_holds
from regulars.domains.customers import Customer
from regulars.domains.identity import staff_names
from regulars.runtime.tx import Tx


async def seen_customer(call: Call, tx: Tx) -> Customer:
    """The customer of the address; opening any of their tabs is a look at them."""
    customer = await customers.customer_by_id(tx, read_uuid(call.ids["id"]))
    tx.note_reads("read", [customer.id])
    return customer


async def whole_of(call: Call, tx: Tx, customer: Customer) -> Whole:
    blocked = deleted = None
    if customer.state == "blocked" or customer.deleted_at is not None:
        facts = await newest_holds(tx, customer.id)
        actors = {fact.actor_id for fact in facts.values() if fact.actor_kind == "staff"}
        names = await staff_names(tx, [actor for actor in actors if actor])
        if customer.state == "blocked":
            reason = customer.person.block_reason
            blocked = _held(customer, facts.get("customers.blocked"), names, reason)
        if customer.deleted_at is not None:
            deleted = _held(customer, facts.get("customers.deleted"), names, None)
    return shown.whole_of(customer, call.visit, blocked=blocked, deleted=deleted)


def _held(
    customer: Customer, fact: FactEntry | None, names: dict[UUID, str], reason: str | None
) -> Held:
    """Without its fact only for who may not see it: then by nobody, at the last we know."""
    if fact is None:
        return Held(customer.deleted_at or customer.updated_at, None, reason)
    by = names.get(fact.actor_id) if fact.actor_id else None
    return Held(fact.occurred_at, by, reason, shown.actor_kind_of(fact))
