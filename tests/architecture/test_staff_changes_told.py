"""Servers remember staff with apps, so whatever a sign-in is judged by tells when it is changed: no
statement writes any of it, and leaves `changed_at` as it was."""

from typing import Any

import pytest
from pglast import parse_sql

from tests.architecture.statement_rules import Node, kinds, relation_name
from tests.architecture.test_sql import STATEMENTS

# What is remembered is what this one found.
REMEMBERED = "domains/identity/sign_ins/app_sessions.sql:recognise"
SESSIONS, STAFF, RULES = "identity.sessions", "identity.staff", "identity.staff_rules"
# A sign of life only puts off that somebody has rested for too long.
SILENT = {(SESSIONS, "last_seen_at")}
MOMENT = ("changed_at", "clock_timestamp")
EXCUSED = {
    "domains/identity/factors/authenticators.sql:begin": "no factor until it is confirmed",
    "domains/identity/prune.sql:prune_sessions": "over for thirty days",
}


def judged_by(tree: Node) -> dict[str, set[str]]:
    """Table → columns that the statement reads."""
    tables = {
        each["alias"]["aliasname"]: relation_name(each)
        for each in kinds(tree, "RangeVar")
        if "alias" in each
    }
    read: dict[str, set[str]] = {name: set() for name in tables.values()}
    for each in kinds(tree, "ColumnRef"):
        names = [part["sval"] for part in each["fields"]]
        if len(names) == 2:
            read[tables[names[0]]].add(names[1])
    return read


(FOUND,) = (judged_by(source.tree) for source in STATEMENTS if source.name == REMEMBERED)


def is_untold(tree: Node) -> bool:
    """Whether somebody could be remembered as they are no more."""
    updates = [
        (relation_name(each["relation"]), each["targetList"]) for each in kinds(tree, "UpdateStmt")
    ]
    for each in kinds(tree, "InsertStmt"):
        given = [{"name": column["name"]} for column in each.get("cols", ())]
        if relation_name(each["relation"]) == RULES:
            # Whoever had none was judged by what is usual.
            updates.append((RULES, each["onConflictClause"]["targetList"]))
            if {"name": "changed_at"} not in given:
                return True
    told = {table for table, targets in updates if any(map(_is_moment, targets))}
    for table, targets in updates:
        changed = {(table, target["name"]) for target in targets}
        changed &= {(table, column) for column in FOUND.get(table, ())} - SILENT
        if changed and not told & {table, STAFF}:
            return True
    moved = {relation_name(each["relation"]) for each in kinds(tree, "DeleteStmt")}
    # A session or an account that is new nobody remembers; a factor that is new is their account's.
    came = {relation_name(each["relation"]) for each in kinds(tree, "InsertStmt")}
    moved |= came - {SESSIONS, STAFF, RULES}
    return bool(moved & FOUND.keys()) and STAFF not in told


def _is_moment(target: Node) -> bool:
    """What ended is told by when it did. Of what changed, no two moments are the same: each is read
    under the row's own lock."""
    called = target["val"].get("funcname", [{}])[-1].get("sval")
    return target["name"] == "ended_at" or (target["name"], called) == MOMENT


def test_nothing_that_is_remembered_changes_untold() -> None:
    found = {source.name for source in STATEMENTS if is_untold(source.tree)}
    assert found == set(EXCUSED)


def test_it_is_known_what_a_sign_in_is_judged_by() -> None:
    assert {SESSIONS, STAFF, RULES, "identity.authenticators", "identity.passkeys"} == set(FOUND)
    assert {"role", "state", "branch_ids"} <= FOUND[STAFF]
    assert {"branch_id", "needs_factor", "proven_at", "client"} <= FOUND[SESSIONS]
    assert {"factor_asked_of", "idle_minutes"} <= FOUND[RULES]


TOLD = "WITH told AS (UPDATE identity.staff SET changed_at = clock_timestamp())"
FIRST_RULES = "INSERT INTO identity.staff_rules (tenant_id, idle_minutes) VALUES ($1, 5)"
OTHER_RULES = "ON CONFLICT (tenant_id) DO UPDATE SET changed_at = clock_timestamp()"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UPDATE identity.staff SET role = $1", True),
        ("UPDATE identity.staff SET role = $1, changed_at = now()", True),
        ("UPDATE identity.staff SET role = $1, changed_at = clock_timestamp()", False),
        ("UPDATE identity.staff SET last_sign_in_at = now()", False),
        ("UPDATE identity.sessions SET branch_id = $1", True),
        ("UPDATE identity.sessions SET expires_at = now(), ended_at = now()", False),
        ("UPDATE identity.sessions SET last_seen_at = now()", False),
        ("DELETE FROM identity.passkeys", True),
        (f"{TOLD} DELETE FROM identity.passkeys", False),
        ("INSERT INTO identity.passkeys (id) VALUES ($1)", True),
        (f"{TOLD} INSERT INTO identity.passkeys (id) VALUES ($1)", False),
        ("INSERT INTO identity.sessions (id) VALUES ($1)", False),
        (f"{FIRST_RULES} {OTHER_RULES}", True),
    ],
)
def test_what_would_be_untold_is_seen(text: str, expected: bool) -> None:
    parsed: Any = parse_sql(text)
    assert is_untold(parsed[0].stmt(skip_none=True)) is expected
