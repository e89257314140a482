"""Phones of staff: one stands for one person, and whoever had it before is out, and told."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from regulars.domains import identity
from regulars.domains.identity import (
    Credential,
    StaffPhoneKnown,
    StaffSessionNotFound,
    StaffWithoutEmail,
    read_credential,
)
from regulars.domains.identity.sends.notices import NOTICE
from regulars.kernel.errors import Invalid
from regulars.runtime.tx import Tx
from tests.domains.evidence import announced, asking
from tests.domains.identity.phone_people import NUMBERS, ask, enter, hired
from tests.domains.identity.staff.test_factors import HERE, set_up
from tests.instruments.installation import Installation
from tests.world import PASSWORD, World

NEW = "+96892220061"
NOTICES = asking("SELECT kind, channel FROM identity.notices WHERE tenant_id = $1")
WORDS = asking(
    "SELECT id, kind, key_id, wrapped, sealed FROM identity.notices WHERE tenant_id = $1"
)
WEAKENED = (
    "UPDATE identity.staff SET role = 'owner' WHERE id = $1",
    "UPDATE identity.staff SET phone_token = NULL WHERE id = $1",
    "UPDATE identity.staff SET password_hash = 'x' WHERE id = $1",
)


async def told(tx: Tx) -> AsyncIterator[tuple[str, str]]:
    """Of what, and at which number or address."""
    await tx.flush()
    for row in await tx.rows(WORDS):
        key = tx.people.unwrap(row["key_id"], row["wrapped"])
        said = tx.people.open(NOTICE, row["sealed"], row_id=row["id"], person=key)
        yield row["kind"], said.get("phone") or said["email"]


def credential(secret: str | None) -> Credential:
    read = read_credential(secret or "", kind="rs", environment="test")
    assert read is not None
    return read


async def test_a_phone_stands_for_one_person(tx: Tx, world: World) -> None:
    vendor = await hired(tx, world, "vendor")
    with pytest.raises(StaffPhoneKnown):
        await hired(tx, world, "driver", phone=NUMBERS["vendor"])
    driver = await hired(tx, world, "driver")
    with pytest.raises(StaffPhoneKnown):
        await identity.change_staff(tx, driver.id, {"phone": "9222 0005"})
    await identity.disable_staff(tx, vendor.id)
    await identity.close_staff(tx, vendor.id)
    changed = await identity.change_staff(tx, driver.id, {"phone": "9222 0005"})
    assert changed.phone == NUMBERS["vendor"]


async def test_another_phone_ends_what_the_old_one_opened_and_tells_it(
    tx: Tx, world: World
) -> None:
    vendor = await hired(tx, world, "vendor")
    signed = await enter(tx, world.laundry, (await ask(tx, NUMBERS["vendor"])).id)
    assert signed is not None
    held = credential(signed.secret)
    assert await identity.recognise_session(tx, held) is not None
    await identity.change_staff(tx, vendor.id, {"phone": NEW})
    assert await identity.recognise_session(tx, held) is None
    await tx.flush()
    rows = await tx.rows(NOTICES)
    assert [(row["kind"], row["channel"]) for row in rows] == [("staff_phone_changed", "sms")]
    facts = [f for f in await announced(tx, vendor.id) if f.name == "identity.staff_changed"]
    assert [(fact.data["fields"], bool(fact.sealed)) for fact in facts] == [(["phone"], True)]
    assert "92220" not in str(facts[0].data)


async def test_a_first_phone_and_a_new_name_end_nothing(tx: Tx, world: World) -> None:
    vendor = await hired(tx, world, "vendor")
    signed = await enter(tx, world.laundry, (await ask(tx, NUMBERS["vendor"])).id)
    assert signed is not None
    await identity.change_staff(tx, vendor.id, {"name": "Nasser"})
    assert await identity.recognise_session(tx, credential(signed.secret)) is not None
    await identity.change_staff(tx, world.laundry.cashier.id, {"phone": NEW})
    assert await tx.rows(NOTICES) == []


@pytest.mark.parametrize("role", ["owner", "admin", "support"])
async def test_who_becomes_more_needs_an_e_mail_and_a_password_first(
    tx: Tx, world: World, role: str
) -> None:
    vendor = await hired(tx, world, "vendor")
    with pytest.raises(Invalid) as refused:
        await identity.change_staff(tx, vendor.id, {"role": role})
    assert [each.field for each in refused.value.errors] == ["email"]
    more = {"role": role, "email": "nasser@example.com"}
    with pytest.raises(Invalid) as refused:
        await identity.change_staff(tx, vendor.id, more)
    assert [each.code for each in refused.value.errors] == ["role_needs_password"]
    with pytest.raises(StaffWithoutEmail):
        await identity.reset_password(tx, vendor.id, await identity.new_password(PASSWORD))
    await identity.change_staff(tx, vendor.id, {"email": "nasser@example.com"})
    await identity.reset_password(tx, vendor.id, await identity.new_password(PASSWORD))
    assert (await identity.change_staff(tx, vendor.id, {"role": role})).role == role


async def test_without_an_e_mail_the_password_goes_too(tx: Tx, world: World) -> None:
    vendor = await hired(tx, world, "vendor")
    await identity.change_staff(tx, vendor.id, {"email": "nasser@example.com"})
    await identity.reset_password(tx, vendor.id, await identity.new_password(PASSWORD))
    changed = await identity.change_staff(tx, vendor.id, {"email": ""})
    assert (changed.email, changed.phone) == ("", NUMBERS["vendor"])
    attempt = await identity.begin_sign_in(tx, "nasser@example.com")
    assert not await identity.is_proven(attempt, PASSWORD)


async def test_whose_factors_are_reset_hears_of_it_by_sms(tx: Tx, world: World) -> None:
    vendor = await hired(tx, world, "vendor")
    await identity.reset_factors(tx, vendor.id)
    assert [(row["kind"], row["channel"]) for row in await tx.rows(NOTICES)] == [
        ("staff_factors_reset", "sms")
    ]


async def test_the_database_itself_lets_nobody_be_more_by_phone_alone(
    installation: Installation, world: World
) -> None:
    async with (
        installation.database() as database,
        database.transaction(world.laundry.context) as tx,
    ):
        vendor = await hired(tx, world, "vendor")
    async with installation.connection() as connection:
        for weakened in WEAKENED:
            with pytest.raises(asyncpg.CheckViolationError):
                await connection.execute(weakened, vendor.id)


async def test_what_was_set_up_over_a_lost_phone_goes_with_it(tx: Tx, world: World) -> None:
    vendor = await hired(tx, world, "vendor")
    await set_up(tx, vendor)
    assert vendor.id in await identity.staff_with_factor(tx)
    await identity.change_staff(tx, vendor.id, {"phone": NEW})
    assert vendor.id not in await identity.staff_with_factor(tx)
    assert "identity.staff_factors_reset" in [f.name for f in await announced(tx, vendor.id)]


async def test_who_loses_phone_and_second_steps_is_told_of_both_at_the_old_and_the_new_one(
    tx: Tx, world: World
) -> None:
    vendor = await hired(tx, world, "vendor")
    await set_up(tx, vendor)
    await identity.change_staff(tx, vendor.id, {"phone": NEW})
    assert {(kind, to) async for kind, to in told(tx)} == {
        ("staff_phone_and_steps_gone", NUMBERS["vendor"]),
        ("staff_steps_gone", NEW),
    }


async def test_a_phone_that_opened_nothing_is_not_told_that_it_opens_no_more(
    tx: Tx, world: World
) -> None:
    owner = await hired(tx, world, "owner")
    await identity.change_staff(tx, owner.id, {"phone": NEW})
    assert await tx.rows(NOTICES) == []


async def test_whoever_is_let_in_again_by_a_phone_sets_up_second_steps_anew(
    tx: Tx, world: World
) -> None:
    """Shut out because the phone was stolen: a passkey of the thief's would still open."""
    vendor = await hired(tx, world, "vendor")
    await set_up(tx, vendor)
    await identity.disable_staff(tx, vendor.id)
    await identity.enable_staff(tx, vendor.id)
    assert vendor.id not in await identity.staff_with_factor(tx)
    assert [each async for each in told(tx)] == [("staff_steps_gone", NUMBERS["vendor"])]


