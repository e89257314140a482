"""The second step of signing in, in the console: asked for, forced, reset, and never half open."""

import asyncio
from urllib.parse import urlsplit

import pytest

from regulars.domains import identity
from regulars.runtime.context import Context
from tests.console.visitors import Served, Visitor, console_of, token_in
from tests.domains.evidence import announced, asking
from tests.domains.identity.staff.test_factors import code_now, set_up
from tests.instruments.installation import Installation
from tests.instruments.processes import until
from tests.instruments.soft_passkey import SoftPasskey
from tests.world import PASSWORD, World

STALE = asking(
    "UPDATE identity.sessions SET proven_at = now() - interval '11 minutes' WHERE tenant_id = $1"
)
RESTED = asking(
    "UPDATE identity.sessions SET last_seen_at = now() - interval '61 minutes' WHERE tenant_id = $1"
)
TRIES = asking(
    "SELECT sum(tries)::integer FROM identity.peer_tries WHERE tenant_id = $1 AND what = 'password'"
)
HELD = asking(
    "SELECT id FROM identity.staff WHERE tenant_id = $1 AND id = $2 FOR UPDATE", "staff_id"
)
ORIGIN = "http://localhost:8400"


async def with_authenticator(installation: Installation, world: World) -> str:
    async with (
        installation.database() as database,
        database.transaction(world.laundry.context) as tx,
    ):
        return await set_up(tx, world.laundry.admin)


async def code_of(installation: Installation, world: World, secret: str) -> str:
    async with (
        installation.database() as database,
        database.transaction(world.laundry.context) as tx,
    ):
        return await code_now(tx, secret)


