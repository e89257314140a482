"""History per field: out of the facts, of one field or of all, page by page."""

from regulars.domains import customers
from regulars.domains.audit import FactPlace
from regulars.domains.customers import HISTORY_FIELDS, changes_of
from regulars.runtime.tx import Tx
from tests.world import registered


async def test_each_field_is_told_with_what_it_was_and_became(tx: Tx) -> None:
    made = await registered(tx, name="Huda", phone="91234567")
    await customers.change_customer(
        tx, made.id, {"phone": "91234568", "language": "ar"}, country="OM"
    )
    await customers.block_customer(tx, made.id, reason="Owes us")
    blocked = await customers.unblock_customer(tx, made.id)
    await tx.flush()

    history = await customers.read_history(tx, blocked, limit=10)
    told = [
        (change.field, change.old, change.new)
        for entry in history.entries
        for change in changes_of(entry)
    ]
    assert told == [
        ("block_reason", "Owes us", None),
        ("block_reason", None, "Owes us"),
        ("language", None, "ar"),
        ("phone", "+96891234567", "+96891234568"),
    ]
    assert {field for field, _, _ in told} <= set(HISTORY_FIELDS)
    assert history.next is None


async def test_one_field_is_followed_page_by_page(tx: Tx) -> None:
    made = await registered(tx, "guest")
    for turn in range(5):
        given = {"name": f"Huda {turn}"} if turn % 2 == 0 else {"tags": [f"tag {turn}"]}
        made = await customers.change_customer(tx, made.id, given, country="OM")
    await tx.flush()

    names: list[str] = []
    place: FactPlace | None = None
    for _ in range(5):
        page = await customers.read_history(tx, made, field="name", limit=1, after=place)
        names += [c.new for entry in page.entries for c in changes_of(entry) if c.field == "name"]
        if page.next is None:
            break
        place = page.next
    assert names == ["Huda 4", "Huda 2", "Huda 0"]
