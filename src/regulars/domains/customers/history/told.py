"""Facts of many customers at once: who they are about, with what changed opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from regulars.domains.audit import FactEntry
from regulars.domains.customers.history.timeline import TimelineEntry, changed_in
from regulars.domains.customers.model import Customer
from regulars.domains.customers.rows import customers_by_ids
from regulars.runtime.tx import Tx
from regulars.runtime.vault.errors import SealBroken


@dataclass(frozen=True, slots=True)
class Told:
    """`people` are those that the caller may see; of the others nothing is opened."""

    entries: tuple[TimelineEntry, ...]
    people: Mapping[UUID, Customer]

    @property
    def opened(self) -> set[UUID]:
        """Whose personal values were opened for this."""
        return {entry.fact.subject_id for entry in self.entries if entry.changed}


async def tell_of(tx: Tx, facts: Sequence[FactEntry]) -> Told:
    about = {fact.subject_id for fact in facts if fact.subject_kind == "customer"}
    people: dict[UUID, Customer] = {}
    if about:
        people = {found.id: found for found in await customers_by_ids(tx, about)}
    entries = (TimelineEntry(fact, _changed(tx, people, fact)) for fact in facts)
    return Told(tuple(entries), people)


def _changed(tx: Tx, people: Mapping[UUID, Customer], fact: FactEntry) -> Mapping[str, Any]:
    customer = people.get(fact.subject_id)
    if customer is None or not fact.sealed:
        return {}
    try:
        return changed_in(tx, customer, fact)
    except SealBroken:
        # A damaged person stands in the list without their values, as in every list.
        return {}
