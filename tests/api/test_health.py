"""The health page tells the truth about the database, and the figures tell nothing of people."""

import dataclasses
from typing import Any

import pytest
from httpx import AsyncClient

from regulars.app import build
from tests.api.serving import served, started
from tests.api.wire import wire
from tests.instruments.installation import Installation
from tests.world import World


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


async def test_figures_are_for_this_machine_alone(app: Any) -> None:
    for host in ("127.0.0.1", "127.8.8.8", "::1"):
        said = await wire(app, "GET", "/metrics", host=host)
        assert said.status == 200
        assert said.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    unknown = await wire(app, "GET", "/nowhere")
    for host in ("203.0.113.7", "10.0.0.1", "::ffff:203.0.113.7", "localhost", ""):
        said = await wire(app, "GET", "/metrics", host=host)
        assert (said.status, said.body) == (404, unknown.body), host


@pytest.mark.parametrize(
    "header", ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"]
)
async def test_what_a_proxy_passes_on_is_not_from_this_machine(app: Any, header: str) -> None:
    headers = [(header.encode(), b"127.0.0.1")]
    said = await wire(app, "GET", "/metrics", host="127.0.0.1", headers=headers)
    assert said.status == 404


async def test_with_the_key_figures_are_shown_anywhere(installation: Installation) -> None:
    settings = dataclasses.replace(installation.settings, metrics_key="figures-key")
    async with started(build(settings)) as app:
        for key, status in ((b"figures-key", 200), (b"figures-kez", 404), (b"", 404)):
            headers = [(b"authorization", b"Bearer " + key), (b"x-forwarded-for", b"203.0.113.7")]
            assert (await wire(app, "GET", "/metrics", headers=headers)).status == status


async def test_figures_name_routes_and_nobody(app: Any, client: AsyncClient, world: World) -> None:
    ana = world.laundry.ana
    await client.get(f"/api/v1/customers/{ana.id}", params={"x": "Zubaida"})
    await client.get("/api/v1/customers", params={"q": "+96891112233"})
    await client.get(f"/{ana.id}/Zubaida")
    await client.request("BREW", "/api/v1/customers")
    text = (await wire(app, "GET", "/metrics", host="127.0.0.1")).body.decode()
    assert 'regulars_requests_total{edge="api",route="/api/v1/customers/{id}",status="422"}' in text
    assert 'route="unmatched"' in text
    for secret in (str(ana.id), "Zubaida", "96891112233", world.laundry.tenant.slug, "BREW"):
        assert secret not in text
