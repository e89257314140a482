"""A business moves in, with keys of its own and an address nobody else has."""

from typing import Any

import pytest

from regulars.app import open_keys
from regulars.domains import tenants
from regulars.domains.tenants import SlugTaken, Tenant, TenantSettings
from regulars.kernel.errors import Invalid
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from tests.domains.evidence import announced
from tests.instruments.installation import Installation
from tests.world import World, registered

TAILOR = {
    "slug": "tailor",
    "name": " The  tailor ",
    "locale": "ar",
    "default_country": "AE",
    "time_zone": "Asia/Dubai",
}


async def open_tenant(installation: Installation, operator: Database, **given: Any) -> Tenant:
    keys = open_keys(installation.settings)
    return await tenants.open_tenant(operator, keys, **{**TAILOR, **given})


async def test_a_new_tenant_can_serve_its_first_customer(
    installation: Installation, world: World
) -> None:
    async with installation.database("work") as operator:
        tenant = await open_tenant(installation, operator)
        with pytest.raises(SlugTaken):
            await open_tenant(installation, operator)
        async with operator.house() as session:
            assert await tenants.list_tenants(session) == [
                world.laundry.tenant,
                world.bakery.tenant,
                tenant,
            ]
    assert tenant.name == "The tailor"
    async with (
        installation.database() as database,
        database.transaction(Context(tenant.id, actor_kind="system")) as tx,
    ):
        assert await tenants.read_settings(tx) == TenantSettings(
            "AE", "Asia/Dubai", ("en", "ar"), version=1
        )
        assert (await registered(tx, "guest")).number == 1
        (fact,) = await announced(tx, tenant.id)
    assert (fact.name, fact.data) == ("tenants.opened", {"tenant": str(tenant.id)})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("slug", slug) for slug in ("", "a", "Tailor", "-tailor", "tai lor", "t" * 64, "خياط")),
        *(("name", name) for name in ("", " \u200b", "x" * 81)),
        *(("locale", "fr"), ("default_country", "XX"), ("time_zone", "Mars")),
    ],
)
async def test_a_tenant_nobody_could_reach_is_refused_before_anything_is_made(
    shared: Installation, shared_database: Database, field: str, value: str
) -> None:
    before = sorted(shared.settings.keys_dir.iterdir())
    with pytest.raises(Invalid) as refused:
        await open_tenant(shared, shared_database, **{field: value})
    assert [error.field for error in refused.value.errors] == [field]
    assert sorted(shared.settings.keys_dir.iterdir()) == before
