"""Every page and action of the portal."""

from litestar.handlers import HTTPRouteHandler

from regulars.desk import Desk
from regulars.portal.addresses import handlers as addresses
from regulars.portal.devices import handlers as devices
from regulars.portal.entrance import code, enter
from regulars.portal.home import handlers as home
from regulars.portal.invited import join
from regulars.portal.looks import handlers as looks
from regulars.portal.pages import OpenRoute, Route
from regulars.portal.papers import handlers as papers
from regulars.portal.pipeline import Portal
from regulars.portal.profile import handlers as profile
from regulars.portal.profile import pictures
from regulars.portal.reached import change, undo
from regulars.portal.rendering import Pages
from regulars.portal.visits import Visits

ROUTES: tuple[Route, ...] = (
    *home.ROUTES,
    *profile.ROUTES,
    *pictures.ROUTES,
    *addresses.ROUTES,
    *devices.ROUTES,
    *looks.ROUTES,
    *papers.ROUTES,
)
OPEN_ROUTES: tuple[OpenRoute, ...] = (
    *enter.ROUTES,
    *code.ROUTES,
    *change.ROUTES,
    *undo.ROUTES,
    *join.ROUTES,
)


def open_portal(desk: Desk) -> Portal:
    return Portal(desk, Visits(desk), Pages.load(desk.catalogue))


def portal_handlers(portal: Portal) -> list[HTTPRouteHandler]:
    return [
        *(portal.open_handler(declared) for declared in OPEN_ROUTES),
        *(portal.handler(declared) for declared in ROUTES),
    ]
