"""Looks as a trail: each filter, both ways, and nothing of another branch for who is narrowed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from regulars.domains import audit
from regulars.domains.audit import Wanted
from regulars.kernel.ids import BranchId
from regulars.runtime.context import Context
from regulars.runtime.readlog import ReadKind
from regulars.runtime.tx import Tx
from tests.instruments.installation import Installation
from tests.world import World, registered


async def test_each_filter_narrows_to_what_it_names(tx: Tx, world: World) -> None:
    ana = world.laundry.ana.id
    tx.note_reads("listed", [ana])
    tx.note_reads("revealed", [ana])
    await tx.flush()
    soon = datetime.now(UTC) + timedelta(minutes=5)
    for wanted, kinds in (
        (Wanted(), ["revealed", "listed"]),
        (Wanted(subject_id=ana), ["revealed", "listed"]),
        (Wanted(actor_id=world.laundry.owner.id), ["revealed", "listed"]),
        (Wanted(kind="revealed"), ["revealed"]),
        (Wanted(subject_id=ana, kind="listed"), ["listed"]),
        (Wanted(purpose="till"), []),
        (Wanted(subject_id=world.bakery.ana.id), []),
        (Wanted(since=soon), []),
        (Wanted(subject_id=ana, until=soon - timedelta(days=1)), []),
    ):
        trail = await audit.walk_looks(tx, wanted, limit=10)
        assert [look.kind for look in trail.looks] == kinds, wanted
        assert all(look.first_subjects == (ana,) for look in trail.looks)


async def test_looks_are_walked_there_and_back(tx: Tx, world: World) -> None:
    ana = world.laundry.ana.id
    kinds: tuple[ReadKind, ...] = ("listed", "read", "revealed")
    for kind in kinds:
        tx.note_reads(kind, [ana])
        await tx.flush()
    for wanted in (Wanted(), Wanted(subject_id=ana), Wanted(actor_id=world.laundry.owner.id)):
        whole = await audit.walk_looks(tx, wanted, limit=100)
        first = await audit.walk_looks(tx, wanted, limit=4)
        rest = await audit.walk_looks(tx, wanted, limit=4, place=first.older)
        assert (*first.looks, *rest.looks) == whole.looks
        assert (first.newer, rest.older) == (None, None)
        back = await audit.walk_looks(tx, wanted, limit=4, place=rest.newer, direction="newer")
        assert back.looks == first.looks
        short = await audit.walk_looks(tx, replace(wanted, kind="exported"), limit=3, reach=2)
        assert (short.looks, short.older is not None) == ((), True)


async def test_who_is_narrowed_to_a_branch_is_shown_looks_and_changes_from_there_alone(
    installation: Installation, world: World
) -> None:
    here, there = (BranchId(branch.id) for branch in world.laundry.branches)
    ana = world.laundry.ana.id

    def at(branch: BranchId | None, *, reading: bool = True) -> Context:
        return replace(world.laundry.context, branch=branch, reading=reading)

    async with installation.database() as database:
        ways: tuple[tuple[BranchId, ReadKind], ...] = ((here, "read"), (there, "revealed"))
        for place, kind in ways:
            async with database.transaction(at(place, reading=False)) as tx:
                tx.note_reads(kind, [ana])
                await registered(tx, "guest")
        for branch, seen in ((None, {here, there}), (here, {here}), (there, {there})):
            async with database.transaction(at(branch)) as tx:
                for wanted in (Wanted(), Wanted(subject_id=ana)):
                    looks = (await audit.walk_looks(tx, wanted, limit=10)).looks
                    assert {look.branch_id for look in looks} == seen, (branch, wanted)
                made = Wanted(kind="customers.registered")
                facts = (await audit.walk_facts(tx, made, limit=50)).facts
                assert {fact.branch_id for fact in facts} - {None} == seen
                assert branch is None or None not in {fact.branch_id for fact in facts}
        async with database.transaction(at(here)) as tx:
            elsewhere = Wanted(branch_id=there)
            assert (await audit.walk_looks(tx, elsewhere, limit=10)).looks == ()
            assert (await audit.walk_facts(tx, elsewhere, limit=10)).facts == ()
