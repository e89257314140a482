"""A job is what its tenant's key says it is, and the queue's tables are PgQueuer's own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from pgqueuer.adapters.persistence.schema_ddl import render_install

from regulars.kernel.ids import FactId, TenantId, new_id
from regulars.runtime.jobs import Job, JobRefused, QueuedJob, open_job, seal_job
from regulars.runtime.jobs_door import SETTINGS
from regulars.runtime.vault import KeyStore, MasterKey
from regulars.runtime.vault.durable import private_folder
from tests.instruments.installation import Installation

TENANT = TenantId(new_id())
JOB = Job(TENANT, "zoo.count_meal", FactId(new_id()), "live")

CATALOGUE = """
SELECT 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull::text,
       a.attidentity::text, pg_get_expr(d.adbin, d.adrelid)
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
 WHERE c.relnamespace = 'jobs'::regnamespace AND c.relkind = 'r'
UNION ALL
SELECT 'index', c.relname, '', pg_get_indexdef(c.oid), '', '', ''
  FROM pg_class c WHERE c.relnamespace = 'jobs'::regnamespace AND c.relkind = 'i'
UNION ALL
SELECT 'constraint', n.conrelid::regclass::text, n.conname, pg_get_constraintdef(n.oid), '', '', ''
  FROM pg_constraint n WHERE n.connamespace = 'jobs'::regnamespace
UNION ALL
SELECT 'sequence', s.sequencename, s.data_type::text, s.increment_by::text, '', '', ''
  FROM pg_sequences s WHERE s.schemaname = 'jobs'
UNION ALL
SELECT 'label', t.typname, e.enumsortorder::text, e.enumlabel, '', '', ''
  FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid WHERE t.typnamespace = 'jobs'::regnamespace
"""
ACTIVE = """
SELECT 'trigger', tgname::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE c.relnamespace = 'jobs'::regnamespace AND NOT t.tgisinternal
UNION ALL
SELECT 'function', proname::text FROM pg_proc WHERE pronamespace = 'jobs'::regnamespace
"""


@pytest.fixture
def keys(tmp_path: Path) -> KeyStore:
    private_folder(tmp_path / "keys")
    store = KeyStore(tmp_path / "keys", MasterKey.create(tmp_path / "keys" / "master.key"))
    store.create(TENANT)
    return store


def test_a_job_comes_out_as_it_went_in(keys: KeyStore) -> None:
    payload = seal_job(keys.tenant(TENANT), JOB)
    assert open_job(keys, QueuedJob(1, JOB.kind, payload)) == JOB


def test_a_job_outlives_its_tenants_new_keys(keys: KeyStore) -> None:
    payload = seal_job(keys.tenant(TENANT), JOB)
    keys.add_epoch(TENANT)
    assert open_job(keys, QueuedJob(1, JOB.kind, payload)) == JOB


def test_a_job_of_another_kind_is_refused(keys: KeyStore) -> None:
    payload = seal_job(keys.tenant(TENANT), JOB)
    with pytest.raises(JobRefused) as refused:
        open_job(keys, QueuedJob(1, "zoo.feed_lions", payload))
    assert (refused.value.reason, refused.value.tenant_id) == ("wrong_mac", TENANT)


def test_a_job_of_an_unknown_tenant_names_nobody(keys: KeyStore) -> None:
    stranger = Job(TenantId(UUID(int=5)), JOB.kind, JOB.fact_id, "live")
    with pytest.raises(JobRefused) as refused:
        open_job(keys, QueuedJob(1, JOB.kind, seal_job(keys.tenant(TENANT), stranger)))
    assert (refused.value.reason, refused.value.tenant_id) == ("unknown_tenant", None)


def test_a_payload_holds_ids_and_a_mac_only(keys: KeyStore) -> None:
    payload = seal_job(keys.tenant(TENANT), JOB).decode()
    rest = payload.replace(str(TENANT), "").replace(str(JOB.fact_id), "")
    assert rest[: rest.index('"mac"')] == '{"tenant":"","fact":"","origin":"live",'


async def test_the_queues_tables_are_those_of_the_pinned_release(
    installation: Installation,
) -> None:
    async with (
        _scratch(installation) as theirs,
        installation.connection() as ours,
    ):
        await theirs.execute(render_install(SETTINGS))
        wanted, found = await _read(theirs, CATALOGUE), await _read(ours, CATALOGUE)
        assert found == wanted
        assert len(wanted) > 60
        # What makes the one difference: no NOTIFY when a request enqueues.
        assert await _read(theirs, ACTIVE) == {
            ("trigger", "tg_pgqueuer_changed"),
            ("function", "fn_pgqueuer_changed"),
        }
        assert await _read(ours, ACTIVE) == {("function", "states_of_tenant")}


async def test_a_changed_column_would_be_seen(installation: Installation) -> None:
    async with installation.connection() as ours:
        before = await _read(ours, CATALOGUE)
        await ours.execute("ALTER TABLE jobs.pgqueuer ALTER COLUMN attempts DROP DEFAULT")
        assert await _read(ours, CATALOGUE) != before


async def _read(connection: asyncpg.Connection, query: str) -> set[tuple[Any, ...]]:
    return {tuple(row) for row in await connection.fetch(query)}


@asynccontextmanager
async def _scratch(installation: Installation) -> AsyncIterator[asyncpg.Connection]:
    name = f"{installation.name}_pgqueuer"
    await installation.as_superuser(f'CREATE DATABASE "{name}"')
    try:
        connection = await asyncpg.connect(installation.server.dsn(database=name))
        try:
            yield connection
        finally:
            await connection.close()
    finally:
        await installation.as_superuser(f'DROP DATABASE "{name}" WITH (FORCE)')
