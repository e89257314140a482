"""Servers remember sign-ins and hear of those that ended, so whatever shuts somebody out has to end
theirs: no statement closes an account, hands it on or takes its sign-ins away in any other way."""

from typing import Any

from pglast import parse_sql

from tests.architecture.statement_rules import Node, kinds
from tests.architecture.test_sql import STATEMENTS

ACCOUNTS, SIGN_INS = ("identity", "accounts"), ("identity", "account_sessions")
# What a process believes of an account while it remembers a sign-in.
REMEMBERED = {"id", "kind", "holder_id", "state", "closed_until"}
EXCUSED = {
    "domains/identity/accounts/accounts.sql:set_state": "close_account ends them along with it",
    "domains/identity/accounts/sessions.sql:note_sign_in": "it opens",
    "domains/identity/prune.sql:prune_account_sessions": "over for thirty days",
}


def is_unheard(tree: Node) -> bool:
    """Whether it could shut somebody out without a word to who remembers them."""
    for update in kinds(tree, "UpdateStmt"):
        changed = {target["name"] for target in update["targetList"]}
        if _table(update) == ACCOUNTS and changed & REMEMBERED:
            return True
        if _table(update) == SIGN_INS and changed & {"account_id", "expires_at"}:
            return True
    return any(_table(gone) in (ACCOUNTS, SIGN_INS) for gone in kinds(tree, "DeleteStmt"))


def _table(statement: Node) -> tuple[str, str]:
    return statement["relation"].get("schemaname", ""), statement["relation"]["relname"]


def test_nothing_shuts_anybody_out_unheard() -> None:
    found = {source.name for source in STATEMENTS if is_unheard(source.tree)}
    assert found == set(EXCUSED)


def test_what_would_be_unheard_is_seen() -> None:
    for text, expected in (
        ("UPDATE identity.accounts SET holder_id = $1 WHERE tenant_id = $2", True),
        ("UPDATE identity.account_sessions SET expires_at = now() WHERE tenant_id = $1", True),
        ("DELETE FROM identity.account_sessions WHERE tenant_id = $1", True),
        ("UPDATE identity.account_sessions SET ended_at = now() WHERE tenant_id = $1", False),
        ("UPDATE identity.accounts SET last_sign_in_at = now() WHERE tenant_id = $1", False),
    ):
        parsed: Any = parse_sql(text)
        assert is_unheard(parsed[0].stmt(skip_none=True)) is expected, text
