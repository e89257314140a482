"""A code by SMS opens vendors and drivers, and nobody else of the staff (rows B01 to B04, B08)."""

import asyncio

import pytest

from regulars.domains import customers, identity
from regulars.domains.identity import Came, SignIn, SignInOutcome
from regulars.domains.identity.codes.rules import IN_AN_HOUR, TRIES_MAX
from regulars.kernel.errors import Invalid
from regulars.runtime.tx import Tx
from tests.domains.customers.coming_in import code_sent, is_real, wanting
from tests.domains.customers.recorded import Recorded
from tests.domains.evidence import announced, asking
from tests.domains.identity.phone_people import (
    BROWSER,
    NOBODYS,
    NUMBERS,
    ask,
    enter,
    guess_of,
    hired,
)
from tests.domains.identity.staff.test_factors import set_up, until_waits
from tests.instruments.installation import Installation
from tests.world import World

ROLE = asking(
    "UPDATE identity.staff SET role = $3, password_hash = 'x', email_token = '\\x01'"
    " WHERE tenant_id = $1 AND id = $2",
    "id",
    "role",
)
KEPT = asking("SELECT string_agg(s::text, ' ') FROM identity.staff s WHERE tenant_id = $1")
MIGHTY = ("owner", "admin", "branch", "support")


@pytest.mark.parametrize("role", ["vendor", "driver"])
async def test_a_vendor_and_a_driver_come_in_by_a_code_to_their_phone(
    tx: Tx, world: World, role: str
) -> None:
    staff = await hired(tx, world, role)
    challenge = await ask(tx, NUMBERS[role])
    assert await is_real(tx, challenge.id)
    signed = await enter(tx, world.laundry, challenge.id)
    assert signed is not None
    assert signed.session is not None
    assert (signed.session.staff_id, signed.session.role) == (staff.id, role)
    branch = world.laundry.branches[0].id if role == "vendor" else None
    assert signed.session.branch == branch
    told = [fact for fact in await announced(tx, staff.id) if fact.name.endswith("signed_in")]
    assert [fact.data["method"] for fact in told] == ["sms"]


@pytest.mark.parametrize("role", MIGHTY)
async def test_a_code_by_sms_opens_nobody_else(tx: Tx, world: World, role: str) -> None:
    await hired(tx, world, role)
    challenge = await ask(tx, NUMBERS[role])
    assert not await is_real(tx, challenge.id)
    assert await enter(tx, world.laundry, challenge.id) is None


@pytest.mark.parametrize("role", MIGHTY)
async def test_who_was_made_more_meanwhile_is_not_let_in(tx: Tx, world: World, role: str) -> None:
    """The code was on its way when it happened."""
    staff = await hired(tx, world, "vendor")
    challenge = await ask(tx, NUMBERS["vendor"])
    await tx.run(ROLE, id=staff.id, role=role)
    signed = await enter(tx, world.laundry, challenge.id)
    assert signed is not None
    assert signed.outcome is SignInOutcome.REFUSED
    told = [fact.name for fact in await announced(tx, staff.id)]
    assert told.count("identity.staff_sign_in_refused") == 1


