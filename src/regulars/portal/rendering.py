"""Turns a template and its view into a page of the portal."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment

from regulars.browser.drawing import BUILT, environment_of, static_addresses
from regulars.portal.layout.views import Frame
from regulars.runtime.language import LANGUAGES, Catalogue, Language

PORTAL = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Pages:
    """One environment a language."""

    environments: Mapping[Language, Environment]

    @classmethod
    def load(cls, catalogue: Catalogue, *, built: Path = BUILT) -> "Pages":
        addresses = static_addresses(built)
        return cls({one: environment_of(PORTAL, catalogue, one, addresses) for one in LANGUAGES})

    def render(self, template: str, view: object, *, language: Language, frame: Frame) -> str:
        return self.environments[language].get_template(template).render(view=view, frame=frame)
