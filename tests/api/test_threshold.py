"""Fault row C09: what two readers on the way would read differently is refused, at every edge."""

import gzip
from typing import Any

import pytest

from regulars.api.sent import Sent
from regulars.api.threshold import Threshold
from regulars.runtime.language import Catalogue
from tests.api.wire import Headers, Said, wire
from tests.world import World

CUSTOMERS, CONSOLE, PORTAL = "/api/v1/customers", "/c/laundry/till", "/p/laundry"
EDGES = (CUSTOMERS, CONSOLE, PORTAL, "/healthz")
TWICE = [(b"host", b"other.example.com")]
GUEST = b'{"type": "guest"}'
BROWSER = (b"accept", b"text/html")


def told(said: Said) -> tuple[int, str]:
    """Its status, and whether a page says it."""
    return said.status, said.headers["content-type"].partition(";")[0]


@pytest.mark.parametrize("path", EDGES)
async def test_a_request_for_two_hosts_is_for_none(app: Any, path: str) -> None:
    said = await wire(app, "GET", path, headers=TWICE)
    assert said.status == 400
    if path == CUSTOMERS:
        assert b'"code":"host_not_clear"' in said.body
    if path == CONSOLE:
        assert told(said) == (400, "text/html")


@pytest.mark.parametrize("path", [*EDGES, "/", "/nowhere", "/static/x.css"])
@pytest.mark.parametrize("host", [b"shop.example.com:65536", b"[::1]:99999", b"shop:port"])
async def test_a_crooked_host_is_told_so_on_every_page(app: Any, host: bytes, path: str) -> None:
    said = await wire(app, "GET", path, headers=[BROWSER], asked_of=host)
    assert said.status == 400


@pytest.mark.parametrize("path", ["/api/v1//customers", "//api/v1/customers", "/c/laundry//till"])
async def test_a_path_with_an_empty_part_leads_nowhere(app: Any, world: World, path: str) -> None:
    key = [(b"authorization", f"Bearer {world.laundry.api_key}".encode())]
    assert (await wire(app, "GET", path, headers=key)).status == 404
    as_page = await wire(app, "GET", path, headers=[BROWSER])
    assert as_page.status == 404


@pytest.mark.parametrize("path", [CUSTOMERS, "/c/laundry/till/guests", "/p/laundry/sign-in"])
async def test_a_body_that_is_compressed_is_not_read_as_if_it_were_not(
    app: Any, world: World, path: str
) -> None:
    body = gzip.compress(GUEST)
    headers: Headers = [
        (b"authorization", f"Bearer {world.laundry.api_key}".encode()),
        (b"content-type", b"application/json"),
        (b"content-encoding", b"gzip"),
        (b"content-length", b"%d" % len(body)),
        (b"accept-language", b"ar"),
    ]
    said = await wire(app, "POST", path, headers=headers, pieces=[body])
    assert said.status == 415
    assert said.headers["content-language"] == "ar"
    if path == CUSTOMERS:
        assert b'"code":"encoding_not_taken"' in said.body
        assert said.headers["accept-encoding"] == "identity"


@pytest.mark.parametrize("coding", [b"identity", b" Identity ", b""])
async def test_a_body_that_says_it_is_as_it_is_is_read(
    app: Any, world: World, coding: bytes
) -> None:
    headers = [
        (b"authorization", f"Bearer {world.laundry.api_key}".encode()),
        (b"content-type", b"application/json"),
        (b"content-encoding", coding),
        (b"content-length", b"%d" % len(GUEST)),
    ]
    said = await wire(app, "POST", CUSTOMERS, headers=headers, pieces=[GUEST])
    assert said.status == 201


async def inside(scope: Any, receive: Any, send: Any) -> None:
    await Sent(204, b"", {})(scope, receive, send)


async def status_of(raw_path: bytes, hosts: list[bytes], version: str = "1.1") -> int:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "http_version": version,
        "method": "GET",
        "path": raw_path.decode().replace("%2F", "/").replace("%2f", "/"),
        "raw_path": raw_path,
        "headers": [(b"host", host) for host in hosts],
        "state": {},
    }
    await Threshold(inside, Catalogue.load())(scope, None, send)
    return int(sent[0]["status"])


@pytest.mark.parametrize("path", [b"/api/v1%2Fcustomers", b"/c/laundry%2ftill", b"/p%2F/laundry"])
async def test_a_slash_that_is_written_otherwise_leads_nowhere(path: bytes) -> None:
    assert await status_of(path, [b"shop.example.com"]) == 404


@pytest.mark.parametrize(
    "host", [b"localhost:8400", b"192.0.2.1", b"[2001:db8::1]:8400", b"my_shop", b"Shop.Example"]
)
async def test_every_host_that_is_one_is_let_in(host: bytes) -> None:
    assert await status_of(b"/healthz", [host]) == 204


@pytest.mark.parametrize(
    "host",
    [
        b"",
        b"a b",
        b"shop.example.com, other",
        b"shop/x",
        b"a@b",
        b"shop:port",
        b"[::1",
        b"shop:65536",
    ],
)
async def test_what_is_no_host_is_refused(host: bytes) -> None:
    assert await status_of(b"/healthz", [host]) == 400


async def test_only_old_http_may_name_no_host() -> None:
    assert await status_of(b"/healthz", [], "1.0") == 204
    assert await status_of(b"/healthz", []) == 400
