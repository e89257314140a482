"""A visit: who is at the portal of which shop, and what their page knows."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote
from uuid import UUID

from regulars.browser.cookies import (
    AnyRequest,
    anonymous_secret,
    credential_kept,
    csrf_token_of,
)
from regulars.browser.paths import path_of
from regulars.desk import Desk
from regulars.domains.identity import AccountSession, Credential, recognise_account_session
from regulars.domains.tenants import Tenant, TenantSettings
from regulars.portal.flashes import COOKIE, read_flash
from regulars.portal.languages import language_of
from regulars.portal.layout.views import Frame, Section
from regulars.runtime.context import Context
from regulars.runtime.language import LANGUAGES, Language
from regulars.runtime.tx import Tx


@dataclass(frozen=True, slots=True)
class Visit:
    """One request to the portal. `session` is None for whoever is not signed in."""

    desk: Desk
    request: AnyRequest
    tenant: Tenant
    settings: TenantSettings
    language: Language
    csrf_token: str
    session: AccountSession | None

    @property
    def signed_in(self) -> AccountSession:
        assert self.session is not None, "this page is for people who are signed in"
        return self.session

    @property
    def customer_id(self) -> UUID:
        return self.signed_in.holder_id

    @property
    def home(self) -> str:
        return f"/p/{self.tenant.slug}"

    def own(self, *, reading: bool, route: str) -> Context:
        """What they see by themselves: their rows and nobody else's."""
        customer_id = self.customer_id
        return Context(
            self.tenant.id,
            actor_kind="customer",
            actor_id=customer_id,
            own=customer_id,
            request_id=self.request_id,
            route=route,
            reading=reading,
        )

    def anyone(self, *, route: str) -> Context:
        """Before it is known who is there."""
        return Context(self.tenant.id, actor_kind="system", request_id=self.request_id, route=route)

    @property
    def request_id(self) -> str:
        return str(self.request.scope["state"].get("request_id", ""))

    def frame(self, section: Section | None, here: str) -> Frame:
        """`here` is where the page is found again, within the portal."""
        return Frame(
            slug=self.tenant.slug,
            shop=self.tenant.name,
            here=self.home + here,
            csrf_token=self.csrf_token,
            now=datetime.now(UTC),
            time_zone=self.settings.time_zone,
            languages=self.settings.languages,
            is_signed_in=self.session is not None,
            section=section,
            flash=read_flash(self.request.cookies.get(COOKIE, ""), self.home),
        )


class Visits:
    """Recognises who visits. A session is asked for each time: one that was ended is over with
    the next request, on every process."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def of(self, request: AnyRequest) -> Visit:
        """Raises TenantNotFound for an address that no open shop has."""
        return await self.at(str(request.path_params["tenant"]), request)

    async def at(self, slug: str, request: AnyRequest) -> Visit:
        tenant = await self._desk.directory.by_slug(slug)
        credential = credential_kept(self._desk, tenant, request, "rp")
        settings, session = await self._look_up(tenant, credential)
        secret = anonymous_secret(self._desk, request)
        if credential and session:
            secret = credential.secret
        return Visit(
            self._desk,
            request,
            tenant,
            settings,
            language_of(request, tenant, settings),
            csrf_token_of(secret, tenant),
            session,
        )

    async def _look_up(
        self, tenant: Tenant, credential: Credential | None
    ) -> tuple[TenantSettings, AccountSession | None]:
        context = Context(tenant.id, actor_kind="system", route="recognise_account_session")

        async def look(tx: Tx) -> tuple[TenantSettings, AccountSession | None]:
            settings = await self._desk.known_settings.of(tx)
            session = await recognise_account_session(tx, credential) if credential else None
            is_here = session is not None and session.kind == "customer"
            return settings, session if is_here else None

        return await self._desk.database.unit(context, look)


def outside_frame(request: AnyRequest) -> Frame:
    """Where no shop is known. No link may lead elsewhere because an address began `//`."""
    return Frame(
        slug="",
        shop="",
        here="/" + quote(path_of(request).lstrip("/\\")),
        csrf_token="",
        now=datetime.now(UTC),
        time_zone="UTC",
        languages=LANGUAGES,
    )
