"""The lock of the web packages is whole: a package named in it for any platform stands in it."""

import json
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parents[2] / "package-lock.json"


def missing_from(lock: dict[str, Any]) -> list[str]:
    """`npm ci` of npm 11 refuses a lock that lacks what another platform would install."""
    there = {name.rpartition("node_modules/")[2] for name in lock["packages"]}
    named = {
        wanted
        for package in lock["packages"].values()
        for kind in ("dependencies", "optionalDependencies", "devDependencies")
        for wanted in package.get(kind, {})
    }
    return sorted(named - there)


def test_the_lock_holds_every_package_that_it_names() -> None:
    assert missing_from(json.loads(LOCK.read_text(encoding="utf-8"))) == []


def test_a_lock_without_another_platforms_package_is_refused() -> None:
    lock = {"packages": {"node_modules/a": {"optionalDependencies": {"a-for-windows": "1.0.0"}}}}
    assert missing_from(lock) == ["a-for-windows"]
