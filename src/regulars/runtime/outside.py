"""The one way out: calls to other people's servers that nobody can turn inward.

A name is resolved here, every address it has is judged, and the connection is made to an address
that was judged: nobody asks a name server a second time in between."""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import httpcore
import httpx
from httpcore import AsyncNetworkBackend, AsyncNetworkStream

from regulars.runtime.addresses import (
    AddressRefused,
    Place,
    is_loopback,
    is_open,
    judge_name,
    read_url,
)
from regulars.runtime.settings import Settings

BODY_MAX = 65_536
TOTAL_SECONDS = 10.0
CONNECT_SECONDS = 5.0
ADDRESSES_MAX = 8
# More than a worker has errands at once, shared and kept; those of a steady stream stay open in
# between.
CONNECTIONS_MAX = 300
CONNECTIONS_KEPT = 32
MAIL_PORTS = frozenset({25, 465, 587, 2525})

Resolve = Callable[[str, int], Awaitable[list[str]]]
Dial = Callable[[str, int, float], Awaitable[AsyncNetworkStream]]


class OutsideRefused(Exception):
    """Nothing left the house: the address is not one to be called. `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class OutsideFailed(Exception):
    """No answer. `has_left`: what was to be sent may have arrived."""

    def __init__(self, code: str, *, has_left: bool) -> None:
        super().__init__(code)
        self.code = code
        self.has_left = has_left


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


class Judge:
    """Says which address a place may be reached at. In a demo and in tests nothing but loopback
    places that the operator exempted; in a live house those, and the public internet."""

    def __init__(
        self,
        environment: str,
        exempt: Iterable[Place] = (),
        *,
        resolve: Resolve | None = None,
    ) -> None:
        self.exempt = frozenset(exempt)
        self._is_live = environment == "live"
        self._resolve = resolve or _ask_the_system

    def read(self, url: str) -> Place:
        try:
            place = read_url(url, exempt=self.exempt)
        except AddressRefused as refused:
            raise OutsideRefused(refused.code) from None
        return self._within_reach(place)

    def read_mail_server(self, host: str, port: int) -> Place:
        place = Place(host.lower(), port)
        if place not in self.exempt:
            try:
                judge_name(place.host)
            except AddressRefused as refused:
                raise OutsideRefused(refused.code) from None
            if port not in MAIL_PORTS:
                raise OutsideRefused("port_not_allowed")
        return self._within_reach(place)

    async def addresses(self, place: Place) -> list[str]:
        """All of them or none: a name with one inner address is nobody's to call."""
        self._within_reach(place)
        try:
            found = (await self._resolve(place.host, place.port))[:ADDRESSES_MAX]
        except (OSError, UnicodeError):
            raise OutsideFailed("name_not_found", has_left=False) from None
        if not found:
            raise OutsideFailed("name_not_found", has_left=False)
        if place in self.exempt:
            if not self._is_live and not all(is_loopback(each) for each in found):
                raise OutsideRefused("not_loopback")
        elif not all(is_open(each) for each in found):
            raise OutsideRefused("inner_address")
        return found

    async def leads_inward(self, place: Place) -> bool:
        """For whoever writes a place down to be called later. What is not known now may be then."""
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                await self.addresses(place)
        except OutsideRefused as refused:
            return refused.code != "outside_closed"
        except (OutsideFailed, TimeoutError):
            return False
        return False

    def _within_reach(self, place: Place) -> Place:
        if not self._is_live and place not in self.exempt:
            raise OutsideRefused("outside_closed")
        return place


