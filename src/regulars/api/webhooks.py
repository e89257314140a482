"""The letterbox for providers: proven over the raw body, kept once, answered, read later."""

from typing import Any

from litestar import Request, Response, post
from litestar.handlers import HTTPRouteHandler

from regulars.api.asked import asked
from regulars.api.problems import EdgeRefusal
from regulars.desk import Desk
from regulars.domains import tenants
from regulars.domains.tenants import Tenant, TenantNotFound
from regulars.kernel.errors import Unavailable
from regulars.runtime.channel import Letter, Provider, Providers
from regulars.runtime.context import Context
from regulars.runtime.tx import Tx

BODY_MAX = 16_384
AnyRequest = Request[Any, Any, Any]


def webhooks(desk: Desk, providers: Providers) -> HTTPRouteHandler:
    @post("/hooks/{provider:str}/{token:str}", status_code=200)
    async def take_letter(request: AnyRequest) -> Response[bytes]:
        """204 for what is proven, also for what came before; 401 for everything else, alike."""
        provider = providers.named(str(request.path_params["provider"]))
        token = str(request.path_params["token"])
        try:
            tenant = await _named(desk, token)
            if provider is None or tenant is None:
                return _answer(401)
            letter = await _letter(desk, request)
            is_kept = await _kept(desk, provider, tenant, token, letter)
        except Unavailable:
            return _answer(503)
        except EdgeRefusal as lost:
            return _answer(lost.status)
        return _answer(204 if is_kept else 401)

    return take_letter


async def _named(desk: Desk, token: str) -> Tenant | None:
    """The address names the tenant; nothing is proven yet."""
    ref = tenants.ref_of_token(token)
    try:
        return await desk.directory.by_ref(ref) if ref else None
    except TenantNotFound:
        return None


async def _kept(desk: Desk, provider: Provider, tenant: Tenant, token: str, letter: Letter) -> bool:
    """The letter is judged by this tenant's secret alone."""

    async def keep(tx: Tx) -> bool:
        if not tenants.token_holds(tx.keys, tenant.ref, provider.name, token):
            return False
        channel = await tenants.read_channel(tx, provider.kind)
        if channel is None or channel.provider != provider.name:
            return False
        return await tenants.keep_letter(tx, provider, channel, letter)

    context = Context(tenant.id, actor_kind="system", route="letterbox")
    return await desk.database.unit(context, keep)


async def _letter(desk: Desk, request: AnyRequest) -> Letter:
    """Behind a proxy a request's own address is not the one that was called and signed, so it is
    put together from the public one. Its body is waited for no longer than any other."""
    raw: dict[str, list[str]] = {}
    for name, value in request.scope["headers"]:
        raw.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    query = request.scope["query_string"].decode("latin-1")
    path = request.scope["raw_path"].decode("latin-1").partition("?")[0]
    url = f"{desk.settings.public_url.rstrip('/')}{path}" + (f"?{query}" if query else "")
    headers = {name: tuple(values) for name, values in raw.items()}
    body = await asked(request.scope, request.receive, body_limit=BODY_MAX).body()
    return Letter(url, headers, body)


def _answer(status: int) -> Response[bytes]:
    return Response(b"", status_code=status)
