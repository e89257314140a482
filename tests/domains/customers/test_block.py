"""Blocking: the reason is kept and sealed, and only a living customer is blocked."""

import pytest

from regulars.domains import customers
from regulars.domains.customers import (
    CUSTOMER_CHANGES,
    AlreadyBlocked,
    CustomerDeleted,
    NotBlocked,
)
from regulars.kernel.errors import Invalid, Outdated
from regulars.runtime.tx import Tx
from tests.domains.evidence import announced
from tests.world import registered


async def test_a_block_keeps_its_reason_and_announces_it_sealed(tx: Tx) -> None:
    made = await registered(tx, "guest")
    blocked = await customers.block_customer(tx, made.id, reason="  Owes\nOMR 3.250 ")
    assert blocked == await customers.customer_by_id(tx, made.id)
    assert (blocked.state, blocked.version) == ("blocked", 2)
    assert blocked.person.block_reason == "Owes OMR 3.250"
    fact = (await announced(tx, made.id))[-1]
    assert (fact.name, fact.seq, fact.data) == (
        "customers.blocked",
        2,
        {"customer": str(made.id)},
    )
    assert fact.opened(tx, CUSTOMER_CHANGES, made.key) == {"block_reason": [None, "Owes OMR 3.250"]}


async def test_unblocking_serves_them_again_and_remembers_why_they_were_blocked(tx: Tx) -> None:
    made = await registered(tx, "guest")
    await customers.block_customer(tx, made.id, reason="Owes us")
    again = await customers.unblock_customer(tx, made.id)
    assert again == await customers.customer_by_id(tx, made.id)
    assert (again.state, again.person.block_reason) == ("active", None)
    fact = (await announced(tx, made.id))[-1]
    assert fact.name == "customers.unblocked"
    assert fact.opened(tx, CUSTOMER_CHANGES, made.key) == {"block_reason": ["Owes us", None]}


@pytest.mark.parametrize(
    ("reason", "code"),
    [("  ", "reason_missing"), ("\u200b", "reason_missing"), ("x" * 501, "text_too_long")],
)
async def test_a_block_wants_a_reason_that_can_be_read(tx: Tx, reason: str, code: str) -> None:
    made = await registered(tx, "guest")
    with pytest.raises(Invalid) as refused:
        await customers.block_customer(tx, made.id, reason=reason)
    assert [(e.field, e.code) for e in refused.value.errors] == [("reason", code)]


async def test_nobody_is_blocked_or_unblocked_twice(tx: Tx) -> None:
    made = await registered(tx, "guest")
    with pytest.raises(NotBlocked):
        await customers.unblock_customer(tx, made.id)
    await customers.block_customer(tx, made.id, reason="Owes us")
    with pytest.raises(AlreadyBlocked):
        await customers.block_customer(tx, made.id, reason="Owes us more")


async def test_a_deleted_customer_is_not_blocked(tx: Tx) -> None:
    made = await registered(tx, "guest")
    await customers.delete_customer(tx, made.id)
    with pytest.raises(CustomerDeleted):
        await customers.block_customer(tx, made.id, reason="Owes us")


async def test_nobody_is_blocked_or_unblocked_on_the_word_of_who_saw_an_older_version(
    tx: Tx,
) -> None:
    made = await registered(tx, "guest")
    with pytest.raises(Outdated):
        await customers.block_customer(tx, made.id, reason="Owes us", expected_version=2)
    await customers.block_customer(tx, made.id, reason="Owes us", expected_version=1)
    with pytest.raises(Outdated):
        await customers.unblock_customer(tx, made.id, expected_version=1)
    assert (await customers.customer_by_id(tx, made.id)).version == 2


async def test_a_blocked_customer_can_be_changed_without_losing_the_reason(tx: Tx) -> None:
    made = await registered(tx, "guest")
    await customers.block_customer(tx, made.id, reason="Owes us")
    after = await customers.change_customer(tx, made.id, {"name": "Huda"}, country="OM")
    assert (after.state, after.person.block_reason) == ("blocked", "Owes us")
