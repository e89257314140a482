"""How many rows an export would have: told before anybody decides, and never counted for long."""

from dataclasses import dataclass

from regulars.domains import audit, customers
from regulars.domains.audit import Wanted
from regulars.domains.exports.model import ROWS_AT_ONCE, Wish
from regulars.runtime.tx import Tx

# A whole tenant is counted only so far; beyond that it is "more than".
COUNTED_MAX = 100_000
# Walks of filters that match little.
WALKS_MAX = 10


@dataclass(frozen=True, slots=True)
class Count:
    """`is_more` when it may be more than `many`. `wait_seconds` above 0 when the budget of
    searches is spent, which counts for an export too."""

    many: int
    is_more: bool = False
    wait_seconds: int = 0

    @property
    def comes_at_once(self) -> bool:
        return not self.is_more and self.many <= ROWS_AT_ONCE


async def count_rows(tx: Tx, wish: Wish, *, guarded: bool = True) -> Count:
    """`guarded` unless whoever asks is shown phones whole in every list: then trying them tells
    nothing."""
    if wish.kind == "changes":
        return await _count_changes(tx, wish.trail)
    if wish.kind == "looks":
        return await _count_looks(tx, wish.trail)
    if not wish.customers.q.strip():
        return await _count_customers(tx, wish)
    page = await customers.list_customers(
        tx,
        wish.customers,
        limit=ROWS_AT_ONCE,
        country=wish.country,
        sort=wish.sort,
        sees_phones=not guarded,
    )
    return Count(len(page.customers), page.next is not None, page.wait_seconds)


async def _count_customers(tx: Tx, wish: Wish) -> Count:
    if not wish.customers.is_of_traits:
        counted = await customers.count_customers(tx, wish.customers, most=COUNTED_MAX + 1)
        return Count(min(counted.many, COUNTED_MAX), not counted.is_all)
    many, place = 0, None
    for _ in range(WALKS_MAX):
        page = await customers.list_customers(
            tx,
            wish.customers,
            limit=ROWS_AT_ONCE + 1 - many,
            country=wish.country,
            sort=wish.sort,
            after=place,
        )
        many, place = many + len(page.customers), page.next
        if place is None or many > ROWS_AT_ONCE:
            break
    return Count(min(many, ROWS_AT_ONCE), place is not None or many > ROWS_AT_ONCE)


async def _count_changes(tx: Tx, wanted: Wanted) -> Count:
    many, place = 0, None
    for _ in range(WALKS_MAX):
        trail = await audit.walk_facts(tx, wanted, limit=ROWS_AT_ONCE + 1 - many, place=place)
        many, place = many + len(trail.facts), trail.older
        if place is None or many > ROWS_AT_ONCE:
            break
    return Count(min(many, ROWS_AT_ONCE), place is not None or many > ROWS_AT_ONCE)


async def _count_looks(tx: Tx, wanted: Wanted) -> Count:
    many, place = 0, None
    for _ in range(WALKS_MAX):
        trail = await audit.walk_looks(tx, wanted, limit=ROWS_AT_ONCE + 1 - many, place=place)
        many, place = many + len(trail.looks), trail.older
        if place is None or many > ROWS_AT_ONCE:
            break
    return Count(min(many, ROWS_AT_ONCE), place is not None or many > ROWS_AT_ONCE)
