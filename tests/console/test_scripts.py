"""The scripts parse, and reach for nothing that the policy forbids."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from regulars.console.rendering import CONSOLE

SCRIPTS = sorted((CONSOLE / "assets" / "js").glob("*.js"))
FORBIDDEN = re.compile(r"\beval\(|new Function|\.style\b|localStorage|sessionStorage|https?://")
PROJECT = CONSOLE.parent.parent.parent


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_parses(script: Path) -> None:
    command = ["node", "--check", "--input-type=module"]
    checked = subprocess.run(command, input=script.read_bytes(), capture_output=True)
    assert checked.returncode == 0, checked.stderr.decode()


def test_the_check_sees_a_broken_script() -> None:
    command = ["node", "--check", "--input-type=module"]
    assert subprocess.run(command, input=b"const = 1", capture_output=True).returncode != 0


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_evaluates_nothing_and_stores_nobody(script: Path) -> None:
    assert not FORBIDDEN.search(script.read_text("utf-8"))


@pytest.mark.parametrize("text", ["eval('x')", "a.style.color = 1", "localStorage.a = 1"])
def test_the_lint_sees_what_is_forbidden(text: str) -> None:
    assert FORBIDDEN.search(text)


def test_the_lock_file_names_no_registry() -> None:
    locked = json.loads((PROJECT / "package-lock.json").read_text("utf-8"))
    assert not [name for name, one in locked["packages"].items() if "resolved" in one]


def test_every_package_is_pinned() -> None:
    wanted = json.loads((PROJECT / "package.json").read_text("utf-8"))["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
