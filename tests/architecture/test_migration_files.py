"""Migrations are named in order, settle what they make, and change rows tenant by tenant."""

from pathlib import Path

import pytest

from regulars.runtime.migrations import FOLDER
from tests.architecture.migration_rules import build_wrongs, wrong_name, wrongs

FILES = sorted(FOLDER.iterdir())
TABLE = "CREATE TABLE customers.seeded (tenant_id uuid, id uuid, PRIMARY KEY (tenant_id, id));"
OPENED = "SELECT runtime.tenant_table('customers.seeded', app => 'SELECT');"
CLASSED = "SELECT runtime.classify('customers.seeded', 'tenant_id=id id=id');"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_migration_keeps_every_rule(path: Path) -> None:
    assert wrong_name(path.name) == []
    text = path.read_text(encoding="utf-8")
    assert wrongs(text) == []
    assert build_wrongs(path.name, text) == []


def test_no_two_migrations_bear_the_same_moment() -> None:
    moments = [path.name[:12] for path in FILES]
    assert len(set(moments)) == len(moments)


@pytest.mark.parametrize(
    "text",
    [
        TABLE,
        TABLE + OPENED,
        TABLE + CLASSED,
        OPENED + CLASSED + TABLE,
        "UPDATE customers.customers SET version = 1;",
        "DELETE FROM customers.customers;",
        "TRUNCATE customers.customers;",
        "INSERT INTO customers.tallies SELECT tenant_id, 'stub', 0 FROM customers.counters;",
        "WITH gone AS (DELETE FROM customers.tallies RETURNING 1) SELECT 1 FROM gone;",
        "DO $$ BEGIN UPDATE customers.customers SET version = 1; END $$;",
        "DO $$ BEGIN DELETE FROM customers.customers; END $$;",
    ],
)
def test_a_migration_that_breaks_a_rule_is_refused(text: str) -> None:
    assert wrongs(text) != []


@pytest.mark.parametrize(
    "text",
    [
        TABLE + OPENED + CLASSED,
        "SELECT runtime.for_each_tenant('UPDATE customers.customers SET version = 1');",
        "UPDATE tenants.directory SET locale = 'en' WHERE locale = 'english';",
        (
            "CREATE FUNCTION customers.f() RETURNS void LANGUAGE sql"
            " AS $$ DELETE FROM customers.tallies $$;"
        ),
    ],
    ids=["settled table", "tenant by tenant", "house table", "function"],
)
def test_a_migration_as_it_should_be_is_accepted(text: str) -> None:
    assert wrongs(text) == []


@pytest.mark.parametrize("name", ["1_customers_x.sql", "202611200900_Customers.sql", "readme.md"])
def test_a_file_that_is_not_a_migration_is_refused(name: str) -> None:
    assert wrong_name(name) != []


MARKED = "-- no transaction\n"
BUILT = "CREATE INDEX CONCURRENTLY facts_by_cause ON journal.facts (tenant_id, cause_id);"


@pytest.mark.parametrize(
    "text",
    [
        "CREATE INDEX facts_by_cause ON journal.facts (tenant_id, cause_id);",
        "CREATE UNIQUE INDEX x ON customers.customers (tenant_id, number);",
        BUILT,
        MARKED + BUILT + "ALTER TABLE journal.facts ADD COLUMN x int;",
        MARKED + BUILT.replace("CONCURRENTLY ", ""),
        MARKED + "CREATE INDEX CONCURRENTLY ON journal.facts (tenant_id, cause_id);",
    ],
)
def test_an_index_that_would_hold_up_writers_or_cannot_be_gone_on_with_is_refused(
    text: str,
) -> None:
    assert build_wrongs("202612010000_journal_causes.sql", text) != []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("202612010000_journal_causes.sql", MARKED + BUILT),
        ("202612010000_journal_causes.sql", MARKED + "DROP INDEX CONCURRENTLY journal.gone;"),
        ("202612010000_customers_new.sql", TABLE + "CREATE INDEX x ON customers.seeded (id);"),
        ("202612010000_tenants_x.sql", "CREATE INDEX x ON tenants.branches (tenant_id, id);"),
        ("202611201300_old.sql", "CREATE INDEX x ON journal.facts (tenant_id, cause_id);"),
    ],
    ids=["beside writers", "dropped", "a table of its own", "a small table", "landed long ago"],
)
def test_an_index_that_holds_nobody_up_is_accepted(name: str, text: str) -> None:
    assert build_wrongs(name, text) == []