async def test_who_comes_in_while_their_first_factor_is_added_is_asked_for_it(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with (
        installation.database() as database,
        installation.connection() as watcher,
    ):
        async with database.transaction(house.context) as tx:
            staff = await hired(tx, world, "driver")
            challenge = await ask(tx, NUMBERS["driver"])

        async def arrive(tx: Tx) -> SignIn | None:
            return await enter(tx, house, challenge.id)

        async with database.transaction(house.context) as adding:
            await set_up(adding, staff)
            arriving = asyncio.create_task(database.unit(house.context, arrive))
            await until_waits(watcher, arriving)
        signed = await arriving
    assert signed is not None
    assert signed.session is not None
    assert signed.session.needs == "factor"


async def test_who_was_shut_out_or_has_another_phone_meanwhile_is_not_let_in(
    tx: Tx, world: World
) -> None:
    staff = await hired(tx, world, "vendor")
    challenge = await ask(tx, NUMBERS["vendor"])
    await identity.change_staff(tx, staff.id, {"phone": "+968 9222 0007"})
    signed = await enter(tx, world.laundry, challenge.id)
    assert (signed and signed.outcome) is SignInOutcome.REFUSED
    challenge = await ask(tx, "9222 0007")
    await identity.disable_staff(tx, staff.id)
    signed = await enter(tx, world.laundry, challenge.id)
    assert (signed and signed.outcome) is SignInOutcome.REFUSED
    assert not await is_real(tx, (await ask(tx, "9222 0007")).id)


async def test_known_unknown_and_mighty_numbers_cost_the_same_statements(
    tx: Tx, world: World
) -> None:
    for role in ("vendor", "owner"):
        await hired(tx, world, role)
    ran = set()
    for phone in (NUMBERS["vendor"], NUMBERS["owner"], NOBODYS):
        recorded = Recorded.around(tx)
        challenge = await ask(recorded, phone)
        right = await code_sent(recorded, challenge.id)
        guess = await guess_of(recorded, challenge.id)
        wrong = f"{(int(right) + 1) % 1_000_000:06d}"
        assert await identity.prove_staff_code(recorded, guess, wrong) is None
        await recorded.flush()
        ran.add((tuple(recorded.names), challenge.expires_in, challenge.resend_in))
    assert len(ran) == 1, ran


async def test_a_code_gives_three_tries_and_opens_once(tx: Tx, world: World) -> None:
    await hired(tx, world, "vendor")
    challenge = await ask(tx, NUMBERS["vendor"])
    right = await code_sent(tx, challenge.id)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for _ in range(TRIES_MAX):
        assert await enter(tx, world.laundry, challenge.id, wrong) is None
    assert await enter(tx, world.laundry, challenge.id, right) is None
    challenge = await ask(tx, NUMBERS["vendor"])
    assert await enter(tx, world.laundry, challenge.id) is not None
    assert await enter(tx, world.laundry, challenge.id) is None


async def test_a_code_is_typed_where_it_was_asked_for(tx: Tx, world: World) -> None:
    await hired(tx, world, "vendor")
    challenge = await ask(tx, NUMBERS["vendor"], bound_to=b"of somebody else's browser      ")
    guess = await guess_of(tx, challenge.id)
    code = await code_sent(tx, challenge.id)
    assert await identity.prove_staff_code(tx, guess, code) is None


async def test_a_customers_code_opens_no_console_and_a_vendors_no_account(
    tx: Tx, world: World
) -> None:
    """One number, a customer's and a vendor's at once."""
    await hired(tx, world, "vendor")
    asked = await customers.ask_code(
        tx, wanting("registration", phone=NUMBERS["vendor"], bound_to=BROWSER)
    )
    assert isinstance(asked, identity.Challenge)
    guess = await guess_of(tx, asked.id)
    code = await code_sent(tx, asked.id)
    assert await identity.prove_staff_code(tx, guess, code) is None

    challenge = await ask(tx, NUMBERS["vendor"])
    guess = await guess_of(tx, challenge.id)
    code = await code_sent(tx, challenge.id)
    assert await customers.enter(tx, guess, code, language="en", bound_to=BROWSER) is None


async def test_who_has_a_second_factor_is_asked_for_it(tx: Tx, world: World) -> None:
    staff = await hired(tx, world, "vendor")
    await set_up(tx, staff)
    signed = await enter(tx, world.laundry, (await ask(tx, NUMBERS["vendor"])).id)
    assert signed is not None
    assert signed.session is not None
    assert signed.session.needs == "factor"


async def test_a_factor_that_the_rules_ask_for_is_set_up_first(tx: Tx, world: World) -> None:
    await hired(tx, world, "vendor")
    await identity.change_staff_rules(tx, factor_asked_of="everybody", idle_minutes="60")
    signed = await enter(tx, world.laundry, (await ask(tx, NUMBERS["vendor"])).id)
    assert signed is not None
    assert signed.session is not None
    assert signed.session.needs == "enrolment"


async def test_strangers_who_ask_do_not_keep_a_known_browser_out(tx: Tx, world: World) -> None:
    staff = await hired(tx, world, "vendor")
    device = await identity.know_staff_device(
        tx, staff.id, None, environment="test", tenant_ref=world.laundry.tenant.ref
    )
    for _ in range(IN_AN_HOUR + 2):
        asked = identity.StaffCodeAsked(NUMBERS["vendor"], "en", BROWSER)
        await identity.ask_staff_code(tx, asked)
    known = Came("198.51.100.1", device)
    asked = identity.StaffCodeAsked(NUMBERS["vendor"], "en", BROWSER, known)
    challenge = await identity.ask_staff_code(tx, asked)
    assert isinstance(challenge, identity.Challenge)
    assert await is_real(tx, challenge.id)
    assert await enter(tx, world.laundry, challenge.id, came=known) is not None


@pytest.mark.parametrize("typed", ["", "   ", "12", "ana@example.com", "+968"])
async def test_what_is_no_number_is_refused(tx: Tx, typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        await identity.ask_staff_code(tx, identity.StaffCodeAsked(typed, "en", BROWSER))
    assert [each.field for each in refused.value.errors] == ["phone"]


async def test_no_phone_of_staff_lies_in_the_clear(tx: Tx, world: World) -> None:
    await hired(tx, world, "vendor")
    await tx.flush()
    kept = await tx.value(KEPT)
    assert "9222000" not in kept
