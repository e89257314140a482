"""A visit: who sits at the console, in which tenant and branch, and what their page knows."""

import time
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from regulars.browser.paths import path_of
from regulars.console.cookies import (
    AnyRequest,
    anonymous_secret,
    csrf_token_of,
    session_credential,
)
from regulars.console.flashes import COOKIE, read_flash
from regulars.console.layout.views import BranchChoice, Frame, Section, SignedIn
from regulars.console.preferences import chosen_language, chosen_sidebar, chosen_theme
from regulars.desk import Desk
from regulars.domains.identity import (
    BRANCH_ROLES,
    Credential,
    Scope,
    Session,
    Staff,
    may_work_in,
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
    read_flags,
)
from regulars.kernel.errors import NotAllowed, NotFound
from regulars.kernel.ids import BranchId
from regulars.runtime.context import Context, Purpose
from regulars.runtime.language import Language, pick_language
from regulars.runtime.tx import Tx

FRESH_SECONDS = 0.5
KEPT_MAX = 5_000
# What scripts say of themselves when nobody pressed anything.
UNASKED = "Regulars-Unasked"
SECTIONS: tuple[tuple[Section, Scope], ...] = (
    ("home", Scope.CUSTOMERS_READ),
    ("till", Scope.CUSTOMERS_READ),
    ("customers", Scope.CUSTOMERS_READ),
    ("verifications", Scope.VERIFICATIONS_REVIEW),
    ("audit", Scope.AUDIT_READ),
    ("settings", Scope.SETTINGS_READ),
)


