"""Changing staff: who may, what is told of it, and how soon it bites."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from regulars.domains import audit, identity
from regulars.domains.audit import Wanted
from regulars.domains.identity import (
    LastOwner,
    SignInOutcome,
    Staff,
    StaffClosed,
    StaffEmailKnown,
    StaffNotFound,
    read_credential,
)
from regulars.kernel.errors import Invalid, NotAllowed, Outdated
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.domains.evidence import announced
from tests.domains.identity.sign_ins.test_password_changes import enter
from tests.domains.identity.staff.test_staff import add
from tests.instruments.installation import Installation
from tests.world import World, rolled_back


async def is_open(tx: Tx, secret: str | None) -> bool:
    credential = read_credential(secret or "", kind="rs", environment="test")
    assert credential is not None
    return await identity.recognise_session(tx, credential) is not None


async def test_what_is_given_changes_and_the_rest_stays(tx: Tx, world: World) -> None:
    cashier, second = world.laundry.cashier, world.laundry.branches[1].id
    given = {"name": " Noor  Al Busaidi ", "branch_ids": (second,), "language": "ar"}
    after = await identity.change_staff(tx, cashier.id, given)
    assert (after.name, after.branch_ids, after.language) == ("Noor Al Busaidi", (second,), "ar")
    assert (after.email, after.role, after.state) == (cashier.email, "branch", "active")
    assert await identity.open_staff(tx, cashier.id) == after


async def test_every_field_is_told_with_what_it_was_before(tx: Tx, world: World) -> None:
    cashier, (first, _) = world.laundry.cashier, world.laundry.branches
    given = {"name": "Noor", "email": "noor@example.com", "role": "admin", "language": "ar"}
    after = await identity.change_staff(tx, cashier.id, given)
    fact = (await announced(tx, cashier.id))[-1]
    assert (fact.name, fact.seq) == ("identity.staff_changed", after.version)
    assert fact.data == {
        "staff": str(cashier.id),
        "fields": ["branch_ids", "email", "language", "name", "role"],
        "clear": {
            "role": ["branch", "admin"],
            "branch_ids": [[str(first.id)], []],
            "language": ["en", "ar"],
        },
    }
    await tx.flush()
    (told,) = (await audit.walk_facts(tx, Wanted(kind="identity.staff_changed"), limit=9)).facts
    assert await identity.staff_changes(tx, [told]) == {
        told.id: {"name": [cashier.name, "Noor"], "email": [cashier.email, "noor@example.com"]}
    }


async def test_nothing_changed_is_nothing_told(tx: Tx, world: World) -> None:
    cashier = world.laundry.cashier
    same = {"name": cashier.name, "email": cashier.email, "branch_ids": cashier.branch_ids}
    assert await identity.change_staff(tx, cashier.id, same) == cashier
    assert "identity.staff_changed" not in [fact.name for fact in await announced(tx, cashier.id)]


async def test_everything_wrong_is_said_at_once(tx: Tx, world: World) -> None:
    given = {"name": " ", "email": "x", "role": "king", "language": "fr"}
    with pytest.raises(Invalid) as refused:
        await identity.change_staff(tx, world.laundry.cashier.id, given)
    assert {error.field for error in refused.value.errors} == {"name", "email", "role", "language"}
    for branch in (world.bakery.branches[0].id, uuid4()):
        with pytest.raises(Invalid):
            await identity.change_staff(
                tx, world.laundry.cashier.id, {"role": "branch", "branch_ids": (branch,)}
            )


async def test_an_edit_collides_with_another_edit_and_not_with_a_sign_in(
    tx: Tx, world: World
) -> None:
    admin = world.laundry.admin
    await enter(tx, world, admin)
    seen = admin.edited_version
    after = await identity.change_staff(tx, admin.id, {"name": "Huda"}, expected_version=seen)
    with pytest.raises(Outdated):
        await identity.change_staff(tx, admin.id, {"name": "Hoda"}, expected_version=seen)
    await identity.change_staff(
        tx, admin.id, {"name": "Hoda"}, expected_version=after.edited_version
    )


async def test_an_email_is_free_again_once_it_was_changed(tx: Tx, world: World) -> None:
    admin = world.laundry.admin
    with pytest.raises(StaffEmailKnown):
        await identity.change_staff(tx, admin.id, {"email": "OWNER@laundry.example.com"})
    await identity.change_staff(tx, admin.id, {"email": "huda@example.com"})
    assert (await add(tx, email=admin.email)).email == admin.email
    assert (await enter(tx, world, admin)).session is not None, "the new holder signs in with it"
    moved = await identity.open_staff(tx, admin.id)
    signed = await enter(tx, world, moved)
    assert signed.session is not None
    assert signed.session.staff_id == admin.id


async def test_an_email_of_a_disabled_account_is_kept_and_of_a_closed_one_free(
    tx: Tx, world: World
) -> None:
    admin = world.laundry.admin
    signed = await enter(tx, world, admin)
    await identity.disable_staff(tx, admin.id)
    with pytest.raises(StaffEmailKnown):
        await add(tx, email=admin.email)
    await identity.close_staff(tx, admin.id)
    await identity.close_staff(tx, admin.id)
    assert not await is_open(tx, signed.secret)
    assert (await enter(tx, world, admin)).outcome is SignInOutcome.REFUSED
    heir = await add(tx, email=admin.email)
    again = await enter(tx, world, heir)
    assert again.session is not None
    assert again.session.staff_id == heir.id
    names = [fact.name for fact in await announced(tx, admin.id)]
    assert names.count("identity.staff_closed") == 1
    assert await identity.staff_names(tx, [admin.id]) == {admin.id: admin.name}


async def test_a_closed_account_does_not_come_back(tx: Tx, world: World) -> None:
    admin = world.laundry.admin
    await identity.close_staff(tx, admin.id)
    password = await identity.new_password("an entirely new password")
    for attempt in (
        identity.enable_staff(tx, admin.id),
        identity.change_staff(tx, admin.id, {"name": "Huda"}),
        identity.reset_password(tx, admin.id, password),
    ):
        with pytest.raises(StaffClosed):
            await attempt


async def test_the_last_owner_stays_one(tx: Tx, shared_database: Database, world: World) -> None:
    """Also where the house itself would do it; a disabled owner is none to rely on."""
    owner = world.laundry.owner
    house = Context(world.laundry.tenant.id, actor_kind="operator", origin="system")
    async with rolled_back(shared_database, house) as operator:
        for attempt in (
            identity.change_staff(operator, owner.id, {"role": "admin"}),
            identity.close_staff(operator, owner.id),
        ):
            with pytest.raises(LastOwner):
                await attempt
        second = await add(operator, role="owner")
        await identity.change_staff(operator, owner.id, {"role": "admin"})
        with pytest.raises(LastOwner):
            await identity.change_staff(operator, second.id, {"role": "admin"})


async def test_nobody_moves_themselves_or_reaches_above(
    shared_database: Database, world: World
) -> None:
    admin, cashier = world.laundry.admin, world.laundry.cashier
    context = replace(world.laundry.context, actor_id=admin.id)
    async with rolled_back(shared_database, context) as tx:
        wanted: tuple[tuple[Staff, dict[str, Any]], ...] = (
            (admin, {"role": "owner"}),
            (admin, {"role": "branch", "branch_ids": cashier.branch_ids}),
            (cashier, {"role": "owner"}),
            (world.laundry.owner, {"name": "Huda"}),
        )
        for somebody, given in wanted:
            with pytest.raises(NotAllowed):
                await identity.change_staff(tx, somebody.id, given)
        with pytest.raises(NotAllowed):
            await identity.close_staff(tx, world.laundry.owner.id)
        assert (await identity.change_staff(tx, admin.id, {"name": "Huda"})).name == "Huda"
    async with rolled_back(shared_database, replace(context, actor_id=cashier.id)) as tx:
        with pytest.raises(NotAllowed):
            await identity.change_staff(tx, cashier.id, {"name": "Huda"})


@pytest.mark.parametrize("chosen", ["all", "first", "second"])
async def test_sessions_that_stand_elsewhere_now_end_for_good(
    tx: Tx, world: World, chosen: str
) -> None:
    first, second = (branch.id for branch in world.laundry.branches)
    admin = world.laundry.admin
    signed = await enter(tx, world, admin)
    assert signed.session is not None
    await identity.choose_branch(
        tx, signed.session, admin, {"all": None, "first": first, "second": second}[chosen]
    )
    await identity.change_staff(tx, admin.id, {"role": "branch", "branch_ids": (first,)})
    assert await is_open(tx, signed.secret) is (chosen == "first")
    await identity.change_staff(tx, admin.id, {"role": "admin"})
    assert await is_open(tx, signed.secret) is (chosen == "first")


async def test_two_owners_taking_each_others_role_leave_one(
    installation: Installation, world: World
) -> None:
    async with installation.database() as database:
        async with database.transaction(world.laundry.context) as tx:
            second = await add(tx, role="owner")
        both_are_in = asyncio.Barrier(2)

        async def demote(by: Staff, whom: Staff) -> None:
            context = replace(world.laundry.context, actor_id=by.id)
            async with database.transaction(context) as tx:
                await both_are_in.wait()
                await identity.change_staff(tx, whom.id, {"role": "admin"})

        owner = world.laundry.owner
        outcomes = await asyncio.gather(
            demote(owner, second), demote(second, owner), return_exceptions=True
        )
        async with database.transaction(world.laundry.context) as tx:
            staff = await identity.list_staff(tx)
    assert [type(outcome) for outcome in outcomes if outcome is not None] == [NotAllowed]
    assert [person.role for person in staff].count("owner") == 1


async def test_another_tenants_account_is_as_unknown_as_nobodys(tx: Tx, world: World) -> None:
    """Fault row A07."""
    for staff_id in (world.bakery.admin.id, uuid4()):
        for attempt in (
            identity.change_staff(tx, staff_id, {"name": "Huda"}),
            identity.close_staff(tx, staff_id),
        ):
            with pytest.raises(StaffNotFound):
                await attempt


async def test_sessions_last_over_a_change_that_takes_nothing(tx: Tx, world: World) -> None:
    signed = await enter(tx, world, world.laundry.cashier)
    both = tuple(branch.id for branch in world.laundry.branches)
    await identity.change_staff(tx, world.laundry.cashier.id, {"branch_ids": both})
    assert await is_open(tx, signed.secret)
    assert signed.session is not None
    assert signed.session.expires_at > world.laundry.cashier.created_at + timedelta(minutes=1)
