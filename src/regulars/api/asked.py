"""One request as it came: its headers read once, its body only where there can be one."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from litestar import Request
from litestar.exceptions import InternalServerException

from regulars.api.problems import EdgeRefusal

BODY_SECONDS = 20
ANNOUNCING_A_BODY = ("content-length", "transfer-encoding")


@dataclass(frozen=True, slots=True)
class Asked:
    """`headers` by their names in lower case; of one that comes twice the first."""

    request: Request[Any, Any, Any]
    headers: Mapping[str, str]

    @property
    def method(self) -> str:
        return self.request.scope["method"]

    @property
    def request_id(self) -> str:
        return str(self.request.scope["state"].get("request_id", ""))

    @property
    def path_params(self) -> Mapping[str, Any]:
        return self.request.scope["path_params"]

    @property
    def path(self) -> str:
        return self.request.url.path

    def query(self) -> Sequence[tuple[str, str]]:
        query = self.request.scope["query_string"]
        return parse_qsl(query.decode("latin-1"), keep_blank_values=True) if query else ()

    async def body(self) -> bytes:
        if not self._may_have_body():
            return b""
        try:
            async with asyncio.timeout(BODY_SECONDS):
                return await self.request.body()
        except TimeoutError:
            raise EdgeRefusal("body_too_slow") from None
        except InternalServerException:
            # The caller hung up in the middle. Nobody reads this, but it is no fault of ours.
            raise EdgeRefusal("not_json") from None

    def _may_have_body(self) -> bool:
        """HTTP/1 announces a body (RFC 9112, 6.3); a method that has one is read in any case."""
        return (
            self.method not in ("GET", "DELETE")
            or not self.request.scope["http_version"].startswith("1")
            or any(name in self.headers for name in ANNOUNCING_A_BODY)
        )


def asked(request: Request[Any, Any, Any]) -> Asked:
    headers: dict[str, str] = {}
    for name, value in request.scope["headers"]:
        headers.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
    return Asked(request, headers)
