"""Staff at the console without a browser: they sign in, open pages and send forms as pages do."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import httpx
from litestar.types import ASGIApp

from regulars.app import build
from regulars.domains.identity import Staff
from regulars.runtime.settings import Settings
from tests.api.serving import OFFBEAT, started
from tests.instruments.installation import Installation
from tests.world import PASSWORD, House

TOKEN = re.compile(r'"X-CSRF-Token": "([0-9a-f]+)"|name="csrf" value="([0-9a-f]+)"')
Form = Mapping[str, str | list[str]]


@dataclass(slots=True)
class Visitor:
    """One browser at one tenant's console. `token` is what its pages carry."""

    client: httpx.AsyncClient
    house: House
    token: str = ""
    origin: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def home(self) -> str:
        return f"/c/{self.house.tenant.slug}"

    async def get(self, path: str, *, htmx: bool = False, **params: Any) -> httpx.Response:
        headers = {"HX-Request": "true"} if htmx else {}
        return await self.client.get(self.home + path, headers=headers, params=params or None)

    async def post(
        self,
        path: str,
        form: Form | None = None,
        *,
        htmx: bool = True,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """As a page of ours sends it, unless `headers` say otherwise."""
        sent = {"Origin": self.origin, "Sec-Fetch-Site": "same-origin"}
        if htmx:
            sent |= {"HX-Request": "true", "X-CSRF-Token": self.token}
        data = {"csrf": self.token, **(form or {})}
        return await self.client.post(
            self.home + path, data=data, headers={**sent, **(headers or {})}
        )

    async def search(self, q: str, **filters: str) -> httpx.Response:
        """As somebody types into the field above the list of customers."""
        return await self.post("/customers/searches", {"q": q, **filters})

    async def is_sent_away(self, path: str) -> httpx.Response:
        """Once the server no longer believes the session; it looks twice a second."""
        for _ in range(100):
            answer = await self.get(path)
            if answer.status_code != 200:
                return answer
            await asyncio.sleep(0.05)
        raise AssertionError("still signed in after five seconds")

    async def sign_in(self, staff: Staff, password: str = PASSWORD) -> httpx.Response:
        self.token = token_in(await self.get("/sign-in"))
        answer = await self.post(
            "/sign-in", {"email": staff.email, "password": password}, htmx=False
        )
        if answer.status_code == 303:
            self.token = token_in(await self.get("/till"))
        return answer


@dataclass(frozen=True, slots=True)
class Served:
    """One server process on a database of its own."""

    app: ASGIApp
    base_url: str

    @asynccontextmanager
    async def visitor(self, house: House, staff: Staff | None = None) -> AsyncIterator[Visitor]:
        transport = httpx.ASGITransport(app=self.app)  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url=self.base_url) as client:
            visitor = Visitor(client, house, origin=self.base_url)
            if staff:
                answer = await visitor.sign_in(staff)
                assert answer.status_code == 303, answer.text
            yield visitor


@asynccontextmanager
async def console_of(installation: Installation, **changes: Any) -> AsyncIterator[Served]:
    settings: Settings = replace(installation.settings, **changes)
    app = build(settings, clock=OFFBEAT)
    base_url = settings.public_url or "http://console.example"
    async with started(app):
        yield Served(app, base_url)


def token_in(page: httpx.Response) -> str:
    found = TOKEN.search(page.text)
    assert found, page.text[:400]
    return found[1] or found[2]
