"""A visit: who sits at the console, in which tenant and branch, and what their page knows."""

import hmac
import re
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from litestar import Request

from regulars.console.layout.views import BranchChoice, Frame, Section, SignedIn, Theme
from regulars.desk import Desk
from regulars.domains.identity import (
    Credential,
    Scope,
    Session,
    Staff,
    open_staff,
    read_credential,
    recognise_session,
)
from regulars.domains.tenants import Branch, Tenant, TenantSettings, list_branches
from regulars.kernel.errors import NotAllowed
from regulars.runtime.context import Context, Purpose
from regulars.runtime.language import LANGUAGES, Language, pick_language

AnyRequest = Request[Any, Any, Any]

ARABIC = re.compile("[\u0600-\u06ff]")
FRESH_SECONDS = 0.5
KEPT_MAX = 5_000
# Beside it an anonymous visitor has a secret too, so that the sign-in form is bound to a browser.
ANONYMOUS_COOKIE = "rv"


@dataclass(frozen=True, slots=True)
class Account:
    """The person signed in, as this process last saw them."""

    session: Session
    staff: Staff
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """One request to the console. `account` is None on the sign-in page only."""

    desk: Desk
    request: AnyRequest
    tenant: Tenant
    settings: TenantSettings
    language: Language
    csrf_token: str
    account: Account | None

    @property
    def signed_in(self) -> Account:
        assert self.account is not None, "this page is for people who are signed in"
        return self.account

    def require(self, scope: Scope | None) -> None:
        if scope is not None and scope not in self.signed_in.session.scopes:
            raise NotAllowed(scope=scope)

    def may(self, scope: Scope) -> bool:
        return scope in self.signed_in.session.scopes

    def context(self, *, reading: bool, purpose: Purpose, route: str) -> Context:
        session = self.signed_in.session
        return Context(
            self.tenant.id,
            actor_kind="staff",
            actor_id=session.staff_id,
            branch=session.branch,
            request_id=self.request.scope["state"].get("request_id", ""),
            purpose=purpose,
            route=route,
            reading=reading,
        )

    def branch_name(self, branch_id: Any) -> str | None:
        for branch in self.signed_in.branches:
            if branch.id == branch_id:
                return name_of(branch, self.language)
        return None

    def branch_name_of_text(self, branch_id: object) -> str | None:
        return next(
            (name_of(b, self.language) for b in self.signed_in.branches if str(b.id) == branch_id),
            None,
        )

    def frame(self, section: Section | None) -> Frame:
        theme = self.request.cookies.get("theme", "system")
        sidebar = self.request.cookies.get("sidebar", "open")
        return Frame(
            tenant_slug=self.tenant.slug,
            tenant_name=self.tenant.name,
            path=self.request.url.path,
            csrf_token=self.csrf_token,
            now=datetime.now(UTC),
            time_zone=self.settings.time_zone,
            staff=_signed_in(self.account),
            section=section,
            branches=self._branch_choices(),
            theme=cast("Theme", theme if theme in ("light", "dark") else "system"),
            sidebar="rail" if sidebar == "rail" else "open",
            is_live=self.account is not None,
        )

    def _branch_choices(self) -> tuple[BranchChoice, ...]:
        if self.account is None:
            return ()
        session, staff = self.account.session, self.account.staff
        sees_all = staff.role != "branch"
        choices = [
            BranchChoice(str(b.id), name_of(b, self.language), b.id == session.branch)
            for b in self.account.branches
            if sees_all or b.id in staff.branch_ids
        ]
        if sees_all:
            choices.insert(0, BranchChoice("all", is_current=session.branch is None))
        return tuple(choices)


class Visits:
    """Recognises who visits. Sessions are believed for half a second in each process."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept: OrderedDict[bytes, tuple[float, Account | None, TenantSettings]] = OrderedDict()

    async def of(self, request: AnyRequest) -> Visit:
        """Raises TenantNotFound for an address that no open tenant has."""
        tenant = await self._desk.directory.by_slug(str(request.path_params["tenant"]))
        credential = session_credential(self._desk, tenant, request)
        account, settings = await self._account(tenant, credential)
        secret = credential.secret if credential and account else anonymous_secret(request)
        return Visit(
            self._desk,
            request,
            tenant,
            settings,
            _language(request, tenant, account),
            csrf_token_of(secret, tenant),
            account,
        )

    def forget(self, credential: Credential) -> None:
        """Signing out and choosing a branch show at once in the process that did it."""
        self._kept.pop(credential.hashed, None)

    async def _account(
        self, tenant: Tenant, credential: Credential | None
    ) -> tuple[Account | None, TenantSettings]:
        known_as = credential.hashed if credential else tenant.id.bytes
        now = time.monotonic()
        kept = self._kept.get(known_as)
        if kept and now - kept[0] < FRESH_SECONDS:
            return kept[1], kept[2]
        context = Context(tenant.id, actor_kind="system", route="recognise_session")
        async with self._desk.database.transaction(context) as tx:
            settings = await self._desk.known_settings.of(tx)
            session = await recognise_session(tx, credential) if credential else None
            account = None
            if session:
                staff = await open_staff(tx, session.staff_id)
                account = Account(session, staff, tuple(await list_branches(tx)))
        self._kept[known_as] = (now, account, settings)
        self._kept.move_to_end(known_as)
        if len(self._kept) > KEPT_MAX:
            self._kept.popitem(last=False)
        return account, settings


def session_cookie(desk: Desk, tenant: Tenant) -> str:
    """One a tenant, because one browser may work in two. The prefix pins it to this very host
    over https (RFC 6265bis, 4.1.3.2)."""
    prefix = "__Host-" if desk.settings.https else ""
    return f"{prefix}rs_{tenant.ref}"


def session_credential(desk: Desk, tenant: Tenant, request: AnyRequest) -> Credential | None:
    text = request.cookies.get(session_cookie(desk, tenant), "")
    credential = read_credential(text, kind="rs", environment=desk.settings.environment)
    return credential if credential and credential.tenant_ref == tenant.ref else None


def anonymous_secret(request: AnyRequest) -> str:
    return request.cookies.get(ANONYMOUS_COOKIE, "")


def csrf_token_of(secret: str, tenant: Tenant) -> str:
    return hmac.digest(secret.encode(), b"csrf" + tenant.id.bytes, "sha256").hex()


def name_of(branch: Branch, language: Language) -> str:
    """A branch's names come in no fixed order of scripts: the reader's own is preferred."""
    names = [branch.name, branch.name2 or ""]
    ours = [
        n for n in names if n and any("\u0600" <= c <= "\u06ff" for c in n) == (language == "ar")
    ]
    return (ours or names)[0]


def _signed_in(account: Account | None) -> SignedIn | None:
    if account is None:
        return None
    return SignedIn(account.staff.name, account.staff.email, account.staff.role)


def _language(request: AnyRequest, tenant: Tenant, account: Account | None) -> Language:
    for chosen in (request.query_params.get("language"), request.cookies.get("language")):
        if chosen in LANGUAGES:
            return cast("Language", chosen)
    if account:
        return account.staff.language
    return pick_language(request.headers.get("accept-language"), tenant.locale)
