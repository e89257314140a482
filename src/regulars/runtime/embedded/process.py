"""The server as our child: started in a session of its own, waited for, and stopped in order."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import launch
from .binaries import Binaries
from .errors import EmbeddedServerError
from .home import Home

LAUNCHER = str(Path(launch.__file__).absolute())
LOG_BYTES_MAX = 256 * 1024
READY_SECONDS_MAX = 120
# Fast, then without a checkpoint (the next start recovers), then by force.
STOPS = ((signal.SIGINT, 30), (signal.SIGQUIT, 10), (signal.SIGKILL, 10))


class Log:
    """The server's own words. One old file is kept; both stay small."""

    def __init__(self, file: Path) -> None:
        self._file = file
        if file.exists() and file.stat().st_size > LOG_BYTES_MAX:
            file.replace(file.with_name(f"{file.name}.1"))
        self.descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._begin = os.fstat(self.descriptor).st_size

    def last_words(self) -> str:
        words = self._file.read_bytes()[self._begin :].decode(errors="replace").splitlines()
        return " | ".join(line.strip() for line in words[-6:]) or "nothing"


@contextmanager
def opened_log(home: Home) -> Iterator[Log]:
    log = Log(home.log)
    try:
        yield log
    finally:
        os.close(log.descriptor)


def start(
    home: Home, command: list[str], *, log: Log, told_of_death_by: signal.Signals
) -> subprocess.Popen[bytes]:
    account = home.account
    numbers = (os.getpid(), int(told_of_death_by), account.uid, account.gid)
    return subprocess.Popen(  # noqa: S603 - our own command line
        [sys.executable, "-I", "-S", LAUNCHER, *map(str, numbers), *command],
        stdin=subprocess.DEVNULL,
        stdout=log.descriptor,
        stderr=log.descriptor,
        pass_fds=(home.server_lock,),
        cwd="/",
        start_new_session=True,
        umask=0o077,
    )


def answers(binaries: Binaries, *, host: str, port: int) -> bool:
    """Whether a PostgreSQL there takes connections; it asks for a password and hears no more."""
    asked = subprocess.run(  # noqa: S603 - our own command line
        [
            binaries.program("pg_isready"),
            *("--quiet", "--timeout=3", "--username=postgres", "--dbname=postgres"),
            *(f"--host={host}", f"--port={port}"),
        ],
        env=launch.ENVIRONMENT,
        check=False,
    )
    return asked.returncode == 0


def wait_until_ready(
    process: subprocess.Popen[bytes], binaries: Binaries, *, host: str, port: int, log: Log
) -> None:
    deadline = time.monotonic() + READY_SECONDS_MAX
    while not answers(binaries, host=host, port=port):
        if has_ended(process, within=0.05):
            raise EmbeddedServerError(
                f"PostgreSQL ended while starting. It said: {log.last_words()}"
            )
        if time.monotonic() > deadline:
            raise EmbeddedServerError(
                f"PostgreSQL is not ready after {READY_SECONDS_MAX} s. It said: {log.last_words()}"
            )


def stop(process: subprocess.Popen[bytes]) -> None:
    """A second Ctrl-C hurries the next stage along and is raised when the server has gone."""
    interruption: KeyboardInterrupt | None = None
    for order, patience in STOPS:
        process.send_signal(order)
        try:
            if has_ended(process, within=patience):
                break
        except KeyboardInterrupt as pressed:
            interruption = pressed
    if interruption:
        raise interruption


def has_ended(process: subprocess.Popen[bytes], *, within: float) -> bool:
    try:
        process.wait(within)
    except subprocess.TimeoutExpired:
        return False
    return True
