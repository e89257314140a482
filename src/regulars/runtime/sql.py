"""Named statements from the .sql file beside an operation, with :name parameters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# What a parameter may not be found in: strings, quoted names, comments, casts.
_TOKENS = re.compile(
    r"""\b[eE]'(?:[^'\\]|''|\\.)*' | '(?:[^']|'')*' | "[^"]*" | \$(?P<tag>\w*)\$.*?\$(?P=tag)\$
      | --[^\n]* | /\*.*?\*/ | ::\s*\w+ | :(?P<name>[a-z_][a-z0-9_]*)""",
    re.VERBOSE | re.DOTALL,
)
_HEADING = re.compile(r"^-- name: (?P<name>[a-z_][a-z0-9_]*)[ \t]*$", re.MULTILINE)
# What was meant for a heading; read as a comment it would join two statements.
_HEADINGS_OR_NEARLY = re.compile(r"^\s*--\s*name\s*:", re.MULTILINE | re.IGNORECASE)
_COMMENTS = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)


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
    if not headings or _COMMENTS.sub("", text[: headings[0].start()]).strip():
        raise BadStatement(f"{path.name} has no `-- name:` heading before its first statement")
    if len(headings) != len(_HEADINGS_OR_NEARLY.findall(text)):
        raise BadStatement(f"{path.name} has a heading that is not `-- name: lower_case_name`")
    found: dict[str, Statement] = {}
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        body = text[heading.end() : following.start() if following else len(text)]
        statement = _numbered(heading["name"], body.strip().rstrip(";"), path.name)
        if not _COMMENTS.sub("", body).strip(" \n;"):
            raise BadStatement(f"{path.name}:{statement.name} says nothing")
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
