"""Whether this process can serve, and its figures: for load balancers and their keepers."""

import ipaddress
from hmac import compare_digest
from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler

from regulars.desk import Desk
from regulars.runtime.settings import Settings
from regulars.runtime.telemetry import metrics_page

FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


def healthz(desk: Desk) -> HTTPRouteHandler:
    @get("/healthz")
    async def health() -> Response[dict[str, str]]:
        if await desk.database.is_alive():
            return Response({"status": "ok"})
        return Response({"status": "database_unreachable"}, status_code=503)

    return health


def metrics_handler(desk: Desk) -> HTTPRouteHandler:
    @get("/metrics")
    async def metrics(request: Request[Any, Any, Any]) -> Response[bytes]:
        if not _may_see(request, desk.settings):
            # As if there were no such page.
            raise NotFoundException
        return Response(metrics_page(), media_type="text/plain; version=0.0.4")

    return metrics


def _may_see(request: Request[Any, Any, Any], settings: Settings) -> bool:
    """With the key; or from loopback where no key is set and nothing suggests a proxy, which
    makes everybody loopback."""
    key = settings.metrics_key
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if key and compare_digest(given.encode(), key.encode()):
        return True
    if key or settings.https:
        return False
    is_forwarded = any(name in request.headers for name in FORWARDED)
    host = request.client.host if request.client else ""
    return not is_forwarded and _is_loopback(host)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
