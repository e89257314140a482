"""Fault row C04 for the portal: nothing changes on the word of another site."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest

from regulars.portal import OPEN_ROUTES, ROUTES
from regulars.portal.pages import OpenRoute, Route
from tests.instruments.installation import Installation
from tests.portal.visitors import Customer, Door
from tests.world import World

EVERY: tuple[Route | OpenRoute, ...] = (*ROUTES, *OPEN_ROUTES)
ACTIONS = [each.path.removeprefix("/p/{tenant:str}") for each in EVERY if each.method == "POST"]
FORM = {
    "name": "Forged",
    "city": "Forged",
    "wish": "sms.marketing",
    "by": "phone",
    "phone": "9222 4499",
    "code": "123456",
}
TRACES = """
SELECT (SELECT count(*) FROM journal.facts), (SELECT sum(version) FROM customers.customers),
       (SELECT count(*) FROM customers.addresses), (SELECT count(*) FROM identity.challenges),
       (SELECT count(*) FROM identity.account_sessions WHERE ended_at IS NULL),
       (SELECT coalesce(sum(tries), 0) FROM identity.peer_tries)
"""
FORGERIES: dict[str, tuple[Mapping[str, str], str]] = {
    "no token": ({}, ""),
    "a wrong token": ({}, "0" * 64),
    "another session's token": ({}, "another"),
    "another origin": ({"Origin": "https://evil.example"}, "mine"),
    "an origin that begins like ours": ({"Origin": "http://console.example.evil"}, "mine"),
    "another scheme": ({"Origin": "https://console.example"}, "mine"),
    "an origin of nobody": ({"Origin": "null"}, "mine"),
    "a cross-site request": ({"Sec-Fetch-Site": "cross-site"}, "mine"),
    "a request of a sibling site": ({"Sec-Fetch-Site": "same-site"}, "mine"),
    "a form as plain text": ({"Content-Type": "text/plain"}, "mine"),
}


async def traces(installation: Installation) -> tuple[Any, ...]:
    async with installation.connection() as connection:
        return tuple(await connection.fetchrow(TRACES))


def into(path: str) -> str:
    return path.replace("{address_id:str}", str(uuid4())).replace("{session_id:str}", str(uuid4()))


def test_there_are_actions_to_be_forged() -> None:
    assert len(ACTIONS) >= 17


@pytest.mark.parametrize("name", FORGERIES)
async def test_no_action_is_done_for(
    name: str, phone: Customer, door: Door, house: Installation, world: World
) -> None:
    headers, token = FORGERIES[name]
    number = f"9222 44{list(FORGERIES).index(name):02d}"
    await phone.come_in(number)
    async with door.phone(world.laundry) as again:
        await again.come_in(number)
        given = {"mine": phone.token, "another": again.token}.get(token, token)
        before = await traces(house)
        for path in ACTIONS:
            answer = await phone.post(into(path), {**FORM, "csrf": given}, headers=headers)
            assert answer.status_code == 403, (path, answer.status_code)
            phone.token = given if token == "mine" else phone.token
        assert await traces(house) == before


async def test_without_a_session_no_action_of_theirs_is_done(phone: Customer) -> None:
    await phone.get("/sign-in")
    for each in ROUTES:
        if each.method == "POST":
            path = into(each.path.removeprefix("/p/{tenant:str}"))
            assert (await phone.post(path, FORM)).status_code == 401, path


async def test_a_door_without_its_cookie_is_no_door_of_ours(phone: Customer) -> None:
    await phone.get("/sign-in")
    phone.client.cookies.clear()
    answer = await phone.post("/sign-in", {"by": "phone", "phone": "9222 4498"})
    assert answer.status_code == 403
