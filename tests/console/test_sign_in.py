"""The way in and out: cookies that no page reads, a new secret each time, an end that is one."""

import asyncio
import re
import threading
from http.cookies import Morsel, SimpleCookie

import httpx
import pytest

from regulars.domains import identity
from tests.console.visitors import Served, Visitor, console_of, token_in
from tests.instruments.installation import Installation
from tests.instruments.processes import until
from tests.world import PASSWORD, World

NEW = "an entirely new password"
THREADS_MAX = 32  # as many as an event loop has at most, see ThreadPoolExecutor
PATIENCE_SECONDS = 10


def cookie(answer: httpx.Response, beginning: str) -> Morsel[str]:
    for header in answer.headers.get_list("set-cookie"):
        for name, morsel in SimpleCookie(header).items():
            if name.startswith(beginning):
                return morsel
    raise AssertionError(f"no cookie {beginning} in {answer.headers}")


def marks(morsel: Morsel[str]) -> tuple[object, ...]:
    return tuple(morsel[name] for name in ("path", "httponly", "samesite", "secure", "domain"))


async def test_a_session_cookie_is_kept_from_scripts_and_other_sites(
    console: Served, world: World
) -> None:
    async with console.visitor(world.laundry) as visitor:
        entered = await visitor.sign_in(world.laundry.owner)
    morsel = cookie(entered, f"rs_{world.laundry.tenant.ref}")
    assert marks(morsel) == ("/", True, "strict", "", "")
    assert morsel["max-age"] == str(12 * 3600)


async def test_over_https_the_cookies_are_pinned_to_the_host(
    installation: Installation, world: World
) -> None:
    async with (
        console_of(installation, public_url="https://regulars.example") as console,
        console.visitor(world.laundry) as visitor,
    ):
        page = await visitor.get("/sign-in")
        entered = await visitor.sign_in(world.laundry.owner)
        gone = await visitor.post("/sign-out", htmx=False)
    for answer, name in ((page, "__Host-rv"), (entered, "__Host-rs_"), (gone, "__Host-rs_")):
        assert marks(cookie(answer, name)) == ("/", True, "strict", True, "")
    assert cookie(gone, "__Host-rs_")["max-age"] == "0"


async def test_signing_in_leads_back_to_the_page_that_was_wanted(
    console: Served, world: World
) -> None:
    async with console.visitor(world.laundry) as visitor:
        sent_away = await visitor.get("/customers")
        assert sent_away.headers["location"] == (
            "/c/laundry/sign-in?return_to=%2Fc%2Flaundry%2Fcustomers"
        )
        visitor.token = token_in(await visitor.get("/sign-in"))
        form = {"email": "owner@laundry.example.com", "password": PASSWORD}
        entered = await visitor.post(
            "/sign-in", {**form, "return_to": "/c/laundry/customers"}, htmx=False
        )
        assert entered.headers["location"] == "/c/laundry/customers"


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example",
        "/c/bakery/till",
        "/c/laundry/\\evil",
        "/c/laundry//x",
        # No header can hold it: an address that nobody but an attacker would ask for.
        "/c/laundry/العملاء",
    ],
)
async def test_signing_in_leads_nowhere_else(console: Served, world: World, wanted: str) -> None:
    async with console.visitor(world.laundry) as visitor:
        visitor.token = token_in(await visitor.get("/sign-in"))
        form = {"email": "owner@laundry.example.com", "password": PASSWORD, "return_to": wanted}
        entered = await visitor.post("/sign-in", form, htmx=False)
        assert entered.headers["location"] == "/c/laundry"


async def test_each_sign_in_has_a_new_secret_and_ends_the_one_before(
    console: Served, world: World
) -> None:
    async with console.visitor(world.laundry, world.laundry.owner) as visitor:
        name = f"rs_{world.laundry.tenant.ref}"
        planted = visitor.client.cookies[name]
        form = {"email": "owner@laundry.example.com", "password": PASSWORD}
        entered = await visitor.post("/sign-in", form, htmx=False)
        assert cookie(entered, name).value != planted
        visitor.client.cookies.set(name, planted, domain="console.example", path="/")
        assert (await visitor.get("/till")).status_code == 303


async def test_a_planted_secret_is_worth_nothing_after_signing_in(
    console: Served, world: World
) -> None:
    """Whoever fixed the anonymous secret knows the token of the sign-in page, and no other."""
    async with console.visitor(world.laundry) as visitor:
        visitor.token = before = token_in(await visitor.get("/sign-in"))
        await visitor.sign_in(world.laundry.owner)
        assert visitor.token != before
        visitor.token = before
        assert (await visitor.post("/till/guests")).status_code == 403


