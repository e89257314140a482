"""A customer's timeline: the facts about them, with what changed opened for who may see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from regulars.domains.audit import FactEntry, FactPlace, list_facts
from regulars.domains.customers.addresses.address import ADDRESS_CHANGES
from regulars.domains.customers.model import CUSTOMER_CHANGES, Customer
from regulars.runtime.journal import open_part, unframe
from regulars.runtime.tx import Tx

# Facts that seal what changed of an address.
OF_ADDRESSES = ("customers.address_", "customers.default_address_")


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """`changed` has [old, new] of the personal fields, with phones and e-mails in full: the
    screen masks them unless they are revealed."""

    fact: FactEntry
    changed: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Timeline:
    entries: tuple[TimelineEntry, ...]
    next: FactPlace | None


async def read_timeline(
    tx: Tx, customer: Customer, *, limit: int, after: FactPlace | None = None
) -> Timeline:
    """Newest first. Who may not see the customer has no `customer` to ask with."""
    page = await list_facts(tx, subject_id=customer.id, limit=limit, after=after)
    entries = tuple(TimelineEntry(fact, changed_in(tx, customer, fact)) for fact in page.facts)
    return Timeline(entries, page.next)


def changed_in(tx: Tx, customer: Customer, fact: FactEntry) -> dict[str, Any]:
    is_of_address = fact.name.startswith(OF_ADDRESSES)
    document = ADDRESS_CHANGES if is_of_address else CUSTOMER_CHANGES
    changed: dict[str, Any] = {}
    for part in unframe(fact.sealed):
        changed |= open_part(
            part,
            document,
            tenant_id=tx.tenant_id,
            fact_id=fact.id,
            person=customer.key,
        )
    return changed