@dataclass(frozen=True, slots=True)
class Account:
    """The person signed in, as this process last saw them."""

    session: Session
    staff: Staff
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is believed about a visitor for half a second; `features` are the flags that are on."""

    account: Account | None
    settings: TenantSettings
    features: frozenset[str]
    # Their password was right, and a second factor is missing: nobody, for any other page.
    half: Account | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """One request to the console. `account` is None on the sign-in page only. `seen_at` is where a
    page that answers a form can be opened, and `sealed` the state that its address carries."""

    desk: Desk
    request: AnyRequest
    tenant: Tenant
    settings: TenantSettings
    language: Language
    csrf_token: str
    account: Account | None
    features: frozenset[str] = frozenset()
    half: Account | None = None
    seen_at: str = ""
    sealed: str = ""

    def as_half(self) -> "Visit":
        """For the few pages that somebody may see between password and factor."""
        credential = session_credential(self.desk, self.tenant, self.request)
        assert credential is not None, "half a session has a cookie too"
        token = csrf_token_of(credential.secret, self.tenant)
        return replace(self, account=self.half, csrf_token=token)

    @property
    def signed_in(self) -> Account:
        assert self.account is not None, "this page is for people who are signed in"
        return self.account

    def require(self, scope: Scope | None) -> None:
        if scope is not None and scope not in self.signed_in.session.scopes:
            raise NotAllowed(scope=scope)

    def may(self, scope: Scope) -> bool:
        return scope in self.signed_in.session.scopes

    def require_feature(self, flag: str) -> None:
        """What is switched off is not there: raises NotFound."""
        if flag not in self.features:
            raise NotFound

    def context(
        self,
        *,
        reading: bool,
        purpose: Purpose,
        route: str,
        seen_through: BranchId | None = None,
    ) -> Context:
        session = self.signed_in.session
        if session.role == "support" and purpose == "service":
            purpose = "support"
        return Context(
            self.tenant.id,
            actor_kind="staff",
            actor_id=session.staff_id,
            branch=session.branch or seen_through,
            request_id=self.request.scope["state"].get("request_id", ""),
            purpose=purpose,
            route=route,
            reading=reading,
        )

    def branch_to_see_through(self, branch_id: str) -> BranchId | None:
        """Narrows, never widens: a session that is in one branch stays there."""
        if self.signed_in.session.branch is not None:
            return None
        found = (b.id for b in self.signed_in.branches if str(b.id) == branch_id)
        return next(found, None)

    @property
    def branches_to_see_through(self) -> tuple[tuple[str, str], ...]:
        if self.signed_in.session.branch is not None or len(self.signed_in.branches) < 2:
            return ()
        return tuple((str(b.id), name_of(b, self.language)) for b in self.signed_in.branches)

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
        return Frame(
            tenant_slug=self.tenant.slug,
            tenant_name=self.tenant.name,
            path=self.seen_at or path_of(self.request),
            sealed=self.sealed,
            csrf_token=self.csrf_token,
            now=datetime.now(UTC),
            time_zone=self.settings.time_zone,
            staff=_signed_in(self.account),
            section=section,
            sections=self._sections(),
            branches=self._branch_choices(),
            flashes=(said,) if said else (),
            theme=chosen_theme(self.request),
            sidebar=chosen_sidebar(self.request),
            is_live=self.account is not None and "console.live" in self.features,
            features=self.features,
            scopes=frozenset(map(str, self.account.session.scopes))
            if self.account
            else frozenset(),
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
        sees_all = staff.role not in BRANCH_ROLES
        choices = [
            BranchChoice(str(b.id), name_of(b, self.language), b.id == session.branch)
            for b in self.account.branches
            if may_work_in(staff, b.id)
        ]
        if sees_all and choices:
            choices.insert(0, BranchChoice("all", is_current=session.branch is None))
        return tuple(choices)


class Visits:
    """Recognises who visits. Sessions, settings and tenants are believed for half a second in
    each process, and not a moment longer in the one that changed them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept: OrderedDict[bytes, tuple[float, Known]] = OrderedDict()
        self._settings = KnownSettings()
        self._directory: Directory | None = None
        self._generation = 0

    async def of(self, request: AnyRequest) -> Visit:
        """Raises TenantNotFound for an address that no open tenant has."""
        return await self.at(str(request.path_params["tenant"]), request)

    async def at(self, slug: str, request: AnyRequest) -> Visit:
        if self._directory is None:
            self._directory = Directory(self._desk.database)
        tenant = await self._directory.by_slug(slug)
        credential = session_credential(self._desk, tenant, request)
        is_life = not is_unasked(request)
        known = await self._account(tenant, credential, is_life=is_life)
        account = known.account
        secret = anonymous_secret(self._desk, request)
        if credential and account:
            secret = credential.secret
        return Visit(
            self._desk,
            request,
            tenant,
            known.settings,
            _language(request, tenant, account),
            csrf_token_of(secret, tenant),
            account,
            known.features,
            known.half,
        )

    def forget(self) -> None:
        """Somebody signed out, was disabled or changed a setting: look at everything anew."""
        self._generation += 1
        self._kept.clear()
        self._settings = KnownSettings()
        self._directory = None

    async def _account(
        self, tenant: Tenant, credential: Credential | None, *, is_life: bool
    ) -> Known:
        known_as = credential.hashed if credential else tenant.id.bytes
        now = time.monotonic()
        kept = self._kept.get(known_as)
        if kept and now - kept[0] < FRESH_SECONDS:
            return kept[1]
        generation = self._generation
        known = await self._look_up(tenant, credential, is_life=is_life)
        # What was looked up before somebody signed out must not be remembered after it.
        if generation == self._generation:
            self._kept[known_as] = (now, known)
            self._kept.move_to_end(known_as)
            if len(self._kept) > KEPT_MAX:
                self._kept.popitem(last=False)
        return known

    async def _look_up(
        self, tenant: Tenant, credential: Credential | None, *, is_life: bool
    ) -> Known:
        context = Context(tenant.id, actor_kind="system", route="recognise_session")

        async def look(tx: Tx) -> Known:
            settings = await self._settings.of(tx)
            session = None
            if credential:
                session = await recognise_session(tx, credential, is_sign_of_life=is_life)
            if session is None:
                return Known(None, settings, frozenset())
            staff = await open_staff(tx, session.staff_id)
            account = Account(session, staff, tuple(await list_branches(tx)))
            if session.needs != "nothing":
                return Known(None, settings, frozenset(), half=account)
            flags = await read_flags(tx)
            return Known(account, settings, frozenset(f.flag.name for f in flags if f.is_on))

        return await self._desk.database.unit(context, look)


def is_unasked(request: AnyRequest) -> bool:
    """A page that listens or asks by itself keeps nobody signed in who has gone away."""
    return path_of(request).endswith("/live") or UNASKED in request.headers


def outside_frame(request: AnyRequest) -> Frame:
    """Where no business is known. No link may lead elsewhere because an address began `//`."""
    return Frame(
        tenant_slug="",
        tenant_name="Regulars",
        path="/" + quote(path_of(request).lstrip("/\\")),
        csrf_token="",
        now=datetime.now(UTC),
        time_zone="UTC",
        sections=(),
        theme=chosen_theme(request),
        sidebar=chosen_sidebar(request),
    )


def name_of(branch: Branch, language: Language) -> str:
    return branch.name_in(language)


def _signed_in(account: Account | None) -> SignedIn | None:
    if account is None:
        return None
    staff = account.staff
    return SignedIn(
        staff.name,
        staff.reached_at,
        staff.role,
        account.session.needs == "nothing",
        has_password=staff.has_password,
    )


def _language(request: AnyRequest, tenant: Tenant, account: Account | None) -> Language:
    if chosen := chosen_language(request):
        return chosen
    if account:
        return account.staff.language
    return pick_language(request.headers.get("accept-language"), tenant.locale)
