"""The folder that root keeps for the server's own user, away from anybody's checkout."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STORE = Path("/var/lib/regulars")


@contextmanager
def opened_store(store: Path = STORE) -> Iterator[Path]:
    """One at a time: whoever makes the user or copies the programs, others wait and find them."""
    make_open_folder(store)
    lock = os.open(store / "store.lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield store
    finally:
        os.close(lock)


def make_open_folder(folder: Path) -> None:
    """Made so that everyone may walk through, whatever the umask; left alone when it is there."""
    try:
        folder.mkdir(mode=0o755)
    except FileExistsError:
        return
    folder.chmod(0o755)
