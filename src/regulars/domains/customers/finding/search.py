"""Searching by one field that takes number, phone, e-mail or name, over sealed people."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from regulars.domains.customers.finding.places import Place, is_behind, place_of
from regulars.domains.customers.model import Customer, read_number
from regulars.domains.customers.rows import customers_by_ids
from regulars.kernel.email import parse_email
from regulars.kernel.errors import BadValue
from regulars.kernel.phone import looks_like_phone, parse_phone
from regulars.kernel.taxid import fold_tax_id, looks_like_tax_id
from regulars.kernel.text import fold_words, latin_digits
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

Match = Callable[[Customer], bool]

# Too short for a telephone number of most places, and what big shops have for numbers.
BARE = re.compile(r"[0-9]{5,7}")

# Collisions of short tokens are rare; this many pages of nothing else would be a fault.
ROUNDS_MAX = 50


@dataclass(frozen=True, slots=True)
class Meant:
    """What was typed: the tokens that stand for it, and what a customer must have to be meant."""

    tokens: list[int]
    number: int | None
    matches: Match
    # A whole phone or e-mail: whether somebody has it is worth knowing to who may not see it.
    is_identifier: bool

    @property
    def is_nothing(self) -> bool:
        return not self.tokens and self.number is None


async def search(
    tx: Tx,
    meant: Meant,
    filters: Mapping[str, Any],
    *,
    sort: str,
    after: Place,
    most: int,
) -> list[Customer]:
    """The first hits behind a place, in order. Tokens are short on purpose: what they find is
    opened a page's worth at a time, and judged in the clear."""
    if meant.is_nothing:
        return []
    if meant.number is not None:
        rows = await tx.rows(sql.by_number, number=meant.number, **filters)
        if rows or not meant.tokens:
            found = await customers_by_ids(tx, [row["id"] for row in rows])
            return [customer for customer in found if is_behind(customer, after, sort)]
    hits: list[Customer] = []
    for _ in range(ROUNDS_MAX):
        ids = await _ids(tx, meant, filters, sort, after, most)
        opened = await customers_by_ids(tx, ids)
        hits += filter(meant.matches, opened)
        if len(ids) < most or len(hits) >= most or not opened:
            break
        after = place_of(opened[-1], sort)
    return hits[:most]


async def _ids(
    tx: Tx, meant: Meant, filters: Mapping[str, Any], sort: str, after: Place, most: int
) -> list[UUID]:
    rows = await tx.rows(
        sql.by_tokens,
        wanted=meant.tokens,
        sort=sort,
        after_time=after.key if isinstance(after.key, datetime) else None,
        after_number=after.key if isinstance(after.key, int) else None,
        after_id=after.id,
        most=most,
        **filters,
    )
    return [row["id"] for row in rows]


def meaning_of(tx: Tx, q: str, country: str) -> Meant:
    """A customer number, a telephone number, an e-mail or words; nothing when it is none. Bare
    digits are tried as a number and then as a word: somebody may be called Studio 54."""
    tokens, matches, is_identifier = _meaning(tx, q, country)
    number = read_number(q)
    if number is None and not tokens and (digits := BARE.fullmatch(latin_digits(q).strip())):
        number = int(digits[0])
    if not tokens and looks_like_tax_id(q):
        folded = fold_tax_id(q)
        tokens = [tx.keys.number_token("tax_id", folded)]
        matches, is_identifier = _has_tax_id(folded), True
    return Meant(tokens, number, matches, is_identifier and bool(tokens))


def _has_tax_id(folded: str) -> Match:
    return lambda customer: ("tax_id", folded) in customer.person.identifiers()


def _meaning(tx: Tx, q: str, country: str) -> tuple[list[int], Match, bool]:
    """The tokens that stand for what was typed, what a customer must have to be meant, and
    whether it is one person's identifier."""
    if looks_like_phone(q):
        try:
            phone = parse_phone(q, country=country).e164
        except BadValue:
            return [], lambda _: False, True
        return [tx.keys.number_token("phone", phone)], lambda c: c.person.phone == phone, True
    if "@" in q:
        try:
            folded = parse_email(q).folded
        except BadValue:
            return [], lambda _: False, True
        return (
            [tx.keys.number_token("email", folded)],
            lambda c: ("email", folded) in c.person.identifiers(),
            True,
        )
    if looks_like_tax_id(q):
        folded = fold_tax_id(q)
        return [tx.keys.number_token("tax_id", folded)], _has_tax_id(folded), True
    words = fold_words(q)
    return (
        sorted(tx.keys.number_token("word", word) for word in words),
        lambda c: set(words) <= set(c.person.words()),
        False,
    )
