"""Cookies of console and portal: a session for each tenant, and a secret for who has none."""

import hmac
import secrets
from collections.abc import Mapping
from typing import Any, Literal

from litestar import Request
from litestar.datastructures import Cookie

from regulars.desk import Desk
from regulars.domains.identity import Credential, read_credential
from regulars.domains.tenants import Tenant

AnyRequest = Request[Any, Any, Any]
# A console session, a portal session, a device that somebody signed in with at the portal, and one
# that staff signed in with: one browser may be both, and each has its own.
Kept = Literal["rs", "rp", "rd", "rd_staff"]
KINDS: Mapping[Kept, Literal["rs", "rp", "rd"]] = {
    "rs": "rs",
    "rp": "rp",
    "rd": "rd",
    "rd_staff": "rd",
}
OF_STAFF: frozenset[Kept] = frozenset({"rs", "rd_staff"})

ANONYMOUS_LETTERS = 43


def cookie_of_tenant(desk: Desk, tenant: Tenant, kind: Kept) -> str:
    """One a tenant, because one browser may work in two. The prefix pins it to this very host
    over https (RFC 6265bis, 4.1.3.2)."""
    prefix = "__Host-" if desk.settings.https else ""
    return f"{prefix}{kind}_{tenant.ref}"


def credential_kept(
    desk: Desk, tenant: Tenant, request: AnyRequest, kind: Kept
) -> Credential | None:
    text = request.cookies.get(cookie_of_tenant(desk, tenant, kind), "")
    credential = read_credential(text, kind=KINDS[kind], environment=desk.settings.environment)
    return credential if credential and credential.tenant_ref == tenant.ref else None


def keeping(desk: Desk, tenant: Tenant, kind: Kept, secret: str, *, seconds: int) -> Cookie:
    """With 0 seconds it takes the cookie away; a browser heeds that only with the same marks.
    Customers come to their pages by links in messages, so those cookies come along (lax); nothing
    is changed by coming."""
    return Cookie(
        key=cookie_of_tenant(desk, tenant, kind),
        value=secret,
        path="/",
        max_age=seconds,
        httponly=True,
        samesite="strict" if kind in OF_STAFF else "lax",
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
