"""The short way in: a usual request to an operation is found by its path alone.

The framework routes, wraps and unwraps every request for guards, middleware and arguments that
operations do not have; that took as long as opening a customer. Whatever is not plainly an
operation's, by method or path, goes the long way and finds the same operation, or a refusal.
"""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from regulars.api.asked import Asked, asked
from regulars.api.operations import Operation
from regulars.api.sent import Sent

START = "/api/v1/"
# In the form that routes are told apart by, what stands for any id.
ANY = "*"

Answering = Callable[[Operation, Asked], Awaitable[Sent]]


class Door:
    """An ASGI application before another one."""

    def __init__(
        self, app: Any, answering: Answering, operations: Iterable[Operation], *, body_limit: int
    ) -> None:
        self._app = app
        self._answering = answering
        self._body_limit = body_limit
        self._known: dict[tuple[str, str], tuple[Operation, tuple[tuple[str, int], ...]]] = {}
        for each in operations:
            names = _places(each)
            self._known[each.method, _form(each.address, names)] = (each, names)
        # The more of a path is spelled out, the sooner it is tried.
        self._shapes = sorted({names for _, names in self._known.values()}, key=len)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        found = self._find(scope) if scope["type"] == "http" else None
        if found is None:
            await self._app(scope, receive, send)
            return
        operation, scope["path_params"] = found
        scope["path_template"] = operation.address
        limit = operation.takes_bytes_max or self._body_limit
        request = asked(scope, receive, body_limit=limit)
        answer = await self._answering(operation, request)
        await answer(scope, receive, send)

    def _find(self, scope: Any) -> tuple[Operation, dict[str, str]] | None:
        path, method = scope["path"], scope["method"]
        if not path.startswith(START) or scope.get("root_path"):
            return None
        for names in self._shapes:
            entry = self._known.get((method, _form(path, names)))
            # Somebody may ask for the id `*`: what fits a form must have the form's names.
            if entry is not None and entry[1] == names:
                parts = path.split("/")
                params = {name: parts[place] for name, place in names}
                return (entry[0], params) if all(params.values()) else None
        return None


def _places(operation: Operation) -> tuple[tuple[str, int], ...]:
    """The names in an address, each with its place between the slashes."""
    parts = operation.address.split("/")
    return tuple((part[1:-1], place) for place, part in enumerate(parts) if part.startswith("{"))


def _form(path: str, names: tuple[tuple[str, int], ...]) -> str:
    if not names:
        return path
    parts = path.split("/")
    for _, place in names:
        if place < len(parts):
            parts[place] = ANY
    return "/".join(parts)