async def test_without_a_secret_of_ones_own_nobody_signs_in(console: Served, world: World) -> None:
    async with console.visitor(world.laundry) as visitor:
        visitor.token = token_in(await visitor.get("/sign-in"))
        visitor.client.cookies.clear()
        form = {"email": "owner@laundry.example.com", "password": PASSWORD}
        assert (await visitor.post("/sign-in", form, htmx=False)).status_code == 403


async def test_a_wrong_password_says_no_more_than_an_unknown_address(
    console: Served, world: World
) -> None:
    pages = []
    async with console.visitor(world.laundry) as visitor:
        for email in ("owner@laundry.example.com", "nobody@laundry.example.com"):
            visitor.token = token_in(await visitor.get("/sign-in"))
            refused = await visitor.post(
                "/sign-in", {"email": email, "password": "not this one"}, htmx=False
            )
            assert refused.status_code == 401
            pages.append(refused.text.replace(email, "…"))
    assert pages[0] == pages[1]


async def test_what_was_left_empty_is_said_at_its_field_and_counts_for_nothing(
    own_console: Served, world: World
) -> None:
    email = world.laundry.owner.email
    async with own_console.visitor(world.laundry) as visitor:
        visitor.token = token_in(await visitor.get("/sign-in"))
        for _ in range(12):
            again = await visitor.post("/sign-in", {"email": email, "password": ""}, htmx=False)
            assert again.status_code == 422
            assert 'id="password-fault"' in again.text
            assert f'value="{email}"' in again.text, "nothing typed is lost"
        nothing = await visitor.post("/sign-in", {"email": "", "password": ""}, htmx=False)
        assert 'id="email-fault"' in nothing.text
        entered = await visitor.post("/sign-in", {"email": email, "password": PASSWORD}, htmx=False)
        assert entered.status_code == 303


async def test_while_a_password_is_compared_others_are_served(
    installation: Installation, world: World
) -> None:
    """With one connection for everybody, and no thread free to compare anything."""
    released = threading.Event()
    async with (
        console_of(installation, pool_size=1) as console,
        console.visitor(world.laundry, world.laundry.admin) as admin,
        console.visitor(world.laundry) as visitor,
        installation.connection() as superuser,
    ):
        visitor.token = token_in(await visitor.get("/sign-in"))
        form = {"email": world.laundry.owner.email, "password": PASSWORD}
        busy = [asyncio.create_task(asyncio.to_thread(released.wait)) for _ in range(THREADS_MAX)]
        try:
            entering = asyncio.create_task(visitor.post("/sign-in", form, htmx=False))

            async def is_counted() -> bool:
                counted = "SELECT count(*) FROM identity.sign_in_attempts"
                return bool(await superuser.fetchval(counted))

            await until(is_counted, seconds=PATIENCE_SECONDS)
            async with asyncio.timeout(PATIENCE_SECONDS):
                assert (await admin.post("/till/guests")).status_code == 200
            assert not entering.done()
        finally:
            released.set()
            await asyncio.gather(*busy)
            entered = await entering
        assert entered.status_code == 303


async def test_who_signs_in_is_told_to_have_done_so_themselves(
    own_console: Served, own_owner: Visitor, world: World
) -> None:
    """And who opened the business, to be the operator: neither is the system's doing."""
    async with own_console.visitor(world.laundry, world.laundry.admin):
        page = (await own_owner.get("/audit", kind="identity.staff_signed_in")).text
    told = re.findall(r'<div class="moment-by">\s*(?:<bdi>)?([^<]+?)\s*<', page)
    assert told == [world.laundry.admin.name, world.laundry.owner.name]
    opened = (await own_owner.get("/audit", kind="tenants.opened")).text
    assert re.findall(r'<div class="moment-by">\s*([^<]+?)\s*<', opened) == ["The operator"]


async def test_after_eight_attempts_one_has_to_wait(own_console: Served, world: World) -> None:
    async with own_console.visitor(world.laundry) as visitor:
        visitor.token = token_in(await visitor.get("/sign-in"))
        form = {"email": "owner@laundry.example.com", "password": "x"}
        statuses = [
            (await visitor.post("/sign-in", form, htmx=False)).status_code for _ in range(8)
        ]
        throttled = await visitor.post("/sign-in", {**form, "password": PASSWORD}, htmx=False)
    assert set(statuses) == {401}
    assert throttled.status_code == 429
    assert 0 < int(throttled.headers["retry-after"]) <= 900


