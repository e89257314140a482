"""What a browser chose for itself, kept in cookies: language, theme, sidebar."""

from typing import cast

from regulars.console.cookies import AnyRequest
from regulars.console.layout.views import Sidebar, Theme
from regulars.runtime.language import LANGUAGES, Language


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
