"""What every way in has in common: where somebody comes from, what they are given, where to."""

import hashlib
from datetime import timedelta
from urllib.parse import quote, urlsplit

from litestar.datastructures import Cookie

from regulars.console.cookies import (
    AnyRequest,
    anonymous_secret,
    device_cookie_of,
    device_credential,
    session_cookie_of,
    session_credential,
)
from regulars.console.pages import Elsewhere
from regulars.console.visits import Visit
from regulars.desk import Desk
from regulars.domains.identity import (
    BRANCH_ROLES,
    Came,
    Opening,
    Session,
    SignIn,
    Site,
    know_staff_device,
)
from regulars.runtime.browsers import seen_with
from regulars.runtime.peers import peer_of
from regulars.runtime.tx import Tx

LOOPBACK = "localhost"
HALF_SECONDS = 600
# Longer ones do not fit into what is sealed while a code is waited for.
RETURN_LENGTH_MAX = 300


def came_of(visit: Visit) -> Came:
    request, settings = visit.request, visit.desk.settings
    direct = request.client.host if request.client else None
    forwarded = request.headers.getall("x-forwarded-for", [])
    peer = peer_of(direct, forwarded, hops=settings.proxy_hops)
    return Came(peer, device_credential(visit.desk, visit.tenant, request))


def opening_of(visit: Visit) -> Opening:
    settings = visit.desk.settings
    return Opening(
        settings.environment,
        visit.tenant.ref,
        timedelta(hours=settings.session_hours),
        seen_with(visit.request.headers.get("user-agent", "")),
    )


def site_of(visit: Visit) -> Site:
    """Passkeys belong to the name that people see. Without one it is this machine's own, which
    browsers know as `localhost` and by no number."""
    settings = visit.desk.settings
    if settings.public_url:
        parts = urlsplit(settings.public_url)
        return Site(
            parts.hostname or LOOPBACK, f"{parts.scheme}://{parts.netloc}", visit.tenant.name
        )
    origin = visit.request.headers.get("origin", "")
    if urlsplit(origin).hostname != LOOPBACK:
        origin = f"http://{LOOPBACK}:{settings.port}"
    return Site(LOOPBACK, origin, visit.tenant.name)


def browser_of(desk: Desk, visit: Visit) -> bytes:
    """What a passkey's question is bound to: the session, or the secret of who has none yet."""
    credential = session_credential(desk, visit.tenant, visit.request)
    if visit.account is not None and credential:
        return credential.hashed
    return hashlib.sha256(anonymous_secret(desk, visit.request).encode()).digest()


async def know_browser(tx: Tx, visit: Visit, signed: SignIn) -> SignIn:
    """After a whole sign-in this browser is no stranger. Its cookie goes with the answer."""
    assert signed.session is not None
    device = await know_staff_device(
        tx,
        signed.session.staff_id,
        device_credential(visit.desk, visit.tenant, visit.request),
        environment=visit.desk.settings.environment,
        tenant_ref=visit.tenant.ref,
    )
    visit.request.scope["state"]["device_secret"] = device.secret
    return signed


def let_in(visit: Visit, signed: SignIn, back: str) -> Elsewhere:
    """To the page that was wanted, or to what is still missing."""
    assert signed.session is not None
    assert signed.secret is not None
    desk, tenant, session = visit.desk, visit.tenant, signed.session
    if session.needs == "factor":
        cookie = session_cookie_of(desk, tenant, signed.secret, seconds=HALF_SECONDS)
        there = f"/c/{tenant.slug}/sign-in/factor?return_to={quote(back, safe='')}"
        return Elsewhere(there, cookies=(cookie,), is_new_to_us=True)
    seconds = desk.settings.session_hours * 3600
    cookies: list[Cookie] = [session_cookie_of(desk, tenant, signed.secret, seconds=seconds)]
    if secret := _device_secret(visit.request):
        cookies.append(device_cookie_of(desk, tenant, secret))
    there = landing(visit, back, session)
    if session.needs == "enrolment":
        there = f"/c/{tenant.slug}/sign-in/enrolment?return_to={quote(back, safe='')}"
    return Elsewhere(there, cookies=tuple(cookies), is_new_to_us=True)


def return_address(visit: Visit, wanted: str) -> str:
    """Only a page of this tenant's console; anything else would make us a redirector."""
    home = f"/c/{visit.tenant.slug}"
    is_ours = wanted.startswith(f"{home}/") and "\\" not in wanted and "//" not in wanted
    # What a header can hold; our own addresses have nothing else in them.
    is_plain = wanted.isascii() and wanted.isprintable() and "sign-" not in wanted
    is_short = len(wanted) <= RETURN_LENGTH_MAX
    return wanted if is_ours and is_plain and is_short else home


def landing(visit: Visit, wanted: str, session: Session) -> str:
    """Who named no page lands on home, branch staff and vendors where their customers stand, and
    who may see nothing of the console on their own account."""
    home = f"/c/{visit.tenant.slug}"
    if wanted != home:
        return wanted
    if not session.scopes:
        return f"{home}/account"
    return f"{home}/till" if session.role in BRANCH_ROLES else wanted


def _device_secret(request: AnyRequest) -> str:
    return str(request.scope["state"].get("device_secret", ""))
