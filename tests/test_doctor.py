"""The doctor sees each thing that can be wrong with an installation, and says how to mend it."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from regulars.doctor import Finding, examine
from regulars.runtime.jobs import QueuedJob, hold
from regulars.runtime.reactions import Reactions
from regulars.runtime.settings import Settings
from regulars.worker.forwarding import Forwarder
from tests.instruments.installation import Installation
from tests.instruments.job_zoo import QUICK, open_shop

EVERYTHING = {
    "web assets",
    "no feature flag is overdue",
    "master key",
    "key folder",
    "migrations",
    "database as the app role",
    "PostgreSQL version",
    "PostgreSQL keeps values out of its log",
    "clock of the database",
    "database as the work role",
    "facts are relayed",
    "no job was given up",
    "month parts of the journal",
    "codes can be sent",
}


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """As a build leaves it, for a checkout where nobody has built yet."""
    folder = tmp_path / "built"
    folder.mkdir()
    (folder / "manifest.json").write_text("{}", encoding="utf-8")
    return folder


async def findings(settings: Settings, assets: Path) -> dict[str, Finding]:
    return {finding.what: finding async for finding in examine(settings, assets=assets)}


async def bad(settings: Settings, assets: Path) -> dict[str, str]:
    """What is wrong, with what to do."""
    found = await findings(settings, assets)
    return {finding.what: finding.mend for finding in found.values() if not finding.is_well}


async def relayed(installation: Installation) -> None:
    """The facts of the cast handed on, as a worker would."""
    async with installation.database("work") as work:
        while await Forwarder(work, Reactions(()), pace=QUICK).round():
            pass


async def test_a_healthy_installation_is_called_well(
    installation: Installation, built: Path
) -> None:
    await relayed(installation)
    found = await findings(installation.settings, built)
    assert set(found) == EVERYTHING
    assert [each.what for each in found.values() if not each.is_well] == []


async def test_missing_web_assets_are_seen(installation: Installation, tmp_path: Path) -> None:
    await relayed(installation)
    wrong = await bad(installation.settings, tmp_path)
    assert set(wrong) == {"web assets"}
    assert "npm" in wrong["web assets"]


async def test_a_missing_master_key_is_seen_and_nothing_above_it_is_judged(
    shared: Installation, built: Path, tmp_path: Path
) -> None:
    settings = dataclasses.replace(shared.settings, data_dir=tmp_path)
    found = await findings(settings, built)
    assert list(found) == ["web assets", "no feature flag is overdue", "master key"]
    assert "There is no master key" in found["master key"].mend


async def test_a_stray_copy_of_a_key_is_seen(installation: Installation, built: Path) -> None:
    await relayed(installation)
    stray = installation.settings.keys_dir / ".master.key.0a1b2c3d4e5f6071"
    stray.touch()
    try:
        wrong = await bad(installation.settings, built)
    finally:
        stray.unlink()
    assert set(wrong) == {"key folder"}
    assert stray.name in wrong["key folder"]


async def test_a_server_that_would_log_values_is_seen(
    installation: Installation, built: Path
) -> None:
    await relayed(installation)
    for chatty in ("log_parameter_max_length_on_error = -1", "log_min_error_statement = error"):
        name = chatty.split()[0]
        await installation.as_superuser(f'ALTER DATABASE "{installation.name}" SET {chatty}')
        assert set(await bad(installation.settings, built)) == {
            "PostgreSQL keeps values out of its log"
        }
        await installation.as_superuser(f'ALTER DATABASE "{installation.name}" RESET {name}')
    assert await bad(installation.settings, built) == {}


async def test_facts_that_nobody_relays_are_seen(installation: Installation, built: Path) -> None:
    await relayed(installation)
    shop = await open_shop(installation)
    async with installation.database() as app:
        await shop.feed(app)
    wrong = await bad(installation.settings, built)
    assert set(wrong) == {"facts are relayed"}
    assert "regulars work" in wrong["facts are relayed"]


async def test_a_held_job_is_seen(installation: Installation, built: Path) -> None:
    await relayed(installation)
    forged = "INSERT INTO jobs.pgqueuer (priority, entrypoint, status) VALUES (0, 'x', 'queued')"
    async with installation.connection() as superuser:
        queue_id = await superuser.fetchval(f"{forged} RETURNING id")
    async with installation.database("work") as work, work.house() as house:
        await hold(house, QueuedJob(queue_id, "x", None), "undecodable")
    wrong = await bad(installation.settings, built)
    assert set(wrong) == {"no job was given up"}
    assert "regulars jobs" in wrong["no job was given up"]


async def test_a_journal_without_a_part_for_next_month_is_seen(
    installation: Installation, built: Path
) -> None:
    await relayed(installation)
    async with installation.connection() as superuser:
        parts = await superuser.fetch(
            "SELECT inhrelid::regclass::text AS part FROM pg_inherits"
            " WHERE inhparent = 'journal.facts'::regclass"
            "   AND inhrelid::regclass::text > 'journal.facts_' || to_char(now(), 'YYYYMM')"
            "   AND inhrelid::regclass::text <> 'journal.facts_default'"
        )
        for row in parts:
            await superuser.execute(f"DROP TABLE {row['part']}")
    assert set(await bad(installation.settings, built)) == {"month parts of the journal"}


async def test_a_superuser_is_refused_here_too(shared: Installation, built: Path) -> None:
    settings = shared.settings
    mighty = dataclasses.replace(settings, database_url=settings.migrate_database_url)
    wrong = await bad(mighty, built)
    assert "is a superuser" in wrong["database as the app role"]


async def test_a_database_that_does_not_answer_is_told_without_its_address(
    shared: Installation, built: Path
) -> None:
    for part in ("app", "work"):
        name = "database_url" if part == "app" else "work_database_url"
        away: Any = {name: "postgresql://shop:unsayable@127.0.0.1:9/shop"}
        wrong = await bad(dataclasses.replace(shared.settings, **away), built)
        (told,) = (mend for what, mend in wrong.items() if what == f"database as the {part} role")
        assert "does not answer" in told
        assert "unsayable" not in told


async def test_pending_migrations_are_counted(installation: Installation, built: Path) -> None:
    async with installation.connection() as superuser:
        await superuser.execute(
            "DELETE FROM migrations.applied WHERE name = (SELECT max(name) FROM migrations.applied)"
        )
    wrong = await bad(installation.settings, built)
    assert wrong == {"migrations": "Run `regulars migrate`: 1 pending."}
