"""HEAD is GET without the content (RFC 9110, 9.3.2), for every page; the API says what it takes."""

from typing import Any

API = "/api/"


class Heads:
    """ASGI middleware: asks inside as GET, and sends on no more than the head."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["path"].startswith(API):
            await self._app(scope, receive, send)
            return
        is_head = scope["method"] == "HEAD"
        is_over = False

        async def receive_until_over() -> Any:
            """A stream without an end is told that nobody listens any more."""
            return {"type": "http.disconnect"} if is_over else await receive()

        async def send_head(message: Any) -> None:
            nonlocal is_over
            if message["type"] == "http.response.start":
                await send({**message, "headers": [_with_head(*one) for one in message["headers"]]})
            elif not is_head:
                await send(message)
            elif not is_over:
                is_over = True
                await send({"type": "http.response.body", "body": b"", "more_body": False})

        if not is_head:
            await self._app(scope, receive, send_head)
            return
        # In place: what the router notes in the scope is read outside.
        scope["method"] = "GET"
        try:
            await self._app(scope, receive_until_over, send_head)
        finally:
            scope["method"] = "HEAD"


def _with_head(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """Whoever may GET may ask for the head alone."""
    allowed = value.decode("latin-1").split(", ")
    if name.lower() != b"allow" or "GET" not in allowed:
        return name, value
    return name, ", ".join(sorted({*allowed, "HEAD"})).encode()
