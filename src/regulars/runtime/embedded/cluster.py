"""The data of one server: made whole or not at all, and freed from what a killed one left."""

import os
import shutil
import signal

from .binaries import Binaries
from .errors import EmbeddedServerError
from .home import Home, write_private
from .process import Log, answers, has_ended, start

INITDB_SECONDS_MAX = 300


def make_data(home: Home, binaries: Binaries, *, durable: bool, log: Log) -> None:
    """Under another name until complete, so that a killed initdb leaves nothing half-made."""
    shutil.rmtree(home.making, ignore_errors=True)
    if home.data.exists():
        return
    home.making.mkdir(mode=0o700)
    password_file = home.making / "password"
    write_private(password_file, home.password())
    for path in (home.making, password_file):
        home.account.take_over(path)
    try:
        _initdb(home, binaries, durable=durable, log=log)
        _sync_folder(home)
        (home.making / "data").rename(home.data)
        _sync_folder(home)
    finally:
        shutil.rmtree(home.making, ignore_errors=True)


def clear_stale_pid(home: Home, binaries: Binaries) -> None:
    """We hold the lock that every process of our servers holds, so the file is a dead one's.

    Unless somebody started a server on the data by hand: whether it answers tells. The pid tells
    nothing, it may be anybody's by now, and PostgreSQL would refuse to start because of it.
    """
    file = home.data / "postmaster.pid"
    if not file.exists():
        return
    lines = [*file.read_text().splitlines(), *[""] * 6]
    port, socket_folder, address = lines[3], lines[4], lines[5].strip().replace("*", "localhost")
    for host in filter(None, (socket_folder, address)):
        if port.isdigit() and answers(binaries, host=host, port=int(port)):
            raise EmbeddedServerError(
                f"A server that Regulars did not start is using {home.data}. Stop it with "
                f"`pg_ctl stop -D {home.data}` and start again."
            )
    file.unlink()


def _initdb(home: Home, binaries: Binaries, *, durable: bool, log: Log) -> None:
    command = [
        binaries.program("initdb"),
        f"--pgdata={home.making / 'data'}",
        f"--pwfile={home.making / 'password'}",
        "--username=postgres",
        "--auth=scram-sha-256",
        "--locale=C.UTF-8",
        "--encoding=UTF8",
        "--no-instructions",
        *([] if durable else ["--no-sync"]),
    ]
    process = start(home, command, log=log, told_of_death_by=signal.SIGTERM)
    try:
        if not has_ended(process, within=INITDB_SECONDS_MAX) or process.returncode != 0:
            raise EmbeddedServerError(
                f"The database could not be made in {home.folder}. initdb said: {log.last_words()}"
            )
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)  # with its children: it leads its own session
            process.wait()


def _sync_folder(home: Home) -> None:
    folder = os.open(home.folder, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
