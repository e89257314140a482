"""Fault row A10: what one house hands out is worth nothing in another. Each artefact is tried at
home too, where it must work: a thing that works nowhere would prove nothing."""

import dataclasses
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from regulars.app import build, reactions_of
from regulars.domains import customers, tenants
from regulars.domains.identity import search_wait_seconds
from regulars.domains.identity.tries.rules import SEARCH_MISSES_MAX
from regulars.kernel.ids import checksum, new_id
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from tests.api.samples import unhurried
from tests.api.serving import speaking, started
from tests.console.test_live import listening
from tests.console.visitors import Served, Visitor, token_in
from tests.instruments.installation import Installation
from tests.worker.workers import a_worker
from tests.world import PASSWORD, House, World, registered

CONSOLE = "http://console.example"
GUEST = {"type": "guest"}
MORE = re.compile(r'href="[^"]*[?&](after|before)=([\w-]+)')
PAGE_ROWS = 50
COUNTRIES = {"laundry": "OM", "bakery": "AE"}
LOCAL = {"OM": "9333 4455", "AE": "050 123 4567"}


@dataclass(frozen=True, slots=True)
class Desk:
    """Both ways into one house: its program, and its owner at the console."""

    house: House
    served: Served
    program: httpx.AsyncClient
    owner: Visitor

    @property
    def bare(self) -> httpx.AsyncClient:
        """Somebody whom nobody knows yet."""
        transport: Any = self.owner.client._transport
        return httpx.AsyncClient(transport=transport, base_url=CONSOLE)

    async def api(self, method: str, path: str, **more: Any) -> httpx.Response:
        return await self.program.request(method, f"/api/v1{path}", **more)

    async def new(self) -> str:
        made = await self.api("POST", "/customers", json=GUEST)
        assert made.status_code == 201, made.text
        return str(made.json()["id"])


@dataclass(frozen=True, slots=True)
class Artefact:
    """`made` is handed out at a desk; `works` says whether a desk takes it for its own."""

    name: str
    made: Callable[[Desk], Awaitable[Any]]
    works: Callable[[Desk, Any], Awaitable[bool]]


def cursor_of(path: str) -> Artefact:
    async def made(desk: Desk) -> str:
        page = await desk.api("GET", path, params={"limit": 1})
        cursor: str = page.json()["next_cursor"]
        return cursor

    async def works(desk: Desk, cursor: str) -> bool:
        answer = await desk.api("GET", path, params={"limit": 1, "cursor": cursor})
        return answer.status_code == 200

    return Artefact(f"cursor of {path}", made, works)


def place_of(list_: str) -> Artefact:
    """`{id}` is the customer whom each house has of its own."""

    def path(desk: Desk) -> str:
        return list_.replace("{id}", str(desk.house.ana.id))

    async def made(desk: Desk) -> tuple[str, str]:
        found = MORE.search((await desk.owner.get(path(desk))).text)
        assert found, path(desk)
        return found[1], found[2]

    async def works(desk: Desk, place: tuple[str, str]) -> bool:
        name, at = place
        return (await desk.owner.get(f"{path(desk)}?{name}={at}")).status_code == 200

    return Artefact(f"place in {list_}", made, works)


async def sealed_search(desk: Desk) -> str:
    found = await desk.owner.search("Ana")
    return httpx.URL(found.headers["hx-replace-url"]).params["s"]


async def opens_search(desk: Desk, sealed: str) -> bool:
    return 'value="Ana"' in (await desk.owner.get("/customers", s=sealed)).text


async def used_key(desk: Desk) -> str:
    key = str(new_id())
    answer = await desk.api("POST", "/customers", json=GUEST, headers={"Idempotency-Key": key})
    assert answer.status_code == 201
    return key


async def replays(desk: Desk, key: str) -> bool:
    answer = await desk.api("POST", "/customers", json=GUEST, headers={"Idempotency-Key": key})
    assert answer.status_code == 201
    return "idempotent-replayed" in answer.headers


async def tagged(desk: Desk) -> tuple[str, str]:
    path = f"/customers/{await desk.new()}"
    return path, (await desk.api("GET", path)).headers["etag"]


async def is_the_same(desk: Desk, tag: tuple[str, str]) -> bool:
    path, etag = tag
    answer = await desk.api("GET", path, headers={"If-None-Match": etag})
    return answer.status_code == 304


async def may_be_changed(desk: Desk, tag: tuple[str, str]) -> bool:
    path, etag = tag
    body = {"tags": ["seen"]}
    answer = await desk.api("PATCH", path, json=body, headers={"If-Match": etag})
    return answer.status_code == 200


async def said_gone(desk: Desk) -> str:
    """The cookie of a sentence that offers to undo."""
    gone = await desk.owner.post(f"/customers/{await desk.new()}/deletion", htmx=False)
    return gone.cookies["flash"]


