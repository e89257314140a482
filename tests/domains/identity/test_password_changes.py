"""New passwords: sessions end with the old one, and nobody becomes an owner by setting one."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from regulars.domains import identity
from regulars.domains.identity import (
    SignIn,
    SignInOutcome,
    Staff,
    StaffNotFound,
    WrongPassword,
    read_credential,
)
from regulars.kernel.errors import Invalid, NotAllowed
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.domains.evidence import announced
from tests.world import PASSWORD, World, rolled_back, sign_in_whole

NEW = "an entirely new password"


async def enter(tx: Tx, world: World, staff: Staff, password: str = PASSWORD) -> SignIn:
    return await sign_in_whole(
        tx,
        email=staff.email,
        password=password,
        environment="test",
        tenant_ref=world.laundry.tenant.ref,
        lifetime=timedelta(hours=1),
    )


async def is_open(tx: Tx, signed: SignIn) -> bool:
    credential = read_credential(signed.secret or "", kind="rs", environment="test")
    assert credential is not None
    return await identity.recognise_session(tx, credential) is not None


async def test_a_reset_password_works_and_the_old_one_and_its_sessions_do_not(
    tx: Tx, world: World
) -> None:
    admin = world.laundry.admin
    before = await enter(tx, world, admin)
    await identity.reset_password(tx, admin.id, NEW)
    assert not await is_open(tx, before)
    assert (await enter(tx, world, admin)).outcome is SignInOutcome.REFUSED
    assert (await enter(tx, world, admin, NEW)).outcome is SignInOutcome.SIGNED_IN


async def test_a_reset_is_announced_without_the_password(tx: Tx, world: World) -> None:
    admin = world.laundry.admin
    await identity.reset_password(tx, admin.id, NEW)
    fact = (await announced(tx, admin.id))[-1]
    assert (fact.name, fact.seq) == ("identity.staff_password_reset", admin.version + 1)
    assert (fact.data, fact.sealed) == ({"staff": str(admin.id)}, None)


async def test_an_admin_cannot_take_an_owner_over(shared_database: Database, world: World) -> None:
    context = replace(world.laundry.context, actor_id=world.laundry.admin.id)
    async with rolled_back(shared_database, context) as tx:
        with pytest.raises(NotAllowed):
            await identity.reset_password(tx, world.laundry.owner.id, NEW)
        await identity.reset_password(tx, world.laundry.cashier.id, NEW)


@pytest.mark.parametrize("password", ["short", "x" * 201])
async def test_a_poor_password_is_refused_before_anything_happens(
    tx: Tx, world: World, password: str
) -> None:
    with pytest.raises(Invalid) as refused:
        await identity.reset_password(tx, world.laundry.admin.id, password)
    assert [error.field for error in refused.value.errors] == ["password"]


async def test_another_tenants_account_is_as_unknown_as_nobodys(tx: Tx, world: World) -> None:
    """Fault row A07."""
    unknown: list[UUID] = [world.bakery.admin.id, uuid4()]
    for staff_id in unknown:
        with pytest.raises(StaffNotFound):
            await identity.reset_password(tx, staff_id, NEW)


async def test_ones_own_password_changes_with_the_old_one_and_ends_the_other_sessions(
    tx: Tx, world: World
) -> None:
    admin = world.laundry.admin
    here, elsewhere = await enter(tx, world, admin), await enter(tx, world, admin)
    assert here.session is not None
    await identity.change_own_password(tx, here.session, old=PASSWORD, new=NEW)
    assert await is_open(tx, here)
    assert not await is_open(tx, elsewhere)
    assert (await enter(tx, world, admin, NEW)).outcome is SignInOutcome.SIGNED_IN
    assert (await announced(tx, admin.id))[-2].name == "identity.staff_password_changed"


async def test_without_the_old_password_nothing_changes(tx: Tx, world: World) -> None:
    signed = await enter(tx, world, world.laundry.admin)
    assert signed.session is not None
    with pytest.raises(WrongPassword):
        await identity.change_own_password(tx, signed.session, old="not this one", new=NEW)
    assert (await enter(tx, world, world.laundry.admin)).outcome is SignInOutcome.SIGNED_IN
