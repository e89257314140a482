"""The journal as a list: of one subject, of everything, and never of another tenant."""

from datetime import UTC, datetime, timedelta

from regulars.domains import audit, customers
from regulars.runtime.tx import Tx
from tests.world import World, registered


async def test_the_facts_of_a_subject_come_by_when_they_happened(tx: Tx) -> None:
    """Samples and imports tell of the past: recorded now, they happened then."""
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    draft = customers.read_draft("guest", {}, country="OM", created_at=long_ago)
    made = await customers.register(tx, draft)
    await customers.block_customer(tx, made.id, reason="Owes us")
    await tx.flush()
    page = await audit.list_facts(tx, subject_id=made.id, limit=5)
    assert [fact.name for fact in page.facts] == ["customers.blocked", "customers.registered"]
    assert page.facts[1].occurred_at == long_ago < page.facts[1].recorded_at


async def test_pages_of_facts_neither_repeat_nor_skip_those_of_one_moment(tx: Tx) -> None:
    made = await registered(tx, "guest")
    for place in range(6):
        await customers.change_customer(tx, made.id, {"name": f"Guest {place}"}, country="OM")
    await tx.flush()
    for subject_id in (made.id, None):
        first = await audit.list_facts(tx, subject_id=subject_id, limit=4)
        rest = await audit.list_facts(tx, subject_id=subject_id, limit=3, after=first.next)
        ids = [fact.id for fact in (*first.facts, *rest.facts)]
        assert ids == sorted(set(ids), reverse=True)
        assert len(ids) == 7


async def test_who_holds_somebody_back_is_found_however_much_happened_since(tx: Tx) -> None:
    made = await registered(tx, "guest")
    assert await audit.newest_holds(tx, made.id) == {}
    for reason in ("Owes us", "Owes us again"):
        await customers.block_customer(tx, made.id, reason=reason)
        if reason == "Owes us":
            await customers.unblock_customer(tx, made.id)
    await customers.delete_customer(tx, made.id)
    await customers.restore_customer(tx, made.id)
    for place in range(60):
        await customers.change_customer(tx, made.id, {"name": f"Guest {place}"}, country="OM")
    await tx.flush()
    holds = await audit.newest_holds(tx, made.id)
    facts = (await audit.list_facts(tx, subject_id=made.id, limit=100)).facts
    newest = {fact.name: fact for fact in reversed(facts)}
    assert holds == {n: newest[n] for n in ("customers.blocked", "customers.deleted")}


async def test_another_tenants_facts_are_not_there(tx: Tx, world: World) -> None:
    page = await audit.list_facts(tx, subject_id=world.bakery.ana.id, limit=5)
    assert page.facts == ()
    everything = await audit.list_facts(tx, limit=200)
    assert world.laundry.ana.id in {fact.subject_id for fact in everything.facts}
    assert world.bakery.ana.id not in {fact.subject_id for fact in everything.facts}
    assert everything.facts[0].recorded_at < datetime.now(UTC) + timedelta(minutes=1)
