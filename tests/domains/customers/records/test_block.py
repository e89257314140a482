"""Blocking: the reason is kept and sealed, and only a living customer is blocked."""

from datetime import UTC, datetime, timedelta

import pytest

from regulars.domains import customers, identity
from regulars.domains.customers import (
    CUSTOMER_CHANGES,
    AlreadyBlocked,
    AlreadySuspended,
    CustomerDeleted,
    NotBlocked,
    NotSuspended,
)
from regulars.kernel.errors import Invalid, Outdated
from regulars.runtime.tx import Tx
from tests.domains.customers.coming_in import let_in
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


async def test_a_suspension_has_an_end_and_a_reason(tx: Tx) -> None:
    made = await registered(tx, "guest")
    until = datetime.now(UTC) + timedelta(days=7)
    suspended = await customers.suspend_customer(tx, made.id, reason="Argues", until=until)
    assert suspended == await customers.customer_by_id(tx, made.id)
    assert (suspended.account_status, suspended.suspended_until) == ("suspended", until)
    fact = (await announced(tx, made.id))[-1]
    assert fact.name == "customers.suspended"
    assert fact.opened(tx, CUSTOMER_CHANGES, made.key) == {"block_reason": [None, "Argues"]}
    with pytest.raises(AlreadySuspended):
        await customers.suspend_customer(tx, made.id, reason="Argues", until=until)
    again = await customers.unsuspend_customer(tx, made.id)
    assert (again.account_status, again.person.block_reason) == ("temporary", None)
    with pytest.raises(NotSuspended):
        await customers.unsuspend_customer(tx, made.id)


@pytest.mark.parametrize(
    ("until", "code"),
    [
        (datetime.now(UTC) - timedelta(minutes=5), "time_in_past"),
        (datetime.now(UTC) + timedelta(days=400), "time_too_late"),
        (datetime(2027, 1, 1), "time_without_zone"),  # noqa: DTZ001 - what is refused
    ],
)
async def test_a_suspension_ends_within_a_year(tx: Tx, until: datetime, code: str) -> None:
    made = await registered(tx, "guest")
    with pytest.raises(Invalid) as refused:
        await customers.suspend_customer(tx, made.id, reason="Argues", until=until)
    assert [(e.field, e.code) for e in refused.value.errors] == [("until", code)]


async def test_the_blocked_are_not_suspended_besides(tx: Tx) -> None:
    made = await registered(tx, "guest")
    await customers.block_customer(tx, made.id, reason="Owes us")
    until = datetime.now(UTC) + timedelta(days=7)
    with pytest.raises(AlreadyBlocked):
        await customers.suspend_customer(tx, made.id, reason="Argues", until=until)


async def test_whatever_shuts_somebody_out_closes_their_account_and_opens_it_again(tx: Tx) -> None:
    customer_id, account_id = await let_in(tx, phone="9234 5678")
    until = datetime.now(UTC) + timedelta(days=7)

    async def state() -> str:
        account = await identity.account_of(tx, "customer", customer_id)
        assert account
        return account.state

    await customers.suspend_customer(tx, customer_id, reason="Argues", until=until)
    assert await state() == "closed"
    await customers.block_customer(tx, customer_id, reason="Owes us")
    await customers.unblock_customer(tx, customer_id)
    assert await state() == "active"
    await customers.delete_customer(tx, customer_id)
    assert await state() == "closed"
    await customers.restore_customer(tx, customer_id)
    assert await state() == "active"
    assert account_id
