"""New passwords: sessions end with the old one, and nobody becomes an owner by setting one."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from regulars.domains import identity
from regulars.domains.identity import (
    OwnChange,
    Session,
    SignIn,
    SignInOutcome,
    Staff,
    StaffNotFound,
    WrongPassword,
    new_password,
    read_credential,
)
from regulars.kernel.errors import Invalid, NotAllowed
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.domains.customers.account_holders import told
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


async def proven(tx: Tx, session: Session, old: str) -> OwnChange:
    hashed = await identity.password_hash_of(tx, session)
    return await identity.prove_old_password(hashed, old=old, new=NEW)


async def test_a_reset_password_works_and_the_old_one_and_its_sessions_do_not(
    tx: Tx, world: World
) -> None:
    admin = world.laundry.admin
    before = await enter(tx, world, admin)
    await identity.reset_password(tx, admin.id, await new_password(NEW))
    assert not await is_open(tx, before)
    assert (await enter(tx, world, admin)).outcome is SignInOutcome.REFUSED
    assert (await enter(tx, world, admin, NEW)).outcome is SignInOutcome.SIGNED_IN


async def test_a_reset_is_announced_without_the_password(tx: Tx, world: World) -> None:
    admin = world.laundry.admin
    await identity.reset_password(tx, admin.id, await new_password(NEW))
    fact = (await announced(tx, admin.id))[-1]
    assert (fact.name, fact.seq) == ("identity.staff_password_reset", admin.version + 1)
    assert (fact.data, fact.sealed) == ({"staff": str(admin.id)}, None)


async def test_whose_password_another_changed_is_told_so(tx: Tx, world: World) -> None:
    admin = world.laundry.admin
    await identity.reset_password(tx, admin.id, await new_password(NEW))
    await tx.flush()
    notices = await told(tx)
    assert [(each.kind, each.to) for each in notices] == [("staff_password_reset", admin.email)]


async def test_an_admin_cannot_take_an_owner_over(shared_database: Database, world: World) -> None:
    context = replace(world.laundry.context, actor_id=world.laundry.admin.id)
    async with rolled_back(shared_database, context) as tx:
        with pytest.raises(NotAllowed):
            await identity.reset_password(tx, world.laundry.owner.id, await new_password(NEW))
        await identity.reset_password(tx, world.laundry.cashier.id, await new_password(NEW))


@pytest.mark.parametrize("password", ["short", "x" * 201])
async def test_a_poor_password_is_refused_before_anything_happens(
    tx: Tx, world: World, password: str
) -> None:
    with pytest.raises(Invalid) as refused:
        await identity.reset_password(tx, world.laundry.admin.id, await new_password(password))
    assert [error.field for error in refused.value.errors] == ["password"]


async def test_another_tenants_account_is_as_unknown_as_nobodys(tx: Tx, world: World) -> None:
    """Fault row A07."""
    unknown: list[UUID] = [world.bakery.admin.id, uuid4()]
    for staff_id in unknown:
        with pytest.raises(StaffNotFound):
            await identity.reset_password(tx, staff_id, await new_password(NEW))


async def test_ones_own_password_changes_with_the_old_one_and_ends_the_other_sessions(
    tx: Tx, world: World
) -> None:
    admin = world.laundry.admin
    here, elsewhere = await enter(tx, world, admin), await enter(tx, world, admin)
    assert here.session is not None
    await identity.change_own_password(tx, here.session, await proven(tx, here.session, PASSWORD))
    assert await is_open(tx, here)
    assert not await is_open(tx, elsewhere)
    assert (await enter(tx, world, admin, NEW)).outcome is SignInOutcome.SIGNED_IN
    assert (await announced(tx, admin.id))[-2].name == "identity.staff_password_changed"


async def test_without_the_old_password_nothing_changes(tx: Tx, world: World) -> None:
    signed = await enter(tx, world, world.laundry.admin)
    assert signed.session is not None
    change = await proven(tx, signed.session, "not this one")
    with pytest.raises(WrongPassword):
        await identity.change_own_password(tx, signed.session, change)
    assert (await enter(tx, world, world.laundry.admin)).outcome is SignInOutcome.SIGNED_IN


async def test_a_password_that_changed_since_the_old_one_was_proven_stays(
    tx: Tx, world: World
) -> None:
    signed = await enter(tx, world, world.laundry.admin)
    assert signed.session is not None
    change = await proven(tx, signed.session, PASSWORD)
    await identity.reset_password(
        tx, world.laundry.admin.id, await new_password("given by another")
    )
    with pytest.raises(WrongPassword):
        await identity.change_own_password(tx, signed.session, change)
