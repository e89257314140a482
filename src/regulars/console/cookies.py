"""The console's cookies: a session for each tenant; the rest is as the portal has it."""

from litestar.datastructures import Cookie

from regulars.browser.cookies import (
    AnyRequest,
    Kept,
    anonymous_cookie,
    anonymous_cookie_of,
    anonymous_secret,
    cookie_of_tenant,
    credential_kept,
    csrf_token_of,
    keeping,
)
from regulars.desk import Desk
from regulars.domains.identity import Credential
from regulars.domains.tenants import Tenant

__all__ = [
    "AnyRequest",
    "anonymous_cookie",
    "anonymous_cookie_of",
    "anonymous_secret",
    "csrf_token_of",
    "device_cookie",
    "device_cookie_of",
    "device_credential",
    "session_cookie",
    "session_cookie_of",
    "session_credential",
]

DEVICE: Kept = "rd_staff"
DEVICE_SECONDS = 400 * 24 * 3600  # as long as browsers keep any


def session_cookie(desk: Desk, tenant: Tenant) -> str:
    return cookie_of_tenant(desk, tenant, "rs")


def session_credential(desk: Desk, tenant: Tenant, request: AnyRequest) -> Credential | None:
    return credential_kept(desk, tenant, request, "rs")


def session_cookie_of(desk: Desk, tenant: Tenant, secret: str, *, seconds: int) -> Cookie:
    return keeping(desk, tenant, "rs", secret, seconds=seconds)


def device_cookie(desk: Desk, tenant: Tenant) -> str:
    return cookie_of_tenant(desk, tenant, DEVICE)


def device_credential(desk: Desk, tenant: Tenant, request: AnyRequest) -> Credential | None:
    """What this browser was given at an earlier sign-in."""
    return credential_kept(desk, tenant, request, DEVICE)


def device_cookie_of(desk: Desk, tenant: Tenant, secret: str) -> Cookie:
    return keeping(desk, tenant, DEVICE, secret, seconds=DEVICE_SECONDS)
