"""Named statements from the .sql file beside an operation, with :name parameters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# What a parameter may not be found in: strings, quoted names, comments, casts.
_TOKENS = re.compile(
    r"""'(?:[^']|'')*' | "[^"]*" | --[^\n]* | /\*.*?\*/ | ::\s*\w+ | :(?P<name>[a-z_][a-z0-9_]*)""",
    re.VERBOSE | re.DOTALL,
)
_HEADING = re.compile(r"^-- name: (?P<name>[a-z_][a-z0-9_]*)\s*$", re.MULTILINE)


class BadStatement(Exception):
    """A .sql file does not read as named statements."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: `text` has $1… in the order of `parameters`."""

    name: str
    text: str
    parameters: tuple[str, ...]
    source: str


class Statements:
    """The statements of one file, as attributes by name."""

    def __init__(self, statements: dict[str, Statement]) -> None:
        self._statements = statements

    def __getattr__(self, name: str) -> Statement:
        try:
            return self._statements[name]
        except KeyError:
            raise AttributeError(f"no statement is named {name}") from None

    def __iter__(self) -> Iterator[Statement]:
        return iter(self._statements.values())


@cache
def statements_beside(python_file: str) -> Statements:
    """The statements of the .sql file with the same stem."""
    return read_statements(Path(python_file).with_suffix(".sql"))


def read_statements(path: Path) -> Statements:
    text = path.read_text(encoding="utf-8")
    headings = list(_HEADING.finditer(text))
    if not headings or text[: headings[0].start()].strip().lstrip("-").strip().startswith("SELECT"):
        raise BadStatement(f"{path.name} has no `-- name:` heading before its first statement")
    found: dict[str, Statement] = {}
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        body = text[heading.end() : following.start() if following else len(text)]
        statement = _numbered(heading["name"], body.strip().rstrip(";"), path.name)
        if statement.name in found:
            raise BadStatement(f"{path.name} names {statement.name} twice")
        found[statement.name] = statement
    return Statements(found)


def _numbered(name: str, body: str, source: str) -> Statement:
    order: list[str] = []

    def replace(match: re.Match[str]) -> str:
        parameter = match["name"]
        if parameter is None:
            return match[0]
        if parameter not in order:
            order.append(parameter)
        return f"${order.index(parameter) + 1}"

    return Statement(
        name, f"/* {source}:{name} */ " + _TOKENS.sub(replace, body), tuple(order), source
    )
