"""The language of a visit: what they chose, else what their browser speaks, of what is served."""

from typing import cast

from litestar.datastructures import Cookie

from regulars.browser.cookies import AnyRequest
from regulars.domains.tenants import Tenant, TenantSettings
from regulars.runtime.language import LANGUAGES, Language, pick_language

YEAR_SECONDS = 31_536_000


def chosen_language(request: AnyRequest) -> Language | None:
    for chosen in (request.query_params.get("language"), request.cookies.get("language")):
        if chosen in LANGUAGES:
            return cast("Language", chosen)
    return None


def language_of(request: AnyRequest, tenant: Tenant, settings: TenantSettings) -> Language:
    """What they chose, or what their browser speaks, among what the shop serves in."""
    wanted = chosen_language(request) or pick_language(
        request.headers.get("accept-language"), tenant.locale
    )
    if wanted in settings.languages:
        return wanted
    return tenant.locale if tenant.locale in settings.languages else settings.languages[0]


def language_cookie(language: Language, *, secure: bool) -> Cookie:
    """As the console's script writes it: readable there, for a year."""
    return Cookie(
        key="language",
        value=language,
        path="/",
        max_age=YEAR_SECONDS,
        samesite="lax",
        secure=secure,
    )
