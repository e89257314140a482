"""The server process that is measured: started as people start it, weighed, and stopped."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from regulars.runtime.settings import Settings, as_environment

SERVE = "python -m regulars serve"
START_SECONDS = 60
STOP_SECONDS = 20
LOOK_SECONDS = 0.005


class NotServing(Exception):
    """The server ended or did not answer; its log says why."""


@dataclass(frozen=True, slots=True)
class Served:
    """`start_seconds` is from the command to the first answer, the database being up."""

    pid: int
    start_seconds: float

    @property
    def megabytes(self) -> float:
        """Of the process that answers: what it holds of the machine's memory."""
        return _resident_megabytes(self.answering)

    @property
    def family_megabytes(self) -> float:
        """With the one that watches over it; what they share counts once."""
        return sum(_proportional_megabytes(pid) for pid in (self.pid, *_children(self.pid)))

    @property
    def answering(self) -> int:
        return max(_children(self.pid), key=_resident_megabytes)


@contextmanager
def serving(settings: Settings, *, first: bytes, log: Path) -> Iterator[Served]:
    """`regulars serve`, once it has answered `first` with a 200."""
    needed = replace(settings, migrate_database_url="", work_database_url="")
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("REGULARS_")},
        **as_environment(needed),
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    command = [sys.executable, *SERVE.split()[1:], "--parent", str(os.getpid())]
    with log.open("wb") as said:
        began = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - our own command line
            command, env=environment, stdout=said, stderr=said, start_new_session=True
        )
    try:
        _wait_for_answer(process, settings.port, first, log)
        yield Served(process.pid, time.perf_counter() - began)
    finally:
        _stop(process)


def _wait_for_answer(process: subprocess.Popen[bytes], port: int, first: bytes, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise NotServing(f"The server ended before it answered; see {log}.")
        if _answers(port, first):
            return
        time.sleep(LOOK_SECONDS)
    raise NotServing(f"The server did not answer within {START_SECONDS} s; see {log}.")


def _answers(port: int, first: bytes) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(first)
            return connection.recv(65_536).startswith(b"HTTP/1.1 200")
    except OSError:
        return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in listed.split()]


def _resident_megabytes(pid: int) -> float:
    return _kilobytes(Path(f"/proc/{pid}/status"), "VmRSS:") / 1024


def _proportional_megabytes(pid: int) -> float:
    return _kilobytes(Path(f"/proc/{pid}/smaps_rollup"), "Pss:") / 1024


def _kilobytes(file: Path, name: str) -> int:
    lines = file.read_text(encoding="ascii").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)
