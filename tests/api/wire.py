"""One request as a server hands it over, below what any client library would let through."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

Message = dict[str, Any]
Headers = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Said:
    status: int
    headers: dict[str, str]
    body: bytes


async def wire(
    app: Any,
    method: str,
    path: str,
    *,
    headers: Headers = (),
    pieces: Sequence[bytes] = (b"",),
    leaves_early: bool = False,
    before_last: Callable[[], Awaitable[None]] | None = None,
    host: str = "203.0.113.7",
    query: bytes = b"",
    asked_of: bytes = b"shop.example.com",
) -> Said:
    """`leaves_early` hangs up after the last piece instead of ending the body, and what is
    `before_last` happens while the server waits for that piece."""
    scope: Message = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query,
        "root_path": "",
        "headers": [(b"host", asked_of), *headers],
        "client": (host, 40_000),
        "server": ("127.0.0.1", 8400),
        "state": {},
    }
    waiting: list[Message] = [
        {"type": "http.request", "body": piece, "more_body": leaves_early or place < len(pieces)}
        for place, piece in enumerate(pieces, start=1)
    ]
    waiting.append({"type": "http.disconnect"})
    sent: list[Message] = []

    async def receive() -> Message:
        if before_last is not None and len(waiting) == 2:
            await before_last()
        return waiting.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start = next(message for message in sent if message["type"] == "http.response.start")
    body = b"".join(message.get("body", b"") for message in sent)
    told = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    return Said(start["status"], told, body)
