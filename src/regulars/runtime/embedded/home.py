"""The folder of one embedded server: who holds it, what lies in it, where root puts it instead."""

import fcntl
import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from .account import Account, server_account
from .errors import EmbeddedServerError
from .store import STORE

OWNER_LOCK = "owner.lock"
POINTER = "lives-at"
PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Home:
    """`folder` and `server_lock` are ours, `data` and `making` belong to the server's account."""

    folder: Path
    account: Account
    server_lock: int  # inherited by every process of the server, free when the last has gone

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def making(self) -> Path:
        return self.folder / "making"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def password(self) -> str:
        """Made before the data and used again when making the data was cut short."""
        file = self.folder / "superuser.password"
        if not file.exists():
            if self.data.exists():
                raise EmbeddedServerError(
                    f"The password file {file} is missing, so nobody can sign in to the data "
                    "beside it. Put it back, or move the folder away to begin anew."
                )
            write_private(file, secrets.token_urlsafe(24))
        return file.read_text()


def default_home(project: Path) -> Path:
    if os.geteuid() != 0:
        return project / ".demo" / "postgres"
    project = project.resolve()
    return STORE / f"{_plain_name(project)}-{sha256(os.fsencode(project)).hexdigest()[:12]}"


@contextmanager
def held_home(home: Path) -> Iterator[Home]:
    """Ours alone, and no process of an earlier server left, from here to the end."""
    account = server_account()
    home = home.resolve()
    owner_lock = _claim(home)
    try:
        folder = _settle(home, account)
        server_lock = _wait_for_earlier_server(folder)
        try:
            yield Home(folder, account, server_lock)
        finally:
            os.close(server_lock)
    finally:
        # Closed, never unlocked: a forked child must not give up what its parent still holds.
        os.close(owner_lock)


def remove_home(home: Path) -> None:
    """Its data is gone for good, wherever root keeps it. Refused while a server runs. Who is
    killed in the middle of it leaves a home that begins anew, and that can still be removed."""
    if not home.exists():
        return
    home = home.resolve()
    with held_home(home) as held:
        _give_up_data(held)
        _empty(held.folder)
        if held.folder != home:
            # In this order: a pointer to nowhere could neither start nor be removed.
            (home / POINTER).unlink()
            held.folder.rmdir()
            _empty(home)
        # The lock goes last: what holds other things and no lock is taken for somebody else's.
        shutil.rmtree(home, ignore_errors=True)


def write_private(file: Path, text: str) -> None:
    """There whole or not at all, and readable by its owner only."""
    unfinished = file.with_name(f"{file.name}.making")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(descriptor)
    unfinished.replace(file)


def try_lock(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _claim(home: Path) -> int:
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        # In this order: the lock is the first file a home ever holds.
        if any(home.iterdir()) and not (home / OWNER_LOCK).exists():
            raise EmbeddedServerError(
                f"{home} holds other things. Choose a folder that is empty or does not exist yet."
            )
        lock = os.open(home / OWNER_LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise EmbeddedServerError(
            f"{home} cannot be used ({error.strerror}). Choose a folder that you own."
        ) from error
    if not try_lock(lock):
        os.close(lock)
        raise EmbeddedServerError(
            f"Another Regulars already runs its server from {home}. Stop it first, or choose "
            "another folder."
        )
    if not _is_named(lock, home / OWNER_LOCK):
        os.close(lock)
        raise EmbeddedServerError(f"{home} has just been removed. Start again.")
    return lock


def _settle(home: Path, account: Account) -> Path:
    """The home itself, unless we are root and the server's account cannot walk there."""
    pointer = home / POINTER
    if pointer.exists():
        folder = Path(pointer.read_text())
        if folder.parent != STORE or not folder.is_dir():
            raise EmbeddedServerError(
                f"The data of {home} should be in {folder} and is not there. Put it back, or "
                f"remove {pointer} to begin anew."
            )
        return folder
    data = home / "data"
    if data.exists() and data.stat().st_uid != account.uid:
        raise EmbeddedServerError(
            f"The data in {home} belongs to another user. Start as that user, or choose another "
            "folder."
        )
    if account.can_enter(home.parent):
        account.let_through(home)
        return home
    # A name of its own, not a digest: a home removed and made again must come up empty.
    folder = Path(tempfile.mkdtemp(prefix=f"{_plain_name(home)}-", dir=STORE))
    account.let_through(folder)
    write_private(pointer, str(folder))
    return folder


def _wait_for_earlier_server(folder: Path) -> int:
    """After kill -9 of its parent a server still shuts down in order; nothing starts before."""
    lock = os.open(folder / "server.lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not try_lock(lock):
        if time.monotonic() > deadline:
            os.close(lock)
            raise EmbeddedServerError(
                f"The earlier server of {folder} is still stopping after {PATIENCE_SECONDS} s. "
                f"Wait and start again; `fuser {folder}/server.lock` names its processes."
            )
        time.sleep(0.05)
    return lock


def _give_up_data(held: Home) -> None:
    """In one step: half of its data would be a server that does not start."""
    if held.data.exists():
        if held.making.exists():
            shutil.rmtree(held.making)
        held.data.rename(held.making)


def _empty(folder: Path) -> None:
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry.name != OWNER_LOCK:
            entry.unlink()


def _is_named(lock: int, file: Path) -> bool:
    """A lock on a file that was removed before we got it protects nothing."""
    return file.exists() and os.path.samestat(os.fstat(lock), file.stat())


def _plain_name(path: Path) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "-", path.name)[:40] or "regulars"
