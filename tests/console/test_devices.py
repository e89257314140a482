"""What somebody signed in with has one name everywhere, in the reader's language."""

import pytest

from regulars.browser.devices import device, is_handheld
from regulars.runtime.browsers import BROWSERS, SYSTEMS
from regulars.runtime.language import LANGUAGES, Catalogue, Language

CATALOGUE = Catalogue.load(strict=True)


@pytest.mark.parametrize(
    ("language", "seen_with", "name"),
    [
        ("en", "safari_iphone", "Safari on iPhone"),
        ("ar", "safari_iphone", "\u2068سفاري\u2069 على \u2068آيفون\u2069"),
        ("en", "samsung_android", "Samsung Internet on Android"),
        ("en", "firefox", "Firefox"),
        ("ar", "windows", "ويندوز"),
        ("en", "app", "App"),
        ("en", "other", "A browser"),
        ("en", "lynx_plan9", "A browser"),
    ],
)
def test_a_device_is_called_as_people_call_it(
    language: Language, seen_with: str, name: str
) -> None:
    assert device(seen_with, catalogue=CATALOGUE, language=language) == name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_that_is_kept_can_be_said(language: Language) -> None:
    kept = {name for _, name in (*BROWSERS, *SYSTEMS)}
    said = {device(name, catalogue=CATALOGUE, language=language) for name in kept}
    assert len(said) == len(kept)


def test_what_is_held_in_a_hand_is_shown_as_such() -> None:
    shown = {name: is_handheld(name) for name in ("app", "safari_ipad", "edge_windows", "other")}
    assert shown == {"app": True, "safari_ipad": True, "edge_windows": False, "other": False}
