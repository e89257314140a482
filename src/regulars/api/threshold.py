"""Before any edge: requests that two readers on the way would read differently are refused."""

import re
from functools import lru_cache
from typing import Any

from regulars.api import rendering
from regulars.api.problems import ANSWER_HEADERS, EdgeRefusal
from regulars.kernel.errors import NotFound
from regulars.runtime.language import Catalogue, pick_language

# A name, with the underscores of inner networks, or an address, and maybe a port (RFC 9110, 7.2).
HOST = re.compile(rb"(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::([0-9]{1,5}))?")
PORT_MAX = 65_535
# A slash that is written otherwise: one proxy splits the path at it, another does not.
HIDDEN_SLASH = b"%2f"
AS_IT_IS = (b"", b"identity")
OLD = "1.0"  # the last HTTP whose requests may name no host


class Threshold:
    """An ASGI application before another one: one host, one spelling, a body as it is."""

    def __init__(self, app: Any, catalogue: Catalogue) -> None:
        self._app = app
        self._catalogue = catalogue

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        fault = _fault_of(scope) if scope["type"] == "http" else None
        if fault is None:
            await self._app(scope, receive, send)
            return
        accepted = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
        language = pick_language(accepted, "en")
        headers = dict(ANSWER_HEADERS)
        if isinstance(fault, EdgeRefusal) and fault.status == 415:
            headers["Accept-Encoding"] = "identity"  # RFC 9110, 12.5.3: what would be taken
        answer = rendering.refusal(fault, self._catalogue, language).sent(headers)
        await answer(scope, receive, send)


def _fault_of(scope: Any) -> NotFound | EdgeRefusal | None:
    hosts: list[bytes] = []
    is_coded = has_body = False
    for name, value in scope["headers"]:
        if name == b"host":
            hosts.append(value)
        elif name == b"content-encoding":
            is_coded = is_coded or value.strip().lower() not in AS_IT_IS
        elif name == b"content-length":
            has_body = has_body or value != b"0"
        elif name == b"transfer-encoding":
            has_body = True
    is_nameless = not hosts and scope.get("http_version") == OLD
    if not is_nameless and (len(hosts) != 1 or not _is_host(hosts[0])):
        return EdgeRefusal("host_not_clear")
    if "//" in scope["path"] or HIDDEN_SLASH in scope.get("raw_path", b"").lower():
        return NotFound()
    return EdgeRefusal("encoding_not_taken") if is_coded and has_body else None


@lru_cache(256)
def _is_host(host: bytes) -> bool:
    found = HOST.fullmatch(host)
    return found is not None and int(found[1] or 0) <= PORT_MAX
