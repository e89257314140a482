"""Nobody calls another server but through the way out."""

import pytest

from tests.architecture.ways_out import ALLOWED, SOURCE, ways_out, ways_out_of


def test_nobody_opens_a_line_of_their_own() -> None:
    assert ways_out_of(SOURCE) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import httpx", "httpx"),
        ("from urllib.request import urlopen", "urllib.request"),
        ("from urllib import request", "urllib.request"),
        ("import http.client as h", "http.client"),
        ("from aiosmtplib.smtp import SMTP", "aiosmtplib"),
        ("def f():\n    import socket", "socket"),
        ("async def f(loop):\n    await loop.create_connection(None, 'a', 1)", "create_connection"),
        ("from asyncio import open_connection as o\nopen_connection('a', 1)", "open_connection"),
    ],
)
def test_a_way_out_is_seen(text: str, found: str) -> None:
    assert ways_out("domains/orders/send.py", text) == [f"domains/orders/send.py: {found}"]


@pytest.mark.parametrize(
    "text", ["from urllib.parse import urlsplit", "import asyncio", "import http", "connect()"]
)
def test_what_calls_nobody_is_no_way_out(text: str) -> None:
    assert ways_out("domains/orders/send.py", text) == []


def test_nobody_is_allowed_what_they_do_not_use() -> None:
    for path, allowed in ALLOWED.items():
        text = (SOURCE / path).read_text("utf-8")
        assert {way.partition(": ")[2] for way in ways_out(f"x/{path}", text)} == allowed, path
