"""Listing customers: by keyset in a few orders, or what a search finds."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

from regulars.domains.customers.model import Customer
from regulars.domains.customers.rows import opened
from regulars.domains.customers.search import Found, search
from regulars.runtime.sql import Statement, statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

Sort = Literal["-created_at", "created_at", "number", "-number"]
SORTS: tuple[Sort, ...] = ("-created_at", "created_at", "number", "-number")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which customers. Absent means any; deleted ones are shown only when asked for."""

    q: str = ""
    stage: Literal["guest", "stub", "full"] | None = None
    state: Literal["active", "blocked", "deleted"] | None = None

    def as_values(self) -> dict[str, Any]:
        return {
            "stage": self.stage,
            "state": None if self.state == "deleted" else self.state,
            "is_deleted": self.state == "deleted",
        }


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended: the sort key of its last row, and its id for ties."""

    key: datetime | int
    id: UUID


# Before the first row of each order. A first page asks like any other: with an "or there is no
# place yet" in the statement, the index would be read from its start for every deep page.
STARTS: dict[Sort, Place] = {
    "-created_at": Place(datetime.max.replace(tzinfo=UTC), UUID(int=2**128 - 1)),
    "created_at": Place(datetime.min.replace(tzinfo=UTC), UUID(int=0)),
    "-number": Place(2**62, UUID(int=2**128 - 1)),
    "number": Place(0, UUID(int=0)),
}


@dataclass(frozen=True, slots=True)
class Page:
    customers: tuple[Customer, ...]
    next: Place | None


async def list_customers(
    tx: Tx,
    wanted: Filter,
    *,
    limit: int,
    country: str,
    sort: Sort = "-created_at",
    after: Place | None = None,
) -> Page:
    """`country` is where a number typed without a country code is from."""
    if wanted.q.strip():
        found = await search(tx, wanted.q, wanted.as_values(), country=country)
        rows = await found.first(
            limit + 1, in_order=lambda keys: _in_order(keys, sort, after or STARTS[sort])
        )
    else:
        rows = await _walk(tx, wanted, sort, after or STARTS[sort], limit + 1)
    page = rows[:limit]
    following = place_of(page[-1], sort) if len(rows) > limit else None
    return Page(tuple(page), following)


def place_of(customer: Customer, sort: Sort) -> Place:
    key = customer.number if sort.endswith("number") else customer.created_at
    return Place(key, customer.id)


async def _walk(tx: Tx, wanted: Filter, sort: Sort, after: Place, most: int) -> list[Customer]:
    rows = await tx.rows(
        _statement(sort),
        **wanted.as_values(),
        after_key=after.key,
        after_id=after.id,
        most=most,
    )
    return [opened(tx, row) for row in rows]


def _statement(sort: Sort) -> Statement:
    return {
        "-created_at": sql.newest_first,
        "created_at": sql.oldest_first,
        "number": sql.number_up,
        "-number": sql.number_down,
    }[sort]


def _in_order(found: list[Found], sort: Sort, after: Place) -> list[UUID]:
    def key(one: Found) -> Any:
        return (one.number if sort.endswith("number") else one.created_at, one.id)

    start: Any = (after.key, after.id)
    if sort.startswith("-"):
        return [one.id for one in sorted(found, key=key, reverse=True) if key(one) < start]
    return [one.id for one in sorted(found, key=key) if key(one) > start]
