"""The first page, which leads to a business's sign-in and names none; what crawlers ask for."""

from typing import Any

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from regulars.browser.drawing import BUILT, static_addresses
from regulars.console.cookies import AnyRequest
from regulars.console.doorstep.views import Doorstep
from regulars.console.pages import Page
from regulars.console.pipeline import Console, redirect
from regulars.domains.tenants import read_slug
from regulars.kernel.errors import Invalid

# Every page is somebody's workplace: there is nothing here for a search engine.
ROBOTS = b"User-agent: *\nDisallow: /\n"
A_DAY = {"Cache-Control": "public, max-age=86400"}


def doorstep_handlers(console: Console) -> list[HTTPRouteHandler]:
    mark = (BUILT / static_addresses(BUILT)["mark.svg"].rsplit("/", 1)[-1]).read_bytes()

    @get(["/", "/c"], name="console.doorstep", sync_to_thread=False)
    def doorstep(request: AnyRequest) -> Response[Any]:
        given = request.query_params.get("business")
        if given is None:
            return console.outside(_page(Doorstep()), request)
        try:
            slug = read_slug(given.strip().lower())
        except Invalid:
            view = Doorstep(given, {"business": ("address_not_valid",)})
            return console.outside(_page(view, status=422), request)
        return redirect(f"/c/{slug}", request, [])

    @get("/robots.txt", name="console.robots", sync_to_thread=False)
    def robots() -> Response[bytes]:
        return Response(ROBOTS, media_type="text/plain", headers=A_DAY)

    @get("/favicon.ico", name="console.favicon", sync_to_thread=False)
    def favicon() -> Response[bytes]:
        """For whoever asks without having read a page, which names the same picture."""
        return Response(mark, media_type="image/svg+xml", headers=A_DAY)

    return [doorstep, robots, favicon]


def _page(view: Doorstep, *, status: int = 200) -> Page:
    return Page("doorstep/doorstep.html", view, status=status)
