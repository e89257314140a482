"""Nothing points or collides across tenants, and no error tells one about the other."""

import re
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import asyncpg
import pytest

from regulars.app import open_keys
from regulars.kernel.errors import Refused
from regulars.kernel.ids import TenantId, new_id
from regulars.runtime.context import Context
from regulars.runtime.sql import Statement
from tests.instruments.installation import Installation
from tests.instruments.isolation_rows import Filler, Table, Values, insertion, read_tables

UUID_TEXT = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\\\\x[0-9a-f]+")


@pytest.fixture(scope="module")
async def home(template: Installation) -> AsyncIterator[Installation]:
    async with template.clone() as installation:
        yield installation


async def answer(connection: asyncpg.Connection, role: str, tenant: UUID, statement: str) -> str:
    """What the database says to a unit of work of the tenant; ids are left out."""
    await connection.execute(
        f"SAVEPOINT guess; SET LOCAL ROLE {role}; SET LOCAL app.tenant_id = '{tenant}';"
        " SET LOCAL app.branch = 'all'"
    )
    try:
        said = await connection.execute(f"{statement}; SET CONSTRAINTS ALL IMMEDIATE")
    except asyncpg.PostgresError as error:
        said = f"{error.sqlstate} {error} {error.detail} {error.constraint_name}"
    finally:
        await connection.execute("ROLLBACK TO SAVEPOINT guess")
    return UUID_TEXT.sub("…", said)


async def test_pointing_at_another_tenants_row_answers_like_pointing_at_nothing(
    home: Installation,
) -> None:
    ours, theirs = uuid4(), uuid4()
    tried = 0
    async with home.connection() as connection, connection.transaction():
        tables = await read_tables(connection)
        filler = Filler(connection, tables)
        for table in tables.values():
            for reference in table.references:
                target = await filler.insert(tables[reference.target], theirs)
                guessed = _aimed(reference.columns, reference.targets, target)
                unknown = {name: str(uuid4()) for name in guessed}
                for part in ("app", "work"):
                    answers = [
                        await answer(
                            connection, home.settings.role(part), ours,
                            insertion(table, await filler.values(table, ours, **aim)),
                        )
                        for aim in (guessed, unknown)
                    ]  # fmt: skip
                    assert answers[0] == answers[1], reference.name
                    assert answers[0].startswith(("23503", "42501")), answers[0]
                    tried += 1
    assert tried >= 6


def _aimed(
    columns: tuple[str, ...], targets: tuple[str, ...], row: Values
) -> dict[str, str | None]:
    pairs = zip(columns, targets, strict=True)
    return {column: row[target] for column, target in pairs if column != "tenant_id"}


async def test_every_row_of_one_tenant_may_stand_in_another_with_the_same_ids_and_numbers(
    home: Installation,
) -> None:
    first, second = uuid4(), uuid4()
    async with home.connection() as connection, connection.transaction():
        tables = await read_tables(connection)
        filler = Filler(connection, tables)
        await connection.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in in_order(tables):
            if not table.is_parted:
                await filler.insert(table, first)
        for table in in_order(tables):
            if table.is_parted:
                continue
            columns = ", ".join(
                column.name
                for column in table.columns
                if column.name != "tenant_id" and not column.is_derived
            )
            await connection.execute(
                f"INSERT INTO {table.name} (tenant_id, {columns})"
                f" SELECT '{second}', {columns} FROM {table.name} WHERE tenant_id = '{first}'"
            )
        await connection.execute("SET CONSTRAINTS ALL IMMEDIATE")


def in_order(tables: dict[str, Table]) -> list[Table]:
    """What is pointed at comes first."""
    done: dict[str, Table] = {}

    def visit(table: Table) -> None:
        for reference in table.references:
            if reference.target != table.name:
                visit(tables[reference.target])
        done.setdefault(table.name, table)

    for table in tables.values():
        visit(table)
    return list(done.values())


async def test_the_error_of_a_guess_and_of_a_collision_gives_nothing_away(
    home: Installation,
) -> None:
    tenant = TenantId(new_id())
    open_keys(home.settings).create(tenant)
    add = Statement(
        "sample", "INSERT INTO tenants.branches (tenant_id, id, name) VALUES ($1, $2, 'Sample')",
        ("tenant_id", "id"), "test_references",
    )  # fmt: skip
    point = Statement(
        "sample",
        "INSERT INTO identity.sessions (tenant_id, id, staff_id, secret_hash, expires_at)"
        " VALUES ($1, $2, $2, 'x', now())",
        ("tenant_id", "id"), "test_references",
    )  # fmt: skip
    branch = new_id()
    async with home.database() as database:
        async with database.transaction(Context(tenant, "system")) as tx:
            await tx.run(add, id=branch)
        for statement in (add, point):
            with pytest.raises(Refused) as refused:
                async with database.transaction(Context(tenant, "system")) as tx:
                    await tx.run(statement, id=branch)
            said = f"{refused.value} {refused.value.args} {vars(refused.value)}"
            assert str(branch) not in said
            assert "tenants." not in said
            assert "_pkey" not in said
