"""Access tokens as this process knows them: proven once each, their sign-in asked for anew."""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar
from uuid import UUID

from regulars.desk import Desk
from regulars.domains import identity
from regulars.domains.identity import AccessClaims, AccountSession, AppSession, Session, SigningKey
from regulars.domains.tenants import Tenant, TenantNotFound
from regulars.runtime.context import Context
from regulars.runtime.tx import Tx
from regulars.runtime.vault.jws import LENGTH_MAX, TokenRefused

# A sign-in that ended, or an account that was closed, stops within half a second everywhere.
FRESH_SECONDS = 0.5
KEPT_MAX = 10_000

Key = TypeVar("Key")
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """The last ones of something, the least recently known forgotten first."""

    def __init__(self, most: int = KEPT_MAX) -> None:
        self._kept: OrderedDict[Key, Value] = OrderedDict()
        self._most = most

    def get(self, key: Key) -> Value | None:
        return self._kept.get(key)

    def keep(self, key: Key, value: Value) -> None:
        self._kept[key] = value
        self._kept.move_to_end(key)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)


@dataclass(frozen=True, slots=True)
class Proven:
    """A token whose signature held, and what it says."""

    tenant_ref: str
    claims: AccessClaims


@dataclass(frozen=True, slots=True)
class Seen:
    """A sign-in as it was found at `at` of this process's clock; `now` was the database's."""

    at: float
    now: datetime
    session: AccountSession | None


@dataclass(frozen=True, slots=True)
class SeenStaff:
    """The same of somebody of the staff, whose `now` is the database's."""

    at: float
    found: AppSession | None


class AccessTokens:
    """`clock` only says how long ago something was asked; what is in time, the database's clock
    says. A clock that jumps has everything asked anew."""

    def __init__(self, desk: Desk, clock: Callable[[], float] = time.monotonic) -> None:
        self._desk = desk
        self._clock = clock
        self._proven: Recent[bytes, Proven] = Recent()
        self._keys: Recent[UUID, tuple[float, Sequence[SigningKey]]] = Recent()
        self._seen: Recent[UUID, Seen] = Recent()
        self._staff: Recent[UUID, SeenStaff] = Recent()

    async def recognise(self, token: str) -> tuple[Tenant, AccountSession | Session] | None:
        """Whose it is; None for whatever is not a token of ours that holds just now."""
        try:
            proven = await self._prove(token)
            tenant = await self._desk.directory.by_ref(proven.tenant_ref)
        except (TokenRefused, TenantNotFound):
            return None
        claims = proven.claims
        if claims.is_of_staff:
            return await self._recognise_staff(tenant, claims)
        seen = await self._see(tenant, claims.session_id)
        now = seen.now + timedelta(seconds=self._clock() - seen.at)
        if seen.session is None or not claims.is_in_time(now) or not claims.are_of(seen.session):
            return None
        return tenant, seen.session

    async def _recognise_staff(
        self, tenant: Tenant, claims: AccessClaims
    ) -> tuple[Tenant, Session] | None:
        seen = await self._see_staff(tenant, claims.session_id)
        if seen.found and not claims.are_of_staff(seen.found):
            # Somebody who has just chosen another branch comes with a token for it.
            if not claims.is_younger_than(seen.found.now):
                return None
            seen = await self._see_staff(tenant, claims.session_id, anew=True)
        if seen.found is None or not claims.are_of_staff(seen.found):
            return None
        now = seen.found.now + timedelta(seconds=self._clock() - seen.at)
        return (tenant, seen.found.session) if claims.is_in_time(now) else None

    async def _prove(self, token: str) -> Proven:
        """The signature holds for ever, so it is looked at once; its text has one spelling."""
        if len(token) > LENGTH_MAX:
            raise TokenRefused
        hashed = hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
        if (known := self._proven.get(hashed)) is not None:
            return known
        named = identity.named_key_of(token)
        tenant = await self._desk.directory.by_ref(named.tenant_ref)
        for signing in await self._keys_of(tenant):
            if signing.name == named.name:
                claims = identity.believed(token, signing.key, self._desk.issuer(tenant))
                proven = Proven(tenant.ref, claims)
                self._proven.keep(hashed, proven)
                return proven
        raise TokenRefused

    async def _keys_of(self, tenant: Tenant) -> Sequence[SigningKey]:
        at, kept = self._clock(), self._keys.get(tenant.id)
        if kept is None or not self._is_fresh(kept[0]):
            context = _context(tenant, "read_signing_keys")
            kept = at, await self._desk.database.unit(context, identity.shown_signing_keys)
            self._keys.keep(tenant.id, kept)
        return kept[1]

    async def _see(self, tenant: Tenant, session_id: UUID) -> Seen:
        at, seen = self._clock(), self._seen.get(session_id)
        if seen is None or not self._is_fresh(seen.at):

            async def read(tx: Tx) -> tuple[datetime, AccountSession | None]:
                return await identity.account_session_at(tx, session_id)

            context = _context(tenant, "recognise_account_session")
            now, session = await self._desk.database.unit(context, read)
            seen = Seen(at, now, session)
            self._seen.keep(session_id, seen)
        return seen

    async def _see_staff(
        self, tenant: Tenant, session_id: UUID, *, anew: bool = False
    ) -> SeenStaff:
        at, seen = self._clock(), self._staff.get(session_id)
        if anew or seen is None or not self._is_fresh(seen.at):
            environment = self._desk.settings.environment

            async def read(tx: Tx) -> AppSession | None:
                return await identity.recognise_app_session(tx, session_id, environment=environment)

            # Not one for reading: it notes that somebody is still there.
            context = Context(tenant.id, actor_kind="system", route="recognise_app_session")
            seen = SeenStaff(at, await self._desk.database.unit(context, read))
            self._staff.keep(session_id, seen)
        return seen

    def _is_fresh(self, at: float) -> bool:
        return 0 <= self._clock() - at < FRESH_SECONDS


def _context(tenant: Tenant, route: str) -> Context:
    return Context(tenant.id, actor_kind="system", route=route, reading=True)
