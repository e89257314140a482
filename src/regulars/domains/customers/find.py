"""Finding customers: the list by keyset, and the one field that takes number, phone or name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from regulars.domains.customers.model import Customer, read_number
from regulars.domains.customers.rows import customers_by_ids, opened
from regulars.kernel.email import parse_email
from regulars.kernel.errors import BadValue
from regulars.kernel.phone import looks_like_phone, parse_phone
from regulars.kernel.text import fold_words
from regulars.runtime.conversation import Row
from regulars.runtime.sql import Statement, statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

Sort = Literal["-created_at", "created_at", "number", "-number"]
SORTS: tuple[Sort, ...] = ("-created_at", "created_at", "number", "-number")

Match = Callable[[Customer], bool]

# A search answers from at most this many candidates; beyond it, more words narrow it down.
CANDIDATES_MAX = 1_000


@dataclass(frozen=True, slots=True)
class Filter:
    """Which customers. Absent means any; deleted ones are shown only when asked for."""

    q: str = ""
    stage: Literal["guest", "stub", "full"] | None = None
    state: Literal["active", "blocked", "deleted"] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended: the sort key of its last row, and its id for ties."""

    key: datetime | int
    id: UUID


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
        found = await _search(tx, wanted.q, country)
        rows = _sorted_rows([c for c in found if _passes(c, wanted)], sort, after)[: limit + 1]
    else:
        rows = await _walk(tx, wanted, sort, after, limit + 1)
    page = rows[:limit]
    following = place_of(page[-1], sort) if len(rows) > limit else None
    return Page(tuple(page), following)


def place_of(customer: Customer, sort: Sort) -> Place:
    return Place(_key(customer, sort), customer.id)


async def _walk(
    tx: Tx, wanted: Filter, sort: Sort, after: Place | None, most: int
) -> list[Customer]:
    rows: list[Row] = await tx.rows(
        _statement(sort),
        stage=wanted.stage,
        state=None if wanted.state == "deleted" else wanted.state,
        is_deleted=wanted.state == "deleted",
        after_key=after.key if after else None,
        after_id=after.id if after else None,
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


async def _search(tx: Tx, q: str, country: str) -> Sequence[Customer]:
    """Candidates by blind token, then judged in the clear: a token is short and may collide."""
    number = read_number(q)
    if number is not None:
        row = await tx.row(sql.by_number, number=number)
        return [opened(tx, row)] if row else []
    tokens, matches = _meaning(tx, q, country)
    if not tokens:
        return []
    ids = [row["id"] for row in await tx.rows(sql.candidates, wanted=tokens, most=CANDIDATES_MAX)]
    return [customer for customer in await customers_by_ids(tx, ids) if matches(customer)]


def _meaning(tx: Tx, q: str, country: str) -> tuple[list[int], Match]:
    """The tokens that stand for what was typed, and how to tell a hit from a collision."""
    if looks_like_phone(q):
        try:
            phone = parse_phone(q, country=country).e164
        except BadValue:
            return [], lambda _: False
        return [tx.keys.number_token("phone", phone)], lambda c: c.person.phone == phone
    if "@" in q:
        try:
            folded = parse_email(q).folded
        except BadValue:
            return [], lambda _: False
        return (
            [tx.keys.number_token("email", folded)],
            lambda c: ("email", folded) in c.person.identifiers(),
        )
    words = fold_words(q)
    return (
        sorted(tx.keys.number_token("word", word) for word in words),
        lambda c: set(words) <= set(c.person.words()),
    )


def _passes(customer: Customer, wanted: Filter) -> bool:
    if customer.merged_into is not None:
        return False
    if (customer.deleted_at is not None) != (wanted.state == "deleted"):
        return False
    if wanted.state in ("active", "blocked") and customer.state != wanted.state:
        return False
    return wanted.stage is None or customer.stage == wanted.stage


def _sorted_rows(found: list[Customer], sort: Sort, after: Place | None) -> list[Customer]:
    backwards = sort.startswith("-")
    ordered = sorted(found, key=lambda c: (_key(c, sort), c.id), reverse=backwards)
    if after is None:
        return ordered
    start = (after.key, after.id)
    return [
        c
        for c in ordered
        if ((_key(c, sort), c.id) < start if backwards else (_key(c, sort), c.id) > start)
    ]


def _key(customer: Customer, sort: Sort) -> datetime | int:
    return customer.number if sort.endswith("number") else customer.created_at
