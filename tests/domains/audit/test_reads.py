"""The log of reads as a list: who looked at whom, newest first."""

from regulars.domains import audit
from regulars.kernel.ids import new_id
from regulars.runtime.tx import Tx
from tests.world import World


async def test_who_looked_at_somebody_is_told_without_who_else_was_on_the_page(
    tx: Tx, world: World
) -> None:
    ana, other = world.laundry.ana.id, new_id()
    tx.note_reads("listed", [ana, other])
    tx.note_reads("read", [ana])
    await tx.flush()
    page = await audit.list_looks(tx, subject_id=ana, limit=5)
    assert [(look.kind, look.actor_id, look.subjects_count) for look in page.looks] == [
        ("read", world.laundry.owner.id, 1),
        ("listed", world.laundry.owner.id, 2),
    ]
    first = await audit.list_looks(tx, limit=1)
    rest = await audit.list_looks(tx, limit=1, after=first.next)
    assert (*first.looks, *rest.looks) == page.looks
    assert rest.next is None


async def test_whom_one_opened_lately_comes_without_repeats(tx: Tx, world: World) -> None:
    ana, other = world.laundry.ana.id, new_id()
    for subject in (ana, other, ana):
        tx.note_reads("read", [subject])
        await tx.flush()
    recent = await audit.recent_subjects(tx, purpose="service", most=5)
    assert recent == [ana, other]
    assert await audit.recent_subjects(tx, purpose="till", most=5) == []
