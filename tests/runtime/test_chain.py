"""The chain tells which entry was tampered with, by a hand that may do everything."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.kernel.ids import FactId
from regulars.runtime import chain
from regulars.runtime.chain import BadEntry, Verdict, canonical, link, verify
from regulars.runtime.database import Database
from regulars.runtime.reactions import Reactions
from regulars.runtime.relay import relay_batch
from tests.instruments.installation import Installation
from tests.instruments.job_zoo import Shop, open_shop

FACT: dict[str, Any] = {
    "tenant_id": UUID(int=1),
    "id": UUID(int=2),
    "name": "zoo.animal_fed",
    "version": 1,
    "subject_kind": "animal",
    "subject_id": UUID(int=3),
    "related_id": None,
    "subject_seq": 4,
    "actor_kind": "system",
    "actor_id": None,
    "on_behalf_of": None,
    "branch_id": None,
    "origin": "live",
    "cause_id": None,
    "request_id": None,
    "occurred_at": datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC),
    "recorded_at": datetime(2026, 1, 2, 3, 4, 6, tzinfo=UTC),
    "data": '{"meals": 2, "names": ["ن", null, true], "weight": 1.50}',
    "sealed": b"\x00\x01",
}
PAST = [f"past {n}" for n in range(6)]


@dataclass(frozen=True, slots=True)
class Chained:
    """Six chained facts, and a hand that row security and triggers do not hold back."""

    shop: Shop
    work: Database
    facts: list[FactId]
    hand: asyncpg.Connection

    async def verdict(self) -> Verdict:
        async with self.work.transaction(self.shop.context) as tx:
            return await verify(tx)

    async def tamper(self, statement: str, *values: object) -> None:
        await self.hand.execute(statement, self.shop.id, *values)


@pytest.fixture
async def chained(installation: Installation) -> AsyncIterator[Chained]:
    shop = await open_shop(installation)
    async with (
        installation.database() as app,
        installation.database("work") as work,
        installation.connection() as hand,
    ):
        facts = [(await shop.feed(app))[0] for _ in PAST]
        async with work.transaction(shop.context) as tx:
            await relay_batch(tx, Reactions([]), most=4)
            await relay_batch(tx, Reactions([]))
        await hand.execute("SET session_replication_role = replica")
        yield Chained(shop, work, facts, hand)


async def test_an_untouched_chain_holds(chained: Chained) -> None:
    assert await chained.verdict() == Verdict(entries=6, bad=None)


async def test_an_empty_chain_holds(installation: Installation) -> None:
    shop = await open_shop(installation)
    async with installation.database("work") as work, work.transaction(shop.context) as tx:
        assert await verify(tx) == Verdict(entries=0, bad=None)


@pytest.mark.parametrize(
    "change",
    [
        "data = '{\"meals\": 3}'",
        "sealed = '\\x00'",
        "name = 'zoo.animal_slept'",
        "actor_id = subject_id",
        "recorded_at = recorded_at + interval '1 microsecond'",
        "branch_id = subject_id",
        "origin = 'import'",
    ],
)
async def test_an_altered_fact_is_named(chained: Chained, change: str) -> None:
    third = chained.facts[2]
    await chained.tamper(
        f"UPDATE journal.facts SET {change} WHERE tenant_id = $1 AND id = $2", third
    )
    assert (await chained.verdict()).bad == BadEntry("mismatch", 3, third)


async def test_a_fact_that_was_taken_away_is_named(chained: Chained) -> None:
    third = chained.facts[2]
    await chained.tamper("DELETE FROM journal.facts WHERE tenant_id = $1 AND id = $2", third)
    assert (await chained.verdict()).bad == BadEntry("lost_fact", 3, third)


async def test_an_entry_that_was_taken_away_is_named(chained: Chained) -> None:
    await chained.tamper("DELETE FROM journal.chain WHERE tenant_id = $1 AND seq = 3")
    assert (await chained.verdict()).bad == BadEntry("missing", 3, chained.facts[3])


async def test_entries_that_changed_places_are_named(chained: Chained) -> None:
    await chained.tamper(
        "UPDATE journal.chain SET seq = -seq WHERE tenant_id = $1 AND seq IN (3, 4)"
    )
    await chained.tamper("UPDATE journal.chain SET seq = 7 + seq WHERE tenant_id = $1 AND seq < 0")
    assert (await chained.verdict()).bad == BadEntry("mismatch", 3, chained.facts[3])


async def test_a_fact_that_stands_twice_is_named(chained: Chained) -> None:
    await chained.hand.execute(
        "ALTER TABLE journal.chain DROP CONSTRAINT chain_tenant_id_fact_id_key"
    )
    await chained.tamper(
        "INSERT INTO journal.chain SELECT tenant_id, 7, fact_id, hash FROM journal.chain"
        " WHERE tenant_id = $1 AND seq = 3"
    )
    assert (await chained.verdict()).bad == BadEntry("repeated", 7, chained.facts[2])


async def test_a_forged_hash_is_named(chained: Chained) -> None:
    await chained.tamper(
        "UPDATE journal.chain SET hash = sha256(hash) WHERE tenant_id = $1 AND seq = 5"
    )
    assert (await chained.verdict()).bad == BadEntry("mismatch", 5, chained.facts[4])


async def test_a_tail_that_was_cut_off_is_named(chained: Chained) -> None:
    await chained.tamper("DELETE FROM journal.chain WHERE tenant_id = $1 AND seq > 4")
    assert (await chained.verdict()).bad == BadEntry("cut_short", 5, None)


async def test_a_head_that_was_set_back_is_named(chained: Chained) -> None:
    await chained.tamper(
        "UPDATE journal.heads h SET seq = 4, hash = c.hash FROM journal.chain c"
        " WHERE h.tenant_id = $1 AND c.tenant_id = $1 AND c.seq = 4"
    )
    assert (await chained.verdict()).bad == BadEntry("off_head", 4, None)


async def test_a_fact_that_was_slipped_past_the_relay_is_named(
    chained: Chained, installation: Installation
) -> None:
    async with installation.database() as app:
        (waiting,) = await chained.shop.feed(app)
    assert (await chained.verdict()).bad is None
    await chained.tamper("DELETE FROM journal.pending WHERE tenant_id = $1")
    assert (await chained.verdict()).bad == BadEntry("left_out", None, waiting)


async def test_a_chain_longer_than_a_page_is_walked_to_its_end(installation: Installation) -> None:
    shop = await open_shop(installation)
    async with installation.database() as app, installation.database("work") as work:
        await shop.feed(app, times=chain.PAGE + 3)
        async with work.transaction(shop.context) as tx:
            await relay_batch(tx, Reactions([]), most=10_000)
            assert await verify(tx) == Verdict(entries=chain.PAGE + 3, bad=None)


def test_the_canonical_form_never_changes() -> None:
    """Chains that exist were made with it: a new form is a new version, never an edit."""
    assert link(chain.GENESIS, FACT).hex() == (
        "003283eba09cb717753272681ca87392cc25f28402c1684592b373363c11eb73"
    )


@pytest.mark.parametrize("field", chain.FIELDS)
def test_every_field_counts(field: str) -> None:
    other: dict[type, Any] = {
        UUID: UUID(int=9), int: 9, str: "9", bytes: b"9", type(None): UUID(int=9),
        datetime: FACT["occurred_at"] + timedelta(microseconds=1),
    }  # fmt: skip
    assert canonical(FACT | {field: other[type(FACT[field])]}) != canonical(FACT)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('{"a": 1, "b": 2}', '{"b":2,"a":1}'),
        ('{"a": 1.50}', '{"a": 1.5}'),
        ('{"a": 100}', '{"a": 1E+2}'),
        ('{"a": 0}', '{"a": -0.0}'),
        ('{"a": "ن"}', '{"a": "\\u0646"}'),
    ],
)
def test_how_jsonb_writes_a_value_does_not_matter(one: str, other: str) -> None:
    assert canonical(FACT | {"data": one}) == canonical(FACT | {"data": other})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('{"a": 1}', '{"a": "1"}'),
        ('{"a": true}', '{"a": 1}'),
        ('{"a": null}', "{}"),
        ('{"a": 9007199254740993}', '{"a": 9007199254740992}'),
        ('{"a": 0.1}', '{"a": 0.1000000000000000055511151231257827}'),
        ('{"a": [1, 2]}', '{"a": [2, 1]}'),
    ],
)
def test_values_that_differ_stay_different(one: str, other: str) -> None:
    assert canonical(FACT | {"data": one}) != canonical(FACT | {"data": other})


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_the_canonical_json_still_says_the_same(value: object) -> None:
    assert json.loads(chain._canonical_json(chain._read(json.dumps(value)))) == value
