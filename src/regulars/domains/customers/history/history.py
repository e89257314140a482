"""What became of each field of a customer: old and new, by whom and when, out of the facts."""

from dataclasses import dataclass, fields
from typing import Any

from regulars.domains.audit import FactPlace
from regulars.domains.customers.history.timeline import Timeline, TimelineEntry, read_timeline
from regulars.domains.customers.model import Customer, Person, Traits
from regulars.runtime.tx import Tx

# Told by another field of the same change.
UNTOLD = frozenset({"phone_typed"})
HISTORY_FIELDS = tuple(
    name
    for name in ("stage", *(f.name for f in fields(Person)), *(f.name for f in fields(Traits)))
    if name not in UNTOLD
)
FACTS_AT_ONCE = 100
# A field that changed once in thousands of facts is looked for page by page, not in one go.
ROUNDS_MAX = 10


@dataclass(frozen=True, slots=True)
class FieldChange:
    """Values as they were kept: the edges mask phones, e-mails and tax numbers."""

    field: str
    old: Any
    new: Any


def changes_of(entry: TimelineEntry) -> list[FieldChange]:
    clear = entry.fact.data.get("clear")
    pairs = {**(clear if isinstance(clear, dict) else {}), **entry.changed}
    return [FieldChange(name, old, new) for name, (old, new) in pairs.items() if name not in UNTOLD]


async def read_history(
    tx: Tx,
    customer: Customer,
    *,
    field: str | None = None,
    limit: int,
    after: FactPlace | None = None,
) -> Timeline:
    """The facts that changed a field, or this one, newest first. A page may be short and still
    have one behind it: then nothing was found as far as it looked."""
    found: list[TimelineEntry] = []
    place = after
    for _ in range(ROUNDS_MAX):
        page = await read_timeline(tx, customer, limit=FACTS_AT_ONCE, after=place)
        for entry in page.entries:
            place = FactPlace(entry.fact.occurred_at, entry.fact.id)
            if not any(field in (None, change.field) for change in changes_of(entry)):
                continue
            found.append(entry)
            if len(found) == limit:
                is_last = entry is page.entries[-1] and page.next is None
                return Timeline(tuple(found), None if is_last else place)
        if page.next is None:
            return Timeline(tuple(found), None)
    return Timeline(tuple(found), place)
