"""Fault row A13: owners hear of a very large file while it is made, by whom it is asked for."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from regulars.domains import audit, exports, tenants
from regulars.domains.audit.reactions import WARN_OWNERS
from regulars.domains.exports.large import note_large
from regulars.kernel.ids import FactId
from regulars.runtime.reactions import RecordedFact
from regulars.runtime.tx import Tx
from tests.domains.evidence import announced
from tests.domains.exports.files import asked, made, relayed, step, wish_of, with_customers
from tests.domains.exports.test_reactions import facts
from tests.instruments.installation import Installation
from tests.world import World, registered

PASSED = "exports.limit_passed"


@pytest.mark.parametrize(
    ("before", "after", "is_told"),
    [
        (0, 5_000, False),
        (0, 5_001, True),
        (4_000, 5_001, True),
        (5_000, 6_000, True),
        (5_001, 6_001, False),
        (0, 0, False),
    ],
)
async def test_only_what_passes_the_limit_is_told_and_once(
    tx: Tx, world: World, before: int, after: int, is_told: bool
) -> None:
    await note_large(tx, "customers", before=before, after=after)
    told = [f for f in await announced(tx, world.laundry.owner.id) if f.name == PASSED]
    assert [fact.data["rows"] for fact in told] == ([after] if is_told else [])
    assert [fact.data["limit"] for fact in told] == ([5_000] if is_told else [])


async def test_a_file_that_is_sent_at_once_is_told_of_too(tx: Tx, world: World) -> None:
    await tenants.change_export_alarm(tx, 1)
    for _ in range(2):
        await registered(tx, "guest")
    await exports.make_at_once(tx, wish_of(world.laundry))
    told = [f for f in await announced(tx, world.laundry.owner.id) if f.name == PASSED]
    assert [(fact.data["export"], fact.data["what"]) for fact in told] == [(None, "customers")]


async def test_it_is_told_before_the_file_can_be_taken_and_owners_are_warned_of_who_asked(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with installation.database() as app, installation.database("work") as work:
        await with_customers(app, house, 2_100)
        async with app.transaction(house.context) as tx:
            await tenants.change_export_alarm(tx, 500)
        id_ = await asked(app, house.context, wish_of(house))
        await relayed(work, house)
        await step(installation, work)
        (told,) = await facts(installation, PASSED)
        async with app.transaction(house.context) as tx:
            assert (await exports.own_export(tx, id_)).task.is_going_on
        await made(installation, app, work, house, house.context, id_)
        assert len(await facts(installation, PASSED)) == 1
        assert (told["actor_kind"], told["actor_id"]) == ("staff", house.owner.id)

        system = replace(house.context, actor_kind="system", actor_id=None)
        async with work.transaction(system) as tx:
            await WARN_OWNERS.react(tx, await _recorded(installation))
        async with app.transaction(house.context) as tx:
            (alert,) = (await audit.list_alerts(tx, limit=5)).alerts
    assert (alert.kind, alert.subject_id) == ("export_large", house.owner.id)


async def _recorded(installation: Installation) -> RecordedFact:
    async with installation.connection() as connection:
        row = await connection.fetchrow("SELECT * FROM journal.facts WHERE name = $1", PASSED)
    now = datetime.now(UTC)
    return RecordedFact(
        tenant_id=row["tenant_id"],
        id=FactId(row["id"]),
        name=row["name"],
        version=1,
        subject_kind=row["subject_kind"],
        subject_id=row["subject_id"],
        related_id=None,
        subject_seq=1,
        actor_kind=row["actor_kind"],
        actor_id=row["actor_id"],
        origin="live",
        cause_id=None,
        occurred_at=now,
        recorded_at=now,
        data={},
        sealed=None,
    )