async def undoes(desk: Desk, flash: str) -> bool:
    desk.owner.client.cookies.set("flash", flash, domain="console.example")
    page = (await desk.owner.get("/customers")).text
    desk.owner.client.cookies.delete("flash")
    undo = re.search(rf'{desk.owner.home}(/customers/[\w-]+/restore)"', page)
    assert undo, "the sentence is shown, whosever it is"
    answer = await desk.owner.post(undo[1])
    return answer.status_code in (200, 303)


async def token_of_a_session(desk: Desk) -> str:
    return desk.owner.token


async def passes_for_ours(desk: Desk, token: str) -> bool:
    other = dataclasses.replace(desk.owner, token=token)
    return (await other.post("/till/searches", {"typed": "Ana"})).status_code == 200


async def token_of_a_stranger(desk: Desk) -> tuple[str, str]:
    async with desk.bare as client:
        page = await client.get(f"/c/{desk.house.tenant.slug}/sign-in")
        return client.cookies["rv"], token_in(page)


async def signs_in(desk: Desk, taken: tuple[str, str]) -> bool:
    """In the very browser that the token was made for."""
    secret, token = taken
    async with desk.bare as client:
        client.cookies.set("rv", secret)
        visitor = Visitor(client, desk.house, token, origin=CONSOLE)
        form = {"email": desk.house.owner.email, "password": PASSWORD}
        return (await visitor.post("/sign-in", form, htmx=False)).status_code == 303


def session_name(desk: Desk) -> str:
    return f"rs_{desk.house.tenant.ref}"


async def session(desk: Desk) -> str:
    return str(desk.owner.client.cookies[session_name(desk)])


async def is_let_in(desk: Desk, secret: str) -> bool:
    """Under the name that this house looks for."""
    async with desk.bare as client:
        client.cookies.set(session_name(desk), secret)
        return (await client.get(f"{desk.owner.home}/till")).status_code == 200


async def is_let_in_renamed(desk: Desk, secret: str) -> bool:
    return await is_let_in(desk, renamed(secret, desk.house))


async def api_key(desk: Desk) -> str:
    return desk.house.api_key


async def opens_the_api(desk: Desk, secret: str) -> bool:
    """As a key of this house; the secret is what it was."""
    headers = {"Authorization": f"Bearer {renamed(secret, desk.house)}"}
    return (await desk.api("GET", "/customers", headers=headers)).status_code == 200


def renamed(secret: str, house: House) -> str:
    kind, environment, _, random = secret.split("_")
    head = f"{kind}_{environment}_{house.tenant.ref}_{random[:-6]}"
    return head + checksum(head)


async def heard_of(desk: Desk) -> tuple[int, str]:
    async with listening(desk.served, desk.owner) as page:
        await page.greeting()
        id_ = await desk.new()
        while (fact := await page.next_fact())["subject_id"] != id_:
            continue
    return fact["seq"], id_


async def goes_on_there(desk: Desk, place: tuple[int, str]) -> bool:
    """Whether that customer is heard of there. This house's own chain has come further by then: a
    place that still lies ahead of it would be silence, and silence proves nothing."""
    seq, id_ = place
    newest, last = await heard_of(desk)
    while newest <= seq:
        newest, last = await heard_of(desk)
    heard: set[str] = set()
    async with listening(desk.served, desk.owner, f"after={seq - 1}") as page:
        await page.greeting()
        while last not in heard:
            heard.add((await page.next_fact())["subject_id"])
    return id_ in heard


ARTEFACTS = (
    cursor_of("/customers"),
    cursor_of("/audit"),
    cursor_of("/audit/reads"),
    cursor_of("/branches"),
    cursor_of("/api-keys"),
    place_of("/customers"),
    place_of("/customers/{id}/timeline"),
    Artefact("sealed search", sealed_search, opens_search),
    Artefact("Idempotency-Key", used_key, replays),
    Artefact("ETag in If-None-Match", tagged, is_the_same),
    Artefact("ETag in If-Match", tagged, may_be_changed),
    Artefact("undo in a flash cookie", said_gone, undoes),
    Artefact("form token of a session", token_of_a_session, passes_for_ours),
    Artefact("form token of a stranger", token_of_a_stranger, signs_in),
    Artefact("session cookie", session, is_let_in),
    Artefact("session cookie with another reference", session, is_let_in_renamed),
    Artefact("API key with another reference", api_key, opens_the_api),
    Artefact("place in the live stream", heard_of, goes_on_there),
)


@pytest.fixture(scope="module")
async def own(template: Installation, world: World) -> AsyncIterator[Installation]:
    async with template.clone() as installation:
        yield unhurried(installation)