async def test_signing_out_ends_the_session_at_once(owner: Visitor, world: World) -> None:
    name = f"rs_{world.laundry.tenant.ref}"
    secret = owner.client.cookies[name]
    gone = await owner.post("/sign-out", htmx=False)
    assert gone.headers["location"] == "/c/laundry/sign-in"
    assert name not in owner.client.cookies
    assert "You are signed out" in (await owner.get("/sign-in")).text
    owner.client.cookies.set(name, secret, domain="console.example", path="/")
    assert (await owner.get("/till")).status_code == 303
    assert (await owner.post("/till/guests")).status_code == 401


async def test_another_process_believes_a_session_for_half_a_second_only(
    installation: Installation, own_console: Served, world: World
) -> None:
    async with (
        own_console.visitor(world.laundry, world.laundry.owner) as here,
        console_of(installation) as other_process,
        other_process.visitor(world.laundry) as there,
    ):
        there.client.cookies.update(here.client.cookies)
        assert (await there.get("/till")).status_code == 200
        await here.post("/sign-out", htmx=False)
        assert await there.is_sent_away("/till")


async def test_a_session_that_expired_is_told_so(
    own_owner: Visitor, installation: Installation
) -> None:
    async with installation.connection() as connection:
        await connection.execute(
            "UPDATE identity.sessions SET expires_at = now() - interval '1 second'"
        )
    sent_away = await own_owner.is_sent_away("/customers")
    assert sent_away.headers["location"].startswith("/c/laundry/sign-in?")
    assert "Your session ended" in (await own_owner.get("/sign-in")).text


async def test_staff_who_were_disabled_are_out_at_once(
    own_console: Served, own_owner: Visitor, world: World
) -> None:
    async with own_console.visitor(world.laundry, world.laundry.admin) as admin:
        assert (await admin.get("/till")).status_code == 200
        await own_owner.post(f"/settings/staff/{world.laundry.admin.id}/disable")
        assert (await admin.get("/till")).status_code == 303
        assert (await admin.sign_in(world.laundry.admin)).status_code == 401


async def test_the_cookie_of_one_tenant_opens_no_other(owner: Visitor, world: World) -> None:
    """Fault row A10."""
    secret = owner.client.cookies[f"rs_{world.laundry.tenant.ref}"]
    for name in (f"rs_{world.bakery.tenant.ref}", f"rs_{world.laundry.tenant.ref}"):
        owner.client.cookies.set(name, secret, domain="console.example", path="/")
    owner.house = world.bakery
    assert (await owner.get("/till")).status_code == 303
    assert (await owner.post("/till/guests")).status_code == 401


async def test_ones_own_password_changes_with_the_old_one(
    own_owner: Visitor, own_console: Served, world: World
) -> None:
    assert 'name="old"' in (await own_owner.get("/password", htmx=True)).text
    wrong = await own_owner.post("/password", {"old": "not this one", "new": NEW})
    assert (wrong.status_code, "old password is not right" in wrong.text) == (422, True)
    short = await own_owner.post("/password", {"old": PASSWORD, "new": "short"})
    assert (short.status_code, "too short" in short.text) == (422, True)
    done = await own_owner.post("/password", {"old": PASSWORD, "new": NEW})
    assert done.headers["hx-redirect"] == "/c/laundry/till"
    assert "Your password is changed" in (await own_owner.get("/till")).text
    async with own_console.visitor(world.laundry) as elsewhere:
        assert (await elsewhere.sign_in(world.laundry.owner)).status_code == 401
        assert (await elsewhere.sign_in(world.laundry.owner, NEW)).status_code == 303


async def test_a_session_left_open_is_no_place_to_guess_its_password(
    own_owner: Visitor, installation: Installation, world: World
) -> None:
    for _ in range(9):
        last = await own_owner.post("/password", {"old": "a guess", "new": NEW})
    assert "Too many attempts" in last.text
    refused = await own_owner.post("/password", {"old": PASSWORD, "new": NEW})
    assert (refused.status_code, "retry-after" in refused.headers) == (422, True)
    async with (
        installation.database() as database,
        database.transaction(world.laundry.context) as tx,
    ):
        assert await identity.count_attempt(tx, world.laundry.owner.email) > 0
