"""The staff console: pages at /c/{tenant}, one folder a noun, templates beside their views."""

from regulars.console.routes import ROUTES, console_handlers, open_console

__all__ = ["ROUTES", "console_handlers", "open_console"]
