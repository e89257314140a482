"""Places in the list of customers: where a page ended, in each order."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

from regulars.domains.customers.model import Customer

Sort = Literal["-created_at", "created_at", "number", "-number"]
SORTS: tuple[Sort, ...] = ("-created_at", "created_at", "number", "-number")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended: the sort key of its last row, and its id for ties."""

    key: datetime | int
    id: UUID


# Before the first row of each order. A first page asks like any other: with an "or there is no
# place yet" in the statement, the index would be read from its start for every deep page.
STARTS: dict[str, Place] = {
    "-created_at": Place(datetime.max.replace(tzinfo=UTC), UUID(int=2**128 - 1)),
    "created_at": Place(datetime.min.replace(tzinfo=UTC), UUID(int=0)),
    "-number": Place(2**62, UUID(int=2**128 - 1)),
    "number": Place(0, UUID(int=0)),
}


def place_of(customer: Customer, sort: str) -> Place:
    key = customer.number if sort.endswith("number") else customer.created_at
    return Place(key, customer.id)


def is_behind(customer: Customer, place: Place, sort: str) -> bool:
    here = place_of(customer, sort)
    mine: Any = (here.key, here.id)
    theirs: Any = (place.key, place.id)
    return bool(mine < theirs if sort.startswith("-") else mine > theirs)
