"""What an operator does for tenants: opening them, and trying given-up jobs again."""

import dataclasses
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from regulars.domains import identity
from regulars.domains.identity import SignInOutcome, StaffNotFound
from regulars.domains.tenants import SlugTaken, Tenant, TenantNotFound
from regulars.kernel.errors import Invalid
from regulars.operate import (
    PAGE,
    Opening,
    Owner,
    OwnerRefused,
    add_owner,
    open_tenant,
    recount,
    reset_second_factor,
    roll_out,
    rotate_signing_key,
    show_flags,
    show_given_up,
)
from regulars.runtime.context import Context
from regulars.runtime.jobs import QueuedJob, hold
from regulars.runtime.migrations import MigrationError
from regulars.runtime.reactions import Reactions
from regulars.runtime.relay import relay_batch
from regulars.runtime.vault.durable import private_folder
from regulars.runtime.vault.master import MasterKey
from tests.domains.evidence import asking
from tests.domains.identity.staff.test_factors import set_up
from tests.instruments.installation import Installation
from tests.instruments.job_zoo import Shop, give_up, open_shop
from tests.worker.workers import run_all
from tests.world import World, registered, sign_in_whole

TAILOR = Opening("tailor", "The tailor", "ar", "AE", "Asia/Dubai")
RESET_BY = asking(
    "SELECT actor_kind FROM journal.facts"
    " WHERE tenant_id = $1 AND name = 'identity.staff_factors_reset'"
)
HUDA = Owner("Huda", "huda@tailor.example.com", "a long enough password")


async def test_a_tenant_is_opened_and_its_owner_signs_in(installation: Installation) -> None:
    tenant = await open_tenant(installation.settings, TAILOR, HUDA)
    assert (tenant.slug, tenant.name, tenant.locale) == ("tailor", "The tailor", "ar")
    assert await _signs_in(installation, tenant, HUDA) is SignInOutcome.SIGNED_IN
    stranger = dataclasses.replace(HUDA, password="another long password")
    assert await _signs_in(installation, tenant, stranger) is SignInOutcome.REFUSED


async def test_an_address_that_a_tenant_has_is_not_given_to_another(
    installation: Installation, world: World
) -> None:
    taken = dataclasses.replace(TAILOR, slug=world.laundry.tenant.slug)
    with pytest.raises(SlugTaken):
        await open_tenant(installation.settings, taken, HUDA)
    assert await _signs_in(installation, world.laundry.tenant, HUDA) is SignInOutcome.REFUSED


async def test_an_owner_who_is_refused_leaves_a_tenant_that_says_so_and_can_be_helped(
    installation: Installation,
) -> None:
    hasty = dataclasses.replace(HUDA, email="nobody", password="tiny")
    with pytest.raises(OwnerRefused) as refused:
        await open_tenant(installation.settings, TAILOR, hasty)
    assert "regulars tenant owner tailor" in str(refused.value)
    refusal = refused.value.refusal
    assert isinstance(refusal, Invalid)
    assert {error.field for error in refusal.errors} == {"email", "password"}
    assert "tiny" not in str(refused.value) + str(refusal.errors)

    tenant = await add_owner(installation.settings, "tailor", HUDA)
    assert await _signs_in(installation, tenant, HUDA) is SignInOutcome.SIGNED_IN
    with pytest.raises(TenantNotFound):
        await add_owner(installation.settings, "no-such-tenant", HUDA)


async def test_an_operator_turns_a_signing_key(installation: Installation, world: World) -> None:
    tenant, name = await rotate_signing_key(installation.settings, "laundry")
    assert (tenant.slug, name) == ("laundry", None)
    async with (
        installation.database("app") as database,
        database.transaction(world.laundry.context) as tx,
    ):
        first = await identity.current_signing_key(tx)
    _, name = await rotate_signing_key(installation.settings, "laundry")
    async with (
        installation.database("app") as database,
        database.transaction(world.laundry.context) as tx,
    ):
        assert (await identity.current_signing_key(tx)).name == name != first.name


