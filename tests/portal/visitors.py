"""Customers at the portal without a browser: they ask for a code, type it, open pages."""

import itertools
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import IPv4Address
from typing import Any

import httpx
from litestar.types import ASGIApp

from regulars.domains.identity.codes.rules import code_of
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.domains.evidence import asking
from tests.world import House

TOKEN = re.compile(r'name="csrf" value="([0-9a-f]+)"')
STATE = re.compile(r'name="s" value="([^"]+)"')
NEWEST = asking(
    "SELECT id, purpose, destination FROM identity.challenges"
    " WHERE tenant_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1"
)
LONG_AGO = asking(
    "UPDATE identity.challenges SET created_at = created_at - interval '2 days'"
    " WHERE tenant_id = $1"
)
AGO = asking(
    "UPDATE identity.challenges SET created_at = created_at - $2::interval WHERE tenant_id = $1",
    "time",
)
# Where the phones of tests call from.
ADDRESS = IPv4Address("10.77.0.0")
CALLERS = itertools.count(1)
Form = Mapping[str, str | list[str]]


@dataclass(slots=True)
class Customer:
    """One phone at one shop's portal. `token` is what its pages carry."""

    client: httpx.AsyncClient
    house: House
    database: Database
    origin: str
    token: str = ""
    state: str = field(default="", repr=False)

    @property
    def home(self) -> str:
        return f"/p/{self.house.tenant.slug}"

    async def get(self, path: str, **params: Any) -> httpx.Response:
        answer = await self.client.get(self.home + path, params=params or None)
        if found := TOKEN.search(answer.text):
            self.token = found[1]
        return answer

    async def post(
        self, path: str, form: Form | None = None, *, headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """As a page of ours sends it, unless `headers` say otherwise."""
        sent = {"Origin": self.origin, "Sec-Fetch-Site": "same-origin", **(headers or {})}
        data = {"csrf": self.token, **(form or {})}
        answer = await self.client.post(self.home + path, data=data, headers=sent)
        if found := TOKEN.search(answer.text):
            self.token = found[1]
        return answer

    async def ask(self, typed: str) -> httpx.Response:
        """For a code, long after whatever was asked before; and on to the page for it."""
        async with self._transaction() as tx:
            await tx.run(LONG_AGO)
        by = "email" if "@" in typed else "phone"
        await self.get("/sign-in", by=by)
        answer = await self.post("/sign-in", {"by": by, by: typed})
        if answer.status_code == 303:
            page = await self.client.get(answer.headers["location"])
            found = STATE.search(page.text)
            assert found, page.text[:400]
            self.state = found[1]
            self.token = TOKEN.findall(page.text)[-1]
        return answer

    async def rest(self, time: timedelta) -> None:
        """Whatever was asked for is so much older."""
        async with self._transaction() as tx:
            await tx.run(AGO, time=time)

    async def code(self) -> str:
        """What stands on their phone."""
        async with self._transaction() as tx:
            row = await tx.row(NEWEST)
            assert row is not None
            return code_of(tx.keys, row["id"], row["purpose"], row["destination"])

    async def type(self, code: str) -> httpx.Response:
        return await self.post("/code", {"s": self.state, "code": code})

    async def come_in(self, typed: str) -> httpx.Response:
        await self.ask(typed)
        answer = await self.type(await self.code())
        assert answer.status_code == 303, answer.text[:400]
        # Every page with a form carries the token of the session.
        await self.get("/privacy")
        return answer

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[Tx]:
        context = Context(self.house.tenant.id, actor_kind="system")
        async with self.database.transaction(context) as tx:
            yield tx


@dataclass(frozen=True, slots=True)
class Door:
    """One server process; who comes to its portal."""

    app: ASGIApp
    base_url: str
    database: Database

    @asynccontextmanager
    async def phone(self, house: House, **headers: str) -> AsyncIterator[Customer]:
        """From an address of its own: what one asks for is not another's to wait for."""
        peer = str(ADDRESS + next(CALLERS))
        transport = httpx.ASGITransport(app=self.app, client=(peer, 4711))  # type: ignore[arg-type]
        async with httpx.AsyncClient(
            transport=transport, base_url=self.base_url, headers=headers
        ) as client:
            yield Customer(client, house, self.database, self.base_url)
