"""The log of reads: who was looked at, once in ten minutes, and in the same transaction."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from regulars.kernel.ids import new_id
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.readlog import COUNTS_ONCE_SECONDS, REMEMBERED_MAX, ReadKind, ReadLog
from tests.domains.evidence import asking
from tests.instruments.installation import Installation
from tests.world import World, rolled_back

ANA, HUDA = new_id(), new_id()
LOGGED = asking("SELECT * FROM audit.reads WHERE tenant_id = $1 ORDER BY id")


@pytest.fixture
async def database(installation: Installation) -> AsyncIterator[Database]:
    """One process with a memory of its own."""
    async with installation.database() as opened:
        yield opened


async def look(database: Database, context: Context, kind: ReadKind, *ids: UUID) -> Sequence[Any]:
    """Everything logged, after one more request looked at these."""
    async with database.transaction(context) as tx:
        tx.note_reads(kind, ids)
    async with database.transaction(context) as tx:
        return await tx.rows(LOGGED)


async def test_a_read_is_logged_with_who_looked_why_and_where(
    database: Database, world: World
) -> None:
    context = replace(
        world.laundry.cashier_context, purpose="till", route="customer page", request_id="r-1"
    )
    (row,) = await look(database, context, "read", ANA, HUDA)
    cashier = world.laundry.cashier
    assert (row["kind"], row["actor_kind"], row["actor_id"]) == ("read", "staff", cashier.id)
    assert (row["purpose"], row["route"], row["request_id"]) == ("till", "customer page", "r-1")
    assert row["branch_id"] == world.laundry.branches[0].id
    assert row["subject_ids"] == [ANA, HUDA]


async def test_looking_again_within_ten_minutes_counts_once(
    database: Database, world: World
) -> None:
    me = world.laundry.context
    assert len(await look(database, me, "read", ANA)) == 1
    assert len(await look(database, me, "read", ANA)) == 1
    again = await look(database, me, "read", ANA, HUDA)
    assert [row["subject_ids"] for row in again] == [[ANA], [HUDA]]
    for other in (
        replace(me, purpose="support"),
        replace(me, actor_id=world.laundry.admin.id),
    ):
        assert len(await look(database, other, "read", ANA)) == len(again) + 1
        again = await look(database, other, "read", ANA)
    assert len(await look(database, me, "revealed", ANA)) == len(again) + 1


async def test_ten_minutes_later_looking_counts_anew(database: Database, world: World) -> None:
    me = world.laundry.context
    await look(database, me, "read", ANA)
    logged = database._read_log._logged
    for minutes, rows in [(9, 1), (2, 2), (9, 2)]:
        for seen in logged:
            logged[seen] -= 60 * minutes
        assert len(await look(database, me, "read", ANA)) == rows
    assert COUNTS_ONCE_SECONDS == 600


async def test_an_export_counts_every_time(database: Database, world: World) -> None:
    for times in (1, 2, 3):
        assert len(await look(database, world.laundry.context, "exported", ANA)) == times


async def test_one_request_writes_one_row_however_often_it_looks(
    database: Database, world: World
) -> None:
    async with database.transaction(world.laundry.context) as tx:
        tx.note_reads("read", [ANA, ANA])
        tx.note_reads("read", [HUDA, ANA])
        tx.note_reads("read", [])
    (row,) = await look(database, world.laundry.context, "read")
    assert row["subject_ids"] == [ANA, HUDA]


async def test_what_rolled_back_was_never_looked_at(database: Database, world: World) -> None:
    me = world.laundry.context
    async with rolled_back(database, me) as tx:
        tx.note_reads("read", [ANA])
        await tx.flush()
    assert len(await look(database, me, "read", ANA)) == 1


def test_a_busy_process_forgets_the_oldest_first(world: World) -> None:
    log, me = ReadLog(), world.laundry.context
    crowd = tuple(UUID(int=place) for place in range(REMEMBERED_MAX + 1))
    log.remember(me, "listed", crowd)
    assert len(log._logged) == REMEMBERED_MAX
    kept = [look[-1] for look in log._logged]
    assert (kept[0], kept[-1]) == (crowd[1], crowd[-1])
