"""The timeline of a customer: every fact about them, with what changed opened."""

from regulars.domains import customers
from regulars.runtime.tx import Tx
from tests.world import World, registered


async def test_everything_that_happened_is_told_newest_first_with_what_changed(
    tx: Tx, world: World
) -> None:
    made = await registered(tx, name="Huda", phone="91234567")
    after = await customers.change_customer(
        tx, made.id, {"name": "Huda Al Rawahi", "language": "ar"}, country="OM"
    )
    await customers.block_customer(tx, made.id, reason="Owes us")
    await tx.flush()
    timeline = await customers.read_timeline(tx, after, limit=5)
    assert [(entry.fact.name, entry.changed) for entry in timeline.entries] == [
        ("customers.blocked", {"block_reason": [None, "Owes us"]}),
        ("customers.changed", {"name": ["Huda", "Huda Al Rawahi"]}),
        ("customers.registered", {}),
    ]
    assert timeline.next is None


async def test_a_long_timeline_comes_in_pages_without_repeating_or_skipping(tx: Tx) -> None:
    made = await registered(tx, "guest")
    for place in range(5):
        await customers.change_customer(tx, made.id, {"name": f"Guest {place}"}, country="OM")
    await tx.flush()
    seen, after = [], None
    while True:
        page = await customers.read_timeline(tx, made, limit=2, after=after)
        seen += [entry.fact.data.get("fields", []) for entry in page.entries]
        after = page.next
        if after is None:
            break
    assert seen == [["name"]] * 5 + [[]]
