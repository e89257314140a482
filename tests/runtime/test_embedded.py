"""The embedded server lives exactly as long as the process that wanted it, whatever kills that."""

import asyncio
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from asyncpg.exceptions import InvalidPasswordError, PostgresConnectionError, PostgresError

import regulars.runtime.embedded as embedded_package
from regulars.runtime.embedded import (
    EmbeddedServer,
    EmbeddedServerError,
    remove_home,
    running_server,
)
from regulars.runtime.embedded.account import server_account
from regulars.runtime.embedded.binaries import installed_binaries, usable_binaries
from regulars.runtime.embedded.process import LOG_BYTES_MAX

pytestmark = pytest.mark.slow

connect: Callable[[str], Awaitable[Any]] = asyncpg.connect

SOURCE = Path(embedded_package.__file__).parents[3]
PATIENCE_SECONDS = 120
PARENT = """
import json, signal, sys
from pathlib import Path
from regulars.runtime.embedded import running_server

signal.signal(signal.SIGINT, signal.default_int_handler)  # also where a run is in the background
with running_server(Path(sys.argv[1]), durable=False) as server:
    print(json.dumps([server.pid, str(server.data_dir), server.dsn()]), flush=True)
    signal.pause()
"""
FORKING_PARENT = """
import os, sys
from pathlib import Path
from regulars.runtime.embedded import running_server

with running_server(Path(sys.argv[1]), durable=False) as server:
    child = os.fork()
    if child == 0:
        raise SystemExit
    os.waitpid(child, 0)
    os.kill(server.pid, 0)
    print((server.data_dir / "postmaster.pid").exists(), server.socket_dir.exists())
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One for all tests that leave it stopped and in order."""
    with own_home(tmp_path_factory.mktemp("embedded")) as folder:
        yield folder


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Where every user may walk, which tmp_path is not."""
    folder = Path(tempfile.mkdtemp(prefix="open-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    for leftover in folder.rglob("owner.lock"):
        remove_home(leftover.parent)
    shutil.rmtree(folder)


async def test_it_starts_and_answers_a_query_as_we_set_it_up(home: Path) -> None:
    with running_server(home, durable=False, settings={"work_mem": "5MB"}) as server:
        assert os.getsid(server.pid) == server.pid, "Ctrl-C would reach the server itself"
        assert server.socket_dir.stat().st_mode & 0o777 == 0o700
        assert await ask(server, "SHOW server_encoding") == "UTF8"
        assert await ask(server, "SELECT datcollate FROM pg_database LIMIT 1") == "C.UTF-8"
        expected = {
            "jit": "off",
            "fsync": "off",
            "work_mem": "5MB",
            "listen_addresses": "",
            "log_min_error_statement": "panic",
            "log_parameter_max_length_on_error": "0",
            "password_encryption": "scram-sha-256",
        }
        for name, value in expected.items():
            assert await ask(server, f"SHOW {name}") == value


async def test_it_is_durable_unless_told_otherwise(home: Path) -> None:
    with running_server(home) as server:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            assert await ask(server, f"SHOW {name}") == "on"


async def test_nobody_gets_in_without_the_password(home: Path) -> None:
    with running_server(home, durable=False) as server:
        with pytest.raises(InvalidPasswordError):
            await connect(server.dsn(password="guessed"))
        assert server.superuser_password not in repr(server)


async def test_a_second_start_keeps_the_data(home: Path) -> None:
    with running_server(home, durable=False) as server:
        await ask(server, "CREATE TABLE branch AS SELECT 'Sohar' AS name")
    with running_server(home, durable=False) as server:
        assert await ask(server, "SELECT name FROM branch") == "Sohar"


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
async def test_the_server_stops_with_its_parent(home: Path, end: signal.Signals) -> None:
    with started_parent(home) as parent:
        session = await connect(parent.dsn)
        busy = asyncio.create_task(session.execute("SELECT pg_sleep(600)"))
        parent.process.send_signal(end)
        assert has_ended_within(parent.server, PATIENCE_SECONDS)
        assert processes_in(parent.data_dir) == []
        with pytest.raises((PostgresError, PostgresConnectionError)):
            await busy
    with running_server(home, durable=False) as server:
        assert await ask(server, "SELECT 1") == 1


async def test_a_start_waits_for_a_killed_ones_server_to_finish(home: Path) -> None:
    with started_parent(home) as parent:
        os.kill(parent.pid, signal.SIGSTOP)
        (parent.data_dir / "postmaster.pid").unlink()  # the lock alone has to tell
        parent.process.kill()
        parent.process.wait()
        waking = threading.Timer(0.5, os.kill, (parent.pid, signal.SIGCONT))
        waking.start()
        with running_server(home, durable=False) as server:
            assert await ask(server, "SELECT 1") == 1
            log = (server.data_dir.parent / "server.log").read_text()
        earlier_ended = log.index(f"[{parent.pid}] LOG:  database system is shut down")
        assert earlier_ended < log.index(f"[{server.pid}] LOG:  starting PostgreSQL")
        waking.join()


async def test_a_reused_pid_does_not_block_a_start(home: Path) -> None:
    with started_parent(home) as parent:
        os.kill(parent.pid, signal.SIGKILL)
        parent.process.kill()
        assert has_ended_within(parent.server, PATIENCE_SECONDS)
    stale = [parent.data_dir / "postmaster.pid", *parent.data_dir.parent.glob("socket/*.lock")]
    assert len(stale) == 2
    with unrelated_process(like=parent.data_dir) as unrelated:
        for file in stale:
            file.write_text(file.read_text().replace(str(parent.pid), str(unrelated.pid), 1))
        with running_server(home, durable=False) as server:
            assert await ask(server, "SELECT 1") == 1
        assert unrelated.poll() is None


def test_a_second_starter_is_told_that_the_home_is_taken(home: Path) -> None:
    with (
        running_server(home, durable=False),
        pytest.raises(EmbeddedServerError, match="already runs its server from"),
        running_server(home),
    ):
        pass


def test_a_server_started_by_hand_is_left_alone(home: Path, open_folder: Path) -> None:
    with running_server(home, durable=False) as server:
        data_dir = server.data_dir
    with started_by_hand(data_dir, open_folder / "sockets") as by_hand:
        with (
            pytest.raises(EmbeddedServerError, match="Regulars did not start"),
            running_server(home),
        ):
            pass
        assert by_hand.poll() is None


def test_a_killed_initdb_leaves_nothing_half_made(tmp_path: Path) -> None:
    with own_home(tmp_path) as home:
        making = killed_while_making_data(home)
        assert making.exists()
        with running_server(home, durable=False) as server:
            assert server.data_dir == making.parent / "data"
        assert not making.exists()


def test_a_forked_child_leaves_the_server_to_its_parent(home: Path) -> None:
    with spawned(FORKING_PARENT, home) as process:
        assert process.communicate()[0].strip() == "True True"
    assert process.returncode == 0


async def test_errors_leave_no_personal_value_in_the_log(home: Path) -> None:
    with running_server(home, durable=False) as server:
        await ask(server, "CREATE TABLE guest (name text PRIMARY KEY, born date)")
        await ask(server, "INSERT INTO guest VALUES ('Ana Sample')")
        for refused in (
            "INSERT INTO guest VALUES ('Ana Sample')",
            "INSERT INTO guest VALUES ('x', 'Ana Sample'::text::date)",
            "DO $$ BEGIN RAISE WARNING 'Ana Sample'; END $$; SELECT 'Ana Sample'::int",
        ):
            with pytest.raises(PostgresError):
                await ask(server, refused)
        log = (server.data_dir.parent / "server.log").read_text()
    assert "ready to accept connections" in log
    assert "Ana Sample" not in log


def test_the_log_stays_small(home: Path) -> None:
    with running_server(home, durable=False) as server:
        log = server.data_dir.parent / "server.log"
    log.write_text("x" * (LOG_BYTES_MAX + 1))
    with running_server(home, durable=False):
        assert log.stat().st_size < LOG_BYTES_MAX
        assert log.with_name("server.log.1").exists()


def test_a_server_that_cannot_start_says_why(home: Path) -> None:
    with (
        pytest.raises(EmbeddedServerError, match='invalid value for parameter "work_mem"'),
        running_server(home, settings={"work_mem": "plenty"}),
    ):
        pass


@dataclass(frozen=True, slots=True)
class Parent:
    """A process of ours that holds a server, and a handle on the server itself."""

    process: "subprocess.Popen[str]"
    pid: int
    data_dir: Path
    dsn: str
    server: int


@contextmanager
def own_home(folder: Path) -> Iterator[Path]:
    home = folder / "home"
    yield home
    remove_home(home)


@contextmanager
def spawned(script: str, home: Path) -> "Iterator[subprocess.Popen[str]]":
    command = [sys.executable, "-W", "error", "-c", script, str(home)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(SOURCE), *sys.path])}
    with subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def started_parent(home: Path) -> Iterator[Parent]:
    with spawned(PARENT, home) as process:
        assert process.stdout
        pid, data_dir, dsn = json.loads(process.stdout.readline())
        server = os.pidfd_open(pid)
        try:
            yield Parent(process, pid, Path(data_dir), dsn, server)
        finally:
            os.close(server)


@contextmanager
def started_by_hand(data_dir: Path, sockets: Path) -> "Iterator[subprocess.Popen[str]]":
    account = data_dir.stat()
    sockets.mkdir()
    os.chown(sockets, account.st_uid, account.st_gid)
    program = usable_binaries(installed_binaries(), server_account()).program("postgres")
    options = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={sockets}"]
    with subprocess.Popen(
        [program, "-D", str(data_dir), *options],
        stderr=subprocess.PIPE,
        text=True,
        cwd="/",
        **owner_of(data_dir),
    ) as process:
        assert process.stderr
        assert any("ready to accept connections" in line for line in process.stderr)
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)


@contextmanager
def unrelated_process(*, like: Path) -> "Iterator[subprocess.Popen[bytes]]":
    """Of the server's own account: a process of anybody else would not hold PostgreSQL up."""
    with subprocess.Popen(["sleep", "600"], **owner_of(like)) as process:
        try:
            yield process
        finally:
            process.kill()


