"""Every page and action of the console, and what serves its style and scripts."""

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from regulars.browser.drawing import BUILT, STATIC_HEADERS
from regulars.console.account import factors as account_factors
from regulars.console.account import handlers as account_pages
from regulars.console.account import proof
from regulars.console.alerts import handlers as alert_pages
from regulars.console.audit import exports as trail_exports
from regulars.console.audit import handlers as audit_pages
from regulars.console.codes import handlers as code_pages
from regulars.console.cookies import AnyRequest
from regulars.console.customers import (
    account,
    addresses,
    changes,
    companies,
    customer,
    duplicates,
    exports,
    history,
    listing,
    looks,
    near,
    papers,
    pictures,
    states,
)
from regulars.console.doorstep import handlers as doorstep_pages
from regulars.console.exports import handlers as export_pages
from regulars.console.home import handlers as home_pages
from regulars.console.jobs import handlers as jobs_pages
from regulars.console.join.handlers import join_handlers
from regulars.console.live import live_handler
from regulars.console.pages import Route
from regulars.console.palette import handlers as palette_pages
from regulars.console.people import handlers as people_pages
from regulars.console.pipeline import Console
from regulars.console.rendering import Pages
from regulars.console.settings import (
    business,
    channels,
    flags,
    invitations,
    keys,
    preferences,
    roles,
    staff,
    staff_access,
    staff_edits,
    verifications,
)
from regulars.console.sign_in import factor, password
from regulars.console.sign_in import handlers as sign_in_pages
from regulars.console.sign_in.passkey import passkey_handlers
from regulars.console.sign_in.phone import phone_handlers
from regulars.console.till import handlers as till_pages
from regulars.console.tray import handlers as tray_pages
from regulars.console.verifications import queue, review
from regulars.console.visits import Visits
from regulars.desk import Desk

ROUTES: tuple[Route, ...] = (
    *sign_in_pages.ROUTES,
    *password.ROUTES,
    *factor.ROUTES,
    *proof.ROUTES,
    *account_pages.ROUTES,
    *account_factors.ROUTES,
    *home_pages.ROUTES,
    *till_pages.ROUTES,
    *palette_pages.ROUTES,
    *listing.ROUTES,
    *duplicates.ROUTES,
    *near.ROUTES,
    *people_pages.ROUTES,
    *customer.ROUTES,
    *companies.ROUTES,
    *history.ROUTES,
    *pictures.ROUTES,
    *papers.ROUTES,
    *queue.ROUTES,
    *review.ROUTES,
    *verifications.ROUTES,
    *changes.ROUTES,
    *states.ROUTES,
    *account.ROUTES,
    *code_pages.ROUTES,
    *looks.ROUTES,
    *audit_pages.ROUTES,
    *trail_exports.ROUTES,
    *exports.ROUTES,
    *export_pages.ROUTES,
    *tray_pages.ROUTES,
    *alert_pages.ROUTES,
    *addresses.ROUTES,
    *business.ROUTES,
    *preferences.ROUTES,
    *keys.ROUTES,
    *channels.ROUTES,
    *staff.ROUTES,
    *staff_edits.ROUTES,
    *staff_access.ROUTES,
    *invitations.ROUTES,
    *roles.ROUTES,
    *flags.ROUTES,
    *jobs_pages.ROUTES,
)

KINDS = {
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
}


def open_console(desk: Desk) -> Console:
    return Console(desk, Visits(desk), Pages.load(desk.catalogue))


def console_handlers(console: Console) -> list[HTTPRouteHandler]:
    handlers = [
        *doorstep_pages.doorstep_handlers(console),
        *(console.handler(declared) for declared in ROUTES),
        *sign_in_pages.sign_in_handlers(console),
        *passkey_handlers(console),
        *phone_handlers(console),
        *join_handlers(console),
        live_handler(console),
        _static(),
    ]
    return [*_options(handlers), *handlers]


def _options(handlers: list[HTTPRouteHandler]) -> list[HTTPRouteHandler]:
    """Of every path, and before the others: the framework's own would name the methods of the
    handler that it meets first, and of no other."""
    methods: dict[str, set[str]] = {}
    for handler in handlers:
        for path in handler.paths:
            methods.setdefault(path, {"OPTIONS"}).update(handler.http_methods)
    paths: dict[str, list[str]] = {}
    for path, names in methods.items():
        paths.setdefault(", ".join(sorted(names)), []).append(path)
    return [_options_of(alike, allowed) for allowed, alike in paths.items()]


def _options_of(paths: list[str], allowed: str) -> HTTPRouteHandler:
    async def options() -> Response[bytes]:
        return Response(b"", status_code=204, headers={"Allow": allowed})

    return HTTPRouteHandler(paths, http_method=["OPTIONS"], status_code=200)(options)


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
