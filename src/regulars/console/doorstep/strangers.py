"""Browsers that ask for what is not there, or in a way it cannot be asked, are shown a page."""

from typing import Any

from litestar import Request

from regulars.console.pipeline import Console

API = "/api"
CONSOLE = "/c"
# What programs are told with. A page that refuses, and the answer of a probe, stay what they are.
BARE = ("application/problem+json", "text/plain", "")


class Strangers:
    """ASGI middleware: holds back a refusal that no page worded, and says it on one."""

    def __init__(self, app: Any, console: Console) -> None:
        self._app = app
        self._console = console

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or not _wants_page(scope):
            await self._app(scope, receive, send)
            return
        refusal: Any = None

        async def send_unless_refused(message: Any) -> None:
            nonlocal refusal
            if message["type"] == "http.response.start" and _is_bare_refusal(message):
                refusal = message
            if refusal is None:
                await send(message)

        await self._app(scope, receive, send_unless_refused)
        if refusal is not None:
            request: Request[Any, Any, Any] = Request(scope, receive, send)
            page = await self._console.stranger(request, refusal["status"])
            if allow := _header(refusal["headers"], b"allow"):
                page.headers["Allow"] = allow
            await page.to_asgi_response(app=None, request=request)(scope, receive, send)


def _wants_page(scope: Any) -> bool:
    """Everything of the console is pages; elsewhere a browser says that it reads them."""
    first = "/" + scope["path"].split("/")[1] if scope["path"].startswith("/") else ""
    if first == API:
        return False
    accept = _header(scope["headers"], b"accept")
    return "text/html" in accept or (first == CONSOLE and accept in ("", "*/*"))


def _is_bare_refusal(message: Any) -> bool:
    kind = _header(message["headers"], b"content-type").partition(";")[0]
    return message["status"] >= 400 and kind in BARE


def _header(headers: Any, wanted: bytes) -> str:
    return next((value.decode("latin-1") for name, value in headers if name.lower() == wanted), "")
