"""Turns a template and its view into a page of the console."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment

from regulars.browser.drawing import BUILT, environment_of, static_addresses
from regulars.console.layout.views import Frame
from regulars.runtime.language import LANGUAGES, Catalogue, Language

CONSOLE = Path(__file__).parent

# Kept out of htmx: evaluation, scripts in answers, and pages of people in the browser's storage.
HTMX_SETTINGS: Mapping[str, object] = {
    "allowEval": False,
    "allowScriptTags": False,
    "includeIndicatorStyles": False,
    "selfRequestsOnly": True,
    "historyCacheSize": 0,
    "refreshOnHistoryMiss": True,
    "defaultSwapDelay": 0,
    "defaultSettleDelay": 0,
    "scrollIntoViewOnBoost": False,
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "409|422", "swap": True},
        {"code": "[45]..", "swap": False, "error": True},
    ],
}
ALONE = "layout/alone.html"


@dataclass(frozen=True, slots=True)
class Pages:
    """One environment a language, so that every macro speaks without being told which."""

    environments: Mapping[Language, Environment]
    whole: frozenset[str]

    @classmethod
    def load(cls, catalogue: Catalogue, *, built: Path = BUILT) -> "Pages":
        addresses = static_addresses(built)
        environments = {
            one: environment_of(CONSOLE, catalogue, one, addresses) for one in LANGUAGES
        }
        for environment in environments.values():
            environment.globals["htmx_settings"] = json.dumps(HTMX_SETTINGS)
        return cls(environments, _whole_pages())

    def render(
        self,
        template: str,
        view: object,
        *,
        language: Language,
        frame: Frame,
        is_alone: bool = False,
        beside: Iterable[tuple[str, object]] = (),
    ) -> str:
        """A fragment that nobody's script asked for is shown alone, inside a page of its own."""
        environment = self.environments[language]
        alone = is_alone and template not in self.whole
        found = environment.get_template(ALONE if alone else template)
        parts = [found.render(view=view, frame=frame, inner=template)]
        for other, seen in beside:
            parts.append(environment.get_template(other).render(view=seen, frame=frame))
        return "".join(parts)


def _whole_pages() -> frozenset[str]:
    templates = {path: path.read_text("utf-8") for path in CONSOLE.glob("*/*.html")}
    return frozenset(
        path.relative_to(CONSOLE).as_posix()
        for path, text in templates.items()
        if "{% extends" in text
    )
