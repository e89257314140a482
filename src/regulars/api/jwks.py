"""The public keys of a tenant's access tokens, for whoever wants to verify one elsewhere."""

import time
from collections.abc import Callable
from uuid import UUID

import msgspec
from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from regulars.api.recent import FRESH_SECONDS, Recent
from regulars.desk import Desk
from regulars.domains import identity
from regulars.domains.tenants import Tenant, TenantNotFound
from regulars.runtime.context import Context

ADDRESS = "/p/{slug:str}/.well-known/jwks.json"
# A verifier that meets a key it does not know asks again at once; the others once in a while.
KEPT_BY_OTHERS = "public, max-age=300"


def jwks_handler(desk: Desk, clock: Callable[[], float] = time.monotonic) -> HTTPRouteHandler:
    kept: Recent[UUID, tuple[float, bytes]] = Recent()

    async def read(tenant: Tenant) -> bytes:
        context = Context(tenant.id, actor_kind="system", route=ADDRESS, reading=True)
        keys = await desk.database.unit(context, identity.shown_signing_keys)
        return msgspec.json.encode(identity.public_keys(keys, desk.issuer(tenant)))

    @get(ADDRESS)
    async def jwks(slug: FromPath[str]) -> Response[bytes]:
        try:
            tenant = await desk.directory.by_slug(slug)
        except TenantNotFound:
            raise NotFoundException from None
        now, known = clock(), kept.get(tenant.id)
        if known is None or not 0 <= now - known[0] < FRESH_SECONDS:
            known = now, await read(tenant)
            kept.keep(tenant.id, known)
        headers = {"Cache-Control": KEPT_BY_OTHERS, "Access-Control-Allow-Origin": "*"}
        return Response(known[1], media_type="application/jwk-set+json", headers=headers)

    return jwks