def owner_of(path: Path) -> dict[str, Any]:
    found = path.stat()
    if os.geteuid() != 0:
        return {}
    return {"user": found.st_uid, "group": found.st_gid, "extra_groups": []}


def has_ended_within(server: int, seconds: float) -> bool:
    return bool(select.select([server], [], [], seconds)[0])


def processes_in(data_dir: Path) -> list[str]:
    """Every process of a server works in its data folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (process / "cwd").readlink() == data_dir:
                found.append(process.name)
    return found


def killed_while_making_data(home: Path) -> Path:
    """Nothing tells us that initdb is half way but its folder; on a busy machine we come late."""
    for _ in range(5):
        with spawned(PARENT, home) as process:
            while process.poll() is None:
                pointer = home / "lives-at"
                making = (Path(pointer.read_text()) if pointer.exists() else home) / "making"
                if (making / "data" / "global").exists():
                    process.kill()
                with suppress(subprocess.TimeoutExpired):
                    process.wait(0.005)
        if not (making.parent / "data").exists():
            return making
        remove_home(home)
    raise AssertionError("initdb was never caught half way")


async def ask(server: EmbeddedServer, query: str) -> object:
    connection = await connect(server.dsn())
    try:
        return await connection.fetchval(query)
    finally:
        await connection.close()
