"""Searching by one field that takes number, phone, e-mail or name, over sealed people."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from regulars.domains.customers.model import Customer, read_number
from regulars.domains.customers.rows import customers_by_ids
from regulars.kernel.email import parse_email
from regulars.kernel.errors import BadValue
from regulars.kernel.phone import looks_like_phone, parse_phone
from regulars.kernel.text import fold_words
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

# A search answers from at most this many candidates; beyond it, more words narrow it down.
CANDIDATES_MAX = 1_000

Match = Callable[[Customer], bool]


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate by its keys alone: nothing of it is opened yet."""

    id: UUID
    number: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Hits:
    """Candidates, and how to tell a hit from a collision: tokens are short on purpose."""

    tx: Tx
    candidates: list[Found]
    matches: Match

    async def first(
        self, most: int, *, in_order: Callable[[list[Found]], list[UUID]]
    ) -> list[Customer]:
        """The first hits in that order. Opens a page's worth at a time, because collisions are
        rare, and common names have hundreds of bearers."""
        ids = in_order(self.candidates)
        hits: list[Customer] = []
        while ids and len(hits) < most:
            chunk, ids = ids[:most], ids[most:]
            hits += filter(self.matches, await customers_by_ids(self.tx, chunk))
        return hits[:most]


async def search(tx: Tx, q: str, filters: Mapping[str, Any], *, country: str) -> Hits:
    number = read_number(q)
    if number is not None:
        rows = await tx.rows(sql.by_number, number=number)
        return await _hits(tx, rows, filters, lambda c: c.number == number)
    tokens, matches = _meaning(tx, q, country)
    if not tokens:
        return Hits(tx, [], matches)
    rows = await tx.rows(sql.candidates, wanted=tokens, most=CANDIDATES_MAX)
    return await _hits(tx, rows, filters, matches)


async def _hits(tx: Tx, rows: list[Any], filters: Mapping[str, Any], matches: Match) -> Hits:
    keys = await tx.rows(sql.keys, ids=[row["id"] for row in rows], **filters) if rows else []
    return Hits(tx, [Found(k["id"], k["number"], k["created_at"]) for k in keys], matches)


def _meaning(tx: Tx, q: str, country: str) -> tuple[list[int], Match]:
    """The tokens that stand for what was typed, and what a customer must have to be meant."""
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
