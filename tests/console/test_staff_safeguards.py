"""What a console that was left open, or a browser that was borrowed, is not enough for."""

from collections.abc import AsyncIterator

import pytest

from regulars.runtime.context import Context
from tests.console.visitors import Form, Served, Visitor, token_in
from tests.domains.evidence import announced, asking
from tests.instruments.installation import Installation
from tests.world import PASSWORD, World

STALE = asking(
    "UPDATE identity.sessions SET proven_at = now() - interval '11 minutes' WHERE tenant_id = $1"
)
RESTING = asking(
    "UPDATE identity.sessions SET last_seen_at = now() - interval '30 minutes' WHERE tenant_id = $1"
)
RESTED = asking(
    "SELECT max(extract(epoch FROM now() - last_seen_at))::float8 FROM identity.sessions"
    " WHERE tenant_id = $1 AND ended_at IS NULL"
)
SPENT = asking("UPDATE identity.peer_tries SET tries = 1000 WHERE tenant_id = $1")
NOOR = {"name": "Noor", "email": "noor@example.com", "role": "owner", "password": PASSWORD}


@pytest.fixture
async def stale_owner(
    installation: Installation, own_console: Served, world: World
) -> AsyncIterator[Visitor]:
    """Signed in, and away for a while; nobody knows who sits there now."""
    async with own_console.visitor(world.laundry, world.laundry.owner) as visitor:
        async with (
            installation.database() as database,
            database.transaction(world.laundry.context) as tx,
        ):
            await tx.run(STALE)
        # This process believes what it saw for half a second; a page that is sent away forgets.
        await visitor.post("/branch", {"branch_id": "all"}, htmx=False)
        yield visitor


DECIDED = (
    ("GET", "/settings/invitations/new"),
    ("POST", "/settings/invitations"),
    ("GET", "/settings/staff/new"),
    ("POST", "/settings/staff"),
    ("GET", "/settings/staff/{id}/edit"),
    ("POST", "/settings/staff/{id}"),
    ("POST", "/settings/staff/{id}/enable"),
    ("POST", "/settings/staff/{id}/password"),
    ("POST", "/settings/staff/{id}/factors-reset"),
    ("GET", "/settings/staff/{id}/closing"),
    ("POST", "/settings/staff/{id}/closing"),
    ("POST", "/settings/roles"),
    ("POST", "/settings/channels/sms"),
    ("POST", "/settings/channels-limits"),
    ("GET", "/settings/channels/sms/removal"),
    ("POST", "/settings/channels/sms/removal"),
)


async def test_who_may_come_in_and_where_codes_leave_is_decided_by_who_just_proved_it(
    stale_owner: Visitor, world: World
) -> None:
    for method, path in DECIDED:
        address = path.replace("{id}", str(world.laundry.cashier.id))
        if method == "GET":
            asked = await stale_owner.get(address, htmx=True)
        else:
            asked = await stale_owner.post(address, NOOR)
        assert "proof-title" in asked.text, (method, path)
    page = (await stale_owner.get("/settings/staff")).text
    assert "noor@example.com" not in page


async def test_the_business_itself_is_changed_by_who_just_proved_it(stale_owner: Visitor) -> None:
    """How many rows in a file alarm the owners, and when a number is proven anew, are among it."""
    form: Form = {
        "name": "The laundry",
        "language": "en",
        "country": "OM",
        "time_zone": "Asia/Muscat",
        "languages": ["en", "ar"],
        "export_alarm_rows": "9000",
    }
    came_from = {"Referer": f"{stale_owner.origin}{stale_owner.home}/settings"}
    asked = await stale_owner.post("/settings", form, htmx=False, headers=came_from)
    assert "proof-title" in asked.text
    assert 'value="5000"' in (await stale_owner.get("/settings")).text
    sent = {"password": PASSWORD, "page": f"{stale_owner.home}/settings"}
    assert f'name="page" value="{sent["page"]}"' in asked.text
    back = await stale_owner.post("/account/proof", sent, htmx=False)
    assert (back.status_code, back.headers["location"]) == (303, sent["page"])
    assert (await stale_owner.post("/settings", form, htmx=False)).status_code == 303
    assert 'value="9000"' in (await stale_owner.get("/settings")).text


async def test_ending_sign_ins_and_shutting_out_never_wait_for_a_password(
    stale_owner: Visitor, world: World
) -> None:
    """Whoever sees a stranger in the list is quick about it."""
    at = f"/settings/staff/{world.laundry.cashier.id}"
    for path in (f"{at}/sessions-ending", f"{at}/disable", "/account/sessions/ending"):
        assert (await stale_owner.post(path, htmx=False)).status_code == 303, path


async def test_what_a_page_asks_by_itself_keeps_nobody_signed_in(
    installation: Installation, own_owner: Visitor, world: World
) -> None:
    async with installation.database() as database:

        async def rested_after(path: str, headers: dict[str, str]) -> float:
            async with database.transaction(world.laundry.context) as tx:
                await tx.run(RESTING)
            await own_owner.post("/branch", {"branch_id": "all"}, htmx=False, headers=headers)
            await own_owner.client.get(own_owner.home + path, headers=headers)
            async with database.transaction(world.laundry.context) as tx:
                return float(await tx.value(RESTED))

        unasked = {"Regulars-Unasked": "yes"}
        assert await rested_after("/settings/jobs", unasked) > 1_700
        assert await rested_after("/settings/jobs", {}) < 60


async def test_a_passkey_that_opens_nothing_is_told_of(
    installation: Installation, own_console: Served, world: World
) -> None:
    async with own_console.visitor(world.laundry) as visitor:
        visitor.token = token_in(await visitor.get("/sign-in"))
        await visitor.post("/sign-in/passkey/question")
        refused = await visitor.post("/sign-in/passkey", {"answer": "{}"}, htmx=False)
        assert refused.status_code == 401
        context = Context(world.laundry.tenant.id, actor_kind="system")
        async with installation.database() as database, database.transaction(context) as tx:
            (fact,) = [
                fact
                for fact in await announced(tx, world.laundry.tenant.id)
                if fact.name == "identity.staff_sign_in_refused"
            ]
            assert fact.data["reason"] == "passkey"
            await tx.run(SPENT)
        waits = await visitor.post("/sign-in/passkey/question")
        assert waits.status_code == 429
        assert int(waits.headers["retry-after"]) > 0
        assert "data-passkey" not in waits.text


async def test_answers_for_a_passkey_are_counted_and_a_flood_of_them_is_not_written_down(
    installation: Installation, own_console: Served, world: World
) -> None:
    context = Context(world.laundry.tenant.id, actor_kind="system")
    async with own_console.visitor(world.laundry) as visitor, installation.database() as database:
        visitor.token = token_in(await visitor.get("/sign-in"))
        await visitor.post("/sign-in/passkey/question")
        async with database.transaction(context) as tx:
            await tx.run(SPENT)
        for _ in range(3):
            waits = await visitor.post("/sign-in/passkey", {"answer": "{}"}, htmx=False)
            assert waits.status_code == 429
            assert int(waits.headers["retry-after"]) > 0
        async with database.transaction(context) as tx:
            names = [fact.name for fact in await announced(tx, world.laundry.tenant.id)]
    assert "identity.staff_sign_in_refused" not in names
