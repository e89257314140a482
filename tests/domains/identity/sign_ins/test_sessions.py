"""Console sessions: recognised by their secret, and over the moment they end."""

from datetime import timedelta

import pytest

from regulars.domains import identity
from regulars.domains.identity import (
    Credential,
    Session,
    StaffSessionNotFound,
    mint_credential,
)
from regulars.domains.tenants import BranchNotFound
from regulars.kernel.ids import BranchId, new_id
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.domains.evidence import announced, asking
from tests.world import PASSWORD, House, World, rolled_back, sign_in_whole

AGE = asking(
    "UPDATE identity.sessions SET last_seen_at = now() - $2::interval"
    " WHERE tenant_id = $1 RETURNING last_seen_at",
    "ago",
)
SEEN = asking("SELECT last_seen_at FROM identity.sessions WHERE tenant_id = $1")
BECOME = asking(
    "UPDATE identity.staff SET role = $3, branch_ids = $4::uuid[] WHERE tenant_id = $1 AND id = $2",
    "id",
    "role",
    "branch_ids",
)


async def opened(
    tx: Tx, house: House, email: str, *, hours: float = 12
) -> tuple[Session, Credential]:
    answer = await sign_in_whole(
        tx,
        email=email,
        password=PASSWORD,
        environment="test",
        tenant_ref=house.tenant.ref,
        lifetime=timedelta(hours=hours),
    )
    assert answer.session is not None
    credential = identity.read_credential(answer.secret or "", kind="rs", environment="test")
    assert credential is not None
    return answer.session, credential


async def test_a_session_is_over_the_moment_its_owner_signs_out(tx: Tx, world: World) -> None:
    session, credential = await opened(tx, world.laundry, world.laundry.admin.email)
    await identity.end_session(tx, session)
    assert await identity.recognise_session(tx, credential) is None
    await identity.end_session(tx, session)
    names = [fact.name for fact in await announced(tx, session.staff_id)]
    assert names.count("identity.staff_signed_out") == 1


async def test_somebody_ends_a_sign_in_of_their_own_and_nobody_elses(tx: Tx, world: World) -> None:
    mine, _ = await opened(tx, world.laundry, world.laundry.admin.email)
    other, credential = await opened(tx, world.laundry, world.laundry.cashier.email)
    with pytest.raises(StaffSessionNotFound):
        await identity.end_own_session(tx, mine, other.id)
    assert await identity.recognise_session(tx, credential) is not None
    await identity.end_own_session(tx, other, other.id)
    assert await identity.recognise_session(tx, credential) is None
    with pytest.raises(StaffSessionNotFound):
        await identity.end_own_session(tx, other, other.id)


async def test_a_session_is_over_when_its_time_has_come(tx: Tx, world: World) -> None:
    _, credential = await opened(tx, world.laundry, world.laundry.admin.email, hours=0)
    assert await identity.recognise_session(tx, credential) is None


async def test_disabling_ends_every_session_at_once_and_enabling_brings_none_back(
    tx: Tx, world: World
) -> None:
    admin = world.laundry.admin
    credentials = [(await opened(tx, world.laundry, admin.email))[1] for _ in range(2)]
    _, untouched = await opened(tx, world.laundry, world.laundry.owner.email)
    await identity.disable_staff(tx, admin.id)
    assert [await identity.recognise_session(tx, one) for one in credentials] == [None, None]
    await identity.enable_staff(tx, admin.id)
    assert [await identity.recognise_session(tx, one) for one in credentials] == [None, None]
    assert await identity.recognise_session(tx, untouched)


async def test_a_session_opens_nothing_in_another_tenant_and_guesses_open_nothing(
    tx: Tx, shared_database: Database, world: World
) -> None:
    _, credential = await opened(tx, world.laundry, world.laundry.admin.email)
    guess = mint_credential("rs", "test", world.laundry.tenant.ref)
    assert await identity.recognise_session(tx, guess) is None
    async with rolled_back(shared_database, world.bakery.context) as other:
        assert await identity.recognise_session(other, credential) is None


async def test_a_session_does_not_outlive_the_branch_or_role_it_was_opened_with(
    tx: Tx, world: World
) -> None:
    """A session without a branch would see every branch, whatever its account became."""
    house = world.laundry
    first, second = (branch.id for branch in house.branches)
    _, of_admin = await opened(tx, house, house.admin.email)
    _, of_cashier = await opened(tx, house, house.cashier.email)
    await tx.run(BECOME, id=house.admin.id, role="branch", branch_ids=[first])
    await tx.run(BECOME, id=house.cashier.id, role="branch", branch_ids=[second])
    assert await identity.recognise_session(tx, of_admin) is None
    assert await identity.recognise_session(tx, of_cashier) is None
    await tx.run(BECOME, id=house.cashier.id, role="branch", branch_ids=[second, first])
    session = await identity.recognise_session(tx, of_cashier)
    assert session is not None
    assert session.branch == first


async def test_when_somebody_was_seen_is_noted_about_once_a_minute(tx: Tx, world: World) -> None:
    _, credential = await opened(tx, world.laundry, world.laundry.admin.email)
    for seconds, is_noted in [(30, False), (90, True)]:
        before = await tx.value(AGE, ago=timedelta(seconds=seconds))
        await identity.recognise_session(tx, credential)
        assert (await tx.value(SEEN) > before) == is_noted


async def test_branch_staff_choose_among_their_branches_only(tx: Tx, world: World) -> None:
    house = world.laundry
    first, second = (branch.id for branch in house.branches)
    session, credential = await opened(tx, house, house.cashier.email)
    staff = await identity.open_staff(tx, house.cashier.id)
    for foreign in (second, None, world.bakery.branches[0].id):
        with pytest.raises(BranchNotFound):
            await identity.choose_branch(tx, session, staff, foreign)
    await tx.run(BECOME, id=staff.id, role="branch", branch_ids=[first, second])
    staff = await identity.open_staff(tx, staff.id)
    await identity.choose_branch(tx, session, staff, second)
    chosen = await identity.recognise_session(tx, credential)
    assert chosen is not None
    assert chosen.branch == second


async def test_who_sees_every_branch_may_look_at_one_and_back(tx: Tx, world: World) -> None:
    house = world.laundry
    session, credential = await opened(tx, house, house.admin.email)
    for branch in (house.branches[1].id, None):
        await identity.choose_branch(tx, session, house.admin, branch)
        chosen = await identity.recognise_session(tx, credential)
        assert chosen is not None
        assert chosen.branch == branch
    for foreign in (world.bakery.branches[0].id, BranchId(new_id())):
        with pytest.raises(BranchNotFound):
            await identity.choose_branch(tx, session, house.admin, foreign)
