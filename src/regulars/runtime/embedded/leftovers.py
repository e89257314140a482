"""Servers that promised nothing and whose home is gone: root would keep their data for ever."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from .home import POINTER, Home, try_lock, write_private
from .store import STORE

MARK = "made-for"


def mark(held: Home, home: Path, *, durable: bool) -> None:
    """Only data that was never durable may be swept, and only where root keeps it elsewhere."""
    note = held.folder / MARK
    if durable:
        note.unlink(missing_ok=True)
    elif held.folder != home.resolve():
        write_private(note, str(home.resolve()))


def sweep(store: Path = STORE) -> None:
    for note in store.glob(f"*/{MARK}"):
        # Another start may be sweeping the same folder.
        with suppress(FileNotFoundError):
            pointer = Path(note.read_text()) / POINTER
            if not pointer.exists() or pointer.read_text() != str(note.parent):
                _remove_unless_running(note.parent)


def _remove_unless_running(folder: Path) -> None:
    lock = os.open(folder / "server.lock", os.O_RDWR)
    try:
        if try_lock(lock):
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(lock)
