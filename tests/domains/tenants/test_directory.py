"""The directory: the one look-up without a tenant, and no tenant that is not open."""

import pytest

from regulars.domains.tenants import Directory, TenantNotFound
from tests.instruments.installation import Installation
from tests.world import World


async def test_a_tenant_is_found_by_its_address_and_by_what_its_credentials_name(
    shared: Installation, world: World
) -> None:
    tenant = world.laundry.tenant
    async with shared.database() as database:
        directory = Directory(database)
        for _ in range(2):  # from the database, and from memory
            assert await directory.by_slug("laundry") == tenant
            assert await directory.by_ref(tenant.ref) == tenant


@pytest.mark.parametrize(
    "text", ["nobody", "LAUNDRY", "", "laundry\x00", "\ud800\ud800", "x" * 5_000, "' OR 1=1 --"]
)
async def test_whatever_stands_in_an_address_is_found_or_not_and_never_breaks(
    shared: Installation, world: World, text: str
) -> None:
    async with shared.database() as database:
        directory = Directory(database)
        for find in (directory.by_slug, directory.by_ref):
            with pytest.raises(TenantNotFound):
                await find(text)


@pytest.mark.parametrize("state", ["suspended", "closed"])
async def test_a_tenant_that_is_not_open_is_not_found(
    installation: Installation, world: World, state: str
) -> None:
    async with installation.connection() as superuser:
        await superuser.execute(
            "UPDATE tenants.directory SET state = $1 WHERE slug = 'laundry'", state
        )
    async with installation.database() as database:
        directory = Directory(database)
        with pytest.raises(TenantNotFound):
            await directory.by_slug("laundry")
        with pytest.raises(TenantNotFound):
            await directory.by_ref(world.laundry.tenant.ref)
        assert await directory.by_slug("bakery") == world.bakery.tenant
