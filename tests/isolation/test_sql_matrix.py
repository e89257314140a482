"""No tenant setting, branch, role or verb reaches a row of another tenant, in any table; and who
acts for themselves reaches no other customer's."""

from collections.abc import AsyncIterator

import pytest

from tests.architecture.catalogue.lint import OWN_ROWS
from tests.instruments.installation import Installation
from tests.instruments.isolation import (
    REFUSED,
    SETTINGS,
    Attack,
    Outcome,
    World,
    attacks,
    launch,
    make_world,
)

PARTS = ("app", "work")


@pytest.fixture(scope="module")
async def invaded(template: Installation) -> AsyncIterator[tuple[Installation, World]]:
    async with template.clone() as installation, installation.connection() as connection:
        yield installation, await make_world(connection)


def foreign_harm(world: World, attack: Attack, outcome: Outcome) -> str | None:
    """What the attack reached that was not its own."""
    own = world.tenants.get(attack.setting)
    if outcome.seen - {own}:
        return "read rows of another tenant"
    for tenant in world.tenants.values():
        if tenant != own and outcome.before.get(tenant) != outcome.after.get(tenant):
            return "changed rows of another tenant"
    is_for_themselves = attack.branch in ("self", "stranger") and attack.table in OWN_ROWS
    if is_for_themselves and attack.verb.startswith("INSERT") and outcome.touched != REFUSED:
        return "wrote rows of another customer"
    return None


def own_surprise(world: World, attack: Attack, outcome: Outcome) -> str | None:
    """Guards against a matrix that passes because nothing works at all."""
    if outcome.touched == REFUSED or attack.verb.startswith("INSERT"):
        return None
    expected = world.visible(attack)
    return None if outcome.touched == expected else f"{outcome.touched} rows, not {expected}"


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("setting", SETTINGS)
async def test_an_attack_reaches_rows_of_its_own_tenant_and_branch_only(
    part: str, setting: str, invaded: tuple[Installation, World]
) -> None:
    installation, world = invaded
    role = installation.settings.role(part)
    harm, works = [], set()
    async with installation.connection() as connection, connection.transaction():
        for attack in attacks(world, part, setting):
            outcome = await launch(connection, world, attack, role)
            wrong = foreign_harm(world, attack, outcome) or own_surprise(world, attack, outcome)
            if wrong:
                harm.append((attack, wrong))
            elif outcome.touched > 0:
                works.add(attack.verb)
    assert harm == []
    own_verbs = {"SELECT", "UPDATE", "DELETE", f"INSERT {setting}"}
    assert works == (own_verbs if setting in world.tenants else set())


async def test_the_matrix_asks_more_than_fifteen_hundred_questions_of_every_table(
    invaded: tuple[Installation, World],
) -> None:
    installation, world = invaded
    pairs = [(part, setting) for part in PARTS for setting in SETTINGS]
    asked = [each for part, setting in pairs for each in attacks(world, part, setting)]
    assert len(asked) > 1_500
    async with installation.connection() as connection:
        tables = await connection.fetchval(
            "SELECT count(*) FROM pg_policy WHERE polname = 'tenant'"
        )
    assert len({each.table for each in asked}) == tables
    for table in world.tables:
        for tenant in world.tenants.values():
            assert world.counts[table, tenant, "all"] > 0, table


@pytest.mark.parametrize(
    ("wound", "what"),
    [
        ("ALTER TABLE customers.customers DISABLE ROW LEVEL SECURITY", "another tenant"),
        ("ALTER POLICY tenant ON customers.customers USING (true)", "another tenant"),
        ("CREATE POLICY more ON customers.customers USING (branch_refs IS NOT NULL)", "another"),
        (
            "ALTER POLICY tenant ON customers.customers WITH CHECK (tenant_id IS NOT NULL)",
            "another customer",
        ),
    ],
)
async def test_the_matrix_sees_a_table_whose_policy_is_broken(
    wound: str, what: str, invaded: tuple[Installation, World]
) -> None:
    installation, world = invaded
    role = installation.settings.role("app")
    async with installation.connection() as connection:
        transaction = connection.transaction()
        await transaction.start()
        await connection.execute(wound)
        found = [
            foreign_harm(world, attack, await launch(connection, world, attack, role))
            for attack in attacks(world, "app", "own")
            if attack.table == "customers.customers"
        ]
        await transaction.rollback()
    assert any(what in (harm or "") for harm in found)
