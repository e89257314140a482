"""HEAD is GET without the content, whatever answers it."""

import asyncio
from typing import Any

import pytest

from regulars.runtime.heads import Heads
from tests.api.wire import wire


def telling(*allowed: bytes) -> Any:
    """An application that says by which method it was asked."""

    async def app(scope: Any, _: Any, send: Any) -> None:
        scope["path_template"] = "/told"
        headers = [(b"asked-by", scope["method"].encode()), *((b"Allow", one) for one in allowed)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"content", "more_body": True})
        await send({"type": "http.response.body", "body": b"more"})

    return app


async def test_a_head_is_asked_for_as_a_page_and_answered_without_it() -> None:
    said = await wire(Heads(telling()), "HEAD", "/c/shop/till")
    assert (said.headers["asked-by"], said.body) == ("GET", b"")


@pytest.mark.parametrize(("method", "path"), [("GET", "/"), ("POST", "/"), ("HEAD", "/api/v1/x")])
async def test_every_other_request_is_left_as_it_is(method: str, path: str) -> None:
    said = await wire(Heads(telling()), method, path)
    assert (said.headers["asked-by"], said.body) == (method, b"contentmore")


async def test_whoever_may_get_may_ask_for_the_head() -> None:
    for allowed, told in (
        (b"GET, OPTIONS", "GET, HEAD, OPTIONS"),
        (b"OPTIONS, POST", "OPTIONS, POST"),
    ):
        assert (await wire(Heads(telling(allowed)), "OPTIONS", "/")).headers["allow"] == told


async def test_what_is_noted_inside_is_read_outside_and_the_method_is_what_was_asked() -> None:
    scope = {"type": "http", "method": "HEAD", "path": "/"}

    async def send(_: Any) -> None:
        """Nobody looks."""

    await Heads(telling())(scope, None, send)
    assert (scope["method"], scope["path_template"]) == ("HEAD", "/told")


async def test_a_stream_without_an_end_ends() -> None:
    async def endless(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"on", "more_body": True})
        while (await receive())["type"] != "http.disconnect":
            await send({"type": "http.response.body", "body": b"and on", "more_body": True})

    async with asyncio.timeout(60):
        assert (await wire(Heads(endless), "HEAD", "/")).body == b""
