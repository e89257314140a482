"""What somebody signed in with, as people call it: "Chrome on Android"."""

from regulars.runtime.browsers import BROWSERS, SYSTEMS
from regulars.runtime.language import Catalogue, Language

BROWSER_NAMES = frozenset(name for _, name in BROWSERS)
SYSTEM_NAMES = frozenset(name for _, name in SYSTEMS)
HANDHELD = ("app", "android", "iphone", "ipad")


def device(seen_with: str, *, catalogue: Catalogue, language: Language) -> str:
    """`seen_with` is a coarse name such as chrome_android; an app's own is `app`."""
    if seen_with == "app":
        return catalogue.say(language, "device-app")
    parts = seen_with.split("_")
    browser = next((part for part in parts if part in BROWSER_NAMES), "")
    system = next((part for part in parts if part in SYSTEM_NAMES), "")
    if not browser and not system:
        return catalogue.say(language, "device-other")
    shown_browser = catalogue.say(language, f"device-browser-{browser}") if browser else ""
    shown_system = catalogue.say(language, f"device-system-{system}") if system else ""
    if browser and system:
        return catalogue.say(language, "device-named", browser=shown_browser, system=shown_system)
    return shown_browser or shown_system


def is_handheld(seen_with: str) -> bool:
    return seen_with.endswith(HANDHELD)
