"""Access tokens as this process knows them: proven once each, their sign-in remembered, and what
ended or changed heard of."""

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from regulars.api.endings import Endings
from regulars.api.recent import Freshness, Recent
from regulars.api.staff_access import StaffStandings
from regulars.desk import Desk
from regulars.domains import identity
from regulars.domains.identity import (
    AccessClaims,
    AccountSession,
    Session,
    SigningKey,
    StandingSession,
)
from regulars.domains.tenants import Tenant, TenantNotFound
from regulars.runtime.context import Context
from regulars.runtime.tx import Tx
from regulars.runtime.vault.jws import LENGTH_MAX, TokenRefused

# Well within what is told of what ended (identity's TOLD_FOR): whoever ends a sign-in may have
# begun before it was seen, and databases that take turns may differ about the time.
REMEMBERED = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Proven:
    """A token whose signature held, and what it says."""

    tenant_ref: str
    claims: AccessClaims


@dataclass(frozen=True, slots=True)
class Seen:
    """A sign-in as it was found when it was asked for at `at` of this process's clock."""

    at: float
    found: StandingSession

    def goes_on(self, now: datetime) -> bool:
        """Unless somebody ended it. What rested too long, or is over, nobody ends."""
        until = self.found.until
        remembered_for = now - self.found.now
        return until is not None and now < until and timedelta(0) <= remembered_for < REMEMBERED


class AccessTokens:
    """What is in time, and how long ago something was seen, the database's clock says."""

    def __init__(self, desk: Desk, clock: Callable[[], float] = time.monotonic) -> None:
        self._desk = desk
        self._freshness = Freshness(clock)
        self._endings = Endings(desk, self._freshness)
        self._proven: Recent[bytes, Proven] = Recent()
        self._keys: Recent[UUID, tuple[float, Sequence[SigningKey]]] = Recent()
        self._seen: Recent[UUID, Seen] = Recent()
        self._staff = StaffStandings(desk, self._freshness, self._endings)

    async def recognise(self, token: str) -> tuple[Tenant, AccountSession | Session] | None:
        """Whose it is; None for whatever is not a token of ours that holds just now."""
        try:
            proven = await self._prove(token)
            tenant = await self._desk.directory.by_ref(proven.tenant_ref)
        except (TokenRefused, TenantNotFound):
            return None
        claims = proven.claims
        if claims.is_of_staff:
            standing = await self._staff.of(tenant, claims)
            return (tenant, standing) if standing else None
        now, session = await self._standing(tenant, claims.session_id)
        if session is None or not claims.is_in_time(now) or not claims.are_of(session):
            return None
        return tenant, session

    async def staff_anew(self, tenant: Tenant, session_id: UUID) -> Session | None:
        """Their sign-in as it is now, whatever is remembered; None when it is over."""
        return await self._staff.anew(tenant, session_id)

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
        at, kept = self._freshness.now(), self._keys.get(tenant.id)
        if kept is None or not self._freshness.holds(kept[0]):
            context = _context(tenant, "read_signing_keys")
            kept = at, await self._desk.database.unit(context, identity.shown_signing_keys)
            self._keys.keep(tenant.id, kept)
        return kept[1]

    async def _standing(
        self, tenant: Tenant, session_id: UUID
    ) -> tuple[datetime, AccountSession | None]:
        """What time it is, and the sign-in while it goes on. A remembered one is asked for anew
        when too much ended to be told of one by one."""
        seen = self._seen.get(session_id)
        if seen is not None and self._freshness.holds(seen.at):
            now = self._since(seen.found.now, seen.at)
            if seen.found.session is None or seen.goes_on(now):
                return now, seen.found.session
        elif seen is not None and seen.found.session is not None:
            heard = await self._endings.of(tenant)
            now, ended = self._since(heard.lately.now, heard.at), heard.lately.ended
            if ended is not None and seen.goes_on(now):
                return now, None if session_id in ended else seen.found.session
        seen = await self._see(tenant, session_id)
        return self._since(seen.found.now, seen.at), seen.found.session

    async def _see(self, tenant: Tenant, session_id: UUID) -> Seen:
        async def read(tx: Tx) -> StandingSession:
            return await identity.account_session_at(tx, session_id)

        at, context = self._freshness.now(), _context(tenant, "recognise_account_session")
        seen = Seen(at, await self._desk.database.unit(context, read))
        self._seen.keep(session_id, seen)
        return seen

    def _since(self, then: datetime, at: float) -> datetime:
        """The database's time, which was `then` when it was asked at `at`."""
        return then + timedelta(seconds=self._freshness.now() - at)


def _context(tenant: Tenant, route: str) -> Context:
    return Context(tenant.id, actor_kind="system", route=route, reading=True)
