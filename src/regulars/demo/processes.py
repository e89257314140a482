"""The demo's processes: HTTP and worker beside the database, started and stopped in order."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from urllib.error import URLError

import click

from regulars.demo.carriers import mail_port, page_port
from regulars.runtime.settings import Settings, as_environment

START_SECONDS = 60
STOP_SECONDS = 20
LOOK_SECONDS = 0.1


class DemoError(Exception):
    """The demo cannot start or go on; the text says what to do."""


class _ToldToStop(KeyboardInterrupt):
    """Ctrl-C or SIGTERM. Of this kind, because event loops swallow every other that a signal
    raises in the middle of their work."""


def refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise DemoError(
                f"Port {port} cannot be used: {error.strerror}. Stop what uses it, or choose"
                f" another: make demo PORT={port + 1}"
            ) from None


@contextmanager
def until_told() -> Iterator[None]:
    """Ctrl-C or SIGTERM ends the block in order: what it holds is let go on the way out."""

    def told(_: int, __: FrameType | None) -> None:
        # Once is enough: a second Ctrl-C must not interrupt the stopping.
        for order in (signal.SIGINT, signal.SIGTERM):
            signal.signal(order, signal.SIG_IGN)
        os.write(sys.stdout.fileno(), b"\nStopping ...\n")
        raise _ToldToStop

    before = {order: signal.signal(order, told) for order in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except _ToldToStop:
        pass
    finally:
        for order, handler in before.items():
            signal.signal(order, handler)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Whoever tells us to stop meanwhile is heard afterwards."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def serve_until_told(settings: Settings, accounts: Path, *, greeting: str) -> None:
    """Leaves when all processes have ended; the database is stopped after."""
    with _started(settings, accounts) as children:
        _wait_until_healthy(settings, children)
        click.echo(greeting)
        _watch(children)


@contextmanager
def _started(settings: Settings, accounts: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    children: list[subprocess.Popen[bytes]] = []
    simulated = ["--page", str(page_port(settings.port)), "--mail", str(mail_port(settings.port))]
    commands = {
        "simulate": ["simulate", "all", *simulated, "--accounts", str(accounts)],
        "serve": ["serve"],
        "work": ["work"],
    }
    try:
        for part, words in commands.items():
            # In a session of its own: Ctrl-C reaches us alone, and we stop them in order.
            environment = {**_without_settings(), **as_environment(needed_by(part, settings))}
            command = [sys.executable, "-m", "regulars", *words, "--parent", str(os.getpid())]
            children.append(
                subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603
            )
        yield children
    finally:
        _stop(children)


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _wait_until_healthy(settings: Settings, children: list[subprocess.Popen[bytes]]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        _refuse_ended(children)
        if _is_healthy(settings.port):
            return
        time.sleep(LOOK_SECONDS)
    raise DemoError("The server did not come up in time; its messages stand above.")


def _is_healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _watch(children: list[subprocess.Popen[bytes]]) -> None:
    while True:
        _refuse_ended(children)
        time.sleep(0.5)


def _refuse_ended(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is not None:
            raise DemoError("A process of the demo ended by itself; its messages stand above.")


def needed_by(part: str, settings: Settings) -> Settings:
    """What answers strangers holds no password that could see past row security, and what only
    pretends to be somebody else holds none."""
    if part == "simulate":
        return Settings(environment="demo")
    if part == "serve":
        return replace(settings, migrate_database_url="", work_database_url="")
    return replace(settings, migrate_database_url="")


def _without_settings() -> dict[str, str]:
    """Settings of another installation in this shell must not reach the demo."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("REGULARS_") and name != "DATABASE_URL"
    }
