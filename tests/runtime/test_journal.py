"""The journal: a fact and its pending row with the change or not at all, sealed to its place."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.domains.customers import CUSTOMER_CHANGES, CustomersBlocked, CustomersUnblocked
from regulars.kernel.ids import CustomerId, new_id
from regulars.runtime.database import Database
from regulars.runtime.journal import Changed, frame, open_part, unframe
from regulars.runtime.tx import Tx
from regulars.runtime.vault.errors import SealBroken
from tests.domains.evidence import announced, asking
from tests.instruments.installation import Installation
from tests.world import World, registered, rolled_back

SUBJECT = CustomerId(new_id())
ENVELOPE = asking("SELECT * FROM journal.facts WHERE tenant_id = $1 AND id = $2", "id")


def emit(tx: Tx, **given: Any) -> Any:
    return tx.emit(CustomersBlocked(SUBJECT), **{"subject_id": SUBJECT, "seq": 1, **given})


async def test_each_change_leaves_one_fact_and_one_pending_row_of_its_own_transaction(
    installation: Installation, world: World
) -> None:
    async with installation.database() as database, installation.connection() as superuser:
        await superuser.execute("DELETE FROM journal.pending")
        async with database.transaction(world.laundry.context) as tx:
            made = await registered(tx, "guest")
            first = emit(tx)
            second = tx.emit(CustomersUnblocked(SUBJECT), subject_id=SUBJECT, seq=2)
        rows = await superuser.fetch(
            "SELECT f.id, f.name = p.name AND f.xmin = p.xmin AND f.xmin = c.xmin AS together"
            "  FROM journal.pending p JOIN journal.facts f ON f.id = p.fact_id"
            "                         JOIN customers.customers c ON c.id = $1"
            " ORDER BY f.id",
            made.id,
        )
    assert [row["together"] for row in rows] == [True] * 3
    assert [row["id"] for row in rows][1:] == [first, second]


async def test_what_rolled_back_was_never_announced(
    installation: Installation, world: World
) -> None:
    count = "SELECT (SELECT count(*) FROM journal.facts), (SELECT count(*) FROM journal.pending)"
    async with installation.database() as database, installation.connection() as superuser:
        before = await superuser.fetchrow(count)
        async with rolled_back(database, world.laundry.context) as tx:
            emit(tx)
            await tx.flush()
            assert await superuser.fetchrow(count) == before
        assert await superuser.fetchrow(count) == before


async def test_the_envelope_says_who_acted_for_whom_where_and_why(
    shared_database: Database, world: World
) -> None:
    cause, related, behalf = new_id(), new_id(), new_id()
    long_ago = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    context = replace(
        world.laundry.cashier_context,
        origin="import",
        cause_id=cause,
        on_behalf_of=behalf,
        request_id="r-1",
    )
    async with rolled_back(shared_database, context) as tx:
        fact_id = emit(tx, seq=7, related_id=related, occurred_at=long_ago)
        await tx.flush()
        row = await tx.row(ENVELOPE, id=fact_id)
        assert row is not None
        wanted = {
            "tenant_id": world.laundry.tenant.id,
            "id": fact_id,
            "name": "customers.blocked",
            "version": 1,
            "subject_kind": "customer",
            "subject_id": SUBJECT,
            "related_id": related,
            "subject_seq": 7,
            "actor_kind": "staff",
            "actor_id": world.laundry.cashier.id,
            "on_behalf_of": behalf,
            "branch_id": world.laundry.branches[0].id,
            "origin": "import",
            "cause_id": cause,
            "request_id": "r-1",
            "occurred_at": long_ago,
            "data": f'{{"customer": "{SUBJECT}"}}',
            "sealed": None,
        }
        assert {name: row[name] for name in wanted} == wanted
        assert row["recorded_at"] > long_ago


async def test_a_fact_that_tells_of_no_other_moment_happened_now(tx: Tx) -> None:
    fact_id = emit(tx)
    await tx.flush()
    row = await tx.row(ENVELOPE, id=fact_id)
    assert row is not None
    assert row["occurred_at"] == row["recorded_at"]


async def test_a_fact_about_two_people_holds_one_part_for_each(tx: Tx) -> None:
    one, two = tx.people.new(), tx.people.new()
    changes = [
        Changed(CUSTOMER_CHANGES, one, {"name": ["Ana", None]}),
        Changed(CUSTOMER_CHANGES, two, {"name": [None, "Huda"]}),
    ]
    fact_id = emit(tx, changed=changes)
    (fact,) = await announced(tx, SUBJECT)
    first, second = unframe(fact.sealed)

    def opened(part: bytes, person: Any, id_: Any = fact_id) -> dict[str, Any]:
        return open_part(part, CUSTOMER_CHANGES, tenant_id=tx.tenant_id, fact_id=id_, person=person)

    assert opened(first, one) == {"name": ["Ana", None]}
    assert opened(second, two) == {"name": [None, "Huda"]}
    # Fault row D02: not under the other's key, and not moved to another fact.
    for part, person, id_ in [(first, two, fact_id), (first, one, new_id())]:
        with pytest.raises(SealBroken):
            opened(part, person, id_)


@given(st.lists(st.binary(max_size=300), max_size=4), st.integers(0, 1_000))
def test_parts_come_out_of_the_frame_as_they_went_in_and_a_cut_one_never(
    parts: list[bytes], cut: int
) -> None:
    framed = frame(parts)
    assert list(unframe(framed)) == parts
    whole: list[bytes] = []
    with suppress(ValueError):
        whole.extend(unframe(framed[:cut]))
    assert whole == parts[: len(whole)]


def test_a_fact_without_a_person_has_no_part() -> None:
    assert frame([]) == b""
    assert list(unframe(None)) == []


@pytest.mark.parametrize("change", ["UPDATE {} SET name = 'x'", "DELETE FROM {}", "TRUNCATE {}"])
async def test_not_even_who_owns_the_database_changes_the_past(
    shared: Installation, change: str
) -> None:
    async with shared.connection() as superuser:
        part = await superuser.fetchval(
            "SELECT tableoid::regclass::text FROM journal.facts LIMIT 1"
        )
        for table in ("journal.facts", part):
            with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
                await superuser.execute(change.format(table))
