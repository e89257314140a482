"""What a browser chose for itself, kept in cookies: language, theme, sidebar, columns."""

from collections.abc import Iterable
from typing import cast

from litestar.datastructures import Cookie

from regulars.console.cookies import AnyRequest
from regulars.console.customers.views import COLUMNS, USUAL_COLUMNS, Column
from regulars.console.layout.views import Sidebar, Theme
from regulars.runtime.language import LANGUAGES, Language

COLUMNS_COOKIE = "columns"
SEPARATOR = "."
# Stands in every choice, so that nothing beside it is a choice too.
ALWAYS = "customer"
YEAR_SECONDS = 31_536_000


def chosen_language(request: AnyRequest) -> Language | None:
    for chosen in (request.query_params.get("language"), request.cookies.get("language")):
        if chosen in LANGUAGES:
            return cast("Language", chosen)
    return None


def chosen_theme(request: AnyRequest) -> Theme:
    theme = request.cookies.get("theme", "system")
    return cast("Theme", theme if theme in ("light", "dark") else "system")


def chosen_sidebar(request: AnyRequest) -> Sidebar:
    return "rail" if request.cookies.get("sidebar") == "rail" else "open"


def chosen_columns(request: AnyRequest) -> tuple[Column, ...]:
    """Those that a list of customers shows beside the customer. Only names that we know count."""
    kept = request.cookies.get(COLUMNS_COOKIE, "").split(SEPARATOR)
    return columns_among(kept) if ALWAYS in kept else USUAL_COLUMNS


def columns_among(names: Iterable[str]) -> tuple[Column, ...]:
    wanted = set(names)
    return tuple(column for column in COLUMNS if column in wanted)


def columns_cookie(columns: Iterable[Column], *, secure: bool) -> Cookie:
    """As preferences.js writes it: readable there, for a year."""
    return Cookie(
        key=COLUMNS_COOKIE,
        value=SEPARATOR.join((ALWAYS, *columns)),
        path="/",
        max_age=YEAR_SECONDS,
        samesite="lax",
        secure=secure,
    )
