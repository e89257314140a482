"""The health page tells the truth about the database."""

from tests.instruments.client import served
from tests.instruments.installation import Installation


async def test_a_server_with_its_database_is_healthy(installation: Installation) -> None:
    async with served(installation) as client:
        answer = await client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


async def test_a_server_that_lost_its_database_says_so(installation: Installation) -> None:
    async with served(installation) as client:
        assert (await client.get("/healthz")).status_code == 200
        await installation.as_superuser(
            f'ALTER DATABASE "{installation.name}" ALLOW_CONNECTIONS false'
        )
        await installation.as_superuser(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            f" WHERE datname = '{installation.name}'"
        )
        answer = await client.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"status": "database_unreachable"})
