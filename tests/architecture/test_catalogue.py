"""The database as it was built keeps every rule, and every rule is seen to be broken once."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.architecture.catalogue import LINTS, Lint, lint, query
from tests.architecture.catalogue.seeds import placed, table
from tests.instruments.installation import Installation

EVERYTHING = query(LINTS)


@pytest.fixture(scope="module")
async def catalogue(shared: Installation) -> AsyncIterator[Any]:
    async with shared.connection() as connection:
        yield connection


async def findings(connection: Any, prefix: str, *, seed: str = "") -> set[tuple[str, str]]:
    """What all lints say once the seed is planted; everything is rolled back."""
    transaction = connection.transaction()
    await transaction.start()
    try:
        await connection.execute(f"SET LOCAL ROLE {prefix}_owner")
        await connection.execute(placed(seed, prefix) or "SELECT 1")
        await connection.execute("RESET ROLE")
        rows = await connection.fetch(EVERYTHING, prefix)
    finally:
        await transaction.rollback()
    return {(row["lint"], row["finding"]) for row in rows}


@pytest.fixture(scope="module")
async def as_built(catalogue: Any, shared: Installation) -> set[tuple[str, str]]:
    return await findings(catalogue, shared.settings.role_prefix)


def test_there_are_at_least_forty_lints_each_with_a_seed_of_its_own() -> None:
    assert len(LINTS) >= 40
    assert len({each.name for each in LINTS}) == len({each.seed for each in LINTS}) == len(LINTS)


@pytest.mark.parametrize("each", LINTS, ids=lambda each: each.name)
def test_the_schema_has_no_finding(each: Lint, as_built: set[tuple[str, str]]) -> None:
    found = sorted(finding for name, finding in as_built if name == each.name)
    assert not found, f"{each.why}\n" + "\n".join(found)


@pytest.mark.parametrize("each", LINTS, ids=lambda each: each.name)
async def test_a_seeded_wrong_is_found_by_its_own_lint_and_by_no_other(
    each: Lint, catalogue: Any, shared: Installation, as_built: set[tuple[str, str]]
) -> None:
    seeded = await findings(catalogue, shared.settings.role_prefix, seed=each.seed)
    assert {name for name, _ in seeded - as_built} == {each.name}, sorted(seeded - as_built)


async def test_a_table_made_as_it_should_be_is_found_by_none(
    catalogue: Any, shared: Installation, as_built: set[tuple[str, str]]
) -> None:
    good = table(
        "other_id uuid, branch_refs text[] NOT NULL DEFAULT '{}', sealed bytea NOT NULL,"
        " FOREIGN KEY (tenant_id, other_id) REFERENCES customers.customers (tenant_id, id)",
        "other_id=id branch_refs=id sealed=sealed",
        after="CREATE INDEX seeded_other ON customers.seeded (tenant_id, other_id)"
        " WHERE other_id IS NOT NULL;",
    )
    assert await findings(catalogue, shared.settings.role_prefix, seed=good) == as_built


async def test_what_the_lints_excuse_by_name_is_still_there(catalogue: Any) -> None:
    for name in (*lint.HOUSE_TABLES, *lint.APPEND_ONLY, *lint.SEARCH_TABLES,
                 *lint.INDEXES_WITHOUT_TENANT):  # fmt: skip
        assert await catalogue.fetchval("SELECT to_regclass($1)", name), name
    for name in (*lint.SEARCH_DEFINERS, *lint.OWNER_DEFINERS, *lint.TRIGGERS):
        assert await catalogue.fetchval("SELECT to_regproc($1)", name), name
    for name in lint.NOT_A_PERSON:
        table_name, _, column = name.rpartition(".")
        assert await catalogue.fetchval(
            "SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass($1) AND attname = $2",
            table_name, column,
        ), name  # fmt: skip
