"""Who calls: a program by its secret key, a public app by its own, people by their tokens."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from regulars.api.access import AccessTokens
from regulars.api.problems import EdgeRefusal
from regulars.desk import Desk
from regulars.domains.identity import (
    AccountSession,
    ApiKey,
    Credential,
    Scope,
    Session,
    SignInTooOld,
    read_credential,
    recognise_api_key,
)
from regulars.domains.tenants import Tenant, TenantNotFound
from regulars.kernel.errors import NotAllowed
from regulars.runtime.context import Context, Purpose

# A revoked key stops within half a second in every process.
FRESH_SECONDS = 0.5
KEPT_MAX = 10_000

# What somebody at work may name as the reason for a look; the others are programs', or pages' own.
PURPOSES_OF_STAFF: frozenset[Purpose] = frozenset({"service", "till", "delivery", "verification"})
# A secret key, the access token of staff or of an account, a key that public apps carry.
CallerKind = Literal["key", "staff", "account", "publishable"]


@dataclass(frozen=True, slots=True)
class KeyCaller:
    """A program of the tenant's, with its secret key."""

    tenant: Tenant
    key: ApiKey
    kind: ClassVar[CallerKind] = "key"

    @property
    def id(self) -> UUID:
        """What budgets and Idempotency-Keys are kept under."""
        return self.key.id

    @property
    def standing(self) -> str:
        """What an answer depended on and may change: of a key, nothing does."""
        return ""

    @property
    def scopes(self) -> frozenset[Scope]:
        return self.key.scopes

    @property
    def lasts_until(self) -> datetime | None:
        """What it makes may not outlive it."""
        return self.key.expires_at

    def purpose_of(self, said: Purpose | None) -> Purpose:
        """Why they look; `said` is what the header says, if there is one."""
        return said or "integration"

    def require(self, scope: Scope) -> None:
        if scope not in self.key.scopes:
            raise NotAllowed(scope=scope)

    @property
    def may_read(self) -> bool:
        return Scope.CUSTOMERS_READ in self.key.scopes

    @property
    def may_reveal(self) -> bool:
        return self.may_read and Scope.CUSTOMERS_REVEAL in self.key.scopes

    @property
    def sees_phones_in_lists(self) -> bool:
        """Who does learns nothing by trying numbers, and has no budget for it."""
        return self.may_reveal

    @property
    def may_see_birth_dates(self) -> bool:
        return self.may_read and Scope.CUSTOMERS_BIRTH_DATE in self.key.scopes

    def context(self, *, request_id: str, purpose: Purpose, route: str, reading: bool) -> Context:
        return Context(
            self.tenant.id,
            actor_kind="key",
            actor_id=self.key.id,
            request_id=request_id,
            purpose=purpose,
            route=route,
            reading=reading,
        )


@dataclass(frozen=True, slots=True)
class PublishableCaller(KeyCaller):
    """An app in anybody's hands. Its key names the tenant, has no scope, and begins a sign-in."""

    kind: ClassVar[CallerKind] = "publishable"


@dataclass(frozen=True, slots=True)
class StaffCaller:
    """Somebody of the staff in an app, with their access token: they may what their role may, in
    the branch that they work in."""

    tenant: Tenant
    session: Session
    # Whether one thing is asked for, or about: staff see numbers in full one at a time, as at the
    # console, and support only where that one thing is what they ask for.
    asks_for_one: bool = False
    asks_about_one: bool = False
    kind: ClassVar[CallerKind] = "staff"
    # As at the console: what they look for in vain is counted.
    sees_phones_in_lists: ClassVar[bool] = False
    # What they make is the business's, as at the console, and stays when they go.
    lasts_until: ClassVar[None] = None

    @property
    def id(self) -> UUID:
        return self.session.staff_id

    @property
    def standing(self) -> str:
        return f"{self.session.role} {self.session.branch}"

    @property
    def scopes(self) -> frozenset[Scope]:
        return self.session.scopes

    def purpose_of(self, said: Purpose | None) -> Purpose:
        """Support looks as support, whatever their app says, as it does at the console; others
        for what people at work look for."""
        if self.session.role == "support":
            return "support"
        return said if said and said in PURPOSES_OF_STAFF else "service"

    def require(self, scope: Scope) -> None:
        if scope not in self.scopes:
            raise NotAllowed(scope=scope)

    @property
    def may_read(self) -> bool:
        return Scope.CUSTOMERS_READ in self.scopes

    @property
    def may_reveal(self) -> bool:
        is_support = self.session.role == "support"
        is_one = self.asks_for_one if is_support else self.asks_about_one
        return self.may_read and is_one and Scope.CUSTOMERS_REVEAL in self.scopes

    @property
    def may_see_birth_dates(self) -> bool:
        is_one = self.may_read and self.asks_about_one
        return is_one and Scope.CUSTOMERS_BIRTH_DATE in self.scopes

    def context(self, *, request_id: str, purpose: Purpose, route: str, reading: bool) -> Context:
        return Context(
            self.tenant.id,
            actor_kind="staff",
            actor_id=self.session.staff_id,
            branch=self.session.branch,
            request_id=request_id,
            purpose=purpose,
            route=route,
            reading=reading,
        )


