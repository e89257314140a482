"""Files that hold keys are placed whole or not at all."""

from pathlib import Path

import pytest

from regulars.runtime.vault import KeyFileRefused, durable


def test_a_file_is_replaced_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "file"
    durable.place(path, b"old")
    durable.place(path, b"new")
    assert durable.read_private(path) == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_placing_keeps_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    durable.place(path, b"old")
    with pytest.raises(RuntimeError), durable._written_beside(path, b"new"):
        raise RuntimeError
    assert durable.read_private(path) == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_does_not_replace_an_old_one(tmp_path: Path) -> None:
    path = tmp_path / "file"
    durable.place_new(path, b"old")
    with pytest.raises(FileExistsError):
        durable.place_new(path, b"new")
    assert durable.read_private(path) == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), durable.held(tmp_path):
        raise RuntimeError
    with durable.held(tmp_path):
        pass


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_that_others_may_write_into_is_refused(tmp_path: Path, mode: int) -> None:
    tmp_path.chmod(mode)
    with pytest.raises(KeyFileRefused, match="chmod 700"):
        durable.private_folder(tmp_path)


def test_a_folder_is_made_closed_and_a_file_in_its_place_is_refused(tmp_path: Path) -> None:
    durable.private_folder(tmp_path / "deep" / "keys")
    assert (tmp_path / "deep" / "keys").stat().st_mode & 0o777 == 0o700
    (tmp_path / "file").touch()
    with pytest.raises(KeyFileRefused, match="not a folder"):
        durable.private_folder(tmp_path / "file")
