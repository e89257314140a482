"""The command line as an operator meets it: in processes, by what they say and return."""

import asyncio
import dataclasses
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path

import pytest

from regulars.runtime.settings import Settings, as_environment
from regulars.runtime.vault.master import MasterKey
from tests.instruments.installation import Installation
from tests.instruments.processes import Ran, free_port, run_regulars

pytestmark = pytest.mark.slow

ROLE = "regulars_test_operator"
SECRET = "unsayable"
POWERS = {
    "superuser": ("ALTER ROLE {role} SUPERUSER", "is a superuser"),
    "bypasses": ("ALTER ROLE {role} BYPASSRLS", "has BYPASSRLS"),
    "owner": ("ALTER TABLE customers.customers OWNER TO {role}", "owns the tables"),
    "member": ("GRANT regulars_test_owner TO {role}", "is a member of the owner"),
}
Told = dict[str, str]


@pytest.fixture
async def mighty(installation: Installation) -> AsyncIterator[Callable[[str], Awaitable[str]]]:
    """Gives a role one power too many, and answers how to connect as it."""
    made: list[str] = []

    async def make(power: str) -> str:
        role = f"{ROLE}_{len(made)}"
        made.append(role)
        await installation.as_superuser(f"CREATE ROLE {role} LOGIN PASSWORD '{SECRET}'")
        await installation.as_superuser(
            f'GRANT CONNECT ON DATABASE "{installation.name}" TO {role};'
            f"GRANT USAGE ON SCHEMA runtime TO {role}; {power.format(role=role)}",
            database=installation.name,
        )
        return installation.server.dsn(user=role, password=SECRET, database=installation.name)

    yield make
    for role in made:
        await installation.as_superuser(
            f"REASSIGN OWNED BY {role} TO regulars_test_owner; DROP OWNED BY {role}",
            database=installation.name,
        )
        await installation.as_superuser(f"DROP OWNED BY {role}; DROP ROLE {role}")


@pytest.mark.parametrize("command", ["serve", "work"])
async def test_a_role_that_row_security_would_not_hold_starts_nothing(
    command: str, installation: Installation, mighty: Callable[[str], Awaitable[str]]
) -> None:
    dsns = {power: await mighty(made) for power, (made, _) in POWERS.items()}
    address = "database_url" if command == "serve" else "work_database_url"
    runs = {
        power: _run(_serving(installation, **{address: dsn}), command)
        for power, dsn in dsns.items()
    }
    for power, ran in (await _together(runs)).items():
        assert POWERS[power][1] in _only_sentence(ran), power


async def test_what_cannot_be_served_is_said_in_one_sentence(
    installation: Installation, template: Installation, tmp_path: Path
) -> None:
    dsn = installation.settings.database_url
    foreign, exposed, missing = (_keys_in(tmp_path / name) for name in ("one", "two", "three"))
    MasterKey.create(foreign / "master.key")
    MasterKey.create(exposed / "master.key").derive("nothing")
    (exposed / "master.key").chmod(0o644)
    runs = {
        "Set REGULARS_DATABASE_URL": _run(_serving(installation, database_url="")),
        "names does not answer": _run(
            _serving(installation, database_url=f"postgresql://shop:{SECRET}@127.0.0.1:9/shop")
        ),
        "does not let us in": _run(
            _serving(installation, database_url=dsn.replace("app-password", SECRET))
        ),
        "has no database of that name": _run(
            _serving(installation, database_url=dsn.replace(installation.name, "no_such_shop"))
        ),
        "is not an address such as": _run(
            _serving(installation, database_url=f"postgresql://shop:{SECRET}@[/shop")
        ),
        "under another master key": _run(_serving(installation, data_dir=foreign.parent)),
        "run chmod 600": _run(_serving(installation, data_dir=exposed.parent)),
        "There is no master key at": _run(_serving(installation, data_dir=missing.parent)),
        "Plain http is for loopback only": _run(
            as_environment(installation.settings) | {"REGULARS_HOST": "0.0.0.0"}  # noqa: S104
        ),
        "REGULARS_LOG_LEVEL is one of": _run(_serving(installation, log_level="loud")),
        "REGULARS_DATABSE_URL is not a setting": _run({"REGULARS_DATABSE_URL": SECRET}),
    }
    for sentence, ran in (await _together(runs)).items():
        assert sentence in _only_sentence(ran)


