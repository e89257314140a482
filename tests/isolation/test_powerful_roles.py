"""The process refuses a database role that row security would not hold."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from regulars.app import open_keys
from regulars.runtime.database import DatabaseRefused, open_database
from tests.instruments.installation import Installation

ROLE = "regulars_test_mighty"
POWERS = {
    "superuser": ("ALTER ROLE {role} SUPERUSER", "is a superuser"),
    "bypasses": ("ALTER ROLE {role} BYPASSRLS", "has BYPASSRLS"),
    "owns": ("ALTER TABLE runtime.key_check OWNER TO {role}", "owns the tables"),
    "owns_a_room": ("ALTER TABLE customers.customers OWNER TO {role}", "owns the tables"),
    "joins": ("GRANT regulars_test_owner TO {role}", "is a member of the owner"),
    "joins_quietly": (
        "GRANT regulars_test_owner TO {role} WITH INHERIT FALSE",
        "is a member of the owner",
    ),
    "joins_superuser": ("GRANT postgres TO {role}", "is a member of the owner"),
}
Mighty = Callable[[str], Awaitable[str]]


@pytest.fixture
async def mighty(installation: Installation) -> AsyncIterator[Mighty]:
    """Makes a role with one power too many, and answers how to connect as it."""

    async def make(power: str) -> str:
        await installation.as_superuser(f"CREATE ROLE {ROLE} LOGIN PASSWORD 'mighty'")
        await installation.as_superuser(
            f'GRANT CONNECT ON DATABASE "{installation.name}" TO {ROLE};'
            f"GRANT USAGE ON SCHEMA runtime TO {ROLE}; {power.format(role=ROLE)}",
            database=installation.name,
        )
        return installation.server.dsn(user=ROLE, password="mighty", database=installation.name)

    yield make
    await installation.as_superuser(
        f"REASSIGN OWNED BY {ROLE} TO regulars_test_owner; DROP OWNED BY {ROLE}",
        database=installation.name,
    )
    await installation.as_superuser(f"DROP OWNED BY {ROLE}; DROP ROLE {ROLE}")


@pytest.mark.parametrize(("power", "reason"), POWERS.values(), ids=POWERS)
async def test_a_role_with_this_power_is_refused_with_a_clear_message(
    power: str, reason: str, mighty: Mighty, installation: Installation
) -> None:
    dsn = await mighty(power)
    with pytest.raises(DatabaseRefused) as refused:
        await open_database(dsn, open_keys(installation.settings), size=1)
    message = str(refused.value)
    assert reason in message
    assert "regulars migrate" in message  # how to mend it
    assert "mighty:" not in message  # the role is named, its password never
    assert dsn not in message


async def test_a_role_without_power_and_the_two_of_the_installation_are_accepted(
    mighty: Mighty, installation: Installation
) -> None:
    dsn = await mighty("SELECT '{role}'")
    settings = installation.settings
    for accepted in (dsn, settings.database_url, settings.work_database_url):
        database = await open_database(accepted, open_keys(settings), size=1)
        assert await database.answers()
        await database.close()
