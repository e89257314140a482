"""The one door of the server: a socket in a folder that only its account enters."""

import os
import re
import stat
from hashlib import sha256
from pathlib import Path

from .errors import EmbeddedServerError
from .home import Home

# 107 bytes for a socket's path, less "/.s.PGSQL.5432"; a comma or space would not survive a URL.
PLAIN_SHORT_PATH = re.compile(r"[\w./+-]{1,93}", re.ASCII)


def socket_folder(home: Home) -> Path:
    """Empty, 0700, and short enough wherever the checkout lies."""
    folder = home.folder / "socket"
    if not PLAIN_SHORT_PATH.fullmatch(str(folder)):
        digest = sha256(os.fsencode(home.folder)).hexdigest()[:16]
        folder = Path("/tmp") / f"regulars-{digest}"  # noqa: S108 - checked below
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        _expect_ours(home, folder)
        # Left by a killed server. Its lock file would stop PostgreSQL once the pid is reused.
        for leftover in folder.iterdir():
            leftover.unlink()
    home.account.take_over(folder)
    return folder


def _expect_ours(home: Home, folder: Path) -> None:
    """In /tmp anybody may have taken the name before us, to listen in our place."""
    found = folder.lstat()
    is_private = stat.S_ISDIR(found.st_mode) and stat.S_IMODE(found.st_mode) == 0o700
    if not is_private or found.st_uid not in {os.geteuid(), home.account.uid}:
        raise EmbeddedServerError(
            f"{folder} is somebody else's and stands where the server's socket belongs. "
            "Remove it and start again."
        )
