"""Who calls: an API key, recognised by its hash inside the tenant that it names."""

import time
from collections import OrderedDict
from dataclasses import dataclass

from regulars.api.problems import Unauthenticated
from regulars.desk import Desk
from regulars.domains.identity import (
    ApiKey,
    Credential,
    Scope,
    read_credential,
    recognise_api_key,
)
from regulars.domains.tenants import Tenant, TenantNotFound
from regulars.kernel.errors import NotAllowed
from regulars.runtime.context import Context, Purpose

# A revoked key stops within half a second in every process.
FRESH_SECONDS = 0.5
KEPT_MAX = 10_000


@dataclass(frozen=True, slots=True)
class Caller:
    tenant: Tenant
    key: ApiKey

    def require(self, scope: Scope) -> None:
        if scope not in self.key.scopes:
            raise NotAllowed(scope=scope)

    @property
    def may_reveal(self) -> bool:
        return Scope.CUSTOMERS_REVEAL in self.key.scopes

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


class Callers:
    """Keys as this process last saw them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept: OrderedDict[bytes, tuple[float, Caller | None]] = OrderedDict()

    async def recognise(self, authorization: str | None) -> Caller:
        """Raises Unauthenticated, the same for a malformed, unknown, revoked and expired key."""
        scheme, _, secret = (authorization or "").partition(" ")
        credential = read_credential(
            secret.strip(), kind="rk", environment=self._desk.settings.environment
        )
        if scheme.lower() != "bearer" or credential is None:
            raise Unauthenticated
        caller = await self._known(credential)
        if caller is None:
            raise Unauthenticated
        return caller

    async def _known(self, credential: Credential) -> Caller | None:
        now, hashed = time.monotonic(), credential.hashed
        kept = self._kept.get(hashed)
        if kept and now - kept[0] < FRESH_SECONDS:
            return kept[1]
        caller = await self._look_up(credential)
        self._kept[hashed] = (now, caller)
        self._kept.move_to_end(hashed)
        if len(self._kept) > KEPT_MAX:
            self._kept.popitem(last=False)
        return caller

    async def _look_up(self, credential: Credential) -> Caller | None:
        try:
            tenant = await self._desk.directory.by_ref(credential.tenant_ref)
        except TenantNotFound:
            return None
        context = Context(tenant.id, actor_kind="system", route="recognise_api_key")
        async with self._desk.database.transaction(context) as tx:
            key = await recognise_api_key(tx, credential)
        return Caller(tenant, key) if key else None
