"""One request as it came: its headers read once, its body only where there can be one."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from regulars.api.problems import EdgeRefusal
from regulars.runtime.peers import peer_of

BODY_SECONDS = 20
# Two photographs from a telephone with one bar.
FILES_SECONDS = 120
ANNOUNCING_A_BODY = ("content-length", "transfer-encoding")


@dataclass(frozen=True, slots=True)
class Asked:
    """`headers` by their names in lower case; of one that comes twice the first."""

    scope: Any
    receive: Any
    headers: Mapping[str, str]
    body_limit: int

    @property
    def method(self) -> str:
        return str(self.scope["method"])

    @property
    def path(self) -> str:
        return str(self.scope["path"])

    @property
    def target(self) -> str:
        """The path with its query, as it was written."""
        query = self.scope["query_string"].decode("latin-1")
        return f"{self.path}?{query}" if query else self.path

    @property
    def path_params(self) -> Mapping[str, Any]:
        params: Mapping[str, Any] = self.scope["path_params"]
        return params

    @property
    def request_id(self) -> str:
        return str(self.scope["state"].get("request_id", ""))

    def peer(self, *, hops: int) -> str:
        """The network it comes from, behind so many proxies of ours."""
        headers = self.scope["headers"]
        forwarded = [v.decode("latin-1") for n, v in headers if n.lower() == b"x-forwarded-for"]
        client = self.scope.get("client")
        return peer_of(client[0] if client else None, forwarded, hops=hops)

    def query(self) -> Sequence[tuple[str, str]]:
        query = self.scope["query_string"]
        return parse_qsl(query.decode("latin-1"), keep_blank_values=True) if query else ()

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "")

    async def body(self, *, limit: int | None = None, seconds: float = BODY_SECONDS) -> bytes:
        """`limit` in place of the usual one."""
        if not self._may_have_body():
            return b""
        try:
            async with asyncio.timeout(seconds):
                return await self._read(limit or self.body_limit)
        except TimeoutError:
            raise EdgeRefusal("body_too_slow") from None

    async def _read(self, limit: int) -> bytes:
        announced = self.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > limit:
            raise EdgeRefusal("body_too_large")
        pieces: list[bytes] = []
        size = 0
        while True:
            message = await self.receive()
            if message["type"] == "http.disconnect":
                # The caller hung up in the middle. Nobody reads this, but it is no fault of ours.
                raise EdgeRefusal("not_json")
            pieces.append(message.get("body", b""))
            size += len(pieces[-1])
            if size > limit:
                raise EdgeRefusal("body_too_large")
            if not message.get("more_body", False):
                return b"".join(pieces)

    def _may_have_body(self) -> bool:
        """HTTP/1 announces a body (RFC 9112, 6.3); a method that has one is read in any case."""
        return (
            self.method not in ("GET", "DELETE")
            or not self.scope["http_version"].startswith("1")
            or any(name in self.headers for name in ANNOUNCING_A_BODY)
        )


def asked(scope: Any, receive: Any, *, body_limit: int) -> Asked:
    headers: dict[str, str] = {}
    for name, value in scope["headers"]:
        headers.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
    return Asked(scope, receive, headers, body_limit)
