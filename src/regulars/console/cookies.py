"""The console's cookies: a session for each tenant, and a secret for who is not signed in yet."""

import hmac
import secrets
from typing import Any

from litestar import Request
from litestar.datastructures import Cookie

from regulars.desk import Desk
from regulars.domains.identity import Credential, read_credential
from regulars.domains.tenants import Tenant

AnyRequest = Request[Any, Any, Any]

ANONYMOUS_LETTERS = 43
DEVICE_SECONDS = 400 * 24 * 3600  # as long as browsers keep any


def session_cookie(desk: Desk, tenant: Tenant) -> str:
    """One a tenant, because one browser may work in two. The prefix pins it to this very host
    over https (RFC 6265bis, 4.1.3.2)."""
    prefix = "__Host-" if desk.settings.https else ""
    return f"{prefix}rs_{tenant.ref}"


def session_credential(desk: Desk, tenant: Tenant, request: AnyRequest) -> Credential | None:
    text = request.cookies.get(session_cookie(desk, tenant), "")
    credential = read_credential(text, kind="rs", environment=desk.settings.environment)
    return credential if credential and credential.tenant_ref == tenant.ref else None


def session_cookie_of(desk: Desk, tenant: Tenant, secret: str, *, seconds: int) -> Cookie:
    """With 0 seconds it takes the cookie away; a browser heeds that only with the same marks."""
    return Cookie(
        key=session_cookie(desk, tenant),
        value=secret,
        path="/",
        max_age=seconds,
        httponly=True,
        samesite="strict",
        secure=desk.settings.https,
    )


def device_cookie(desk: Desk, tenant: Tenant) -> str:
    prefix = "__Host-" if desk.settings.https else ""
    return f"{prefix}rd_{tenant.ref}"


def device_credential(desk: Desk, tenant: Tenant, request: AnyRequest) -> Credential | None:
    """What this browser was given at an earlier sign-in."""
    text = request.cookies.get(device_cookie(desk, tenant), "")
    credential = read_credential(text, kind="rd", environment=desk.settings.environment)
    return credential if credential and credential.tenant_ref == tenant.ref else None


def device_cookie_of(desk: Desk, tenant: Tenant, secret: str) -> Cookie:
    return Cookie(
        key=device_cookie(desk, tenant),
        value=secret,
        path="/",
        max_age=DEVICE_SECONDS,
        httponly=True,
        samesite="strict",
        secure=desk.settings.https,
    )


def anonymous_cookie(desk: Desk) -> str:
    return "__Host-rv" if desk.settings.https else "rv"


def anonymous_secret(desk: Desk, request: AnyRequest) -> str:
    """A visitor who is not signed in has one too, so that the sign-in form is bound to a browser;
    empty for none."""
    secret = request.cookies.get(anonymous_cookie(desk), "")
    return secret if len(secret) == ANONYMOUS_LETTERS else ""


def anonymous_cookie_of(desk: Desk, secret: str) -> Cookie:
    return Cookie(
        key=anonymous_cookie(desk),
        value=secret,
        path="/",
        httponly=True,
        samesite="strict",
        secure=desk.settings.https,
    )


def csrf_token_of(secret: str, tenant: Tenant) -> str:
    """Whoever has no secret has no token either: any stranger could compute theirs."""
    if not secret:
        return secrets.token_hex(32)
    return hmac.digest(secret.encode(), b"csrf" + tenant.id.bytes, "sha256").hex()
