"""Which pages answer on a beat: each handler says so where it is declared."""

from collections.abc import Iterable

from litestar.handlers import HTTPRouteHandler

from regulars.runtime.beat import Beats


def beats_of(handlers: Iterable[HTTPRouteHandler]) -> Beats:
    """By the address that the router leaves in the scope."""
    return {
        (method, path.replace(":str}", "}")): handler.opt["beat"]
        for handler in handlers
        for path in handler.paths
        for method in handler.http_methods
        if handler.opt.get("beat")
    }
