"""Fault row C04: nothing changes on the word of another site, whatever it sends and however."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from regulars.runtime.database import Database
from tests.console.addresses import ACTIONS, BARE, FORMS, WITH_FILES, Ids, ids_of
from tests.console.visitors import Served, Visitor, console_of
from tests.instruments.installation import Installation
from tests.world import World

OURS = {"Sec-Fetch-Site": "same-origin"}
# Whatever an action leaves behind leaves a trace in one of these.
TRACES = """
SELECT (SELECT count(*) FROM journal.facts), (SELECT count(*) FROM audit.reads),
       (SELECT sum(version) FROM customers.customers), (SELECT sum(version) FROM identity.staff),
       (SELECT count(*) FROM identity.sessions WHERE ended_at IS NULL),
       (SELECT count(branch_id) FROM identity.sessions),
       (SELECT sum(attempts) FROM identity.sign_in_attempts)
"""


@dataclass(frozen=True, slots=True)
class Tokens:
    mine: str
    of_another_session: str
    of_another_tenant: str


@dataclass(frozen=True, slots=True)
class Forgery:
    headers: Mapping[str, str]
    token: Callable[[Tokens], str] = lambda tokens: tokens.mine
    body: str = "form"


def from_here(**headers: str) -> dict[str, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return {"Origin": "http://console.example", **OURS, **named}


FORGERIES: dict[str, Forgery] = {
    "no token": Forgery(from_here(), token=lambda _: ""),
    "a wrong token": Forgery(from_here(), token=lambda _: "0" * 64),
    "another session's token": Forgery(from_here(), token=lambda t: t.of_another_session),
    "another tenant's token": Forgery(from_here(), token=lambda t: t.of_another_tenant),
    "another origin": Forgery(from_here(Origin="https://evil.example")),
    "an origin that begins like ours": Forgery(from_here(Origin="http://console.example.evil")),
    "another scheme": Forgery(from_here(Origin="https://console.example")),
    "an origin of nobody": Forgery(from_here(Origin="null")),
    "a cross-site request": Forgery(from_here(Sec_Fetch_Site="cross-site")),
    "a request of a sibling site": Forgery(from_here(Sec_Fetch_Site="same-site")),
    "a request typed by nobody": Forgery(from_here(Sec_Fetch_Site="none")),
    "no word of where it is from": Forgery({}),
    "plain text": Forgery(from_here(Content_Type="text/plain"), body="text"),
    "json": Forgery(from_here(Content_Type="application/json"), body="json"),
    "json as text": Forgery(from_here(Content_Type="text/plain;charset=utf-8"), body="json"),
    "many parts": Forgery(from_here(), body="parts"),
}


@pytest.fixture(scope="module")
async def owner(console: Served, world: World) -> AsyncIterator[Visitor]:
    async with console.visitor(world.laundry, world.laundry.owner) as visitor:
        yield visitor


@pytest.fixture(scope="module")
async def tokens(console: Served, owner: Visitor, world: World) -> AsyncIterator[Tokens]:
    async with (
        console.visitor(world.laundry, world.laundry.owner) as again,
        console.visitor(world.bakery, world.bakery.owner) as neighbour,
    ):
        yield Tokens(owner.token, again.token, neighbour.token)


@pytest.fixture(scope="module")
async def ids(database: Database, world: World) -> Ids:
    return await ids_of(database, world.laundry)


async def traces(installation: Installation) -> tuple[Any, ...]:
    async with installation.connection() as connection:
        return tuple(await connection.fetchrow(TRACES))


async def send(
    visitor: Visitor, path: str, form: Mapping[str, str], forgery: Forgery, token: str
) -> httpx.Response:
    headers = dict(forgery.headers)
    address = visitor.home + path
    if forgery.body == "form":
        data = {**form, "csrf": token}
        return await visitor.client.post(address, data=data, headers=headers)
    headers["X-CSRF-Token"] = token
    if forgery.body == "json":
        kind = headers.pop("Content-Type")
        return await visitor.client.post(
            address, json={**form, "csrf": token}, headers={**headers, "Content-Type": kind}
        )
    if forgery.body == "parts":
        files = {name: (None, value) for name, value in {**form, "csrf": token}.items()}
        return await visitor.client.post(address, files=files, headers=headers)
    content = "&".join(f"{name}={value}" for name, value in form.items())
    return await visitor.client.post(address, content=content, headers=headers)


def test_every_action_has_a_form_to_be_forged() -> None:
    assert set(ACTIONS) == FORMS.keys() | BARE


@pytest.mark.parametrize("name", FORGERIES)
async def test_no_action_is_done_for(
    name: str, owner: Visitor, tokens: Tokens, ids: Ids, installed: Installation
) -> None:
    forgery = FORGERIES[name]
    before = await traces(installed)
    for path in [*ACTIONS, "/sign-in"]:
        if forgery.body == "parts" and path in WITH_FILES:
            continue  # as it should be; without the token it is refused, see test_pictures.py
        form = FORMS.get(path, {"email": "owner@laundry.example.com", "password": "x"})
        answer = await send(owner, ids.into(path), form, forgery, forgery.token(tokens))
        assert answer.status_code == 403, (path, answer.text[:200])
    assert await traces(installed) == before


@pytest.mark.parametrize("override", ["field", "header", "query"])
async def test_a_get_that_calls_itself_a_post_does_nothing(
    override: str, owner: Visitor, ids: Ids, installed: Installation
) -> None:
    headers = {**from_here(), "X-CSRF-Token": owner.token}
    if override == "header":
        headers |= {"X-HTTP-Method-Override": "POST", "X-Method-Override": "POST"}
    before = await traces(installed)
    for path in ACTIONS:
        params = {**FORMS.get(path, {}), "csrf": owner.token}
        if override == "query":
            params["_method"] = "POST"
        content = b"_method=POST" if override == "field" else None
        request = owner.client.build_request(
            "GET", owner.home + ids.into(path), params=params, headers=headers, content=content
        )
        answer = await owner.client.send(request)
        assert answer.status_code in (200, 303, 404, 405), (path, answer.status_code)
    after = await traces(installed)
    # Pages that are shown by GET at the same address log that they were looked at, no more.
    assert (after[0], *after[2:]) == (before[0], *before[2:])


async def test_without_a_session_every_action_is_refused(
    console: Served, world: World, ids: Ids, installed: Installation
) -> None:
    before = await traces(installed)
    async with console.visitor(world.laundry) as stranger:
        for path in ACTIONS:
            answer = await stranger.post(ids.into(path), FORMS.get(path))
            assert answer.status_code == 401, path
    assert await traces(installed) == before


async def test_a_page_of_ours_may(owner: Visitor) -> None:
    assert (await owner.post("/till/guests")).status_code == 200
    assert (await owner.post("/till/guests", htmx=False)).status_code == 200


async def test_a_proxy_in_front_may_hide_the_name_that_the_browser_sees(
    installation: Installation, world: World
) -> None:
    inside = {"Host": "regulars.internal:8400"}
    async with (
        console_of(installation, public_url="https://regulars.example") as console,
        console.visitor(world.laundry, world.laundry.owner) as visitor,
    ):
        assert (await visitor.post("/till/guests", headers=inside)).status_code == 200
        elsewhere = {**inside, "Origin": "https://evil.example"}
        assert (await visitor.post("/till/guests", headers=elsewhere)).status_code == 403
