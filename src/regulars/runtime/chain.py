"""Each tenant's chain of facts: every entry's hash covers its fact and the entry before it.

The hash is SHA-256(previous hash ‖ canonical fact); the first entry follows 32 zero bytes. The
canonical fact is the framed list (each part behind its length, four bytes, big-endian) of
`regulars.fact.v1` and the fields of FIELDS in that order. A part is `-` for null, or `+` and:
a UUID's 16 bytes; text as UTF-8; a whole number in decimal; a moment as microseconds since 1970
in decimal; `sealed` as it is; `data` as JSON with keys in code point order, no spaces, strings
escaped to ASCII, and numbers in plain decimal without needless zeros, however jsonb wrote them.

Whoever may rewrite a tenant's whole chain and its head can forge it: keep heads elsewhere too.
"""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any, Literal
from uuid import UUID

from regulars.kernel.ids import FactId
from regulars.runtime.conversation import Row
from regulars.runtime.journal import frame
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

FIELDS = (
    "tenant_id", "id", "name", "version", "subject_kind", "subject_id", "related_id",
    "subject_seq", "actor_kind", "actor_id", "on_behalf_of", "branch_id", "origin", "cause_id",
    "request_id", "occurred_at", "recorded_at", "data", "sealed",
)  # fmt: skip
GENESIS = bytes(32)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PAGE = 500

# left_out: a fact that is neither chained nor waiting. off_head: the head disagrees with the end.
Fault = Literal["missing", "lost_fact", "mismatch", "repeated", "off_head", "cut_short", "left_out"]


@dataclass(frozen=True, slots=True)
class Head:
    seq: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class BadEntry:
    """The first entry that does not hold. `mismatch` is an altered fact, a forged hash or a
    changed order: from there on the hashes tell no more."""

    fault: Fault
    seq: int | None
    fact_id: FactId | None


@dataclass(frozen=True, slots=True)
class Verdict:
    entries: int
    bad: BadEntry | None


async def lock_head(tx: Tx) -> Head | None:
    """The tenant's head, held until the commit; None while another relay holds it."""
    row = await tx.row(sql.lock_head)
    # Asked first: inserting beside a head that somebody moves would wait for them.
    if row is None and not await tx.value(sql.has_head):
        await tx.run(sql.open_head, genesis=GENESIS)
        row = await tx.row(sql.lock_head)
    return Head(row["seq"], row["hash"]) if row else None


async def extend(tx: Tx, head: Head, facts: list[Row]) -> Head:
    """Adds whole fact rows in the order given. `head` is locked."""
    seqs, hashes, last = [], [], head
    for fact in facts:
        last = Head(last.seq + 1, link(last.hash, fact))
        seqs.append(last.seq)
        hashes.append(last.hash)
    ids = [fact["id"] for fact in facts]
    await tx.run(sql.extend, seqs=seqs, fact_ids=ids, hashes=hashes)
    await tx.run(sql.move_head, seq=last.seq, hash=last.hash)
    return last


async def verify(tx: Tx) -> Verdict:
    """Walks the tenant's whole chain, page by page, up to the head it had at the beginning."""
    ends = await tx.row(sql.ends)
    assert ends is not None
    head = Head(ends["head_seq"] or 0, ends["head_hash"] or GENESIS)
    if bad := await _first_repeated(tx):
        return Verdict(head.seq, bad)
    last = Head(0, GENESIS)
    async for entry in _entries(tx, until=head.seq):
        if fault := _fault(last, entry):
            # A gap is named by the place that is empty.
            seq = last.seq + 1 if fault == "missing" else entry["seq"]
            return Verdict(last.seq, BadEntry(fault, seq, entry["fact_id"]))
        last = Head(entry["seq"], entry["hash"])
    if last.seq < head.seq:
        return Verdict(last.seq, BadEntry("cut_short", last.seq + 1, None))
    if last.hash != head.hash or (ends["last_seq"] or 0) > head.seq:
        return Verdict(last.seq, BadEntry("off_head", head.seq, None))
    forgotten = await tx.value(sql.left_out)
    return Verdict(last.seq, BadEntry("left_out", None, forgotten) if forgotten else None)


async def verify_stretch(tx: Tx, since: Head, *, most: int) -> tuple[Head, BadEntry | None]:
    """The next entries after one that was proven, and the last that holds. Facts that are in no
    chain, and an end that was cut off, show in `verify` only."""
    ends = await tx.row(sql.ends)
    assert ends is not None
    until = min(ends["head_seq"] or 0, since.seq + most)
    last = since
    async for entry in _entries(tx, until=until, after=since.seq):
        if fault := _fault(last, entry):
            seq = last.seq + 1 if fault == "missing" else entry["seq"]
            return last, BadEntry(fault, seq, entry["fact_id"])
        last = Head(entry["seq"], entry["hash"])
    if last.seq < until:
        return last, BadEntry("cut_short", last.seq + 1, None)
    if last.seq == ends["head_seq"] and last.hash != ends["head_hash"]:
        return last, BadEntry("off_head", last.seq, None)
    return last, None


def link(previous: bytes, fact: Row) -> bytes:
    return sha256(previous + canonical(fact)).digest()


def canonical(fact: Row) -> bytes:
    return frame((b"regulars.fact.v1", *(_part(name, fact[name]) for name in FIELDS)))


async def _first_repeated(tx: Tx) -> BadEntry | None:
    row = await tx.row(sql.repeated)
    return BadEntry("repeated", row["seq"], row["fact_id"]) if row else None


async def _entries(tx: Tx, *, until: int, after: int = 0) -> AsyncIterator[Row]:
    while rows := await tx.rows(sql.entries, after=after, until=until, most=PAGE):
        for row in rows:
            yield row
        after = rows[-1]["seq"]


def _fault(last: Head, entry: Row) -> Fault | None:
    if entry["seq"] != last.seq + 1:
        return "missing"
    if entry["id"] is None:
        return "lost_fact"
    return None if link(last.hash, entry) == entry["hash"] else "mismatch"


def _part(name: str, value: Any) -> bytes:
    return b"-" if value is None else b"+" + _plain(name, value)


def _plain(name: str, value: Any) -> bytes:
    if name == "data":
        return _canonical_json(_read(value)).encode()
    if isinstance(value, UUID):
        return value.bytes
    if isinstance(value, datetime):
        return str((value - EPOCH) // timedelta(microseconds=1)).encode()
    return value if isinstance(value, bytes) else str(value).encode()


def _read(text: str) -> Any:
    return json.loads(text, parse_float=Decimal, parse_int=Decimal)


def _canonical_json(value: Any) -> str:
    if isinstance(value, dict):
        pairs = (f"{json.dumps(key)}:{_canonical_json(value[key])}" for key in sorted(value))
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_canonical_json, value)) + "]"
    if isinstance(value, Decimal):
        return _plain_number(value)
    return json.dumps(value)


def _plain_number(value: Decimal) -> str:
    if value == 0:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
