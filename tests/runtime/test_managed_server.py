"""A managed PostgreSQL gives nobody a superuser: a role that may create roles is enough."""

import dataclasses

from regulars.runtime.migrations import migrate, pending_migrations, read_migrations
from regulars.runtime.vault.master import MasterKey
from tests.instruments.installation import Installation, settings_for


async def test_a_role_that_may_create_roles_migrates_an_empty_database(
    template: Installation,
) -> None:
    server = template.server
    await template.as_superuser("CREATE ROLE landlord LOGIN PASSWORD 'lets' CREATEROLE")
    await template.as_superuser("CREATE DATABASE managed OWNER landlord")
    settings = dataclasses.replace(
        settings_for(server, "managed", template.settings.data_dir),
        role_prefix="managed",
        database_url=server.dsn(user="managed_app", password="app", database="managed"),
        work_database_url=server.dsn(user="managed_work", password="work", database="managed"),
        migrate_database_url=server.dsn(user="landlord", password="lets", database="managed"),
    )
    try:
        applied = await migrate(settings, MasterKey.load(settings.master_key_file))
        assert applied == [migration.name for migration in read_migrations()]
        assert await pending_migrations(settings.database_url) == []
    finally:
        await template.as_superuser("DROP DATABASE managed WITH (FORCE)")
        for role in ("managed_app", "managed_work", "managed_search", "managed_owner", "landlord"):
            await template.as_superuser(f"DROP OWNED BY {role}; DROP ROLE {role}")
