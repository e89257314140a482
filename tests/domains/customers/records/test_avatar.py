"""A customer's picture: sealed under their key, announced, and gone when it is removed."""

import pytest

from regulars.domains import customers
from regulars.domains.customers import CustomerDeleted, Drawn, NoAvatar
from regulars.kernel.errors import Invalid, Outdated
from regulars.runtime.tx import Tx
from tests.domains.evidence import announced, asking
from tests.runtime.test_pictures import PLACE, photograph
from tests.world import registered

STORED = asking(
    "SELECT sealed FROM customers.avatars WHERE tenant_id = $1 AND customer_id = $2", "id"
)


async def drawn() -> Drawn:
    return await customers.draw_avatar(photograph())


async def test_a_picture_is_kept_sealed_and_without_what_was_in_the_file(tx: Tx) -> None:
    made = await registered(tx, "guest")
    after = await customers.set_avatar(tx, made.id, await drawn())
    assert after == await customers.customer_by_id(tx, made.id)
    assert after.pictured_at is not None
    shown = await customers.read_avatar(tx, after)
    assert shown[:4] == b"RIFF"
    assert PLACE not in shown
    stored = await tx.value(STORED, id=made.id)
    assert shown not in stored
    assert b"RIFF" not in stored
    fact = (await announced(tx, made.id))[-1]
    assert (fact.name, fact.data["is_pictured"], fact.seq, fact.sealed) == (
        "customers.picture_changed",
        True,
        2,
        None,
    )


async def test_a_removed_picture_is_gone(tx: Tx) -> None:
    made = await registered(tx, "guest")
    await customers.set_avatar(tx, made.id, await drawn())
    after = await customers.remove_avatar(tx, made.id)
    assert (after.pictured_at, after.version) == (None, 3)
    assert await tx.value(STORED, id=made.id) is None
    with pytest.raises(NoAvatar):
        await customers.read_avatar(tx, after)
    assert (await customers.remove_avatar(tx, made.id)).version == 3


async def test_what_is_no_picture_or_comes_too_late_is_refused(tx: Tx) -> None:
    made = await registered(tx, "guest")
    with pytest.raises(Invalid) as refused:
        await customers.draw_avatar(b"no picture")
    assert [(e.field, e.code) for e in refused.value.errors] == [
        ("picture", "picture_not_readable")
    ]
    with pytest.raises(Outdated):
        await customers.set_avatar(tx, made.id, await drawn(), expected_version=7)
    await customers.delete_customer(tx, made.id)
    with pytest.raises(CustomerDeleted):
        await customers.set_avatar(tx, made.id, await drawn())