@pytest.fixture(scope="module")
async def desks(own: Installation, world: World) -> AsyncIterator[tuple[Desk, Desk]]:
    """The laundry's and the bakery's, in one process, each with more than a page of everything."""
    async with own.database() as database:
        for house in (world.laundry, world.bakery):
            await _fill(database, house)
    app = build(own.settings)
    laundry, bakery = world.laundry, world.bakery
    async with started(app), a_worker(own, *reactions_of(own.settings)):
        served = Served(app, CONSOLE)
        async with (
            speaking(app, laundry.api_key) as one,
            speaking(app, bakery.api_key) as other,
            served.visitor(laundry, laundry.owner) as ours,
            served.visitor(bakery, bakery.owner) as theirs,
        ):
            yield Desk(laundry, served, one, ours), Desk(bakery, served, other, theirs)


async def _fill(database: Database, house: House) -> None:
    async with database.transaction(house.context) as tx:
        for _ in range(PAGE_ROWS + 1):
            await registered(tx, "guest")
        settings = {"default_country": COUNTRIES[house.tenant.slug]}
        await tenants.change_settings(tx, settings)
        for turn in range(PAGE_ROWS + 1):
            given = {"tags": [f"turn {turn}"]}
            await customers.change_customer(tx, house.ana.id, given, country="OM")


@pytest.mark.parametrize("artefact", ARTEFACTS, ids=lambda artefact: artefact.name)
@pytest.mark.parametrize("turned", [False, True], ids=["of the laundry", "of the bakery"])
async def test_an_artefact_works_at_home_and_nowhere_else(
    desks: tuple[Desk, Desk], artefact: Artefact, turned: bool
) -> None:
    home, away = reversed(desks) if turned else desks
    thing = await artefact.made(home)
    assert not await artefact.works(away, thing)
    assert await artefact.works(home, thing), "it would have been good"
    assert not await artefact.works(away, await artefact.made(home)), "also while home is fresh"


async def test_what_a_process_remembers_of_one_house_is_not_believed_of_another(
    desks: tuple[Desk, Desk],
) -> None:
    """Tenants, settings, keys and sessions are believed for half a second; here they are asked for
    in turn, with no pause between."""
    phones = set()
    for _ in range(3):
        for desk in desks:
            # As people of the country write a number: read with the other's, it is none.
            local = LOCAL[COUNTRIES[desk.house.tenant.slug]]
            body = {"type": "stub", "name": "Local", "phone": local, "shared_phone": True}
            made = await desk.api("POST", "/customers", json=body)
            assert made.status_code == 201, (local, made.text)
            phones.add(made.json()["phone"])
            page = await desk.owner.get("/settings")
            assert desk.house.tenant.name in page.text
            assert desk.house.owner.email in page.text
    assert phones == {"+96893334455", "+971501234567"}


async def test_a_look_in_one_house_is_not_taken_for_one_in_another(
    own: Installation, world: World
) -> None:
    """The log of looks counts once what a process has seen already: in the same house only."""
    subject, actor = new_id(), new_id()
    houses = (world.laundry, world.bakery)
    async with own.database() as database:
        for house in (*houses, *houses):
            context = dataclasses.replace(house.context, actor_id=actor, reading=True)
            async with database.transaction(context) as tx:
                tx.note_reads("read", [subject])
    async with own.connection() as superuser:
        counted = await superuser.fetch(
            "SELECT tenant_id, count(*) AS looks FROM audit.reads WHERE $1 = ANY (subject_ids)"
            " GROUP BY tenant_id",
            subject,
        )
    assert {row["tenant_id"]: row["looks"] for row in counted} == {
        house.tenant.id: 1 for house in houses
    }


async def test_what_one_house_spends_another_still_has(own: Installation, world: World) -> None:
    settings = dataclasses.replace(own.settings, rate_limit_burst=3, rate_limit_per_second=1)
    async with started(build(settings)) as app, speaking(app) as client:

        async def statuses(key: str) -> list[int]:
            headers = {"Authorization": f"Bearer {key}"}
            asked = [await client.get("/api/v1/customers", headers=headers) for _ in range(4)]
            return [answer.status_code for answer in asked]

        spent = [200, 200, 200, 429]
        assert await statuses(world.laundry.api_key) == spent
        assert await statuses(world.bakery.api_key) == spent


async def test_searches_spent_in_one_house_are_not_counted_in_another(
    own: Installation, world: World
) -> None:
    """Though both keys had the very same id."""
    same_key = new_id()
    async with own.connection() as superuser:
        await superuser.execute(
            "INSERT INTO identity.search_misses VALUES ($1, $2, now(), $3)",
            world.laundry.tenant.id,
            same_key,
            SEARCH_MISSES_MAX["key"],
        )
    waits = {}
    async with own.database() as database:
        for house in (world.laundry, world.bakery):
            context = Context(house.tenant.id, actor_kind="key", actor_id=same_key)
            async with database.transaction(context) as tx:
                waits[house.tenant.slug] = await search_wait_seconds(tx) > 0
    assert waits == {"laundry": True, "bakery": False}
