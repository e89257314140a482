"""Whom somebody opened lately, from the log of reads."""

from regulars.domains import audit
from regulars.kernel.ids import new_id
from regulars.runtime.tx import Tx
from tests.world import World


async def test_whom_one_opened_lately_comes_without_repeats(tx: Tx, world: World) -> None:
    ana, other = world.laundry.ana.id, new_id()
    for subject in (ana, other, ana):
        tx.note_reads("read", [subject])
        await tx.flush()
    recent = await audit.recent_subjects(tx, purpose="service", most=5)
    assert recent == [ana, other]
    assert await audit.recent_subjects(tx, purpose="till", most=5) == []
