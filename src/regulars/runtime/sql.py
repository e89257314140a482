"""Named statements from the .sql file beside an operation, with :name parameters.

What several statements share stands once, as `-- fragment: columns`; where a statement says
`-- include: columns` the fragment is put in, `-- include: rows.columns` one of rows.sql beside, or
of the rows.sql on the ground of the room where a wing has none.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# What a parameter may not be found in: strings, quoted names, comments, casts.
_TOKENS = re.compile(
    r"""\b[eE]'(?:[^'\\]|''|\\.)*' | '(?:[^']|'')*' | "[^"]*" | \$(?P<tag>\w*)\$.*?\$(?P=tag)\$
      | --[^\n]* | /\*.*?\*/ | ::\s*\w+ | :(?P<name>[a-z_][a-z0-9_]*)""",
    re.VERBOSE | re.DOTALL,
)
_HEADING = re.compile(
    r"^-- (?P<kind>name|fragment): (?P<name>[a-z_][a-z0-9_]*)[ \t]*$", re.MULTILINE
)
_INCLUDE = re.compile(
    r"^-- include: (?:(?P<file>[a-z_][a-z0-9_]*)\.)?(?P<name>[a-z_][a-z0-9_]*)[ \t]*$",
    re.MULTILINE,
)
# What was meant for one of them; read as a comment it would join two statements or say nothing.
_HEADINGS_OR_NEARLY = re.compile(r"^\s*--\s*(?:name|fragment)\s*:", re.MULTILINE | re.IGNORECASE)
_INCLUDES_OR_NEARLY = re.compile(r"--\s*include\s*:", re.IGNORECASE)
# Written out, a statement gets its values wherever a place stands: also in a comment or a string.
_PLACE = re.compile(r"\$\d")
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
    found: dict[str, Statement] = {}
    pieces = list(_pieces(path))
    fragments = {name: body for kind, name, body in pieces if kind == "fragment"}
    for kind, name, body in pieces:
        if kind == "name":
            whole = _with_fragments(path, body, fragments)
            found[name] = _numbered(name, whole.strip().rstrip(";"), path.name)
    return Statements(found)


def _pieces(path: Path) -> Iterator[tuple[str, str, str]]:
    """Each statement and fragment of a file: which of the two, its name, its text."""
    text = path.read_text(encoding="utf-8")
    headings = list(_HEADING.finditer(text))
    if not headings or _COMMENTS.sub("", text[: headings[0].start()]).strip():
        raise BadStatement(f"{path.name} has no `-- name:` heading before its first statement")
    if len(headings) != len(_HEADINGS_OR_NEARLY.findall(text)):
        raise BadStatement(f"{path.name} has a heading that is not `-- name: lower_case_name`")
    if len(_INCLUDE.findall(text)) != len(_INCLUDES_OR_NEARLY.findall(text)):
        raise BadStatement(f"{path.name} has an include that is not `-- include: lower_case_name`")
    names: set[str] = set()
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        name = heading["name"]
        body = text[heading.end() : following.start() if following else len(text)]
        if not _INCLUDE.search(body) and not _COMMENTS.sub("", body).strip(" \n;"):
            raise BadStatement(f"{path.name}:{name} says nothing")
        if name in names:
            raise BadStatement(f"{path.name} names {name} twice")
        names.add(name)
        yield heading["kind"], name, body


def _with_fragments(path: Path, body: str, fragments: Mapping[str, str]) -> str:
    """A fragment is plain text without includes of its own, so that one look finds all of it."""

    def included(match: re.Match[str]) -> str:
        theirs = fragments if match["file"] is None else _fragments_of(path, match["file"])
        fragment = theirs.get(match["name"])
        if fragment is None or _INCLUDE.search(fragment):
            raise BadStatement(f"{path.name} includes {match['name']}, which is no plain fragment")
        return fragment.strip("\n")

    return _INCLUDE.sub(included, body)


def _fragments_of(path: Path, stem: str) -> dict[str, str]:
    there = [
        file
        for folder in (path.parent, path.parent.parent)
        if (file := folder / f"{stem}.sql").is_file()
    ]
    if len(there) != 1:
        which = "are two" if there else "is not there"
        raise BadStatement(f"{path.name} includes from {stem}.sql, which {which}")
    return {name: body for kind, name, body in _pieces(there[0]) if kind == "fragment"}


def _numbered(name: str, body: str, source: str) -> Statement:
    if _PLACE.search(body):
        raise BadStatement(f"{source}:{name} numbers a place by hand")
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
