"""Staff accounts: sealed, unique inside their tenant, and never without an owner."""

import asyncio
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from regulars.domains import identity
from regulars.domains.identity import LastOwner, Staff, StaffEmailKnown, StaffNotFound
from regulars.kernel.errors import Invalid, NotAllowed
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.domains.evidence import announced
from tests.instruments.installation import Installation
from tests.instruments.leakscan import dump_everything, scan
from tests.world import PASSWORD, World, rolled_back


async def add(tx: Tx, **given: Any) -> Staff:
    password = await identity.new_password(given.pop("password", PASSWORD))
    return await identity.add_staff(
        tx,
        **{
            "name": "Maryam Al Hinai",
            "email": "Maryam@Example.com",
            "password": password,
            "role": "admin",
            **given,
        },
    )


async def test_staff_are_listed_as_they_were_added_with_the_person_sealed(tx: Tx) -> None:
    made = await add(tx, name=" Maryam  Al Hinai ", language="ar")
    assert made in await identity.list_staff(tx)
    assert (made.name, made.email, made.language) == ("Maryam Al Hinai", "Maryam@Example.com", "ar")
    (fact,) = await announced(tx, made.id)
    assert fact.data == {"staff": str(made.id), "role": "admin"}
    unknown = uuid4()
    assert await identity.staff_names(tx, [made.id, unknown]) == {made.id: "Maryam Al Hinai"}


@pytest.mark.parametrize("typed", ["owner@laundry.example.com", " OWNER@laundry.Example.com"])
async def test_an_email_stands_for_one_account_in_a_tenant_only(
    tx: Tx, shared_database: Database, world: World, typed: str
) -> None:
    with pytest.raises(StaffEmailKnown):
        await add(tx, email=typed)
    async with rolled_back(shared_database, world.bakery.context) as other:
        assert (await add(other, email=typed)).role == "admin"


async def test_everything_wrong_with_an_account_is_said_at_once(tx: Tx) -> None:
    with pytest.raises(Invalid) as refused:
        await add(tx, name=" ", email="x", password="short", role="king", language="fr")
    assert {(e.field, e.code) for e in refused.value.errors} == {
        ("name", "name_missing"),
        ("email", "email_not_valid"),
        ("password", "password_too_short"),
        ("role", "unknown_value"),
        ("language", "unknown_value"),
    }


async def test_branch_staff_need_a_branch_of_their_own_tenant(tx: Tx, world: World) -> None:
    for branch_ids in ((), (world.bakery.branches[0].id,), (uuid4(),)):
        with pytest.raises(Invalid) as refused:
            await add(tx, role="branch", branch_ids=branch_ids)
        assert [(e.field, e.code) for e in refused.value.errors] == [
            ("branch_ids", "branch_not_known")
        ]
    mine = world.laundry.branches[1].id
    assert (await add(tx, role="branch", branch_ids=(mine,))).branch_ids == (mine,)


async def test_an_admin_is_given_no_branch(tx: Tx, world: World) -> None:
    made = await add(tx, role="admin", branch_ids=(world.laundry.branches[1].id,))
    assert made.branch_ids == ()


async def test_the_last_active_owner_stays(tx: Tx, world: World) -> None:
    owner = world.laundry.owner
    with pytest.raises(LastOwner):
        await identity.disable_staff(tx, owner.id)
    second = await add(tx, role="owner")
    await identity.disable_staff(tx, second.id)
    with pytest.raises(LastOwner):
        await identity.disable_staff(tx, owner.id)
    await identity.enable_staff(tx, second.id)
    await identity.disable_staff(tx, owner.id)
    with pytest.raises(NotAllowed):  # a disabled owner owns nothing any more
        await identity.disable_staff(tx, second.id)


async def test_two_owners_disabling_each_other_at_once_leave_one(
    installation: Installation, world: World
) -> None:
    async with installation.database() as database:
        async with database.transaction(world.laundry.context) as tx:
            second = await add(tx, role="owner")
        both_are_in = asyncio.Barrier(2)

        async def disable(staff: Staff) -> None:
            async with database.transaction(world.laundry.context) as tx:
                await both_are_in.wait()
                await identity.disable_staff(tx, staff.id)

        outcomes = await asyncio.gather(
            disable(second), disable(world.laundry.owner), return_exceptions=True
        )
        async with database.transaction(world.laundry.context) as tx:
            staff = await identity.list_staff(tx)
    # Both act as the same owner: once disabled, that one may not disable the other either.
    (refused,) = (outcome for outcome in outcomes if outcome is not None)
    assert isinstance(refused, LastOwner | NotAllowed)
    assert [s.state for s in staff if s.role == "owner"].count("active") == 1


@pytest.mark.parametrize("actor_kind", ["staff", "key"])
async def test_an_admin_or_a_key_cannot_make_shut_out_or_let_in_an_owner(
    shared_database: Database, world: World, actor_kind: Any
) -> None:
    """Whoever adds an owner knows a password to be one with."""
    admin = world.laundry.admin
    context = replace(world.laundry.context, actor_kind=actor_kind, actor_id=admin.id)
    async with rolled_back(shared_database, context) as tx:
        for attempt in (
            add(tx, role="owner"),
            identity.disable_staff(tx, world.laundry.owner.id),
            identity.enable_staff(tx, world.laundry.owner.id),
        ):
            with pytest.raises(NotAllowed):
                await attempt
        assert (await add(tx, role="admin")).role == "admin"
        await identity.disable_staff(tx, world.laundry.cashier.id)


async def test_disabling_and_enabling_announce_once_each(tx: Tx, world: World) -> None:
    admin = world.laundry.admin
    for act in (identity.disable_staff, identity.enable_staff):
        await act(tx, admin.id)
        await act(tx, admin.id)
    assert [(f.name, f.seq) for f in (await announced(tx, admin.id))[1:]] == [
        ("identity.staff_disabled", 2),
        ("identity.staff_enabled", 3),
    ]


async def test_another_tenants_staff_are_as_unknown_as_nobody(tx: Tx, world: World) -> None:
    """Fault row A07."""
    for staff_id in (world.bakery.admin.id, uuid4()):
        with pytest.raises(StaffNotFound):
            await identity.disable_staff(tx, staff_id)
        with pytest.raises(StaffNotFound):
            await identity.enable_staff(tx, staff_id)
        with pytest.raises(StaffNotFound):
            await identity.open_staff(tx, staff_id)
    assert await identity.staff_names(tx, [world.bakery.admin.id]) == {}


async def test_no_password_and_no_person_is_stored_in_clear(
    installation: Installation, world: World
) -> None:
    # Long words only: a year would be met in somebody's time or token by chance.
    password = "Zanzibar saffron marzipan"
    async with installation.database() as database:
        async with database.transaction(world.laundry.context) as tx:
            await add(tx, name="Zubaida", email="zubaida@example.com", password=password)
        async with database.transaction(world.laundry.context) as tx:
            await identity.count_attempt(tx, "zubaida@example.com")
    dump = [place async for place in dump_everything(installation)]
    assert scan(dump, ["Zubaida", "zubaida@example.com", password]) == []
