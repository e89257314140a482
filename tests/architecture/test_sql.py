"""Every statement of the code names its tenant, stays in its room, prepares, and is used."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pglast.parser import fingerprint

from regulars.runtime.literals import in_full
from regulars.runtime.sql import read_statements
from tests.architecture import statement_rules
from tests.architecture.statement_rules import SOURCE, Source
from tests.instruments.installation import Installation

# Only the worker's role may: the house's work, done between requests.
WORKERS = ("worker/", "runtime/relay.sql", "runtime/chain.sql", "runtime/dead_letters.sql",
           "runtime/jobs.sql", "runtime/task_steps.sql", "domains/tenants/open_tenant.sql", "demo/",
           "runtime/file_steps.sql", "domains/exports/prune.sql",
           "domains/customers/prune.sql", "domains/identity/prune.sql", "domains/people/prune.sql",
           "domains/tenants/rollouts.sql",
           "domains/customers/figures/counting.sql", "domains/customers/figures/recount.sql",
           "domains/identity/sends/sends.sql", "domains/identity/sends/guard.sql",
           "domains/tenants/letters.sql:take", "domains/tenants/letters.sql:prune",
           "domains/audit/alerts.sql:raise_it",
           "doctor.sql")  # fmt: skip
# Run by `regulars migrate` alone, as the owner.
OWNERS = ("runtime/migrations.sql", "runtime/index_builds.sql")
SESSION_WORDS = {"run", "rows", "row", "value", "later"}


def all_statements() -> list[Source]:
    return [
        Source(path.relative_to(SOURCE).as_posix(), statement)
        for path in sorted(SOURCE.rglob("*.sql"))
        for statement in read_statements(path)
    ]


STATEMENTS = all_statements()
each_statement = pytest.mark.parametrize("source", STATEMENTS, ids=lambda source: source.name)


def part_of(source: Source) -> str:
    """The role that runs it; reactions run in the worker, whatever their room."""
    is_reaction = source.file.endswith("/reactions.sql")
    return "work" if is_reaction or source.name.startswith(WORKERS) else "app"


# As far from any value of ours as text, numbers and arrays go.
HOSTILE: tuple[Any, ...] = (
    "'; DROP TABLE customers.customers; --", "\\'; COMMIT; --", "$1 $2 */ ' /*", "\n$$", -5, None,
    [None, "},'", '"\\'], b"\\'",
)  # fmt: skip


def bad(tmp_path: Path, text: str, file: str = "domains/customers/sample.sql") -> Source:
    path = tmp_path / "sample.sql"
    path.write_text(f"-- name: sample\n{text}", encoding="utf-8")
    (statement,) = read_statements(path)
    return Source(file, statement)


@each_statement
def test_a_statement_keeps_every_rule(source: Source) -> None:
    wrong = {rule.__name__: rule(source) for rule in statement_rules.RULES}
    assert {name: found for name, found in wrong.items() if found} == {}


@each_statement
def test_a_statement_is_the_same_whatever_values_are_written_into_it(source: Source) -> None:
    statement = source.statement
    for value in HOSTILE:
        written = in_full(statement, dict.fromkeys(statement.parameters, value))
        assert fingerprint(written) == fingerprint(statement.text)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("star", "SELECT * FROM customers.customers WHERE tenant_id = :tenant_id"),
        ("star", "DELETE FROM customers.customers WHERE tenant_id = :tenant_id RETURNING *"),
        ("unnamed_schema", "SELECT 1 FROM customers WHERE tenant_id = :tenant_id"),
        ("another_room", "SELECT 1 FROM identity.staff WHERE tenant_id = :tenant_id"),
        ("another_room", "UPDATE tenants.settings SET version = 2 WHERE tenant_id = :tenant_id"),
        ("another_room", "SELECT journal.record(:tenant_id)"),
        (
            "insert_from_writing_stage",
            (
                "WITH gone AS (DELETE FROM customers.tallies WHERE tenant_id = :tenant_id"
                " RETURNING stage) INSERT INTO customers.tallies (tenant_id, stage, many)"
                " SELECT :tenant_id, stage, 0 FROM gone"
            ),
        ),
        ("tenant_unnamed", "SELECT id FROM customers.customers WHERE id = :id"),
        ("tenant_unnamed", "SELECT id FROM customers.customers WHERE tenant_id = :other"),
        (
            "tenant_unnamed",
            "SELECT id FROM customers.customers WHERE tenant_id = :tenant_id OR id = :id",
        ),
        (
            "tenant_unnamed",
            (
                "SELECT c.id FROM customers.customers c JOIN customers.identifiers i"
                " ON i.customer_id = c.id WHERE c.tenant_id = :tenant_id"
            ),
        ),
        (
            "tenant_unnamed",
            (
                "SELECT 1 FROM customers.tallies WHERE tenant_id = :tenant_id"
                " AND EXISTS (SELECT FROM customers.customers c WHERE c.stage = tallies.stage)"
            ),
        ),
        ("tenant_unnamed", "UPDATE customers.tallies SET many = 0 WHERE stage = :stage"),
        ("tenant_unnamed", "INSERT INTO customers.tallies (stage, many) VALUES (:stage, 0)"),
        (
            "tenant_unnamed",
            "INSERT INTO customers.tallies (tenant_id, stage, many) VALUES (:other, :tenant_id, 0)",
        ),
        ("tenant_unnamed", "SELECT customers.draw_numbers(:tenant, :many)"),
    ],
)
def test_a_statement_that_breaks_a_rule_is_refused(rule: str, text: str, tmp_path: Path) -> None:
    source = bad(tmp_path, text)
    broken = {each.__name__ for each in statement_rules.RULES if each(source)}
    assert broken == {rule}


@pytest.mark.parametrize(
    "text",
    [
        (
            "SELECT c.id, k.wrapped FROM customers.customers c JOIN vault.person_keys k"
            " ON k.tenant_id = c.tenant_id AND k.id = c.person_key_id"
            " WHERE c.tenant_id = :tenant_id"
        ),
        (
            "SELECT c.id FROM customers.customers c JOIN customers.identifiers i USING (tenant_id)"
            " WHERE i.tenant_id = :tenant_id::uuid"
        ),
        (
            "INSERT INTO customers.tallies (tenant_id, stage, many) SELECT :tenant_id, t.s, 0"
            " FROM unnest(:stages::text[]) AS t (s)"
        ),
        "SELECT f.first FROM customers.draw_numbers(:tenant_id, :many) AS f (first)",
    ],
)
def test_a_statement_as_it_should_be_is_accepted(text: str, tmp_path: Path) -> None:
    source = bad(tmp_path, text)
    assert not [each.__name__ for each in statement_rules.RULES if each(source)]


@each_statement
async def test_a_statement_fits_the_migrated_schema_and_its_role_may_run_it(
    source: Source, shared: Installation
) -> None:
    if source.file.startswith(OWNERS):
        return
    part = part_of(source)
    async with shared.connection() as connection, connection.transaction():
        await connection.execute(f"SET LOCAL ROLE {shared.settings.role(part)}")
        await connection.prepare(source.statement.text)
        await connection.execute(f"EXPLAIN (GENERIC_PLAN) {source.statement.text}")


# --- what Python does with them ----------------------------------------------------------


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def named_statements(path: Path, tree: ast.Module) -> Iterator[tuple[Path, str]]:
    """(file, name) of every `sql.name`, or `neighbour.sql.name`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute):
            continue
        match node.value:
            case ast.Name(id="sql"):
                yield path.with_suffix(".sql"), node.attr
            case ast.Attribute(value=ast.Name(id=neighbour), attr="sql"):
                yield path.with_name(f"{neighbour}.sql"), node.attr


