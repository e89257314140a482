"""Inviting: to what is on the record, one link at a time, by who may, all of it in the trail."""

import pytest

from regulars.domains import customers, people
from regulars.domains.customers import CustomerDeleted
from regulars.domains.people import (
    AlreadyHasAccount,
    InvitationNotFound,
    InvitationSettled,
    InvitedTooOften,
    NotInvitable,
)
from regulars.domains.people.reactions import replace_older_invitations
from regulars.kernel.errors import Invalid, NotAllowed
from regulars.kernel.ids import new_id
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.domains.customers.account_holders import PORTAL, account_holder, told
from tests.domains.evidence import announced, asking
from tests.domains.people.invited import accepted, invited, last_link
from tests.domains.people.test_reactions import recorded
from tests.instruments.installation import Installation
from tests.world import World, registered, rolled_back

HASHES = asking("SELECT secret_hash FROM people.invitations WHERE tenant_id = $1")
A_DAY_LATER = asking(
    "UPDATE people.invitations SET created_at = created_at - interval '25 hours',"
    " expires_at = expires_at - interval '25 hours' WHERE tenant_id = $1"
)
OF_NO_BRANCH_HERE = asking(
    "UPDATE people.invitations SET branch_refs = '{another}' WHERE tenant_id = $1"
)
SEEN_BY = asking(
    "UPDATE customers.customers SET branch_refs = branch_refs || $3::text"
    " WHERE tenant_id = $1 AND id = $2",
    "id",
    "branch",
)
LATER = asking(
    "UPDATE people.invitations SET expires_at = expires_at - interval '8 days' WHERE tenant_id = $1"
)


async def test_the_link_goes_to_what_is_on_the_record(tx: Tx) -> None:
    huda = await registered(tx, name="Huda", phone="91234567", email="huda@example.com")
    made = await people.invite_customer(tx, huda.id, "email", portal=PORTAL)
    (said,) = await told(tx)
    assert (said.kind, said.to) == ("invitation", "huda@example.com")
    assert said.link
    assert said.link.startswith(f"{PORTAL.address}/join/ri_test_laundry0_")
    assert (made.state, made.kind, made.to, made.sent) == (
        "pending", "email", "huda@example.com", 1,
    )  # fmt: skip
    assert made.expires_at - made.created_at == people.LIFETIME
    assert made.inviter_kind == "staff"


async def test_256_bits_of_which_only_the_hash_is_kept(tx: Tx) -> None:
    huda = await registered(tx, name="Huda", phone="91234567")
    link = await invited(tx, huda)
    random = link.secret.split("_")[3][:-6]
    assert len(random) == 43, "letters of an alphabet of 62: 256 bits"
    assert [row["secret_hash"] for row in await tx.rows(HASHES)] == [link.hashed]


async def test_sent_again_the_old_link_is_dead_and_the_new_one_works(tx: Tx) -> None:
    huda = await registered(tx, name="Huda", phone="91234567")
    made = await people.invite_customer(tx, huda.id, "phone", portal=PORTAL)
    old = await last_link(tx)
    again = await people.resend_invitation(tx, made.id, portal=PORTAL)
    assert (again.id, again.sent, again.state) == (made.id, 2, "pending")
    assert await people.open_invitation(tx, old) is None
    assert await people.open_invitation(tx, await last_link(tx))


async def test_a_second_invitation_takes_the_place_of_the_first(tx: Tx) -> None:
    huda = await registered(tx, name="Huda", phone="91234567", email="huda@example.com")
    first = await invited(tx, huda, "phone")
    second = await invited(tx, huda, "email")
    assert await people.open_invitation(tx, first) is None
    assert await people.open_invitation(tx, second)
    page = await people.list_invitations(tx, customer_id=huda.id, limit=10)
    assert [each.state for each in page.invitations] == ["pending", "replaced"]


async def test_five_a_day_are_enough_for_anybody(tx: Tx) -> None:
    huda = await registered(tx, name="Huda", phone="91234567", email="huda@example.com")
    made = await people.invite_customer(tx, huda.id, "phone", portal=PORTAL)
    for _ in range(2):
        await people.resend_invitation(tx, made.id, portal=PORTAL)
    for kind in ("email", "phone"):
        made = await people.invite_customer(tx, huda.id, kind, portal=PORTAL)
    with pytest.raises(InvitedTooOften):
        await people.resend_invitation(tx, made.id, portal=PORTAL)
    with pytest.raises(InvitedTooOften):
        await people.invite_customer(tx, huda.id, "email", portal=PORTAL)
    assert len(await told(tx)) == 5
    await tx.run(A_DAY_LATER)
    assert (await people.resend_invitation(tx, made.id, portal=PORTAL)).sent == 2


async def test_of_two_branches_that_see_nothing_of_each_other_the_last_link_counts(
    installation: Installation, world: World
) -> None:
    async with installation.database("app") as database:
        async with database.transaction(world.laundry.context) as tx:
            huda = await registered(tx, name="Huda", phone="91234567")
            first = await people.invite_customer(tx, huda.id, "phone", portal=PORTAL)
            old = await last_link(tx)
            # As another branch's invitation looks to this one: not at all.
            await tx.run(OF_NO_BRANCH_HERE)
            await tx.run(SEEN_BY, id=huda.id, branch=str(world.laundry.cashier_context.branch))
        async with database.transaction(world.laundry.cashier_context) as tx:
            second = await people.invite_customer(tx, huda.id, "phone", portal=PORTAL)
        async with database.transaction(world.laundry.context) as tx:
            assert await people.open_invitation(tx, old) is None
            assert await people.open_invitation(tx, await last_link(tx))
            fact = recorded(tx, "people.customer_invited", huda.id)
            await replace_older_invitations.react(tx, fact)
            states = [(await people.invitation_by_id(tx, one.id)).state for one in (first, second)]
            assert states == ["replaced", "pending"]


