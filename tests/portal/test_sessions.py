"""How a sign-in at the portal ends by itself, and what its cookie is over https."""

from datetime import timedelta

import httpx
import pytest

from regulars.domains.identity.accounts.sessions import IDLE, LIFETIME
from tests.api.wire import wire
from tests.console.visitors import console_of
from tests.domains.evidence import asking
from tests.instruments.installation import Installation
from tests.portal.visitors import Customer, Door
from tests.world import World

RESTED = asking(
    "UPDATE identity.account_sessions"
    "   SET last_seen_at = last_seen_at - $2::interval, idle_until = idle_until - $2::interval"
    " WHERE tenant_id = $1 AND ended_at IS NULL",
    "time",
)
AGED = asking(
    "UPDATE identity.account_sessions SET expires_at = expires_at - $2::interval"
    " WHERE tenant_id = $1 AND ended_at IS NULL",
    "time",
)
MOMENT = timedelta(seconds=1)


async def is_in(phone: Customer) -> bool:
    answer = await phone.get("/profile")
    assert answer.status_code in (200, 303)
    return answer.status_code == 200


async def test_who_comes_back_within_the_idle_time_stays_in_and_later_does_not(
    phone: Customer,
) -> None:
    await phone.come_in("9255 7701")
    for _ in range(3):
        async with phone._transaction() as tx:
            await tx.run(RESTED, time=IDLE["portal"] - timedelta(minutes=2))
        assert await is_in(phone), "each visit begins the idle time anew"
    async with phone._transaction() as tx:
        await tx.run(RESTED, time=IDLE["portal"] + MOMENT)
    assert not await is_in(phone)
    assert "Your sign-in has ended" in (await phone.get("/sign-in")).text


async def test_however_often_they_come_it_ends_after_its_lifetime(phone: Customer) -> None:
    await phone.come_in("9255 7702")
    async with phone._transaction() as tx:
        await tx.run(AGED, time=LIFETIME["portal"] - timedelta(minutes=2))
    assert await is_in(phone)
    async with phone._transaction() as tx:
        await tx.run(AGED, time=timedelta(minutes=2))
    assert not await is_in(phone)


async def test_a_form_of_a_sign_in_that_is_over_says_so_wherever_it_is_sent(
    phone: Customer,
) -> None:
    await phone.come_in("9255 7703")
    token = phone.token
    async with phone._transaction() as tx:
        await tx.run(RESTED, time=IDLE["portal"] + MOMENT)
    for path in ("/profile/details", "/profile/reached", "/sign-out"):
        answer = await phone.post(path, {"csrf": token})
        assert answer.status_code == 401, path
        assert "Sign in and try it again" in answer.text, path


@pytest.mark.parametrize("path", ["/picture", "/papers"])
async def test_of_a_stranger_who_brings_files_nothing_is_read(
    door: Door, world: World, path: str
) -> None:
    """They would have ten megabytes and two minutes of the server for each that they send."""
    read: list[str] = []

    async def piece() -> None:
        read.append(path)

    said = await wire(door.app, "POST", f"/p/{world.laundry.tenant.slug}{path}", before_last=piece)
    assert (said.status, read) == (401, [])


async def test_over_https_every_cookie_is_pinned_to_the_host(
    house: Installation, world: World
) -> None:
    async with (
        console_of(house, public_url="https://shop.example.com") as served,
        house.database() as database,
        Door(served.app, served.base_url, database).phone(world.laundry) as phone,
    ):
        given = await phone.get("/sign-in")
        assert await pinned(given) == {"__Host-rv"}
        answer = await phone.come_in("9255 7704")
        ref = world.laundry.tenant.ref
        assert await pinned(answer) == {f"__Host-rp_{ref}", f"__Host-rd_{ref}"}
        assert await is_in(phone)
        out = await phone.post("/sign-out")
        assert f"__Host-rp_{ref}" in await pinned(out)
        assert not await is_in(phone)


async def pinned(answer: httpx.Response) -> set[str]:
    """The names of those that are; a browser refuses the prefix without all three marks."""
    names = set()
    for cookie in answer.headers.get_list("set-cookie"):
        marks = [mark.strip().lower() for mark in cookie.split(";")[1:]]
        assert "secure" in marks, cookie
        if cookie.startswith("__Host-"):
            assert "path=/" in marks
            assert "httponly" in marks
            assert not any(mark.startswith("domain") for mark in marks)
            names.add(cookie.partition("=")[0])
    return names
