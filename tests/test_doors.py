"""Every door at which strangers name somebody answers on a beat, whatever it says (row B08)."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import httpx
import pytest

from regulars import api
from regulars.app import build
from regulars.browser.beats import beats_of
from regulars.console import console_handlers, open_console
from regulars.desk import Desk
from regulars.domains import identity
from regulars.portal import OPEN_ROUTES, open_portal, portal_handlers
from regulars.runtime.beat import CODES, PASSWORDS, Beats, Clock
from regulars.runtime.language import Catalogue
from regulars.runtime.settings import Settings
from regulars.runtime.tx import Tx
from tests.api.serving import speaking, started
from tests.console.visitors import Visitor, token_in
from tests.instruments.installation import Installation
from tests.world import World

SEND = "/api/v1/customers/send-otp"
# How the names of its doors begin.
CONSOLES = ("console.sign_in", "console.join")
# Nobody is named there: a secret of 256 bits is, a passkey that the browser chose, or nobody.
NAMES_NOBODY = {
    ("POST", "/api/v1/auth/token"),
    ("POST", "/api/v1/auth/sign-out"),
    ("POST", "/api/v1/auth/sign-in/factor"),
    ("POST", "/c/{tenant}/sign-in/passkey/question"),
    ("POST", "/c/{tenant}/sign-in/passkey"),
    ("POST", "/p/{tenant}/undo/{link}"),
    ("POST", "/p/{tenant}/sign-out"),
}


@pytest.fixture(scope="module")
def pages() -> list[Any]:
    desk = Desk(Settings(), Catalogue.load())
    return [
        *console_handlers(open_console(desk)),
        *portal_handlers(open_portal(desk)),
    ]


@dataclass(slots=True)
class Held:
    """A clock that stands still, so that what is held is held for one whole beat; `meanwhile` is
    done while it is."""

    beats: list[float] = field(default_factory=list)
    meanwhile: Callable[[], Any] | None = None

    def clock(self) -> Clock:
        return Clock(lambda: 0.0, self._until)

    async def _until(self, due: float) -> None:
        self.beats.append(due)
        if meanwhile := self.meanwhile:
            self.meanwhile = None
            await meanwhile()


@pytest.fixture
def held() -> Held:
    return Held()


@pytest.fixture
async def app(installation: Installation, held: Held) -> AsyncIterator[Any]:
    """With a single connection: whoever kept it while waiting would wait for themselves."""
    settings = replace(installation.settings, pool_size=1)
    async with started(build(settings, clock=held.clock())) as running:
        yield running


def test_every_door_that_strangers_knock_at_has_a_beat(pages: list[Any]) -> None:
    beats: Beats = {**api.BEATS, **beats_of(pages)}
    doors = {*_of_programs(), *_of_pages(pages)}
    assert len(doors) > 20
    assert doors - set(beats) == NAMES_NOBODY
    assert beats["POST", SEND] == beats["POST", "/p/{tenant}/sign-in"] == CODES
    assert beats["POST", "/c/{tenant}/sign-in"] == PASSWORDS


def test_a_door_without_a_beat_would_be_noticed(pages: list[Any]) -> None:
    without = [each for each in pages if "sign-in" not in (each.name or "")]
    assert ("POST", "/p/{tenant}/sign-in") in _of_pages(pages)
    assert ("POST", "/p/{tenant}/sign-in") not in beats_of(without)


async def test_apps_wait_for_the_beat_whoever_is_asked_for_and_whatever_is_answered(
    app: Any, held: Held, installation: Installation, world: World
) -> None:
    key = await _key(installation, world)
    async with speaking(app, key) as phone, speaking(app, "rk_nobody") as stranger:
        customers = "/api/v1/customers"
        for place, body, status in (
            (SEND, {"phone": "9234 0101", "purpose": "login"}, 200),
            (SEND, {"phone": "9234 0101", "purpose": "login"}, 429),
            (SEND, {"phone": "no number", "purpose": "login"}, 422),
            (f"{customers}/verify-otp", {"challenge_id": "nobody", "code": "000000"}, 400),
        ):
            answer = await phone.post(place, json=body)
            assert answer.status_code == status, answer.text
        assert (await stranger.post(SEND, json={})).status_code == 401
        assert held.beats == [CODES] * 5
        password = {"email": world.laundry.owner.email, "password": "not theirs at all"}
        assert (await phone.post("/api/v1/auth/sign-in", json=password)).status_code == 400
        password["email"] = "nobody@example.com"
        assert (await phone.post("/api/v1/auth/sign-in", json=password)).status_code == 400
        assert held.beats[5:] == [PASSWORDS] * 2
        await phone.post("/api/v1/auth/token", json={"refresh_token": "rf_nobody"})
        assert held.beats[7:] == []


async def test_no_connection_is_held_while_an_answer_waits(
    app: Any, held: Held, installation: Installation, world: World
) -> None:
    met = []
    async with speaking(app, await _key(installation, world)) as phone, _till(app, world) as till:

        async def served() -> None:
            met.append((await till.get("/api/v1/customers")).status_code)

        held.meanwhile = served
        answer = await phone.post(SEND, json={"phone": "9234 0102", "purpose": "login"})
    assert (answer.status_code, met) == (200, [200])


async def test_the_consoles_door_waits_for_the_beat(app: Any, held: Held, world: World) -> None:
    async with speaking(app) as browser:
        visitor = Visitor(browser, world.laundry, origin="http://shop.example.com")
        visitor.token = token_in(await visitor.get("/sign-in"))
        assert held.beats == []
        for email in (world.laundry.owner.email, "nobody@example.com"):
            answer = await visitor.post(
                "/sign-in", {"email": email, "password": "not theirs at all"}, htmx=False
            )
            assert answer.status_code == 401
        assert held.beats == [PASSWORDS] * 2


async def test_the_portals_door_waits_for_the_beat(app: Any, held: Held, world: World) -> None:
    async with speaking(app) as browser:
        visitor = _Customer(browser, world.laundry, origin="http://shop.example.com")
        visitor.token = token_in(await visitor.get("/sign-in"))
        for typed, status in (("9234 0103", 303), ("no number", 422)):
            answer = await visitor.post("/sign-in", {"by": "phone", "phone": typed}, htmx=False)
            assert answer.status_code == status
        assert held.beats == [CODES] * 2


class _Customer(Visitor):
    @property
    def home(self) -> str:
        return f"/p/{self.house.tenant.slug}"


@asynccontextmanager
async def _till(app: Any, world: World) -> AsyncIterator[httpx.AsyncClient]:
    async with speaking(app, world.laundry.api_key) as program:
        yield program


async def _key(installation: Installation, world: World) -> str:
    house = world.laundry

    async def made(tx: Tx) -> str:
        _, credential = await identity.create_api_key(
            tx,
            name="our app",
            scopes=(),
            environment="test",
            tenant_ref=house.tenant.ref,
            kind="publishable",
        )
        return credential.secret

    async with installation.database("app") as database:
        return await database.unit(house.context, made)


def _of_programs() -> Iterator[tuple[str, str]]:
    """What an app may call that nobody has signed in to, and what compares one with others."""
    for each in api.OPERATIONS:
        if "publishable" in each.callers or each.is_beyond_own:
            yield each.method, each.address


def _of_pages(pages: list[Any]) -> set[tuple[str, str]]:
    """Forms that open their own units of work: before anybody has signed in, or about a number
    that may be somebody else's."""
    forms = {each.path for each in OPEN_ROUTES if each.method == "POST"}
    return {
        (method, path.replace(":str}", "}"))
        for each in pages
        for path in each.paths
        for method in each.http_methods
        if method == "POST" and (path in forms or (each.name or "").startswith(CONSOLES))
    }
