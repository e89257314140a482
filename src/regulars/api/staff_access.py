"""Staff with access tokens as this process knows them: asked for anew every half second."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from regulars.api.recent import Freshness, Recent
from regulars.desk import Desk
from regulars.domains import identity
from regulars.domains.identity import AccessClaims, AppSession, Session
from regulars.domains.tenants import Tenant
from regulars.runtime.context import Context
from regulars.runtime.tx import Tx


@dataclass(frozen=True, slots=True)
class Seen:
    """A sign-in as it was found when it was asked for at `at` of this process's clock."""

    at: float
    found: AppSession | None


class StaffStandings:
    """Role, branch and sign-in may change at any moment, so nothing is believed for longer."""

    def __init__(self, desk: Desk, freshness: Freshness) -> None:
        self._desk = desk
        self._freshness = freshness
        self._seen: Recent[UUID, Seen] = Recent()

    async def of(self, tenant: Tenant, claims: AccessClaims) -> Session | None:
        """None unless the token, whose signature held, is in its time and says how things are."""
        seen = self._seen.get(claims.session_id)
        if seen is None or not self._holds(seen, claims):
            seen = await self._see(tenant, claims.session_id)
        if seen.found is None or not claims.are_of_staff(seen.found):
            return None
        now = seen.found.now + timedelta(seconds=self._freshness.now() - seen.at)
        return seen.found.session if claims.is_in_time(now) else None

    async def anew(self, tenant: Tenant, session_id: UUID) -> Session | None:
        found = (await self._see(tenant, session_id)).found
        return found.session if found else None

    def _holds(self, seen: Seen, claims: AccessClaims) -> bool:
        """Somebody who has just chosen another branch comes with a token for it, which is younger
        than what is remembered."""
        found = seen.found
        is_news = found and not claims.are_of_staff(found) and claims.is_younger_than(found.now)
        return self._freshness.holds(seen.at) and not is_news

    async def _see(self, tenant: Tenant, session_id: UUID) -> Seen:
        environment = self._desk.settings.environment

        async def read(tx: Tx) -> AppSession | None:
            return await identity.recognise_app_session(tx, session_id, environment=environment)

        # Not one for reading: it notes that somebody is still there.
        context = Context(tenant.id, actor_kind="system", route="recognise_app_session")
        seen = Seen(self._freshness.now(), await self._desk.database.unit(context, read))
        self._seen.keep(session_id, seen)
        return seen