async def test_whoever_is_let_in_again_by_a_password_keeps_their_second_steps(
    tx: Tx, world: World
) -> None:
    staff = await hired(tx, world, "branch")
    await set_up(tx, staff)
    await identity.disable_staff(tx, staff.id)
    await identity.enable_staff(tx, staff.id)
    assert staff.id in await identity.staff_with_factor(tx)
    assert await tx.rows(NOTICES) == []


async def test_who_never_had_second_steps_is_not_told_that_they_are_gone(
    tx: Tx, world: World
) -> None:
    vendor = await hired(tx, world, "vendor")
    await identity.begin_authenticator(tx, vendor.id, begun_in=HERE)
    await identity.disable_staff(tx, vendor.id)
    await identity.enable_staff(tx, vendor.id)
    assert await tx.rows(NOTICES) == []


async def test_a_page_that_was_open_when_the_phone_was_lost_adds_no_second_step(
    tx: Tx, world: World
) -> None:
    vendor = await hired(tx, world, "vendor")
    signed = await enter(tx, world.laundry, (await ask(tx, NUMBERS["vendor"])).id)
    assert signed is not None
    assert signed.session is not None
    await identity.require_signed_in(tx, signed.session)
    await identity.change_staff(tx, vendor.id, {"phone": NEW})
    with pytest.raises(StaffSessionNotFound):
        await identity.require_signed_in(tx, signed.session)


