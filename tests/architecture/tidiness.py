"""Sizes and manners of source files, as STYLE.md states them."""

import ast
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

TreeRule = Callable[[str, ast.Module], list[str]]
HOUSE = Path(__file__).resolve().parents[2]
FUNCTION_LINES_MAX = 70
FILE_LINES_MAX = 400
TEST_FILE_LINES_MAX = 500
NAMELESS = frozenset({"utils", "util", "helpers", "helper", "common", "misc", "base", "manager"})
GENERATED = ("package-lock.json", "requirements/run.txt", "requirements/dev.txt")
BARE = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b(?!\(#\d+\))")


@cache
def committed() -> tuple[Path, ...]:
    """What is in the repository, or is about to be; everything when there is no repository."""
    listing = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=HOUSE, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listing.returncode != 0 or not listing.stdout:
        folders = ("src", "tests", "migrations", "docs", "scripts", "requirements")
        found = [path for folder in folders for path in (HOUSE / folder).rglob("*")]
        return tuple(path for path in found if path.is_file() and "__pycache__" not in path.parts)
    found = [HOUSE / line for line in listing.stdout.splitlines()]
    return tuple(path for path in found if path.is_file())


def texts() -> Iterator[tuple[str, str]]:
    """Every committed text file by its path in the repository."""
    for path in committed():
        content = path.read_bytes()
        if b"\0" not in content[:8_000]:
            yield path.relative_to(HOUSE).as_posix(), content.decode("utf-8", "replace")


def too_long(name: str, text: str) -> list[str]:
    limit = TEST_FILE_LINES_MAX if name.startswith("tests/") else FILE_LINES_MAX
    lines = text.count("\n")
    return [f"{name} has {lines} lines"] if lines > limit else []


def long_functions(name: str, tree: ast.Module) -> list[str]:
    return [
        f"{name}:{node.lineno} {node.name} has {lines} lines"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES_MAX
    ]


def nameless_module(name: str) -> list[str]:
    path = Path(name)
    words = {path.stem, *path.parent.parts}
    return [f"{name} says nothing"] if words & NAMELESS else []


def hidden_imports(name: str, tree: ast.Module) -> list[str]:
    """An import inside a function hides a ring of packages."""
    return [
        f"{name}:{inner.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if (isinstance(inner, ast.ImportFrom) and _is_ours(inner.module or "", inner.level))
        or (isinstance(inner, ast.Import) and any(_is_ours(each.name) for each in inner.names))
    ]


def _is_ours(module: str, level: int = 0) -> bool:
    return level > 0 or module.split(".", maxsplit=1)[0] in ("regulars", "tests")


def without_opening(name: str, tree: ast.Module) -> list[str]:
    opening = ast.get_docstring(tree)
    if not tree.body or (opening and opening.split("\n")[0].strip()):
        return []
    return [f"{name} does not open with a sentence"]


def bare_promises(name: str, text: str) -> list[str]:
    return [f"{name}: {found[0]}" for found in BARE.finditer(text)]


def unseen_fields(name: str, tree: ast.Module, said: Counter[str]) -> list[str]:
    """Fields of a page's view that nothing names again: worked out, and shown to nobody."""
    return [
        f"{name}:{field.lineno} {view.name}.{field.target.id}"
        for view in tree.body
        if isinstance(view, ast.ClassDef)
        for field in view.body
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if said[field.target.id] <= 1
    ]


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text)
