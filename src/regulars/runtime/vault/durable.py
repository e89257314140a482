"""Files that hold keys: readable by us alone, never half written, on the disk before we go on."""

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from regulars.runtime.vault.errors import KeyFileRefused

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def private_folder(folder: Path) -> None:
    """Make the folder if it is not there, and refuse one that others may write into."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError:
        raise KeyFileRefused(f"{folder} is not a folder.") from None
    about = folder.stat()
    if about.st_uid != os.geteuid():
        raise KeyFileRefused(f"{folder} belongs to user {about.st_uid}, not to us.")
    if about.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise KeyFileRefused(f"Others may write into {folder}: run chmod 700 {folder}")


def read_private(path: Path) -> bytes:
    """The whole file, refused unless it is ours and closed to everybody else."""
    # Looked at through the open descriptor, so that it cannot be swapped between look and read;
    # not blocking, because a pipe put in its place would hold us for ever.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        _require_private(path, os.fstat(descriptor))
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(descriptor)


def place(path: Path, content: bytes) -> None:
    """Put the file there whole, over an older one if there is one."""
    with _written_beside(path, content) as fresh:
        fresh.replace(path)


def place_new(path: Path, content: bytes) -> None:
    """Put the file there whole, or raise FileExistsError; of two at once exactly one succeeds."""
    with _written_beside(path, content) as fresh:
        path.hardlink_to(fresh)


def append_records(path: Path, records: bytes, *, record_bytes: int) -> None:
    """Add whole records at the end. The caller holds the folder."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    try:
        # A torn last record is what a crash left before it was ever acknowledged.
        whole = os.fstat(descriptor).st_size // record_bytes * record_bytes
        os.ftruncate(descriptor, whole)
        _write_all(descriptor, records)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    _sync_folder(path.parent)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """One process at a time changes this folder; the lock dies with its holder."""
    descriptor = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _require_private(path: Path, about: os.stat_result) -> None:
    if not stat.S_ISREG(about.st_mode):
        raise KeyFileRefused(f"{path} is not a plain file.")
    if about.st_uid != os.geteuid():
        raise KeyFileRefused(f"{path} belongs to user {about.st_uid}, not to us.")
    if about.st_mode & OTHERS:
        mode = stat.S_IMODE(about.st_mode)
        raise KeyFileRefused(f"{path} is open to others (mode {mode:04o}): run chmod 600 {path}")


@contextmanager
def _written_beside(path: Path, content: bytes) -> Iterator[Path]:
    fresh = path.with_name(f".{path.name}.{token_hex(8)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        try:
            _write_all(descriptor, content)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        yield fresh
        _sync_folder(path.parent)
    finally:
        fresh.unlink(missing_ok=True)


def _write_all(descriptor: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
