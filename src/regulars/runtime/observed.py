"""The outermost layer of HTTP: a request id, security headers, one log line, the metrics."""

import re
import time
from typing import Any

from regulars.kernel.ids import new_id
from regulars.runtime.telemetry import count, request_at_hand, tell_answered

# A caller may bring its own id, so that both logs can be read together.
GIVEN_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")
# nginx's word for a caller that left before the answer began.
CALLER_LEFT = 499

# On every answer that does not say otherwise itself.
SECURITY_HEADERS = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
# Where people come by https, a browser that was here once never asks by plain http again.
HTTPS_ONLY = (b"strict-transport-security", b"max-age=31536000")


class Observed:
    """ASGI middleware. Logs the route's pattern, never its path: that may hold what was typed."""

    def __init__(self, app: Any, *, is_https: bool = False) -> None:
        self._app = app
        self._added = (*SECURITY_HEADERS, HTTPS_ONLY) if is_https else SECURITY_HEADERS

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(scope)
        # A state of its own: a server may hand the same one to every request.
        scope["state"] = {**scope.get("state", {}), "request_id": request_id}
        request_at_hand.set(request_id)
        began, status = time.perf_counter(), CALLER_LEFT

        async def send_observed(message: Any) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = list(message.get("headers", []))
                present = {name.lower() for name, _ in headers}
                headers.append((b"request-id", request_id.encode()))
                headers += [pair for pair in self._added if pair[0] not in present]
                message = {**message, "headers": headers}
            await send(message)

        try:
            await self._app(scope, receive, send_observed)
        except Exception:
            status = 500 if status == CALLER_LEFT else status
            raise
        finally:
            self._tell(scope, status, time.perf_counter() - began)

    def _tell(self, scope: Any, status: int, seconds: float) -> None:
        route = str(scope.get("path_template") or "unmatched")
        edge = route.split("/", 2)[1] if route != "unmatched" else "none"
        count(edge, route, status, seconds)
        ms = round(seconds * 1000, 1)
        tell_answered(method=scope["method"], route=route, status=status, ms=ms)


def _request_id(scope: Any) -> str:
    for name, value in scope["headers"]:
        if name == b"request-id" and GIVEN_ID.fullmatch(value):
            return str(value.decode())
    return new_id().hex