async def test_taken_back_it_is_dead_and_taking_back_twice_says_nothing(tx: Tx) -> None:
    huda = await registered(tx, name="Huda", phone="91234567")
    made = await people.invite_customer(tx, huda.id, "phone", portal=PORTAL)
    link = await last_link(tx)
    for _ in range(2):
        assert (await people.cancel_invitation(tx, made.id)).state == "cancelled"
    assert await people.open_invitation(tx, link) is None
    names = [fact.name for fact in await announced(tx, huda.id)]
    assert names.count("people.invitation_cancelled") == 1
    with pytest.raises(InvitationSettled):
        await people.resend_invitation(tx, made.id, portal=PORTAL)


async def test_too_old_it_is_dead_until_it_is_sent_again(tx: Tx) -> None:
    huda = await registered(tx, name="Huda", phone="91234567")
    made = await people.invite_customer(tx, huda.id, "phone", portal=PORTAL)
    link = await last_link(tx)
    await tx.run(LATER)
    assert await people.open_invitation(tx, link) is None
    assert await people.expire_invitations(tx, 100) == 1
    assert await people.expire_invitations(tx, 100) == 0
    assert (await people.invitation_by_id(tx, made.id)).state == "expired"
    names = [fact.name for fact in await announced(tx, huda.id)]
    assert names[-1] == "people.invitation_expired"
    assert (await people.resend_invitation(tx, made.id, portal=PORTAL)).state == "pending"
    assert await accepted(tx, await last_link(tx))


async def test_who_cannot_be_invited(tx: Tx) -> None:
    huda = await registered(tx, name="Huda", phone="91234567")
    with pytest.raises(Invalid):
        await people.invite_customer(tx, huda.id, "email", portal=PORTAL)
    await customers.block_customer(tx, huda.id, reason="Owes us")
    with pytest.raises(NotInvitable):
        await people.invite_customer(tx, huda.id, "phone", portal=PORTAL)
    await customers.delete_customer(tx, huda.id)
    with pytest.raises(CustomerDeleted):
        await people.invite_customer(tx, huda.id, "phone", portal=PORTAL)
    salma, _ = await account_holder(tx, name="Salma", phone="92345678", email=None)
    with pytest.raises(AlreadyHasAccount):
        await people.invite_customer(tx, salma.id, "phone", portal=PORTAL)
    company = await registered(tx, "guest", name="Linen LLC", phone="93456789", kind="company")
    with pytest.raises(NotInvitable):
        await people.invite_customer(tx, company.id, "phone", portal=PORTAL)


async def test_an_invitation_for_a_number_the_record_lost_is_not_sent_again(tx: Tx) -> None:
    huda = await registered(tx, name="Huda", phone="91234567")
    made = await people.invite_customer(tx, huda.id, "phone", portal=PORTAL)
    await customers.change_customer(tx, huda.id, {"phone": "92345678"}, country="OM")
    with pytest.raises(InvitationSettled):
        await people.resend_invitation(tx, made.id, portal=PORTAL)


async def test_staff_and_programs_invite_and_nobody_else(
    shared_database: Database, world: World
) -> None:
    context = Context(world.laundry.context.tenant_id, actor_kind="customer", actor_id=new_id())
    async with rolled_back(shared_database, context) as tx:
        huda = await registered(tx, name="Huda", phone="91234567")
        with pytest.raises(NotAllowed):
            await people.invite_customer(tx, huda.id, "phone", portal=PORTAL)


async def test_another_branch_sees_none_of_it(shared_database: Database, world: World) -> None:
    async with rolled_back(shared_database, world.laundry.cashier_context) as tx:
        huda = await registered(tx, name="Huda", phone="91234567")
        made = await people.invite_customer(tx, huda.id, "phone", portal=PORTAL)
        assert (await people.invitation_by_id(tx, made.id)).id == made.id
    async with rolled_back(shared_database, world.laundry.context) as tx:
        salma = await registered(tx, name="Salma", phone="92345678")
        made = await people.invite_customer(tx, salma.id, "phone", portal=PORTAL)
        await tx.act_for(world.laundry.cashier_context)
        with pytest.raises(InvitationNotFound):
            await people.invitation_by_id(tx, made.id)


async def test_a_list_is_paged_and_narrowed_by_state(tx: Tx) -> None:
    for turn in range(5):
        huda = await registered(tx, name="Huda", phone=f"9123456{turn}")
        made = await people.invite_customer(tx, huda.id, "phone", portal=PORTAL)
        if turn % 2:
            await people.cancel_invitation(tx, made.id)
    first = await people.list_invitations(tx, limit=3)
    rest = await people.list_invitations(tx, limit=3, after=first.next)
    assert (len(first.invitations), len(rest.invitations), rest.next) == (3, 2, None)
    ids = [each.id for each in (*first.invitations, *rest.invitations)]
    assert ids == sorted(ids, reverse=True)
    cancelled = await people.list_invitations(tx, state="cancelled", limit=10)
    assert len(cancelled.invitations) == 2
