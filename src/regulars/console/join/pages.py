"""What both ways of accepting an invitation have in common: the link, and the page."""

import secrets
from dataclasses import replace
from typing import Any

from litestar import Response

from regulars.console.cookies import anonymous_cookie_of, anonymous_secret, csrf_token_of
from regulars.console.join.views import JoinPage
from regulars.console.pages import Page
from regulars.console.pipeline import Console
from regulars.console.visits import Visit
from regulars.domains import identity
from regulars.domains.identity import Credential, Invitation


def credential_of(visit: Visit) -> Credential | None:
    text = str(visit.request.path_params["secret"])
    environment = visit.desk.settings.environment
    credential = identity.read_credential(text, kind="ri", environment=environment)
    return credential if credential and credential.tenant_ref == visit.tenant.ref else None


def view_of(visit: Visit, invitation: Invitation) -> JoinPage:
    return JoinPage(
        str(visit.request.path_params["secret"]),
        invitation.email,
        invitation.role,
        signed_in_as=visit.account.staff.name if visit.account else "",
        phone=invitation.phone or "",
    )


def join_page(
    console: Console, visit: Visit, view: JoinPage, *, status: int = 200
) -> Response[Any]:
    secret = anonymous_secret(console.desk, visit.request)
    cookies = []
    if not secret:
        secret = secrets.token_urlsafe(32)
        cookies.append(anonymous_cookie_of(console.desk, secret))
    if visit.account is None:
        visit = replace(visit, csrf_token=csrf_token_of(secret, visit.tenant))
    # The address is a secret: it goes to no other page. With `no-referrer` browsers would hide
    # where the form comes from too, and it would be refused as a forged one.
    headers = {"Referrer-Policy": "strict-origin"}
    if view.wait_seconds:
        headers["Retry-After"] = str(view.wait_seconds)
    if view.secret:
        place = f"/c/{visit.tenant.slug}/join/{view.secret}"
        visit = replace(visit, seen_at=place, sealed=view.state)
    response = console.response(Page("join/join.html", view, status, headers), visit, None)
    response.cookies.extend(cookies)
    return response