@dataclass(frozen=True, slots=True)
class AccountCaller:
    """A person in an app, with their access token: they see and change what is their own. Whose
    session it is never changes; when they last proved themselves has to be read anew."""

    tenant: Tenant
    session: AccountSession
    kind: ClassVar[CallerKind] = "account"
    may_read: ClassVar[bool] = False
    may_reveal: ClassVar[bool] = False
    may_see_birth_dates: ClassVar[bool] = False
    standing: ClassVar[str] = ""

    @property
    def id(self) -> UUID:
        return self.session.account_id

    @property
    def holder_id(self) -> UUID:
        """The customer whose account it is."""
        return self.session.holder_id

    def purpose_of(self, said: Purpose | None) -> Purpose:
        return said or "integration"

    def require(self, scope: Scope) -> None:
        """Scopes are for programs of the tenant's."""
        raise NotAllowed(scope=scope)

    def context(self, *, request_id: str, purpose: Purpose, route: str, reading: bool) -> Context:
        return Context(
            self.tenant.id,
            actor_kind="customer",
            actor_id=self.holder_id,
            own=self.holder_id,
            request_id=request_id,
            purpose=purpose,
            route=route,
            reading=reading,
        )


Caller = KeyCaller | PublishableCaller | StaffCaller | AccountCaller


class Callers:
    """Keys as this process last saw them. The tenant is asked for every time: its directory
    keeps it just as long, and two such waits in a row would be one too many."""

    def __init__(self, desk: Desk, clock: Callable[[], float] = time.monotonic) -> None:
        self._desk = desk
        self._clock = clock
        self._kept: OrderedDict[bytes, tuple[float, ApiKey | None]] = OrderedDict()
        self._access = AccessTokens(desk, clock)

    async def recognise(self, authorization: str | None) -> Caller:
        """Refuses a malformed, unknown, revoked and expired key or token alike."""
        scheme, _, secret = (authorization or "").partition(" ")
        secret = secret.strip()
        if scheme.lower() != "bearer":
            raise EdgeRefusal("unauthenticated")
        if "." in secret:
            return await self._person(secret)
        kind = PublishableCaller if secret.startswith("pk_") else KeyCaller
        credential = read_credential(
            secret,
            kind="pk" if kind is PublishableCaller else "rk",
            environment=self._desk.settings.environment,
        )
        if credential is None:
            raise EdgeRefusal("unauthenticated")
        try:
            tenant = await self._desk.directory.by_ref(credential.tenant_ref)
        except TenantNotFound:
            raise EdgeRefusal("unauthenticated") from None
        key = await self._known(tenant, credential)
        if key is None:
            raise EdgeRefusal("unauthenticated")
        return kind(tenant, key)

    async def proven_of_late(self, caller: StaffCaller) -> StaffCaller:
        """For what the console asks for the password again before it. What is remembered may be
        older than what they have just proven, here or in another process. Raises SignInTooOld."""
        if caller.session.is_fresh:
            return caller
        session = await self._access.staff_anew(caller.tenant, caller.session.id)
        if session is None:
            raise EdgeRefusal("unauthenticated")
        if not session.is_fresh:
            raise SignInTooOld(session.prove_with)
        return replace(caller, session=session)

    async def _person(self, token: str) -> StaffCaller | AccountCaller:
        found = await self._access.recognise(token)
        if found is None:
            raise EdgeRefusal("unauthenticated")
        tenant, session = found
        if isinstance(session, Session):
            return StaffCaller(tenant, session)
        return AccountCaller(tenant, session)

    async def _known(self, tenant: Tenant, credential: Credential) -> ApiKey | None:
        now, hashed = self._clock(), credential.hashed
        kept = self._kept.get(hashed)
        if kept and 0 <= now - kept[0] < FRESH_SECONDS:
            return kept[1]
        key = await self._look_up(tenant, credential)
        self._kept[hashed] = (now, key)
        self._kept.move_to_end(hashed)
        if len(self._kept) > KEPT_MAX:
            self._kept.popitem(last=False)
        return key

    async def _look_up(self, tenant: Tenant, credential: Credential) -> ApiKey | None:
        context = Context(tenant.id, actor_kind="system", route="recognise_api_key")
        return await self._desk.database.unit(context, lambda tx: recognise_api_key(tx, credential))
