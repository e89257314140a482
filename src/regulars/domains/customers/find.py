"""Listing customers: by keyset in a few orders, or what a search finds."""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from regulars.domains.customers.model import Customer
from regulars.domains.customers.places import STARTS, Place, Sort, place_of
from regulars.domains.customers.rows import listed
from regulars.domains.customers.search import meaning_of, search
from regulars.domains.identity import count_search_miss, search_wait_seconds
from regulars.runtime.sql import Statement, statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which customers. Absent means any; deleted ones are shown only when asked for."""

    q: str = ""
    stage: Literal["guest", "stub", "full"] | None = None
    state: Literal["active", "blocked", "deleted"] | None = None
    company_id: UUID | None = None

    def as_values(self) -> dict[str, Any]:
        return {
            "stage": self.stage,
            "state": None if self.state == "deleted" else self.state,
            "is_deleted": self.state == "deleted",
        }


@dataclass(frozen=True, slots=True)
class Page:
    """`wait_seconds` above 0 when the budget of searches is spent: then it shows nobody, and the
    caller refuses after the commit, for the count has to stay."""

    customers: tuple[Customer, ...]
    next: Place | None
    wait_seconds: int = 0


async def list_customers(
    tx: Tx,
    wanted: Filter,
    *,
    limit: int,
    country: str,
    sort: Sort = "-created_at",
    after: Place | None = None,
    sees_phones: bool = False,
) -> Page:
    """`country` is where a number typed without a country code is from. Whoever `sees_phones`
    whole in every list learns nothing by trying them, and has no budget to spend."""
    start = after or STARTS[sort]
    if wanted.q.strip():
        meant = meaning_of(tx, wanted.q, country).among(wanted.company_id)
        is_guarded = meant.is_identifier and not sees_phones
        if is_guarded and (wait_seconds := await search_wait_seconds(tx)):
            return Page((), None, wait_seconds)
        rows = await search(tx, meant, wanted.as_values(), sort=sort, after=start, most=limit + 1)
        if is_guarded and not rows and (wait_seconds := await count_search_miss(tx)):
            return Page((), None, wait_seconds)
    else:
        rows = await _walk(tx, wanted, sort, start, limit + 1)
    page = rows[:limit]
    following = place_of(page[-1], sort) if len(rows) > limit else None
    return Page(tuple(page), following)


async def _walk(tx: Tx, wanted: Filter, sort: Sort, after: Place, most: int) -> list[Customer]:
    values = wanted.as_values()
    if wanted.company_id is not None:
        values["company_id"] = wanted.company_id
    rows = await tx.rows(
        _statement(sort, is_of_company=wanted.company_id is not None),
        **values,
        after_key=after.key,
        after_id=after.id,
        most=most,
    )
    return [listed(tx, row) for row in rows]


def _statement(sort: Sort, *, is_of_company: bool) -> Statement:
    if is_of_company:
        return {
            "-created_at": sql.company_newest_first,
            "created_at": sql.company_oldest_first,
            "number": sql.company_number_up,
            "-number": sql.company_number_down,
        }[sort]
    return {
        "-created_at": sql.newest_first,
        "created_at": sql.oldest_first,
        "number": sql.number_up,
        "-number": sql.number_down,
    }[sort]
