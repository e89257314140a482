"""The outermost layer: every answer has its request's id, its headers, its line and its count."""

import asyncio
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from prometheus_client import CollectorRegistry

from regulars.runtime.observed import CALLER_LEFT, Observed
from regulars.runtime.telemetry import registry
from tests.api.wire import wire
from tests.runtime.test_telemetry import lines

__all__ = ["lines"]

Lines = Callable[[], list[dict[str, Any]]]
OWN_ID = re.compile(r"[0-9a-f]{32}")


class Inner:
    """An application that says what it was told."""

    def __init__(self, *headers: tuple[bytes, bytes], path_template: str = "") -> None:
        self.headers = headers
        self.path_template = path_template
        self.scopes: list[Any] = []

    async def __call__(self, scope: Any, _: Any, send: Any) -> None:
        self.scopes.append(scope)
        if self.path_template:
            scope["path_template"] = self.path_template
        await send({"type": "http.response.start", "status": 200, "headers": list(self.headers)})
        await send({"type": "http.response.body", "body": b"ok"})


@pytest.mark.parametrize("given", ["till-1-000042", "a" * 64, "A.b_c-1234", "12345678"])
async def test_a_well_formed_id_is_kept(given: str) -> None:
    inner = Inner()
    said = await wire(Observed(inner), "GET", "/", headers=[(b"request-id", given.encode())])
    assert said.headers["request-id"] == given
    assert inner.scopes[0]["state"]["request_id"] == given


@pytest.mark.parametrize(
    "given",
    [b"", b"short", b"a" * 65, b"has space1", b"line\nbreak1", b"caf\xc3\xa9-12345", b"<b>bold</b>",
     b"quote\"12345", b"null\x0012345", b"12345678\n"],
)  # fmt: skip
async def test_any_other_id_is_replaced(given: bytes) -> None:
    said = await wire(Observed(Inner()), "GET", "/", headers=[(b"request-id", given)])
    assert OWN_ID.fullmatch(said.headers["request-id"])


@pytest.mark.parametrize("is_https", [True, False])
async def test_only_who_comes_by_https_is_told_to_stay_with_it(is_https: bool) -> None:
    said = await wire(Observed(Inner(), is_https=is_https), "GET", "/")
    expected = "max-age=31536000" if is_https else None
    assert said.headers.get("strict-transport-security") == expected


async def test_no_two_requests_share_an_id_or_a_state() -> None:
    inner = Inner()
    observed = Observed(inner)
    said = await asyncio.gather(*(wire(observed, "GET", "/") for _ in range(50)))
    assert len({answer.headers["request-id"] for answer in said}) == 50
    assert len({id(scope["state"]) for scope in inner.scopes}) == 50


async def test_a_state_that_a_server_shares_is_not_written_to() -> None:
    shared = {"from": "lifespan"}
    inner = Inner()

    async def with_shared_state(scope: Any, receive: Any, send: Any) -> None:
        await Observed(inner)({**scope, "state": shared}, receive, send)

    await wire(with_shared_state, "GET", "/")
    assert shared == {"from": "lifespan"}
    assert inner.scopes[0]["state"]["from"] == "lifespan"


async def test_every_answer_has_the_security_headers_unless_it_says_otherwise() -> None:
    said = await wire(Observed(Inner()), "GET", "/")
    assert said.headers["x-content-type-options"] == "nosniff"
    assert said.headers["referrer-policy"] == "same-origin"
    assert said.headers["cross-origin-opener-policy"] == "same-origin"
    assert said.headers["cross-origin-resource-policy"] == "same-origin"
    assert said.headers["cache-control"] == "no-store"
    own = await wire(
        Observed(Inner((b"Referrer-Policy", b"no-referrer"), (b"cache-control", b"public"))),
        "GET",
        "/",
    )
    assert (own.headers["referrer-policy"], own.headers["cache-control"]) == (
        "no-referrer",
        "public",
    )


async def test_the_line_names_the_route_and_not_the_path(lines: Lines) -> None:
    observed = Observed(Inner(path_template="/c/{tenant}/customers/{id}"))
    said = await wire(observed, "GET", "/c/laundry/customers/Salim", query=b"q=91234567")
    (line,) = lines()
    assert (line["event"], line["route"], line["status"]) == (
        "answered",
        "/c/{tenant}/customers/{id}",
        200,
    )
    assert line["request_id"] == said.headers["request-id"]
    assert not re.search("Salim|laundry|91234567", json.dumps(line))


async def test_a_path_that_nobody_serves_is_not_repeated(lines: Lines) -> None:
    await wire(Observed(Inner()), "GET", "/Salim/9123 4567")
    (line,) = lines()
    assert line["route"] == "unmatched"


def counted(edge: str, route: str, status: int) -> float:
    assert isinstance(registry, CollectorRegistry)
    labels = {"edge": edge, "route": route, "status": str(status)}
    return registry.get_sample_value("regulars_requests_total", labels) or 0.0


async def test_requests_are_counted_by_edge_route_and_status() -> None:
    before = counted("c", "/c/{tenant}/x", 200)
    for tenant in ("laundry", "bakery"):
        await wire(Observed(Inner(path_template="/c/{tenant}/x")), "GET", f"/c/{tenant}/x")
    assert counted("c", "/c/{tenant}/x", 200) == before + 2


async def test_a_fault_that_escapes_is_counted_as_one(lines: Lines) -> None:
    async def broken(scope: Any, receive: Any, send: Any) -> None:
        raise ValueError("Salim")

    with pytest.raises(ValueError, match="Salim"):
        await wire(Observed(broken), "GET", "/")
    (line,) = lines()
    assert line["status"] == 500
    assert "Salim" not in json.dumps(line)


async def test_a_caller_that_left_is_counted_as_that(lines: Lines) -> None:
    async def cancelled(scope: Any, receive: Any, send: Any) -> None:
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await wire(Observed(cancelled), "GET", "/")
    (line,) = lines()
    assert line["status"] == CALLER_LEFT


async def test_what_is_not_http_passes_through() -> None:
    passed = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        passed.append(scope)

    scope = {"type": "lifespan"}
    await Observed(inner)(scope, None, None)
    assert passed == [{"type": "lifespan"}]