class Outside:
    """Made once a process and handed to whoever calls a vendor."""

    def __init__(
        self, judge: Judge, *, dial: Dial | None = None, tls: ssl.SSLContext | None = None
    ) -> None:
        self.judge = judge
        self.tls = tls or tls_context()
        self._dial = dial or _dial
        self._client: httpx.AsyncClient | None = None

    async def ask(
        self,
        method: str,
        url: str,
        *,
        form: Iterable[tuple[str, str]] | None = None,
        login: tuple[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        seconds: float = TOTAL_SECONDS,
        body_max: int = BODY_MAX,
    ) -> Answer:
        """Redirects are answers like any other, and not followed. Raises OutsideRefused or
        OutsideFailed, whose texts are codes: an address or an answer may hold anything."""
        self.judge.read(url)
        sent = dict(headers or {})
        if form is not None:
            sent["content-type"] = "application/x-www-form-urlencoded"
        content = str(httpx.QueryParams(list(form))).encode() if form is not None else None
        leaving = _Leaving()
        request = self._opened().build_request(
            method, url, content=content, headers=sent, extensions={"trace": leaving}
        )
        try:
            async with asyncio.timeout(seconds):
                return await self._sent(request, login, body_max)
        except TimeoutError:
            raise OutsideFailed("timed_out", has_left=leaving.has_begun) from None
        except httpx.HTTPError as error:
            raise OutsideFailed(_coded(error), has_left=leaving.has_begun) from None

    async def connect(self, place: Place, *, seconds: float = CONNECT_SECONDS) -> socket.socket:
        """A connected socket to a judged address, for what does not speak HTTP."""
        try:
            async with asyncio.timeout(seconds):
                return await self._first(place)
        except TimeoutError:
            raise OutsideFailed("timed_out", has_left=False) from None

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    async def _first(self, place: Place) -> socket.socket:
        loop = asyncio.get_running_loop()
        for address in await self.judge.addresses(place):
            family = socket.AF_INET6 if ":" in address else socket.AF_INET
            connected = socket.socket(family, socket.SOCK_STREAM)
            connected.setblocking(False)
            try:
                await loop.sock_connect(connected, (address, place.port))
            except OSError:
                connected.close()
            except BaseException:
                connected.close()
                raise
            else:
                return connected
        raise OutsideFailed("not_reachable", has_left=False)

    async def _sent(
        self, request: httpx.Request, login: tuple[str, str] | None, body_max: int
    ) -> Answer:
        auth = httpx.BasicAuth(*login) if login else None
        answer = await self._opened().send(request, auth=auth, stream=True)
        try:
            return Answer(answer.status_code, dict(answer.headers), await _capped(answer, body_max))
        finally:
            await answer.aclose()

    def _opened(self) -> httpx.AsyncClient:
        """Nothing of the environment is heard: no proxy, no certificates, no netrc."""
        if self._client is None:
            self._client = httpx.AsyncClient(
                transport=_Pinned(_JudgedNetwork(self.judge, self._dial), self.tls),
                trust_env=False,
                follow_redirects=False,
                timeout=httpx.Timeout(TOTAL_SECONDS, connect=CONNECT_SECONDS),
                headers={"user-agent": "regulars", "accept-encoding": "identity"},
            )
        return self._client


class _Leaving:
    """Whether the first byte of a request may be gone: until then it is certain that none is."""

    has_begun = False

    async def __call__(self, event: str, _: object) -> None:
        self.has_begun |= event == "http11.send_request_headers.started"


class _Pinned(httpx.AsyncHTTPTransport):
    """httpx's own transport over a pool that connects through the judge."""

    def __init__(self, network: AsyncNetworkBackend, tls: ssl.SSLContext) -> None:
        super().__init__(verify=tls, trust_env=False)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls,
            max_connections=CONNECTIONS_MAX,
            max_keepalive_connections=CONNECTIONS_KEPT,
            keepalive_expiry=30,
            http1=True,
            http2=False,
            network_backend=network,
        )


class _JudgedNetwork(AsyncNetworkBackend):
    def __init__(self, judge: Judge, dial: Dial) -> None:
        self._judge = judge
        self._dial = dial

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the pool's own interface
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Any = None,  # noqa: ARG002
    ) -> AsyncNetworkStream:
        for address in await self._judge.addresses(Place(host.lower(), port)):
            try:
                return await self._dial(address, port, timeout or CONNECT_SECONDS)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        raise OutsideFailed("not_reachable", has_left=False)

    async def connect_unix_socket(
        self,
        path: str,  # noqa: ARG002
        timeout: float | None = None,  # noqa: ARG002, ASYNC109
        socket_options: Any = None,  # noqa: ARG002
    ) -> AsyncNetworkStream:
        raise OutsideRefused("scheme_not_allowed")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


@cache
def tls_context() -> ssl.SSLContext:
    """Once a process: reading the authorities takes a while."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def outside_of(settings: Settings, *, resolve: Resolve | None = None) -> Outside:
    """Raises SettingsError when an exemption cannot be read."""
    return Outside(Judge(settings.environment, settings.outside_places, resolve=resolve))


async def _ask_the_system(host: str, port: int) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


async def _dial(address: str, port: int, seconds: float) -> AsyncNetworkStream:
    return await httpcore.AnyIOBackend().connect_tcp(address, port, timeout=seconds)


async def _capped(answer: httpx.Response, most: int) -> bytes:
    body = bytearray()
    async for piece in answer.aiter_raw():
        body += piece
        if len(body) > most:
            raise OutsideFailed("answer_too_large", has_left=True)
    return bytes(body)


def _coded(error: Exception) -> str:
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout):
        return "not_reachable"
    return "timed_out" if isinstance(error, httpx.TimeoutException) else "connection_broken"
