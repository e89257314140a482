"""The walk that photographs every screen leaves none out."""

from tests.instruments.scenes import SCENES
from tests.instruments.screens import page_routes, routes_not_walked


def test_every_page_route_is_on_the_walk() -> None:
    assert routes_not_walked() == set()
    assert len(page_routes()) > 20


def test_no_scene_is_called_like_another() -> None:
    names = [scene.name for scene in SCENES]
    assert len(names) == len(set(names))