async def test_a_password_without_an_e_mail_is_refused(tx: Tx, world: World) -> None:
    with pytest.raises(Invalid) as refused:
        await identity.add_staff(
            tx,
            name="Noor",
            phone=NEW,
            role="driver",
            password=await identity.new_password(PASSWORD),
        )
    assert [each.code for each in refused.value.errors] == ["password_without_email"]


async def test_who_becomes_more_comes_in_anew_by_more_than_an_sms(tx: Tx, world: World) -> None:
    vendor = await hired(tx, world, "vendor")
    await identity.change_staff(tx, vendor.id, {"email": "nasser@example.com"})
    await identity.reset_password(tx, vendor.id, await identity.new_password(PASSWORD))
    signed = await enter(tx, world.laundry, (await ask(tx, NUMBERS["vendor"])).id)
    assert signed is not None
    await set_up(tx, vendor)
    await identity.change_staff(tx, vendor.id, {"role": "support"})
    assert await identity.recognise_session(tx, credential(signed.secret)) is None
    assert vendor.id not in await identity.staff_with_factor(tx)
    assert ("staff_steps_gone", "nasser@example.com") in [each async for each in told(tx)]


@pytest.mark.parametrize("email", ["thief@example.com", ""])
async def test_whose_e_mail_is_taken_is_told_there_before_it_serves_anybody_else(
    tx: Tx, world: World, email: str
) -> None:
    """Else a new password would be told to whoever took the account over."""
    cashier = world.laundry.cashier
    await identity.change_staff(tx, cashier.id, {"name": "Noor", "email": cashier.email.upper()})
    assert [each async for each in told(tx)] == []
    given = {"email": email, "phone": "" if email else NEW, "role": "vendor"}
    await identity.change_staff(tx, cashier.id, given)
    assert ("staff_email_changed", cashier.email) in [
        (kind, where.lower()) async for kind, where in told(tx)
    ]


async def test_that_a_phone_opens_an_account_is_told_by_e_mail(tx: Tx, world: World) -> None:
    cashier = world.laundry.cashier
    await identity.change_staff(tx, cashier.id, {"phone": NEW})
    assert await tx.rows(NOTICES) == []
    await identity.change_staff(tx, cashier.id, {"role": "vendor"})
    assert [(row["kind"], row["channel"]) for row in await tx.rows(NOTICES)] == [
        ("staff_phone_opens", "email")
    ]