async def test_a_port_that_somebody_listens_on_is_not_shared_with_them(
    installation: Installation,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = await _run(_serving(installation, port=port))
    assert f"Port {port} of 127.0.0.1 cannot be listened on" in _only_sentence(ran)


async def test_pending_migrations_are_listed_and_stop_server_and_worker(
    template: Installation, tmp_path: Path
) -> None:
    await template.as_superuser('CREATE DATABASE "unmigrated"')
    try:
        empty = _moved(template.settings, "unmigrated")
        await template.as_superuser(
            'GRANT CONNECT ON DATABASE "unmigrated" TO regulars_test_app, regulars_test_work'
        )
        told = as_environment(empty)
        runs = {name: _run(told, *name.split()) for name in ("serve", "work", "migrate --check")}
        ran = await _together(runs)
        assert "migrations are pending: run `regulars migrate`" in _only_sentence(ran["serve"])
        assert "migrations are pending: run `regulars migrate`" in _only_sentence(ran["work"])
        listed = ran["migrate --check"]
        assert (listed.code, listed.err) == (1, "")
        assert listed.out.count("pending: ") == len(listed.out.splitlines()) > 5

        applied = await _run(told, "migrate")
        assert (applied.code, applied.err) == (0, "")
        assert applied.out.replace("applied: ", "") == listed.out.replace("pending: ", "")
        again = await _run(told, "migrate", "--check")
        assert (again.code, again.out, again.err) == (0, "", "")
    finally:
        await template.as_superuser('DROP DATABASE "unmigrated" WITH (FORCE)')


async def test_commands_of_an_operator_name_the_database_they_cannot_reach(
    installation: Installation, tmp_path: Path
) -> None:
    away = f"postgresql://shop:{SECRET}@127.0.0.1:9/shop"
    told = _serving(installation, database_url=away, work_database_url=away)
    people = tmp_path / "people.csv"
    people.write_text("name,phone\n", encoding="utf-8")
    runs = {
        "import": _run(told, "import", "customers", str(people), "--tenant", "laundry"),
        "jobs": _run(told, "jobs"),
        "migrate": _run(told | {"REGULARS_MIGRATE_DATABASE_URL": away}, "migrate"),
    }
    for ran in (await _together(runs)).values():
        assert "names does not answer" in _only_sentence(ran)


def _serving(installation: Installation, **changed: object) -> Told:
    changed.setdefault("port", free_port())
    return as_environment(dataclasses.replace(installation.settings, **changed))  # type: ignore[arg-type]


def _moved(settings: Settings, database: str) -> Settings:
    """The same roles at another database of the server."""
    addresses = ("database_url", "work_database_url", "migrate_database_url")
    moved = {
        name: getattr(settings, name).replace("template_regulars", database) for name in addresses
    }
    return dataclasses.replace(settings, **moved)


def _keys_in(data: Path) -> Path:
    keys = data / "keys"
    keys.mkdir(parents=True, mode=0o700)
    return keys


async def _run(told: Told, *arguments: str) -> Ran:
    return await run_regulars(*(arguments or ("serve",)), environment=told)


async def _together(runs: Mapping[str, Awaitable[Ran]]) -> dict[str, Ran]:
    """Two at once, as many as there are processors on a small machine."""
    room = asyncio.Semaphore(2)

    async def one(run: Awaitable[Ran]) -> Ran:
        async with room:
            return await run

    return dict(zip(runs, await asyncio.gather(*map(one, runs.values())), strict=True))


def _only_sentence(ran: Ran) -> str:
    """What was refused, said once: not where in the code, and with no password in it."""
    assert ran.code == 1
    assert ran.out == ""
    assert ran.err.count("\n") == 1, ran.err
    assert "Traceback" not in ran.err
    assert SECRET not in ran.err
    return ran.err
