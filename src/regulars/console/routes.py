"""Every page and action of the console, and what serves its style and scripts."""

from typing import Any

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from regulars.console.cookies import AnyRequest
from regulars.console.customers import changes, companies, history, looks, pictures, states
from regulars.console.live import live_handler
from regulars.console.pages import Route
from regulars.console.pipeline import Console, redirect
from regulars.console.rendering import BUILT, STATIC_HEADERS, Pages
from regulars.console.settings import business, keys, preferences, staff
from regulars.console.sign_in import handlers as sign_in_pages
from regulars.console.sign_in import password
from regulars.console.till import handlers as till_pages
from regulars.console.visits import Visits
from regulars.desk import Desk

ROUTES: tuple[Route, ...] = (
    *sign_in_pages.ROUTES,
    *password.ROUTES,
    *till_pages.ROUTES,
    *looks.ROUTES,
    *companies.ROUTES,
    *history.ROUTES,
    *pictures.ROUTES,
    *changes.ROUTES,
    *states.ROUTES,
    *business.ROUTES,
    *preferences.ROUTES,
    *keys.ROUTES,
    *staff.ROUTES,
)

KINDS = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
}


def console_handlers(desk: Desk) -> list[HTTPRouteHandler]:
    console = Console(desk, Visits(desk), Pages.load(desk.catalogue))
    return [
        *(console.handler(declared) for declared in ROUTES),
        *sign_in_pages.sign_in_handlers(console),
        live_handler(console),
        _home(console),
        _static(),
    ]


def _home(console: Console) -> HTTPRouteHandler:
    @get("/c/{tenant:str}", name="console.home")
    async def home(request: AnyRequest) -> Response[Any]:
        try:
            visit = await console.visits.of(request)
        except Exception as error:  # noqa: BLE001 - logged there
            return console.refusal(error, request, None)
        return redirect(f"/c/{visit.tenant.slug}/till", request, [])

    return home


def _static() -> HTTPRouteHandler:
    """Held in memory and found by whole name: no path of a request ever reaches the disk."""
    files = {path.name: path.read_bytes() for path in BUILT.iterdir() if path.is_file()}

    @get("/static/{name:str}", name="console.static", sync_to_thread=False)
    def static(request: AnyRequest) -> Response[bytes]:
        name = str(request.path_params["name"])
        content = files.get(name)
        kind = KINDS.get(name.rsplit(".", 1)[-1])
        if content is None or kind is None:
            return Response(b"", status_code=404, media_type="text/plain")
        return Response(content, media_type=kind, headers=dict(STATIC_HEADERS))

    return static
