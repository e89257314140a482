"""Browsers that ask for what is not there, or in a way it cannot be asked, are shown a page."""

from collections.abc import Mapping
from typing import Any, Protocol

from litestar import Request, Response

API = "/api"
# What programs are told with. A page that refuses, and the answer of a probe, stay what they are.
BARE = ("application/problem+json", "text/plain", "")


class Wording(Protocol):
    """Whoever says on a page what no route has answered."""

    async def stranger(self, request: Request[Any, Any, Any], status: int) -> Response[Any]: ...


class Strangers:
    """ASGI middleware: holds back a refusal that no page worded, and says it on one. `edges` are
    those whose addresses are all pages, by how they begin; elsewhere `usual` speaks."""

    def __init__(self, app: Any, usual: Wording, edges: Mapping[str, Wording]) -> None:
        self._app = app
        self._usual = usual
        self._edges = edges

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or not self._wants_page(scope):
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
            edge = self._edges.get(_beginning(scope), self._usual)
            page = await edge.stranger(request, refusal["status"])
            if allow := _header(refusal["headers"], b"allow"):
                page.headers["Allow"] = allow
            await page.to_asgi_response(app=None, request=request)(scope, receive, send)

    def _wants_page(self, scope: Any) -> bool:
        """Everything of an edge of pages is one; elsewhere a browser says that it reads them."""
        first = _beginning(scope)
        if first == API:
            return False
        accept = _header(scope["headers"], b"accept")
        return "text/html" in accept or (first in self._edges and accept in ("", "*/*"))


def _beginning(scope: Any) -> str:
    return "/" + scope["path"].split("/")[1] if scope["path"].startswith("/") else ""


def _is_bare_refusal(message: Any) -> bool:
    kind = _header(message["headers"], b"content-type").partition(";")[0]
    return message["status"] >= 400 and kind in BARE


def _header(headers: Any, wanted: bytes) -> str:
    return next((value.decode("latin-1") for name, value in headers if name.lower() == wanted), "")
