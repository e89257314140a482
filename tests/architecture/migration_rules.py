"""What every migration file must look like, judged on its syntax tree."""

import re
from collections.abc import Iterator
from typing import Any

from pglast import parse_sql

from regulars.runtime.index_builds import MARK, UnknownBuild, builds_in, is_marked
from tests.architecture.catalogue.lint import HOUSE_TABLES
from tests.architecture.statement_rules import Node, called, kinds, relation_name, walk

NAME = re.compile(r"(?P<moment>\d{12})_(?P<room>[a-z]+)_[a-z0-9_]+\.sql")
SETTLERS = frozenset(
    {"runtime.tenant_table", "runtime.house_table", "runtime.grant_table", "runtime.dress_part"}
)
# What holds a row for each thing that happens, or for each customer.
GROWING = ("journal.facts", "journal.chain", "audit.reads", "customers.", "vault.person_keys")
# The newest migration that landed before indexes could be built otherwise.
BEFORE_BUILDS = "202611201600"
CHANGES = ("InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt", "TruncateStmt")
CHANGE_WORDS = re.compile(
    r"\b(insert\s+into|update\s+[a-z_.]+\s+(as\s+|[a-z]\s+)?set|delete\s+from|truncate)\b", re.I
)
# The queue's tables keep the words of their own release, and hold no column of ours.
UNCLASSED = tuple(name for name in HOUSE_TABLES if name.startswith("jobs."))


def wrong_name(name: str) -> list[str]:
    return [] if NAME.fullmatch(name) else [f"{name} is not YYYYMMDDHHMM_room_what.sql"]


def wrongs(text: str) -> list[str]:
    parsed: Any = parse_sql(text)
    statements = [each.stmt(skip_none=True) for each in parsed]
    return [*_unsettled(statements), *_unguarded(statements)]


def build_wrongs(name: str, text: str) -> list[str]:
    """An index of a table that grows is built beside its writers. Files that landed stay."""
    parsed: Any = parse_sql(text)
    statements = [each.stmt(skip_none=True) for each in parsed]
    if is_marked(text):
        return _unresumable(text)
    made = {relation_name(s["relation"]) for s in statements if s["@"] == "CreateStmt"}
    return [
        wrong
        for statement in statements
        if statement["@"] == "IndexStmt"
        for wrong in _locking(name, statement, made)
    ]


def _unresumable(text: str) -> list[str]:
    try:
        builds_in(text)
    except UnknownBuild as unknown:
        return [str(unknown)]
    return []


def _locking(name: str, statement: Node, made: set[str]) -> Iterator[str]:
    table = relation_name(statement["relation"])
    if statement.get("concurrent"):
        yield f"{statement['idxname']} is built concurrently in a file that is not marked: {MARK}"
    elif table.startswith(GROWING) and table not in made and name[:12] > BEFORE_BUILDS:
        yield f"{statement['idxname']} would hold up everybody who writes to {table}"


def _unsettled(statements: list[Node]) -> Iterator[str]:
    """A table is opened and classed by the migration that makes it, before the next one."""
    for place, statement in enumerate(statements):
        if statement["@"] != "CreateStmt":
            continue
        name = relation_name(statement["relation"])
        later = [call for each in statements[place + 1 :] for call in _calls(each)]
        if not any(function in SETTLERS and target == name for function, target in later):
            yield f"{name} is not given to runtime.tenant_table or its kin"
        is_part = "partbound" in statement
        classed = ("runtime.classify", name) in later
        if not (is_part or classed or name in UNCLASSED):
            yield f"{name} has no runtime.classify"


def _calls(statement: Node) -> Iterator[tuple[str, str]]:
    for call in kinds(statement, "FuncCall"):
        arguments = call.get("args", ())
        if arguments:
            yield called(call), _literal(arguments[0])


def _literal(node: Any) -> str:
    """The text constant an argument begins with, under casts."""
    while node.get("@") in ("TypeCast", "NamedArgExpr"):
        node = node["arg"]
    return str(node.get("val", {}).get("sval", "")) if node.get("@") == "A_Const" else ""


def _unguarded(statements: list[Node]) -> Iterator[str]:
    """FORCE blinds the owner: a plain UPDATE in a migration touches no row and says nothing."""
    for statement in statements:
        if statement["@"] == "CreateFunctionStmt":
            continue
        for change in kinds(statement, *CHANGES):
            relations = [change["relation"]] if "relation" in change else change["relations"]
            for relation in relations:
                name = relation_name(relation)
                if name not in HOUSE_TABLES:
                    yield f"{name} is changed outside runtime.for_each_tenant"
        if statement["@"] == "DoStmt" and CHANGE_WORDS.search(_body(statement)):
            yield "a DO block changes rows outside runtime.for_each_tenant"


def _body(statement: Node) -> str:
    return " ".join(node["sval"] for node in walk(statement) if node.get("@") == "String")