async def test_an_operator_helps_the_last_owner_who_lost_their_second_step(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with installation.database() as database:
        async with database.transaction(house.context) as tx:
            await set_up(tx, house.owner)
            await identity.make_recovery_codes(tx, house.owner.id)
            for _ in range(40):
                await identity.count_factor_try(tx, house.owner.id)
        with pytest.raises(StaffNotFound):
            await reset_second_factor(installation.settings, "laundry", "nobody@example.com")
        with pytest.raises(StaffNotFound):
            await reset_second_factor(installation.settings, "bakery", house.owner.email)
        typed = f" {house.owner.email.upper()} "
        tenant = await reset_second_factor(installation.settings, "laundry", typed)
        assert tenant.slug == "laundry"
        async with database.transaction(house.context) as tx:
            have = await identity.read_factors(tx, house.owner.id, environment="live")
            assert (have.has_any, have.recovery_left, have.is_asked) == (False, 0, True)
            assert await tx.value(RESET_BY) == "operator"
            # They set the next one up at once, whoever has guessed at the last one.
            assert (await identity.count_factor_try(tx, house.owner.id)).wait_seconds == 0


async def test_no_tenant_is_opened_with_keys_under_a_foreign_master_key(
    installation: Installation, tmp_path: Path
) -> None:
    private_folder(tmp_path / "keys")
    MasterKey.create(tmp_path / "keys" / "master.key")
    foreign = dataclasses.replace(installation.settings, data_dir=tmp_path)
    with pytest.raises(MigrationError, match="another master key"):
        await open_tenant(foreign, TAILOR, HUDA)
    assert list((tmp_path / "keys").glob("*.keys")) == []


async def test_what_was_given_up_is_listed_with_its_reason_and_tried_again(
    installation: Installation,
) -> None:
    """More of it than one page holds."""
    shop, many = await open_shop(installation), PAGE + 3
    await _give_up_on(installation, shop, many)
    told: list[str] = []
    settings = installation.settings
    assert await show_given_up(settings, requeue=False, say=told.append) == many
    assert len(told) == many
    assert all("give_up" in line and line.endswith("animal_ran_away") for line in told)

    assert await show_given_up(settings, requeue=True, say=told.append) == many
    told.clear()
    assert await show_given_up(settings, requeue=True, say=told.append) == 0
    assert told == []
    async with installation.connection() as superuser:
        queued = "SELECT count(*) FROM jobs.pgqueuer WHERE status = 'queued'"
        assert await superuser.fetchval(queued) == many


async def test_a_job_that_was_rejected_is_shown_and_not_tried_again(
    installation: Installation,
) -> None:
    async with installation.connection() as superuser:
        forged = (
            "INSERT INTO jobs.pgqueuer (priority, entrypoint, payload, status)"
            " VALUES (0, 'give_up', $1, 'queued')"
        )
        await superuser.execute(forged, b"{}")
    async with installation.database("work") as work:
        await run_all(installation, work, give_up)
        await _hold(installation)
    told: list[str] = []
    assert await show_given_up(installation.settings, requeue=True, say=told.append) == 0
    (line,) = told
    assert line.startswith("rejected  queue ")
    assert line.endswith("undecodable")


async def test_a_recount_says_what_differs_and_puts_it_right(
    installation: Installation, world: World
) -> None:
    """In this installation no worker ever ran: nobody was counted."""
    async with (
        installation.database() as database,
        database.transaction(world.laundry.context) as tx,
    ):
        await registered(tx, "guest")
    said: list[str] = []
    settings = installation.settings
    assert await recount(settings, "laundry", mend=False, say=said.append) == 2
    assert await recount(settings, None, mend=True, say=said.append) == 3
    assert await recount(settings, None, mend=False, say=said.append) == 0
    none = "0 counted otherwise than they are, 0 figures that did not add up"
    assert said[0] == (
        "laundry  2 customers, 2 counted otherwise than they are, 0 figures that did not add up"
    )
    assert sorted(said[-2:]) == [f"bakery  1 customers, {none}", f"laundry  2 customers, {none}"]


async def test_a_recount_says_each_figure_that_did_not_add_up(
    installation: Installation, world: World
) -> None:
    said: list[str] = []
    await recount(installation.settings, None, mend=True, say=said.append)
    async with installation.connection() as connection:
        await connection.execute(
            "UPDATE customers.tallies SET many = 7 WHERE tenant_id = $1", world.laundry.tenant.id
        )
    said.clear()
    assert await recount(installation.settings, "laundry", mend=True, say=said.append) == 1
    assert said[0] == ("laundry  standing stage=stub kind=person state=active: had 7, should be 1")
    with pytest.raises(TenantNotFound):
        await recount(installation.settings, "nobody-here", mend=True, say=said.append)


async def _signs_in(installation: Installation, tenant: Tenant, owner: Owner) -> Any:
    context = Context(tenant.id, actor_kind="system")
    async with installation.database() as database, database.transaction(context) as tx:
        answer = await sign_in_whole(
            tx,
            email=owner.email,
            password=owner.password,
            environment="test",
            tenant_ref=tenant.ref,
            lifetime=timedelta(hours=1),
        )
    return answer.outcome


async def _give_up_on(installation: Installation, shop: Shop, many: int) -> None:
    async with installation.database() as app, installation.database("work") as work:
        await shop.feed(app, times=many)
        async with work.transaction(shop.context) as tx:
            await relay_batch(tx, Reactions([give_up]))
        await run_all(installation, work, give_up)


async def _hold(installation: Installation) -> None:
    """What the queue itself does with a job whose ending is Dead."""
    async with installation.connection() as superuser:
        (queue_id,) = [row["id"] for row in await superuser.fetch("SELECT id FROM jobs.pgqueuer")]
    async with installation.database("work") as work, work.house() as house:
        await hold(house, QueuedJob(queue_id, "give_up", b"{}"), "undecodable")


async def test_a_feature_is_rolled_out_and_listed_with_who_takes_it_out(
    installation: Installation,
) -> None:
    await roll_out(installation.settings, "console.palette", 25)
    said: list[str] = []
    await show_flags(installation.settings, today=date(2026, 1, 1), say=said.append)
    assert said[0].startswith("console.palette: on by default, 25 % of tenants; ")
    assert "(overdue)" not in "".join(said)
    with pytest.raises(Invalid):
        await roll_out(installation.settings, "console.nosuch", 25)
