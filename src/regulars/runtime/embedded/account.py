"""Whom the server runs as: whoever starts it, or a system user of its own when that is root."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .errors import EmbeddedServerError
from .store import opened_store

USER = "regulars"
TOOLS = "/usr/sbin:/sbin:/usr/bin:/bin"
OPTIONS = ("--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin")


@dataclass(frozen=True, slots=True)
class Account:
    uid: int
    gid: int
    is_lent: bool  # we are root, and PostgreSQL refuses to be

    def take_over(self, path: Path) -> None:
        if self.is_lent:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def let_through(self, folder: Path) -> None:
        """What lies in the folder stays root's; the server may only walk to its own parts."""
        if self.is_lent:
            os.chown(folder, 0, self.gid, follow_symlinks=False)
            folder.chmod(0o710)

    def can_enter(self, folder: Path) -> bool:
        return not self.is_lent or all(self._may(0o1, step) for step in (folder, *folder.parents))

    def can_read(self, file: Path) -> bool:
        return not self.is_lent or (self._may(0o4, file) and self.can_enter(file.parent))

    def _may(self, right: int, path: Path) -> bool:
        found = path.stat()
        shift = 6 if found.st_uid == self.uid else 3 if found.st_gid == self.gid else 0
        return bool(found.st_mode >> shift & right)


def server_account() -> Account:
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), is_lent=False)
    with opened_store():
        return system_account(USER)


def system_account(name: str, *, tools: str = TOOLS) -> Account:
    try:
        return _look_up(name)
    except KeyError:
        pass
    tool = shutil.which("useradd", path=tools)
    if tool is None:
        raise _could_not_make(name, "there is no useradd here")
    made = subprocess.run(  # noqa: S603 - a fixed command
        [tool, *OPTIONS, name], capture_output=True, text=True, check=False
    )
    try:
        return _look_up(name)
    except KeyError:
        raise _could_not_make(name, made.stderr.strip()) from None


def _look_up(name: str) -> Account:
    entry = pwd.getpwnam(name)
    if entry.pw_uid == 0:
        raise EmbeddedServerError(
            f"The system user {name} is root under another name, and PostgreSQL refuses to run "
            f"as root. Give {name} a uid of its own."
        )
    return Account(entry.pw_uid, entry.pw_gid, is_lent=True)


def _could_not_make(name: str, reason: str) -> EmbeddedServerError:
    return EmbeddedServerError(
        f"PostgreSQL refuses to run as root, and the system user {name} could not be made "
        f"({reason}). Make it with `useradd {' '.join(OPTIONS)} {name}`, or start as an "
        "ordinary user."
    )
