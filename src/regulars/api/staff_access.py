"""Staff with access tokens as this process knows them: remembered for a moment, and asked for anew
when something about them changed."""

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from regulars.api.endings import Endings
from regulars.api.recent import Freshness, Recent
from regulars.desk import Desk
from regulars.domains import identity
from regulars.domains.identity import AccessClaims, AppSession, Session
from regulars.domains.tenants import Tenant
from regulars.runtime.context import Context
from regulars.runtime.tx import Tx


@dataclass(frozen=True, slots=True)
class Seen:
    """A sign-in as it stood when it was asked for, or heard of, at `at` of this process's clock."""

    at: float
    found: AppSession | None


class StaffStandings:
    """Role, branch and sign-in may change at any moment, and every change is heard of."""

    def __init__(self, desk: Desk, freshness: Freshness, endings: Endings) -> None:
        self._desk = desk
        self._freshness = freshness
        self._endings = endings
        self._seen: Recent[UUID, Seen] = Recent()
        self._noting: dict[UUID, asyncio.Task[Seen]] = {}

    async def of(self, tenant: Tenant, claims: AccessClaims) -> Session | None:
        """None unless the token, whose signature held, is in its time and says how things are."""
        seen = self._seen.get(claims.session_id)
        if seen is None or _is_news(claims, seen):
            seen = await self._see(tenant, claims.session_id)
        elif not self._freshness.holds(seen.at):
            still_so = await self._heard_of(tenant, seen)
            seen = still_so or await self._see(tenant, claims.session_id)
        if seen.found is None or not claims.are_of_staff(seen.found):
            return None
        now = seen.found.now + timedelta(seconds=self._freshness.now() - seen.at)
        return seen.found.at(now) if claims.is_in_time(now) else None

    async def _heard_of(self, tenant: Tenant, seen: Seen) -> Seen | None:
        """The same a moment later, when nothing changed. None when it is to be asked for anew:
        also when too much changed to be told of one by one."""
        if seen.found is None:
            return None
        heard = await self._endings.of(tenant)
        now, changed = heard.lately.now, heard.lately.changed
        if changed is None or not (seen.found.is_untouched(changed) and seen.found.goes_on(now)):
            return None
        if seen.found.is_to_be_noted(now):
            self._note(tenant, seen.found.session.id)
        return self._keep(seen.found.session.id, Seen(heard.at, replace(seen.found, now=now)))

    def _note(self, tenant: Tenant, session_id: UUID) -> None:
        """Asked for anew, which notes that somebody is there. Nobody waits for it, and where it
        fails the next request tries again."""
        if session_id not in self._noting:
            noting = asyncio.create_task(self._see(tenant, session_id))
            self._noting[session_id] = noting
            noting.add_done_callback(lambda done: self._noted(session_id, done))

    def _noted(self, session_id: UUID, done: asyncio.Task[Seen]) -> None:
        del self._noting[session_id]
        if not done.cancelled():
            done.exception()  # heard of when they are asked for and somebody waits

    async def anew(self, tenant: Tenant, session_id: UUID) -> Session | None:
        """As it stands just now."""
        found = (await self._see(tenant, session_id)).found
        return found.at(found.now) if found else None

    async def _see(self, tenant: Tenant, session_id: UUID) -> Seen:
        environment = self._desk.settings.environment

        async def read(tx: Tx) -> AppSession | None:
            return await identity.recognise_app_session(tx, session_id, environment=environment)

        # It also notes that somebody is still there: no commit has to wait for the disk for that.
        context = Context(
            tenant.id, actor_kind="system", route="recognise_app_session", reading=True
        )
        at = self._freshness.now()
        return self._keep(session_id, Seen(at, await self._desk.database.unit(context, read)))

    def _keep(self, session_id: UUID, seen: Seen) -> Seen:
        self._seen.keep(session_id, seen)
        return seen


def _is_news(claims: AccessClaims, seen: Seen) -> bool:
    """Somebody who has just chosen another branch comes with a token for it, which is younger than
    what is remembered."""
    found = seen.found
    return bool(found and not claims.are_of_staff(found) and claims.is_younger_than(found.now))
