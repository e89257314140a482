"""Changing and upgrading: what stays, what is cleared, what is announced, whose number it is."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from regulars.domains import customers
from regulars.domains.customers import (
    CUSTOMER_CHANGES,
    Customer,
    CustomerDeleted,
    CustomerNotFound,
    DowngradeNotPossible,
    PhoneKnown,
)
from regulars.domains.tenants import set_preference_shape
from regulars.kernel.errors import Invalid, Outdated
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.domains.customers.account_holders import account_holder, changed
from tests.domains.evidence import Announced, announced, asking
from tests.instruments.installation import Installation
from tests.instruments.leakscan import dump_everything, scan
from tests.world import World, phone_proven, registered, rolled_back

PLANTED: dict[str, Any] = {
    "name": "Zubaida Qahtaniyah",
    "name2": "زبيدة القحطانية",
    "phone": "+96895550147",
    "email": "zubaida@example.com",
    "birth_date": "1971-03-09",
    "preferences": {"softener": "jasmine-lavender"},
}
REASON = "Grudgeful Zubaida"


async def change(tx: Tx, customer: Customer, **given: Any) -> Customer:
    return await customers.change_customer(tx, customer.id, given, country="OM")


async def upgrade(tx: Tx, customer: Customer, stage: Any, **given: Any) -> Customer:
    return await customers.upgrade_customer(tx, customer.id, stage, given, country="OM")


async def last_fact(tx: Tx, customer: Customer) -> Announced:
    return (await announced(tx, customer.id))[-1]


async def test_what_is_absent_stays_and_null_clears(tx: Tx) -> None:
    made = await registered(
        tx, name="Huda", name2="هدى", phone="91234567", gender="female", tags=["vip"]
    )
    after = await change(tx, made, name2=None, gender=None, language="ar")
    assert after == await customers.customer_by_id(tx, made.id)
    assert (after.person.name, after.person.name2) == ("Huda", None)
    assert (after.traits.gender, after.traits.language) == (None, "ar")
    assert after.traits.tags == ("vip",)
    assert after.version == 2


async def test_an_empty_list_of_tags_and_null_both_clear_them(tx: Tx) -> None:
    made = await registered(tx, "guest", tags=["vip"])
    assert (await change(tx, made, tags=[])).traits.tags == ()
    await change(tx, made, tags=["again"])
    assert (await change(tx, made, tags=None)).traits.tags == ()


async def test_a_patch_of_preferences_keeps_those_it_does_not_name(tx: Tx) -> None:
    made = await registered(tx, "guest", preferences={"starch": "light", "hangers": True})
    after = await change(tx, made, preferences={"starch": None, "fold": "flat"})
    assert after.person.preferences == {"hangers": True, "fold": "flat"}
    assert (await change(tx, made, preferences=None)).person.preferences is None


async def test_changing_nothing_announces_nothing(tx: Tx) -> None:
    made = await registered(tx, name="Huda", phone="91234567", tags=["vip"])
    same = await change(tx, made, name=" Huda ", phone="91234567", tags=["vip"], email=None)
    assert same == made
    assert len(await announced(tx, made.id)) == 1


async def test_a_change_is_announced_with_old_and_new_and_the_person_sealed(tx: Tx) -> None:
    made = await registered(tx, name="Huda", phone="91234567", tags=["vip"])
    after = await change(tx, made, name="Huda Al Rawahi", tags=["vip", "hotel"], kind="company")
    fact = await last_fact(tx, made)
    assert (fact.name, fact.seq) == ("customers.changed", after.version)
    assert fact.data == {
        "customer": str(made.id),
        "fields": ["kind", "name", "tags"],
        "clear": {"kind": ["person", "company"], "tags": [["vip"], ["vip", "hotel"]]},
    }
    assert fact.opened(tx, CUSTOMER_CHANGES, made.key) == {"name": ["Huda", "Huda Al Rawahi"]}


@pytest.mark.parametrize(
    ("stage", "cleared"),
    [("stub", "name"), ("stub", "phone"), ("full", "email"), ("full", "phone")],
)
async def test_a_stage_keeps_what_it_needs(tx: Tx, stage: Any, cleared: str) -> None:
    made = await registered(tx, stage, name="Huda", phone="91234567", email="huda@example.com")
    for nothing in (None, "", "   "):
        with pytest.raises(Invalid) as refused:
            await change(tx, made, **{cleared: nothing})
        assert [(e.field, e.code) for e in refused.value.errors] == [
            (cleared, f"{cleared}_missing")
        ]


async def test_everything_wrong_with_a_change_is_said_at_once(tx: Tx, world: World) -> None:
    made = await registered(tx, name="Huda", phone="91234567")
    with pytest.raises(Invalid) as refused:
        await change(tx, made, name=None, phone="12", branch_id=str(uuid4()), verified_at="now")
    assert {(error.field, error.code) for error in refused.value.errors} == {
        ("name", "name_missing"),
        ("phone", "phone_too_short"),
        ("branch_id", "branch_not_known"),
        ("verified_at", "unknown_field"),
    }


@pytest.mark.parametrize(
    "field", ["id", "number", "tenant_id", "stage", "version", "phone_typed", "block_reason"]
)
async def test_a_change_cannot_reach_what_is_not_its_business(tx: Tx, field: str) -> None:
    """Fault row C06."""
    made = await registered(tx, name="Huda", phone="91234567")
    with pytest.raises(Invalid) as refused:
        await change(tx, made, **{field: "9"})
    assert [(e.field, e.code) for e in refused.value.errors] == [(field, "unknown_field")]
    assert await customers.customer_by_id(tx, made.id) == made


async def test_a_new_phone_frees_the_old_one_and_takes_the_new(tx: Tx) -> None:
    made = await registered(tx, name="Huda", phone="91234567")
    await change(tx, made, phone="91234568")
    with pytest.raises(PhoneKnown):
        await registered(tx, name="Another", phone="91234568")
    heir = await registered(tx, name="Another", phone="91234567")
    assert heir.person.phone == "+96891234567"


async def test_somebody_may_come_back_to_a_phone_they_had(tx: Tx) -> None:
    made = await registered(tx, name="Huda", phone="91234567")
    for phone in ("91234568", "91234567", "91234568"):
        made = await change(tx, made, phone=phone)
    with pytest.raises(PhoneKnown):
        await registered(tx, name="Another", phone="91234568")
    assert (await registered(tx, name="Another", phone="91234567")).number


async def test_a_change_to_a_known_phone_is_refused_unless_shared(tx: Tx, world: World) -> None:
    made = await registered(tx, name="Huda", phone="91234567")
    with pytest.raises(PhoneKnown) as refused:
        await change(tx, made, phone="91112233")
    assert [c.id for c in refused.value.known.candidates] == [world.laundry.ana.id]
    after = await customers.change_customer(
        tx, made.id, {"phone": "91112233"}, country="OM", shared_phone=True
    )
    assert after.person.phone == world.laundry.ana.person.phone


async def test_who_shares_a_phone_may_change_the_rest_without_sharing_again(tx: Tx) -> None:
    made = await registered(tx, name="Huda", phone="91112233", shared_phone=True)
    after = await change(tx, made, name="Huda Al Rawahi", email="huda@example.com")
    assert after.version == 2


async def test_a_phone_written_anew_is_no_new_phone(tx: Tx) -> None:
    made = await registered(tx, name="Huda", phone="91112233", shared_phone=True)
    assert await change(tx, made, phone="+968 9111 2233") == made
    assert len(await announced(tx, made.id)) == 1


async def test_a_changed_customer_is_found_by_what_is_new_and_not_by_what_was(tx: Tx) -> None:
    made = await registered(tx, name="Huda Unlike", phone="91234567", email="old@example.com")
    await change(tx, made, name="Huda Other", phone="91234568", email="new@example.com")
    for q, hits in [
        ("unlike", 0),
        ("91234567", 0),
        ("old@example.com", 0),
        ("other huda", 1),
        ("91234568", 1),
        ("new@example.com", 1),
    ]:
        wanted = customers.Filter(q)
        page = await customers.list_customers(tx, wanted, limit=5, country="OM")
        assert len(page.customers) == hits, q


async def test_a_change_made_against_an_old_version_is_refused(tx: Tx) -> None:
    made = await registered(tx, "guest")
    await change(tx, made, name="Huda")
    for attempt in (
        customers.change_customer(tx, made.id, {"name": "X"}, country="OM", expected_version=1),
        customers.upgrade_customer(tx, made.id, "stub", {}, country="OM", expected_version=1),
        customers.delete_customer(tx, made.id, expected_version=1),
    ):
        with pytest.raises(Outdated):
            await attempt


async def test_two_changes_at_once_are_both_kept_and_both_announced(
    installation: Installation, world: World
) -> None:
    ana = world.laundry.ana
    async with installation.database() as database:

        async def once(**given: Any) -> None:
            async with database.transaction(world.laundry.context) as tx:
                await change(tx, ana, **given)

        await asyncio.gather(once(name2="آنا"), once(language="ar"), once(gender="female"))
        async with database.transaction(world.laundry.context) as tx:
            after = await customers.customer_by_id(tx, ana.id)
            facts = await announced(tx, ana.id)
    assert (after.person.name2, after.traits.language, after.traits.gender) == (
        "آنا",
        "ar",
        "female",
    )
    assert sorted(fact.seq for fact in facts) == [1, 2, 3, 4, 5]
    assert after.version == 5
    assert after.updated_at > ana.updated_at


async def test_a_change_answers_when_it_was_made(installation: Installation, world: World) -> None:
    async with installation.database() as database:
        async with database.transaction(world.laundry.context) as tx:
            answered = await change(tx, world.laundry.ana, language="ar")
        async with database.transaction(world.laundry.context) as tx:
            assert await customers.customer_by_id(tx, answered.id) == answered


async def test_an_upgrade_keeps_id_and_number(tx: Tx) -> None:
    guest = await registered(tx, "guest", tags=["vip"])
    stub = await upgrade(tx, guest, "stub", name="Huda", phone="91234567", tags=None)
    await phone_proven(tx, stub.id)
    full = await upgrade(tx, stub, "full", email="huda@example.com")
    assert (full.id, full.number, full.stage) == (guest.id, guest.number, "full")
    assert full == await customers.customer_by_id(tx, guest.id)
    facts = [f for f in await announced(tx, guest.id) if f.name == "customers.upgraded"]
    assert [(f.name, f.data["before"], f.data["stage"]) for f in facts] == [
        ("customers.upgraded", "guest", "stub"),
        ("customers.upgraded", "stub", "full"),
    ]
    assert facts[0].data["clear"]["tags"] == [["vip"], []]
    assert facts[1].opened(tx, CUSTOMER_CHANGES, guest.key) == {"email": [None, "huda@example.com"]}


@pytest.mark.parametrize("stage", ["guest", "stub"])
async def test_nobody_is_taken_down_or_up_to_where_they_stand(tx: Tx, stage: Any) -> None:
    stub = await registered(tx, name="Huda", phone="91234567")
    with pytest.raises(DowngradeNotPossible):
        await upgrade(tx, stub, stage)


async def test_an_upgrade_says_what_the_stage_still_needs(tx: Tx) -> None:
    guest = await registered(tx, "guest")
    with pytest.raises(Invalid) as refused:
        await upgrade(tx, guest, "full", phone="x")
    assert [(e.field, e.code) for e in refused.value.errors] == [
        ("phone", "phone_not_a_number"),
        ("name", "name_missing"),
        ("email", "email_missing"),
    ]


async def test_nobody_is_made_full_by_a_number_that_they_did_not_prove(tx: Tx) -> None:
    stub = await registered(tx, name="Huda", phone="91234567", email="huda@example.com")
    with pytest.raises(Invalid) as refused:
        await upgrade(tx, stub, "full")
    assert [(e.field, e.code) for e in refused.value.errors] == [("phone", "phone_not_proven")]
    await phone_proven(tx, stub.id)
    other = await registered(tx, name="Muna", phone="91234599")
    await phone_proven(tx, other.id)
    with pytest.raises(Invalid) as refused:
        # The proof was of the number before.
        await upgrade(tx, other, "full", phone="91234598", email="muna@example.com")
    assert [e.code for e in refused.value.errors] == ["phone_not_proven"]


async def test_who_lacks_what_the_shop_asks_of_full_customers_is_told_so(tx: Tx) -> None:
    await set_preference_shape(tx, [{"key": "starch", "kind": "yes_no", "label": {"en": "Starch"}}])
    made = await registered(tx, name="Huda", phone="91234567")
    await phone_proven(tx, made.id)
    with pytest.raises(Invalid) as refused:
        await upgrade(tx, made, "full", email="huda@example.com")
    assert [(e.field, e.code) for e in refused.value.errors] == [
        ("preferences", "preferences_missing")
    ]
    given = {"email": "huda@example.com", "preferences": {"starch": "yes"}}
    assert (await upgrade(tx, made, "full", **given)).stage == "full"


async def test_a_company_is_full_without_a_proof(tx: Tx) -> None:
    made = await registered(tx, kind="company", name="Sample Hotels", phone="91234567")
    assert (await upgrade(tx, made, "full", email="desk@example.com")).stage == "full"
    with pytest.raises(Invalid) as refused:
        # Else whoever was called a company for a moment would be full without one.
        await change(tx, made, kind="person")
    assert [(e.field, e.code) for e in refused.value.errors] == [("phone", "phone_not_proven")]


async def test_a_deleted_customer_is_not_changed(tx: Tx) -> None:
    made = await registered(tx, "guest")
    await customers.delete_customer(tx, made.id)
    with pytest.raises(CustomerDeleted):
        await change(tx, made, name="Huda")
    with pytest.raises(CustomerDeleted):
        await upgrade(tx, made, "stub", name="Huda", phone="91234567")


async def test_another_tenants_customer_is_as_unknown_as_nobody(tx: Tx, world: World) -> None:
    """Fault row A07."""
    for id_ in (world.bakery.ana.id, uuid4()):
        for attempt in (
            customers.customer_by_id(tx, id_),
            customers.change_customer(tx, id_, {"name": "X"}, country="OM"),
            customers.upgrade_customer(tx, id_, "full", {}, country="OM"),
            customers.delete_customer(tx, id_),
            customers.restore_customer(tx, id_),
            customers.block_customer(tx, id_, reason="none"),
            customers.unblock_customer(tx, id_),
        ):
            with pytest.raises(CustomerNotFound):
                await attempt


async def test_a_customer_cannot_be_moved_to_another_tenants_branch(tx: Tx, world: World) -> None:
    made = await registered(tx, "guest")
    with pytest.raises(Invalid) as refused:
        await change(tx, made, branch_id=str(world.bakery.branches[0].id))
    assert [error.code for error in refused.value.errors] == ["branch_not_known"]


async def test_branches_that_knew_a_customer_keep_seeing_them(
    installation: Installation, world: World
) -> None:
    first, second = world.laundry.branches
    async with installation.database() as database:
        async with database.transaction(world.laundry.context) as tx:
            made = await registered(tx, "guest", branch_id=str(first.id))
            await change(tx, made, branch_id=str(second.id))
            await change(tx, made, branch_id=str(first.id))
            refs = asking(
                "SELECT branch_refs FROM customers.customers WHERE tenant_id = $1 AND id = $2", "id"
            )
            assert await tx.value(refs, id=made.id) == [str(first.id), str(second.id)]
            await change(tx, made, branch_id=None)
        async with database.transaction(world.laundry.cashier_context) as tx:
            assert (await customers.customer_by_id(tx, made.id)).traits.branch_id is None


@pytest.mark.parametrize("where", ["second", None])
async def test_branch_staff_cannot_move_a_customer_out_of_their_sight(
    shared_database: Database, world: World, where: str | None
) -> None:
    branch_id = str(world.laundry.branches[1].id) if where else None
    async with rolled_back(shared_database, world.laundry.cashier_context) as tx:
        made = await registered(tx, "guest")
        with pytest.raises(Invalid) as refused:
            await change(tx, made, branch_id=branch_id)
        assert [error.code for error in refused.value.errors] == ["branch_not_known"]
        mine = str(world.laundry.branches[0].id)
        assert await change(tx, made, branch_id=mine) == made


async def test_nothing_personal_is_stored_in_clear_by_anything_a_customer_goes_through(
    installation: Installation, world: World
) -> None:
    async with installation.database() as database:
        async with database.transaction(world.laundry.context) as tx:
            made = await registered(tx, "full", **PLANTED)
        async with database.transaction(world.laundry.context) as tx:
            await change(tx, made, name="Zubaida Marriedname", phone="+968 9555 0147")
            await customers.block_customer(tx, made.id, reason=REASON)
            await customers.unblock_customer(tx, made.id)
            await customers.delete_customer(tx, made.id)
            await customers.restore_customer(tx, made.id)
            tx.note_reads("revealed", [made.id])
    planted = [str(value) for value in PLANTED.values() if not isinstance(value, dict)]
    planted += [*PLANTED["preferences"].values(), "Marriedname", REASON]
    dump = [place async for place in dump_everything(installation)]
    assert scan(dump, planted) == []
    assert scan(dump, [str(made.id)])


async def test_what_passed_on_to_somebody_else_keeps_nobody_from_being_changed(tx: Tx) -> None:
    made = await registered(tx, name="Salma", phone="92345601", email="salma@example.com")
    salma = await phone_proven(tx, made.id)
    assert salma.stage == "full"
    _, other = await account_holder(tx, phone="92345602", email=None)
    assert (await changed(tx, other, "phone", "92345601")).took_over
    left = await change(tx, salma, name="Salma Al Habsi")
    assert (left.person.name, left.person.phone, left.stage) == ("Salma Al Habsi", None, "full")
    # What they still have is not taken away as lightly.
    with pytest.raises(Invalid) as refused:
        await change(tx, salma, email=None)
    assert [(e.field, e.code) for e in refused.value.errors] == [("email", "email_missing")]
