"""Where the servers of a run keep their data: in memory, where there is room for it."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from regulars.runtime.embedded import EmbeddedServerError, remove_home

IN_MEMORY = Path("/dev/shm")
ROOM = 8 * 2**30  # bytes; a run of four takes half of it
BEGUN_BY_NOW_SECONDS = 600
PREFIX = "regulars-tests-"


@contextmanager
def scratch_home(otherwise: Path) -> Iterator[Path]:
    """A home for an embedded server, gone afterwards. A run makes and drops a thousand databases
    of hundreds of files, and ext4 looks through all that were deleted in the last minutes before
    it gives out a file: that was half of the time that the server took. What a killed run left in
    memory is cleared away by the next one."""
    if not has_room(IN_MEMORY):
        try:
            yield otherwise / "home"
        finally:
            remove_home(otherwise / "home")
        return
    _clear(IN_MEMORY)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=IN_MEMORY))
    folder.chmod(0o755)  # the server's account walks through it
    try:
        yield folder / "home"
    finally:
        _remove(folder)


def has_room(place: Path) -> bool:
    return place.is_dir() and min(shutil.disk_usage(place).free, _free_memory()) >= ROOM


def _free_memory() -> int:
    with suppress(OSError):
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            name, _, amount = line.partition(":")
            if name == "MemAvailable":
                return int(amount.split()[0]) * 1024
    return 0


def _clear(place: Path) -> None:
    for left in place.glob(f"{PREFIX}*"):
        with suppress(EmbeddedServerError, OSError):  # one that runs is somebody's
            if time.time() - left.stat().st_mtime > BEGUN_BY_NOW_SECONDS:
                _remove(left)


def _remove(folder: Path) -> None:
    remove_home(folder / "home")
    folder.rmdir()
