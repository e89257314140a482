"""Who calls: an API key, recognised by its hash inside the tenant that it names."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from regulars.api.problems import EdgeRefusal
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
    def may_read(self) -> bool:
        return Scope.CUSTOMERS_READ in self.key.scopes

    @property
    def may_reveal(self) -> bool:
        return self.may_read and Scope.CUSTOMERS_REVEAL in self.key.scopes

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
    """Keys as this process last saw them. The tenant is asked for every time: its directory
    keeps it just as long, and two such waits in a row would be one too many."""

    def __init__(self, desk: Desk, clock: Callable[[], float] = time.monotonic) -> None:
        self._desk = desk
        self._clock = clock
        self._kept: OrderedDict[bytes, tuple[float, ApiKey | None]] = OrderedDict()

    async def recognise(self, authorization: str | None) -> Caller:
        """Refuses a malformed, unknown, revoked and expired key alike."""
        scheme, _, secret = (authorization or "").partition(" ")
        credential = read_credential(
            secret.strip(), kind="rk", environment=self._desk.settings.environment
        )
        if scheme.lower() != "bearer" or credential is None:
            raise EdgeRefusal("unauthenticated")
        try:
            tenant = await self._desk.directory.by_ref(credential.tenant_ref)
        except TenantNotFound:
            raise EdgeRefusal("unauthenticated") from None
        key = await self._known(tenant, credential)
        if key is None:
            raise EdgeRefusal("unauthenticated")
        return Caller(tenant, key)

    async def _known(self, tenant: Tenant, credential: Credential) -> ApiKey | None:
        now, hashed = self._clock(), credential.hashed
        kept = self._kept.get(hashed)
        if kept and now - kept[0] < FRESH_SECONDS:
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
