"""Every page and dialog can be used without seeing and without pointing: axe finds nothing."""

from collections.abc import Mapping

import pytest

from tests.instruments.browser import axe_violations
from tests.instruments.scenes import WALKED, Stage
from tests.journeys.conftest import Entrance
from tests.journeys.shop import Shop
from tests.journeys.stages import furnished

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

# Each language, each width and each theme at least once.
LOOKS = [("en", 1280, "light"), ("ar", 360, "dark")]


@pytest.fixture(scope="module")
def ids(shop: Shop) -> Mapping[str, str]:
    return furnished(shop, shop.laundry, 9700_0001, preferences={"starch": "light"})


@pytest.mark.parametrize(("language", "width", "theme"), LOOKS)
def test_axe_finds_nothing_on_any_page(
    entrance: Entrance, ids: Mapping[str, str], language: str, width: int, theme: str
) -> None:
    inside = entrance.open(
        language=language, width=width, theme=theme, email="admin@laundry.example.com"
    )
    outside = entrance.open(language=language, width=width, theme=theme)
    found = {}
    for scene in WALKED:
        stage = Stage(outside if scene.is_outside else inside, "/c/laundry", ids)
        stage.show(scene)
        if violations := axe_violations(stage.page):
            found[scene.name] = violations
    entrance.complaints.forget("status of 401", "status of 404")
    assert found == {}


def test_axe_finds_what_is_wrong(entrance: Entrance) -> None:
    page = entrance.open()
    page.goto("/c/laundry/sign-in")
    page.evaluate("document.querySelector('label[for=email]').remove()")
    assert any("label" in violation for violation in axe_violations(page))
