"""Forms that come slowly, in part, too large or never: who is gone does nothing by them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Sequence
from typing import Any
from urllib.parse import urlencode

import pytest

from regulars.kernel.ids import checksum
from tests.api.traces import count
from tests.api.wire import Said, wire
from tests.console.visitors import Served, Visitor, console_of
from tests.instruments.installation import Installation
from tests.runtime.test_telemetry import Lines, lines
from tests.world import World

pytestmark = [pytest.mark.slow]

__all__ = ["lines"]

# Half as long again as a server waits for a body.
PATIENCE_SECONDS = 30
FILES = "multipart/form-data; boundary=x"


@pytest.fixture
async def narrow(installation: Installation) -> AsyncIterator[Served]:
    """Takes bodies of a kilobyte."""
    async with console_of(installation, body_limit_bytes=1_024) as served:
        yield served


async def sent(
    console: Served,
    visitor: Visitor,
    *,
    path: str = "/till/guests",
    pieces: Sequence[bytes] | None = None,
    kind: str = "application/x-www-form-urlencoded",
    **how: Any,
) -> Said:
    """A page's form in pieces, below what a client library would let through."""
    form = urlencode({"csrf": visitor.token}).encode()
    request = visitor.client.build_request("POST", visitor.home + path)
    cookie = request.headers.get("cookie", "").encode()
    headers = [
        (b"cookie", cookie),
        (b"origin", b"http://shop.example.com"),
        (b"content-type", kind.encode()),
    ]
    pieces = pieces or (form[:10], form[10:])
    return await wire(console.app, "POST", request.url.path, headers=headers, pieces=pieces, **how)


async def test_a_form_in_pieces_is_a_form(
    own_console: Served, own_owner: Visitor, installation: Installation, world: World
) -> None:
    before = await count(installation, "customers.customers", world.laundry.tenant.id)
    assert (await sent(own_console, own_owner)).status in (200, 303)
    after = await count(installation, "customers.customers", world.laundry.tenant.id)
    assert after == before + 1


@pytest.mark.parametrize("how", ["signed out", "disabled"])
async def test_who_is_gone_when_their_form_has_arrived_does_nothing(
    own_console: Served, own_owner: Visitor, installation: Installation, world: World, how: str
) -> None:
    admin = world.laundry.admin
    async with own_console.visitor(world.laundry, admin) as leaving:

        async def leave() -> None:
            if how == "signed out":
                await leaving.post("/sign-out")
            else:
                await own_owner.post(f"/settings/staff/{admin.id}/disable")

        before = await count(installation, "customers.customers", world.laundry.tenant.id)
        said = await sent(own_console, leaving, before_last=leave)
    assert said.status == 401
    after = await count(installation, "customers.customers", world.laundry.tenant.id)
    assert after == before


@pytest.mark.parametrize("page", ["picture", "papers"])
async def test_of_a_stranger_who_brings_files_nothing_is_read(
    own_console: Served, world: World, page: str
) -> None:
    """They would have ten megabytes and two minutes of the server for each that they send."""
    read: list[str] = []

    async def piece() -> None:
        read.append(page)

    async with own_console.visitor(world.laundry) as stranger:
        path = f"/customers/{world.laundry.ana.id}/{page}"
        said = await sent(own_console, stranger, path=path, pieces=[b"csrf="], before_last=piece)
    assert (said.status, read) == (401, [])


@pytest.mark.parametrize("path", ["/till/guests", "/sign-in"])
async def test_a_form_that_is_cut_off_or_too_large_is_refused_and_no_fault_of_ours(
    narrow: Served, installation: Installation, world: World, lines: Lines, path: str
) -> None:
    async with narrow.visitor(world.laundry, world.laundry.owner) as owner:
        before = await count(installation, "customers.customers", world.laundry.tenant.id)
        lines()
        cut = await sent(narrow, owner, path=path, leaves_early=True)
        large = await sent(narrow, owner, path=path, pieces=[b"csrf=" + b"x" * 2_000])
    assert (cut.status, large.status) == (413, 413)
    assert [line for line in lines() if line["event"] == "failed"] == []
    after = await count(installation, "customers.customers", world.laundry.tenant.id)
    assert after == before


async def test_a_body_that_does_not_come_is_not_waited_for(
    own_console: Served, own_owner: Visitor, world: World
) -> None:
    """Every edge at one time, for it takes as long as their patience; where no files are taken it
    is no longer for what calls itself files."""

    async def never() -> None:
        await asyncio.Event().wait()

    headers = [(b"authorization", f"Bearer {world.laundry.api_key}".encode())]
    # Anybody can write one that looks like theirs.
    head = world.laundry.tenant.ref + "0" * 32
    letterbox = f"/hooks/twilio/{head}{checksum(head)}"
    asked: list[Awaitable[Said]] = [
        wire(own_console.app, "POST", "/api/v1/customers", headers=headers, before_last=never),
        wire(own_console.app, "POST", letterbox, before_last=never),
        sent(own_console, own_owner, before_last=never),
        sent(own_console, own_owner, before_last=never, kind=FILES),
    ]
    async with asyncio.timeout(PATIENCE_SECONDS):
        said = await asyncio.gather(*asked)
    assert [one.status for one in said] == [408, 408, 413, 413]
