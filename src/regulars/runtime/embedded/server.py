"""A private PostgreSQL for as long as a `with` block lasts, and not a moment longer."""

import os
import shutil
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from .binaries import installed_binaries, usable_binaries
from .cluster import clear_stale_pid, make_data
from .errors import EmbeddedServerError
from .home import held_home
from .leftovers import mark, sweep
from .process import opened_log, start, stop, wait_until_ready
from .sockets import socket_folder

PORT = 5432  # only the socket's name; nothing listens on the network

SETTINGS = {
    "jit": "off",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "cluster_name": "regulars",
    # The log may hold no personal value. Errors quote them and go to the client anyway, so
    # only the server's own messages (LOG, FATAL, PANIC) are written, without details.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "log_destination": "stderr",
    "logging_collector": "off",
}
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    data_dir: Path
    socket_dir: Path
    port: int
    superuser_password: str = field(repr=False)
    pid: int

    def dsn(
        self, *, user: str = "postgres", password: str | None = None, database: str = "postgres"
    ) -> str:
        """Without a password given, the superuser's for `postgres` and none for others."""
        if password is None and user == "postgres":
            password = self.superuser_password
        who = quote(user, safe="") + (f":{quote(password, safe='')}" if password else "")
        where = f"host={quote(str(self.socket_dir))}&port={self.port}"
        return f"postgresql://{who}@/{quote(database, safe='')}?{where}"


@contextmanager
def running_server(
    home: Path, *, durable: bool = True, settings: Mapping[str, str] | None = None
) -> Iterator[EmbeddedServer]:
    """Enter it in a thread that stays until the end: the server stops when that thread dies.

    `settings` go before ours, except where the server listens. Not `durable` is for tests: quick,
    and the data does not survive a crash of the machine.
    """
    if not sys.platform.startswith("linux"):
        raise EmbeddedServerError(
            "The embedded PostgreSQL runs on Linux only. Give Regulars a PostgreSQL of your own."
        )
    owner = os.getpid()
    with held_home(home) as held, opened_log(held) as log:
        mark(held, home, durable=durable)
        if held.account.is_lent:
            sweep()
        binaries = usable_binaries(installed_binaries(), held.account)
        password = held.password()
        make_data(held, binaries, durable=durable, log=log)
        clear_stale_pid(held, binaries)
        sockets = socket_folder(held)

        command = [binaries.program("postgres"), "-D", str(held.data)]
        command += _options(sockets, durable, settings or {})
        process = start(held, command, log=log, told_of_death_by=signal.SIGINT)
        try:
            wait_until_ready(process, binaries, host=str(sockets), port=PORT, log=log)
            yield EmbeddedServer(held.data, sockets, PORT, password, process.pid)
        finally:
            # A forked child that leaves the block must not take the server from its parent.
            if os.getpid() == owner:
                stop(process)
                shutil.rmtree(sockets, ignore_errors=True)


def _options(sockets: Path, durable: bool, settings: Mapping[str, str]) -> list[str]:
    chosen = {
        **SETTINGS,
        **({} if durable else FORGETFUL),
        **settings,
        "listen_addresses": "",
        "unix_socket_directories": str(sockets),
        "unix_socket_permissions": "0700",
        "port": str(PORT),
    }
    return [part for name, value in chosen.items() for part in ("-c", f"{name}={value}")]
