"""Vendors and drivers in the settings: added with a phone, and let in again by nothing but it."""

import httpx
import pytest

from regulars.domains import identity
from regulars.kernel.phone import spaced_phone
from tests.console.test_factor_pages import ORIGIN, options_in
from tests.console.test_phone_sign_in import begun, made, newest_code, state_in, type_code
from tests.console.visitors import Served, Visitor, token_in
from tests.domains.evidence import asking
from tests.domains.identity.phone_people import NUMBERS
from tests.instruments.installation import Installation
from tests.instruments.soft_passkey import SoftPasskey
from tests.world import PASSWORD, World

DRIVER = {"name": "Noor Al Balushi", "email": "", "password": "", "role": "driver"}
NEW = "+96892220071"
STOPPED = asking(
    "INSERT INTO identity.code_failures (tenant_id, subject, from_device, in_a_row)"
    " VALUES ($1, $2, false, 100)",
    "subject",
)


async def come_in(visitor: Visitor, installation: Installation, world: World, phone: str) -> str:
    """Where the code leads."""
    state = state_in(await begun(visitor, phone))
    entered = await type_code(visitor, state, await newest_code(installation, world))
    assert entered.status_code == 303, entered.text
    return entered.headers["location"]


async def test_a_driver_is_added_with_a_phone_alone_and_comes_in_with_it(
    own_console: Served, own_owner: Visitor, installation: Installation, world: World
) -> None:
    assert 'name="phone"' in (await own_owner.get("/settings/staff/new", htmx=True)).text
    added = await own_owner.post("/settings/staff", {**DRIVER, "phone": "9222 0071"})
    assert added.headers["hx-redirect"] == "/c/laundry/settings/staff"
    assert spaced_phone(NEW) in (await own_owner.get("/settings/staff")).text
    async with own_console.visitor(world.laundry) as visitor:
        assert await come_in(visitor, installation, world, NEW) == "/c/laundry/account"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"phone": "12"}, "s-phone-fault"),
        ({"phone": NUMBERS["vendor"]}, "Somebody of the staff already has this phone"),
        ({"phone": NEW, "password": PASSWORD}, "A password goes with an e-mail"),
        ({"phone": NEW, "role": "admin"}, "s-email-fault"),
        ({"phone": ""}, "s-email-fault"),
    ],
)
async def test_what_is_wrong_with_somebody_new_is_said_beside_it_and_the_phone_kept(
    own_owner: Visitor,
    installation: Installation,
    world: World,
    given: dict[str, str],
    said: str,
) -> None:
    await made(installation, world, "vendor")
    refused = await own_owner.post("/settings/staff", {**DRIVER, **given})
    assert (refused.status_code, said in refused.text) == (422, True), refused.text
    assert f'value="{given["phone"]}"' in refused.text
    assert PASSWORD not in refused.text


async def with_passkey(visitor: Visitor) -> SoftPasskey:
    """Set up in this session, as whoever holds the phone may."""
    key = SoftPasskey(ORIGIN)
    visitor.token = token_in(await visitor.get("/account"))
    asked = await visitor.post("/account/passkeys/question", {"name": "Mine"})
    added = await visitor.post(
        "/account/passkeys", {"name": "Mine", "answer": key.create(options_in(asked))}
    )
    assert "recovery-codes" in added.text
    return key


async def passkey_sign_in(visitor: Visitor, key: SoftPasskey) -> httpx.Response:
    visitor.token = token_in(await visitor.get("/sign-in"))
    asked = await visitor.post("/sign-in/passkey/question")
    return await visitor.post(
        "/sign-in/passkey", {"answer": key.get(options_in(asked))}, htmx=False
    )


async def test_a_passkey_of_whoever_had_the_phone_opens_nothing_once_they_are_let_in_again(
    own_console: Served, own_owner: Visitor, installation: Installation, world: World
) -> None:
    vendor = await made(installation, world, "vendor")
    path = f"/settings/staff/{vendor.id}"
    async with own_console.visitor(world.laundry) as thief:
        await come_in(thief, installation, world, NUMBERS["vendor"])
        key = await with_passkey(thief)
    await own_owner.post(f"{path}/disable")
    page = (await own_owner.get("/settings/staff")).text
    assert f'href="/c/laundry{path}/enable"' in page
    dialog = (await own_owner.get(f"{path}/enable", htmx=True)).text
    assert spaced_phone(NUMBERS["vendor"]) in dialog
    assert "no longer count" in dialog
    await own_owner.post(f"{path}/enable", htmx=False)
    async with own_console.visitor(world.laundry) as thief:
        assert (await passkey_sign_in(thief, key)).status_code == 401


async def test_a_page_of_a_moment_ago_sets_up_no_passkey_over_a_lost_phone(
    own_console: Served, installation: Installation, world: World
) -> None:
    """Another process ends the sign-in; this one believes it for half a second."""
    vendor = await made(installation, world, "vendor")
    async with own_console.visitor(world.laundry) as thief:
        await come_in(thief, installation, world, NUMBERS["vendor"])
        thief.token = token_in(await thief.get("/account"))
        key = SoftPasskey(ORIGIN)
        asked = await thief.post("/account/passkeys/question", {"name": "Mine"})
        async with installation.database() as database:
            async with database.transaction(world.laundry.context) as tx:
                await identity.change_staff(tx, vendor.id, {"phone": NEW})
            answer = {"name": "Mine", "answer": key.create(options_in(asked))}
            assert (await thief.post("/account/passkeys", answer)).status_code in (401, 404)
            async with database.transaction(world.laundry.context) as tx:
                assert await identity.staff_with_factor(tx) == frozenset()


async def test_tries_are_given_back_and_nothing_else_is_taken(
    own_console: Served, own_owner: Visitor, installation: Installation, world: World
) -> None:
    """Whoever kept typing wrong codes from elsewhere shuts nobody out, and signs nobody out."""
    vendor = await made(installation, world, "vendor")
    path = f"/settings/staff/{vendor.id}"
    async with own_console.visitor(world.laundry) as visitor:
        await come_in(visitor, installation, world, NUMBERS["vendor"])
        assert "Give tries back" not in (await own_owner.get(f"{path}/access", htmx=True)).text
        async with (
            installation.database() as database,
            database.transaction(world.laundry.context) as tx,
        ):
            await tx.run(STOPPED, subject=tx.keys.token("phone", NUMBERS["vendor"]))
        assert "Give tries back" in (await own_owner.get(f"{path}/access", htmx=True)).text
        given = await own_owner.post(f"{path}/tries", htmx=False)
        assert given.headers["location"] == "/c/laundry/settings/staff"
        assert "Give tries back" not in (await own_owner.get(f"{path}/access", htmx=True)).text
        assert (await visitor.get("/till")).status_code == 200


async def test_branch_staff_give_nobody_tries_back(
    cashier: Visitor, owner: Visitor, world: World
) -> None:
    path = f"/settings/staff/{world.laundry.cashier.id}/tries"
    assert (await cashier.post(path)).status_code == 403
    assert (await owner.post(path)).status_code == 200


async def test_closing_says_what_is_free_then(
    own_owner: Visitor, installation: Installation, world: World
) -> None:
    vendor = await made(installation, world, "vendor")
    dialog = (await own_owner.get(f"/settings/staff/{vendor.id}/closing", htmx=True)).text
    assert "Their phone is free for another account." in dialog
    assert "Their e-mail is free" not in dialog