def test_every_statement_is_used_and_every_use_has_a_statement() -> None:
    used = {use for path, tree in modules() for use in named_statements(path, tree)}
    written = {(SOURCE / source.file, source.statement.name) for source in STATEMENTS}
    files = {file for file, _ in written}
    assert sorted(map(str, written - used)) == []
    assert sorted(str(use) for use in used - written if use[0] in files) == []


def test_a_statement_file_stands_beside_the_module_that_uses_it() -> None:
    alone = [path for path in SOURCE.rglob("*.sql") if not path.with_suffix(".py").exists()]
    assert alone == []


def wrong_arguments(
    path: Path, tree: ast.Module, known: dict[tuple[Path, str], set[str]]
) -> list[str]:
    wrong = []
    for call in ast.walk(tree):
        match call:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="tx"), attr=word),
                args=[ast.Attribute(value=ast.Name(id="sql"), attr=name)],
                keywords=keywords,
            ) if word in SESSION_WORDS:
                wanted = known.get((path.with_suffix(".sql"), name), set()) - {"tenant_id"}
                given = {keyword.arg for keyword in keywords}
                fits = given - {None} <= wanted if None in given else given == wanted
                if not fits:
                    wrong.append(f"{path.name}:{call.lineno} {name}: {sorted(wanted)}")
    return wrong


def test_every_call_gives_exactly_the_parameters_of_its_statement() -> None:
    known = {
        (SOURCE / source.file, source.statement.name): set(source.statement.parameters)
        for source in STATEMENTS
    }
    assert [wrong for path, tree in modules() for wrong in wrong_arguments(path, tree, known)] == []


def test_a_call_that_forgets_a_parameter_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "sample.py"
    known = {(tmp_path / "sample.sql", "one"): {"tenant_id", "id"}}
    for text, is_wrong in (
        ("tx.row(sql.one)", True),
        ("tx.row(sql.one, id=1, extra=2)", True),
        ("tx.row(sql.one, id=1)", False),
        ("tx.row(sql.one, **values)", False),
    ):
        assert bool(wrong_arguments(path, ast.parse(text), known)) is is_wrong, text


# These build statements from names that no parameter can carry.
BUILDS_SQL = (
    "runtime/roles.py",
    "runtime/migrations.py",
    "runtime/index_builds.py",
    "runtime/jobs_door.py",
)


def statements_in(tree: ast.Module) -> list[str]:
    begins = ("SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "WITH ")
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.lstrip().startswith(begins)
        and node.value != "SELECT 1"  # are you there?
    ]


def test_sql_stands_in_sql_files() -> None:
    found: dict[str, Any] = {
        path.relative_to(SOURCE).as_posix(): statements_in(tree) for path, tree in modules()
    }
    assert {file: texts for file, texts in found.items() if texts and file not in BUILDS_SQL} == {}
    assert statements_in(ast.parse("run('SELECT 2')")) == ["SELECT 2"]
