"""The customer's own pages at /p/{tenant}, one folder a noun, templates beside their views."""

from regulars.portal.routes import OPEN_ROUTES, ROUTES, open_portal, portal_handlers

__all__ = ["OPEN_ROUTES", "ROUTES", "open_portal", "portal_handlers"]
