"""The master key's file: made once, ours alone, recognised by its check value."""

import os
import stat
from pathlib import Path

import pytest

from regulars.runtime.vault import MasterKey, MasterKeyRefused


def test_a_created_key_loads_as_the_same_key(tmp_path: Path) -> None:
    made = MasterKey.create(tmp_path / "master.key")
    loaded = MasterKey.load(tmp_path / "master.key")
    assert loaded.matches(made.check_value())
    assert loaded.derive("anything") == made.derive("anything")


def test_the_file_is_ours_alone_and_nothing_else_is_left_beside_it(tmp_path: Path) -> None:
    MasterKey.create(tmp_path / "master.key")
    (only,) = tmp_path.iterdir()
    assert stat.S_IMODE(only.stat().st_mode) == 0o600


def test_an_existing_file_is_never_replaced(tmp_path: Path) -> None:
    first = MasterKey.create(tmp_path / "master.key")
    with pytest.raises(MasterKeyRefused, match="already"):
        MasterKey.create(tmp_path / "master.key")
    assert MasterKey.load(tmp_path / "master.key").matches(first.check_value())
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o610, 0o644, 0o666, 0o777])
def test_a_file_that_others_may_touch_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "master.key"
    MasterKey.create(path)
    path.chmod(mode)
    with pytest.raises(MasterKeyRefused, match="chmod 600"):
        MasterKey.load(path)


def test_a_stricter_file_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    made = MasterKey.create(path)
    path.chmod(0o400)
    assert MasterKey.load(path).matches(made.check_value())


def test_somebody_elses_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "master.key"
    MasterKey.create(path)
    ours = path.stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: ours + 1)
    with pytest.raises(MasterKeyRefused, match=f"belongs to user {ours}"):
        MasterKey.load(path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 32,
        b"regulars-master-key-v1",
        b"regulars-master-key-v1 AAAA",
        b"regulars-master-key-v1 " + b"*" * 44,
        b"regulars-master-key-v2 " + b"A" * 43 + b"=",
    ],
)
def test_what_is_not_a_master_key_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "master.key"
    path.touch(mode=0o600)
    path.write_bytes(content)
    with pytest.raises(MasterKeyRefused, match="does not hold"):
        MasterKey.load(path)


def test_a_missing_file_a_folder_and_a_pipe_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    with pytest.raises(MasterKeyRefused, match="no master key at"):
        MasterKey.load(tmp_path / "master.key")
    with pytest.raises(MasterKeyRefused, match="not a plain file"):
        MasterKey.load(tmp_path)
    with pytest.raises(MasterKeyRefused, match="not a plain file"):
        MasterKey.load(tmp_path / "pipe")
    with pytest.raises(MasterKeyRefused, match="cannot be written"):
        MasterKey.create(tmp_path / "nowhere" / "master.key")


def test_a_foreign_master_key_is_detected_by_its_check_value(tmp_path: Path) -> None:
    ours = MasterKey.create(tmp_path / "ours.key")
    foreign = MasterKey.create(tmp_path / "foreign.key")
    assert not foreign.matches(ours.check_value())
    assert not ours.matches(b"")


def test_the_check_value_and_the_repr_tell_nothing_of_the_key() -> None:
    secret = bytes(range(32))
    key = MasterKey(secret)
    assert len(key.check_value()) == 16
    assert key.check_value() not in secret
    assert key.derive("key store")[:16] != key.check_value()
    assert repr(key) == "MasterKey(hidden)"


def test_a_key_of_another_size_is_refused_without_being_shown() -> None:
    with pytest.raises(MasterKeyRefused) as refusal:
        MasterKey(b"short-secret")
    assert "short" not in str(refusal.value)
