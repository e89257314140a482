"""Facts as they happen: to who is signed in, of what they may see, and to nobody who signed out."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from regulars.app import reactions_of
from regulars.console.live import STREAMS_OF_A_SESSION_MAX
from regulars.domains import identity
from regulars.runtime.jobs_pace import Pace
from regulars.worker import run_worker
from tests.console.visitors import Served, Visitor, console_of
from tests.instruments.installation import Installation
from tests.instruments.processes import until
from tests.world import World, registered

PATIENCE_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Stream:
    """What one open page hears."""

    status: int
    heard: asyncio.Queue[bytes | None]

    async def next_fact(self) -> dict[str, Any]:
        """The next event with something in it; beats and greetings are passed over."""
        while True:
            part = await self._next()
            assert part is not None, "the stream ended"
            if b"event: fact" in part:
                body: dict[str, Any] = json.loads(part.partition(b"data: ")[2])
                return body

    async def until(self, name: str) -> list[dict[str, Any]]:
        """Everything up to the first fact of this name: signing in is one too."""
        heard = [await self.next_fact()]
        while heard[-1]["name"] != name:
            heard.append(await self.next_fact())
        return heard

    async def greeting(self) -> bytes:
        part = await self._next()
        assert part is not None
        return part

    async def end(self) -> None:
        await self.last_words()

    async def last_words(self) -> bytes:
        words = b""
        while (part := await self._next()) is not None:
            words = part
        return words

    async def _next(self) -> bytes | None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await self.heard.get()


@asynccontextmanager
async def listening(console: Served, visitor: Visitor, query: str = "") -> AsyncIterator[Stream]:
    """Over ASGI itself, because the client of the other tests waits for the end of an answer."""
    request = visitor.client.build_request("GET", f"{visitor.home}/live")
    headers = [(name.lower(), value) for name, value in request.headers.raw]
    path = request.url.path
    scope: Any = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("console.example", 80),
    }
    begun: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    heard: asyncio.Queue[bytes | None] = asyncio.Queue()
    gone = asyncio.Event()
    asked: list[Any] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Any:
        if asked:
            return asked.pop()
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            begun.set_result(message["status"])
        elif message.get("body"):
            heard.put_nowait(message["body"])
        if message["type"] == "http.response.body" and not message.get("more_body"):
            heard.put_nowait(None)

    serving: Any = console.app(scope, receive, send)
    task: asyncio.Task[None] = asyncio.create_task(serving)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            yield Stream(await begun, heard)
    finally:
        gone.set()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest.fixture(scope="module")
async def house(template: Installation, world: World) -> AsyncIterator[Installation]:
    """A database with a worker at it, which gives facts their place in the chain."""
    async with template.clone() as installation, worked(installation):
        yield installation


@asynccontextmanager
async def worked(installation: Installation) -> AsyncIterator[None]:
    stop, settings = asyncio.Event(), installation.settings
    pace = Pace(relay_idle_seconds=0.02, poll_seconds=0.2)
    async with asyncio.TaskGroup() as running:
        running.create_task(run_worker(settings, reactions_of(settings), stop=stop, pace=pace))
        yield
        stop.set()


@pytest.fixture(scope="module")
async def live(house: Installation) -> AsyncIterator[Served]:
    async with console_of(house) as served:
        yield served


async def test_a_second_page_hears_of_a_new_customer(live: Served, world: World) -> None:
    async with (
        live.visitor(world.laundry, world.laundry.owner) as owner,
        listening(live, owner) as page,
    ):
        assert await page.greeting() == b"retry: 1000\n\n"
        await owner.post("/till/customers", {"name": "Yusuf", "phone": "9555 3001"})
        # Who was there before may be heard of first, where nothing was relayed yet.
        row = ""
        while "Yusuf" not in row:
            *_, fact = await page.until("customers.registered")
            assert set(fact) == {"seq", "name", "subject_id"}
            row = (await owner.get(f"/customers/{fact['subject_id']}/row", htmx=True)).text


async def test_a_page_goes_on_hearing_where_it_stopped(live: Served, world: World) -> None:
    async with live.visitor(world.laundry, world.laundry.owner) as owner:
        async with listening(live, owner) as page:
            await page.greeting()
            await owner.post("/till/guests")
            *_, first = await page.until("customers.registered")
        await owner.post("/till/guests")
        async with listening(live, owner, f"after={first['seq']}") as page:
            await page.greeting()
            assert (await page.next_fact())["seq"] > first["seq"]


async def test_branch_staff_hear_nothing_of_what_they_may_not_see(
    live: Served, house: Installation, world: World
) -> None:
    """Something happened, and that is all."""
    async with (
        live.visitor(world.laundry, world.laundry.cashier) as cashier,
        house.database() as database,
        listening(live, cashier) as page,
    ):
        await page.greeting()
        async with database.transaction(world.laundry.context) as tx:
            branch_id = str(world.laundry.branches[1].id)
            hidden = await registered(tx, "guest", branch_id=branch_id)
        await cashier.post("/till/guests")
        *before, own = await page.until("customers.registered")
        assert own["subject_id"] != str(hidden.id)
        assert before
        assert {fact["name"] for fact in before} == {""}
        assert {fact["subject_id"] for fact in before} == {str(UUID(int=0))}


async def test_a_stream_hears_no_more_than_its_session_may_see_by_now(
    live: Served, house: Installation, world: World
) -> None:
    """It was opened for every branch; then its owner chose one."""
    first, second = (str(branch.id) for branch in world.laundry.branches)
    async with (
        live.visitor(world.laundry, world.laundry.admin) as admin,
        house.database() as database,
        listening(live, admin) as page,
    ):
        await page.greeting()
        await admin.post("/till/guests")
        await page.until("customers.registered")
        await admin.post("/branch", {"branch_id": first, "return_to": ""})
        async with database.transaction(world.laundry.context) as tx:
            hidden = await registered(tx, "guest", branch_id=second)
        await admin.post("/till/guests")
        *before, own = await page.until("customers.registered")
        assert own["subject_id"] != str(hidden.id)
        assert {fact["name"] for fact in before} == {""}


async def test_who_may_hear_nothing_any_more_is_told_so(
    template: Installation, world: World
) -> None:
    """The page goes where its reader may still be, and asks no more."""
    admin, (first, _) = world.laundry.admin, world.laundry.branches
    async with (
        template.clone() as installation,
        worked(installation),
        console_of(installation) as console,
        installation.database() as database,
        console.visitor(world.laundry, admin) as visitor,
        listening(console, visitor) as page,
    ):
        await page.greeting()
        async with database.transaction(world.laundry.context) as tx:
            await identity.change_staff(tx, admin.id, {"role": "branch", "branch_ids": (first.id,)})
        assert b"event: over" in await page.last_words()


async def test_another_tenant_hears_nothing(live: Served, world: World) -> None:
    async with (
        live.visitor(world.laundry, world.laundry.owner) as owner,
        live.visitor(world.bakery, world.bakery.owner) as neighbour,
        listening(live, neighbour) as page,
    ):
        await page.greeting()
        await owner.post("/till/guests")
        await neighbour.post("/till/guests")
        *before, fact = await page.until("customers.registered")
        assert {one["name"] for one in before} <= {"identity.staff_signed_in"}
        row = await neighbour.get(f"/customers/{fact['subject_id']}/row", htmx=True)
        assert row.status_code == 200


async def test_who_signs_out_hears_no_more(live: Served, world: World) -> None:
    async with (
        live.visitor(world.laundry, world.laundry.owner) as owner,
        live.visitor(world.laundry, world.laundry.admin) as admin,
        listening(live, owner) as page,
    ):
        await page.greeting()
        await owner.post("/sign-out")
        await admin.post("/till/guests")
        await page.end()


async def test_one_session_cannot_take_the_streams_of_all(live: Served, world: World) -> None:
    async with (
        live.visitor(world.laundry, world.laundry.owner) as owner,
        live.visitor(world.laundry, world.laundry.owner) as elsewhere,
        AsyncExitStack() as open_pages,
    ):
        pages = [
            await open_pages.enter_async_context(listening(live, owner))
            for _ in range(STREAMS_OF_A_SESSION_MAX)
        ]
        for page in pages:
            assert await page.greeting() == b"retry: 1000\n\n"
        async with listening(live, owner) as one_more:
            assert one_more.status == 503
        async with listening(live, elsewhere) as another_session:
            assert await another_session.greeting() == b"retry: 1000\n\n"
        await open_pages.aclose()

        async def has_room() -> bool:
            async with listening(live, owner) as again:
                return again.status == 200

        await until(has_room)


async def test_streams_opened_at_one_moment_are_counted_too(live: Served, world: World) -> None:
    async with (
        live.visitor(world.laundry, world.laundry.owner) as owner,
        AsyncExitStack() as open_pages,
    ):
        tries = [
            open_pages.enter_async_context(listening(live, owner))
            for _ in range(2 * STREAMS_OF_A_SESSION_MAX)
        ]
        pages = [page for page in await asyncio.gather(*tries) if page.status == 200]
        greetings = [await page.greeting() for page in pages]
        assert greetings.count(b"retry: 1000\n\n") == STREAMS_OF_A_SESSION_MAX
        for page, greeting in zip(pages, greetings, strict=True):
            if greeting != b"retry: 1000\n\n":
                await page.end()


async def test_a_stranger_hears_nothing(live: Served, world: World) -> None:
    async with live.visitor(world.laundry) as stranger, listening(live, stranger) as page:
        assert page.status == 204