async def password_alone(visitor: Visitor, email: str) -> str:
    visitor.token = token_in(await visitor.get("/sign-in"))
    answer = await visitor.post("/sign-in", {"email": email, "password": PASSWORD}, htmx=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def test_the_password_alone_opens_nothing_but_the_next_step(
    installation: Installation, own_console: Served, world: World
) -> None:
    secret = await with_authenticator(installation, world)
    async with own_console.visitor(world.laundry) as visitor:
        there = await password_alone(visitor, world.laundry.admin.email)
        assert there.startswith("/c/laundry/sign-in/factor?")
        for path in ("/till", "/customers", "/settings/staff", "/account", "/live"):
            refused = await visitor.get(path)
            assert refused.status_code in (204, 303), path
        page = await visitor.get("/sign-in/factor")
        visitor.token = token_in(page)
        assert (await visitor.post("/settings/keys", {"name": "x"})).status_code == 401
        half = dict(visitor.client.cookies)
        wrong = await visitor.post("/sign-in/factor", {"code": "000000"}, htmx=False)
        assert wrong.status_code == 422
        code = await code_of(installation, world, secret)
        entered = await visitor.post("/sign-in/factor", {"code": code}, htmx=False)
        assert entered.headers["location"] == "/c/laundry"
        assert (await visitor.get("/settings/staff")).status_code == 200
        # Under a secret of its own: what the half session had is worth nothing now.
        name = f"rs_{world.laundry.tenant.ref}"
        assert visitor.client.cookies[name] != half[name]
        visitor.client.cookies.set(name, half[name], domain="console.example", path="/")
        assert (await visitor.get("/settings/staff")).status_code == 303


async def test_guesses_are_few_whatever_the_session(
    installation: Installation, own_console: Served, world: World
) -> None:
    await with_authenticator(installation, world)
    statuses = []
    for _ in range(3):
        async with own_console.visitor(world.laundry) as visitor:
            await password_alone(visitor, world.laundry.admin.email)
            visitor.token = token_in(await visitor.get("/sign-in/factor"))
            for _ in range(2):
                answer = await visitor.post("/sign-in/factor", {"code": "000000"}, htmx=False)
                statuses.append(answer.status_code)
    assert statuses == [422] * 5 + [429]


async def test_an_empty_code_is_no_guess_and_a_wrong_recovery_code_is_asked_for_again(
    installation: Installation, own_console: Served, world: World
) -> None:
    await with_authenticator(installation, world)
    async with own_console.visitor(world.laundry) as visitor:
        await password_alone(visitor, world.laundry.admin.email)
        visitor.token = token_in(await visitor.get("/sign-in/factor"))
        for _ in range(7):
            empty = await visitor.post("/sign-in/factor", {"code": " "}, htmx=False)
            assert empty.status_code == 422
            assert (
                'id="code-fault"' in empty.text,
                '<details class="other-way" open' in empty.text,
            ) == (True, False)
        form = {"code": "nothing-like-one", "by": "recovery"}
        wrong = await visitor.post("/sign-in/factor", form, htmx=False)
        assert wrong.status_code == 422
        assert '<details class="other-way" open' in wrong.text


async def test_in_a_live_house_owners_and_admins_set_one_up_first(
    installation: Installation, world: World
) -> None:
    async with console_of(installation, environment="live") as console:
        async with console.visitor(world.laundry, world.laundry.cashier) as till:
            assert (await till.get("/till")).status_code == 200
        async with console.visitor(world.laundry) as visitor:
            there = await password_alone(visitor, world.laundry.owner.email)
            assert there.startswith("/c/laundry/sign-in/enrolment?")
            page = await visitor.get("/till")
            assert page.headers["location"].startswith("/c/laundry/sign-in/enrolment")
            page = await visitor.get("/sign-in/enrolment")
            visitor.token = token_in(page)
            begun = await visitor.post("/account/authenticator/beginning")
            assert "<svg" in begun.text
            secret = begun.text.split('class="spelt" dir="ltr">')[1].split("<")[0].replace(" ", "")
            code = await code_of(installation, world, secret)
            shown = await visitor.post("/account/authenticator", {"code": code})
            assert shown.text.count("<li><code>") == 10
            assert (await visitor.get("/till")).status_code == 200
            account = await visitor.get("/account")
            assert secret not in account.text


async def test_a_passkey_alone_signs_in(
    installation: Installation, own_console: Served, world: World
) -> None:
    passkey = SoftPasskey(ORIGIN)
    async with own_console.visitor(world.laundry, world.laundry.admin) as visitor:
        question = await visitor.post("/account/passkeys/question", {"name": "Phone"})
        added = await visitor.post(
            "/account/passkeys", {"name": "Phone", "answer": passkey.create(options_in(question))}
        )
        assert "recovery-codes" in added.text
    async with own_console.visitor(world.laundry) as visitor:
        visitor.token = token_in(await visitor.get("/sign-in"))
        without_script = await visitor.post("/sign-in/passkey/question", htmx=False)
        assert without_script.status_code == 303
        assert without_script.headers["location"].startswith("/c/laundry/sign-in?return_to=")
        question = await visitor.post("/sign-in/passkey/question")
        answer = passkey.get(options_in(question))
        async with own_console.visitor(world.laundry) as thief:
            thief.token = token_in(await thief.get("/sign-in"))
            refused = await thief.post("/sign-in/passkey", {"answer": answer}, htmx=False)
            assert refused.status_code == 401
        entered = await visitor.post("/sign-in/passkey", {"answer": answer}, htmx=False)
        assert entered.status_code == 303
        assert (await visitor.get("/settings/staff")).status_code == 200
    async with (
        installation.database() as database,
        database.transaction(world.laundry.context) as tx,
    ):
        # The thief's; whoever got in gave back what they used.
        assert await tx.value(TRIES) == 1


async def test_a_passkey_that_is_taken_away_between_its_answer_and_the_session_opens_none(
    installation: Installation, own_console: Served, world: World
) -> None:
    house, passkey = world.laundry, SoftPasskey(ORIGIN)
    async with own_console.visitor(house, house.admin) as admin:
        question = await admin.post("/account/passkeys/question", {"name": "Phone"})
        answer = passkey.create(options_in(question))
        await admin.post("/account/passkeys", {"name": "Phone", "answer": answer})
    async with (
        own_console.visitor(house) as thief,
        installation.database() as database,
        installation.connection() as superuser,
    ):
        thief.token = token_in(await thief.get("/sign-in"))
        question = await thief.post("/sign-in/passkey/question")
        form = {"answer": passkey.get(options_in(question))}

        async def is_waiting() -> bool:
            waits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            return bool(await superuser.fetchval(waits))

        async with database.transaction(house.context) as tx:
            await tx.run(HELD, staff_id=house.admin.id)
            entering = asyncio.create_task(thief.post("/sign-in/passkey", form, htmx=False))
            await until(is_waiting)
            await identity.reset_factors(tx, house.admin.id)
        assert (await entering).status_code == 401
        assert (await thief.get("/settings/staff")).status_code == 303


async def test_what_is_sensitive_wants_the_password_again(
    installation: Installation, own_owner: Visitor, world: World
) -> None:
    form = {"name": "A program", "scopes": "customers:read"}
    async with (
        installation.database() as database,
        database.transaction(world.laundry.context) as tx,
    ):
        await tx.run(STALE)
    await own_owner.get("/settings/keys")
    asked = await until_asked(own_owner, form)
    assert "proof-title" in asked
    # Nothing that a header says is believed to be an address.
    crooked = await own_owner.post("/settings/keys", form, headers={"HX-Current-URL": "http://["})
    assert (crooked.status_code, "proof-title" in crooked.text) == (200, True)
    wrong = await own_owner.post("/account/proof", {"password": "not this one at all"})
    assert wrong.status_code == 422
    wanted = "/c/laundry/settings/keys/new"
    proven = await own_owner.post("/account/proof", {"password": PASSWORD, "wanted": wanted})
    assert f'hx-get="{wanted}"' in proven.text
    assert "rk_test_" in (await own_owner.post("/settings/keys", form)).text
    async with (
        installation.database() as database,
        database.transaction(world.laundry.context) as tx,
    ):
        told = await announced(tx, world.laundry.owner.id)
    proofs = [fact for fact in told if fact.name.startswith("identity.staff_pro")]
    assert [(fact.name, fact.data.get("reason")) for fact in proofs] == [
        ("identity.staff_proof_refused", "password"),
        ("identity.staff_proven", None),
    ]


BEGUN_BEFORE = asking(
    "UPDATE identity.authenticators SET created_at = created_at - interval '16 minutes'"
    " WHERE tenant_id = $1"
)


@pytest.mark.parametrize("whose", ["another sign-in's", "of a while ago"])
async def test_an_authenticator_is_set_up_where_it_was_begun_and_at_once(
    installation: Installation, own_console: Served, world: World, whose: str
) -> None:
    """Beginning asks for a recent proof; nobody else's sign-in is shown what was begun with it."""
    house = world.laundry
    async with (
        own_console.visitor(house, house.admin) as owner,
        own_console.visitor(house, house.admin) as thief,
    ):
        begun = await owner.post("/account/authenticator/beginning")
        secret = begun.text.split('class="spelt" dir="ltr">')[1].split("<")[0]
        visitor = thief
        if whose == "of a while ago":
            visitor = owner
            async with (
                installation.database() as database,
                database.transaction(house.context) as tx,
            ):
                await tx.run(BEGUN_BEFORE)
        code = await code_of(installation, world, secret.replace(" ", ""))
        for typed in ("000000", code):
            answer = await visitor.post("/account/authenticator", {"code": typed})
            assert (answer.status_code, secret in answer.text) == (409, False)
        assert "authenticator/removal" not in (await owner.get("/account")).text


async def until_asked(visitor: Visitor, form: dict[str, str]) -> str:
    """Once this process no longer believes what it saw half a second ago."""
    for _ in range(100):
        answer = await visitor.post("/settings/keys", form)
        if "rk_test_" not in answer.text:
            return answer.text
        await asyncio.sleep(0.05)
    raise AssertionError("never asked again")


async def test_a_console_that_rests_too_long_closes_and_a_till_does_not(
    installation: Installation, own_console: Served, world: World
) -> None:
    house = world.laundry
    async with (
        own_console.visitor(house, house.owner) as owner,
        own_console.visitor(house, house.cashier) as till,
    ):
        async with installation.database() as database, database.transaction(house.context) as tx:
            await tx.run(RESTED)
        assert (await owner.is_sent_away("/customers")).status_code == 303
        assert (await till.get("/till")).status_code == 200


async def test_one_ends_ones_other_sign_ins(own_console: Served, world: World) -> None:
    house = world.laundry
    async with (
        own_console.visitor(house, house.admin) as here,
        own_console.visitor(house, house.admin) as there,
    ):
        assert "Sign out everywhere else" in (await here.get("/account")).text
        await here.post("/account/sessions/ending", htmx=False)
        assert (await there.get("/till")).status_code == 303
        assert (await here.get("/till")).status_code == 200


@pytest.mark.parametrize("change", ["role", "reset", "disabled", "signed out"])
async def test_what_changes_about_somebody_holds_in_every_process_within_a_second(
    installation: Installation, own_console: Served, world: World, change: str
) -> None:
    house = world.laundry
    async with (
        own_console.visitor(house, house.admin) as admin,
        console_of(installation) as another,
        another.visitor(house, house.owner) as owner,
    ):
        assert (await admin.get("/settings/staff")).status_code == 200
        at = f"/settings/staff/{house.admin.id}"
        form = {
            "role": {"name": "A", "email": "a@example.com", "role": "driver", "language": "en"},
        }.get(change, {})
        path = {
            "role": at,
            "reset": f"{at}/factors-reset",
            "disabled": f"{at}/disable",
            "signed out": f"{at}/sessions-ending",
        }[change]
        answer = await owner.post(path, form, htmx=False)
        assert answer.status_code == 303, answer.text
        refused = await admin.is_sent_away("/settings/staff")
        assert refused.status_code in (303, 403)


async def test_an_invited_person_comes_in_by_their_link(
    own_owner: Visitor, own_console: Served, world: World
) -> None:
    form = {"email": "noor@example.com", "role": "support"}
    made = await own_owner.post("/settings/invitations", form)
    secret = made.text.split("/join/")[1].split("<")[0].strip()
    assert "noor@example.com" in (await own_owner.get("/settings/staff")).text
    warned = await own_owner.get(f"/join/{secret}")
    assert "is signed in here" in warned.text
    async with own_console.visitor(world.laundry) as visitor:
        visitor.token = token_in(await visitor.get(f"/join/{secret}"))
        short = await visitor.post(f"/join/{secret}", {"name": "Noor", "password": "x"}, htmx=False)
        assert short.status_code == 422
        joined = await visitor.post(
            f"/join/{secret}", {"name": "Noor", "password": PASSWORD}, htmx=False
        )
        assert urlsplit(joined.headers["location"]).path == "/c/laundry/sign-in"
        assert (await visitor.get(f"/join/{secret}")).status_code == 410
        await password_alone(visitor, "noor@example.com")
        visitor.token = token_in(await visitor.get("/customers"))
        assert (await visitor.get("/settings/staff")).status_code == 403
        assert (await visitor.post("/customers", {"name": "X"})).status_code == 403


async def test_a_driver_sees_their_own_account_alone(
    installation: Installation, own_console: Served, world: World
) -> None:
    context = Context(world.laundry.tenant.id, actor_kind="operator", origin="system")
    async with installation.database() as database, database.transaction(context) as tx:
        password = await identity.new_password(PASSWORD)
        await identity.add_staff(
            tx, name="D", email="d@example.com", password=password, role="driver"
        )
    async with own_console.visitor(world.laundry) as visitor:
        assert await password_alone(visitor, "d@example.com") == "/c/laundry/account"
        assert (await visitor.get("/account")).status_code == 200
        for path in ("", "/till", "/customers", "/audit", "/settings"):
            assert (await visitor.get(path)).status_code == 403, path


def options_in(page: object) -> str:
    text = str(getattr(page, "text", ""))
    quoted = text.split('data-options="')[1].split('"', maxsplit=1)[0]
    return quoted.replace("&#34;", '"').replace("&amp;", "&").replace("&#39;", "'")
