"""An answer on its way out: what is known to be bytes and headers is sent as that."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from litestar.handlers import HTTPRouteHandler

# By RFC 9110, 8.6, these say no length.
WITHOUT_LENGTH = (204, 304)


@dataclass(frozen=True, slots=True)
class Pieces:
    """A file that comes piece by piece, too large to be held: of `size_bytes`, or broken off."""

    name: str
    size_bytes: int
    each: AsyncIterator[bytes]


@dataclass(frozen=True, slots=True)
class Sent:
    """An ASGI application that gives this one answer; what has no body has no type either."""

    status: int
    content: bytes
    headers: dict[str, str]
    pieces: Pieces | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ARG002
        headers = [(_name(name), value.encode("latin-1")) for name, value in self.headers.items()]
        if self.status not in WITHOUT_LENGTH:
            size = self.pieces.size_bytes if self.pieces else len(self.content)
            headers.append((b"content-length", b"%d" % size))
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        if self.pieces:
            async for piece in self.pieces.each:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": self.content, "more_body": False})


@lru_cache(256)
def _name(name: str) -> bytes:
    return name.lower().encode("latin-1")


class Direct(HTTPRouteHandler):
    """A handler whose answers go out as they are: there is nothing to encode, to dress with
    defaults or to choose a type for, which is most of what the framework does with an answer."""

    async def to_response(self, app: Any, data: Any, request: Any) -> Any:  # noqa: ARG002
        return data
