"""A visit: who sits at the console, in which tenant and branch, and what their page knows."""

import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from regulars.console.cookies import (
    AnyRequest,
    anonymous_secret,
    csrf_token_of,
    session_credential,
)
from regulars.console.flashes import COOKIE, read_flash
from regulars.console.layout.views import BranchChoice, Frame, Section, SignedIn, Theme
from regulars.desk import Desk
from regulars.domains.identity import (
    Credential,
    Scope,
    Session,
    Staff,
    open_staff,
    recognise_session,
)
from regulars.domains.tenants import (
    Branch,
    Directory,
    KnownSettings,
    Tenant,
    TenantSettings,
    list_branches,
)
from regulars.kernel.errors import NotAllowed
from regulars.runtime.context import Context, Purpose
from regulars.runtime.language import LANGUAGES, Language, pick_language

FRESH_SECONDS = 0.5
KEPT_MAX = 5_000
SECTIONS: tuple[tuple[Section, Scope], ...] = (
    ("home", Scope.CUSTOMERS_READ),
    ("till", Scope.CUSTOMERS_READ),
    ("customers", Scope.CUSTOMERS_READ),
    ("settings", Scope.SETTINGS_READ),
)


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

    def frame(self, section: Section | None, *, with_flash: bool = False) -> Frame:
        flash = self.request.cookies.get(COOKIE, "") if with_flash else ""
        said = read_flash(flash, f"/c/{self.tenant.slug}")
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
            sections=self._sections(),
            branches=self._branch_choices(),
            flashes=(said,) if said else (),
            theme=cast("Theme", theme if theme in ("light", "dark") else "system"),
            sidebar="rail" if sidebar == "rail" else "open",
            is_live=self.account is not None,
        )

    def _sections(self) -> tuple[Section, ...]:
        """Only where this role may go."""
        if self.account is None:
            return ()
        return tuple(section for section, scope in SECTIONS if self.may(scope))

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
    """Recognises who visits. Sessions, settings and tenants are believed for half a second in
    each process, and not a moment longer in the one that changed them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept: OrderedDict[bytes, tuple[float, Account | None, TenantSettings]] = OrderedDict()
        self._settings = KnownSettings()
        self._directory: Directory | None = None
        self._generation = 0

    async def of(self, request: AnyRequest) -> Visit:
        """Raises TenantNotFound for an address that no open tenant has."""
        if self._directory is None:
            self._directory = Directory(self._desk.database)
        tenant = await self._directory.by_slug(str(request.path_params["tenant"]))
        credential = session_credential(self._desk, tenant, request)
        account, settings = await self._account(tenant, credential)
        secret = anonymous_secret(self._desk, request)
        if credential and account:
            secret = credential.secret
        return Visit(
            self._desk,
            request,
            tenant,
            settings,
            _language(request, tenant, account),
            csrf_token_of(secret, tenant),
            account,
        )

    def forget(self) -> None:
        """Somebody signed out, was disabled or changed a setting: look at everything anew."""
        self._generation += 1
        self._kept.clear()
        self._settings = KnownSettings()
        self._directory = None

    async def _account(
        self, tenant: Tenant, credential: Credential | None
    ) -> tuple[Account | None, TenantSettings]:
        known_as = credential.hashed if credential else tenant.id.bytes
        now = time.monotonic()
        kept = self._kept.get(known_as)
        if kept and now - kept[0] < FRESH_SECONDS:
            return kept[1], kept[2]
        generation = self._generation
        account, settings = await self._look_up(tenant, credential)
        # What was looked up before somebody signed out must not be remembered after it.
        if generation == self._generation:
            self._kept[known_as] = (now, account, settings)
            self._kept.move_to_end(known_as)
            if len(self._kept) > KEPT_MAX:
                self._kept.popitem(last=False)
        return account, settings

    async def _look_up(
        self, tenant: Tenant, credential: Credential | None
    ) -> tuple[Account | None, TenantSettings]:
        context = Context(tenant.id, actor_kind="system", route="recognise_session")
        async with self._desk.database.transaction(context) as tx:
            settings = await self._settings.of(tx)
            session = await recognise_session(tx, credential) if credential else None
            if session is None:
                return None, settings
            staff = await open_staff(tx, session.staff_id)
            return Account(session, staff, tuple(await list_branches(tx))), settings


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
