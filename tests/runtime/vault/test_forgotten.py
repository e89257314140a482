"""The erasure register: append-only, and true after a crash."""

import stat
from pathlib import Path

import pytest

from regulars.kernel.ids import new_id
from regulars.runtime.vault import KeyFileRefused, KeyStore
from regulars.runtime.vault.forgotten import FILE_NAME, RECORD_BYTES


def test_nobody_is_forgotten_at_first(store: KeyStore, folder: Path) -> None:
    store.register_forgotten([])
    assert list(store.forgotten()) == []
    assert not (folder / FILE_NAME).exists()


def test_the_forgotten_are_listed_in_order_also_by_another_process(
    store: KeyStore, folder: Path, master: object
) -> None:
    key_ids = [new_id() for _ in range(5)]
    store.register_forgotten(key_ids[:2])
    store.register_forgotten(iter(key_ids[2:]))
    assert list(store.forgotten()) == key_ids
    assert stat.S_IMODE((folder / FILE_NAME).stat().st_mode) == 0o600


def test_a_record_torn_by_a_crash_is_passed_over_and_then_healed(
    store: KeyStore, folder: Path
) -> None:
    first, torn, third = new_id(), new_id(), new_id()
    store.register_forgotten([first])
    with (folder / FILE_NAME).open("ab") as file:
        file.write(str(torn).encode()[:20])

    assert list(store.forgotten()) == [first]
    store.register_forgotten([third])
    assert list(store.forgotten()) == [first, third]
    assert (folder / FILE_NAME).stat().st_size == 2 * RECORD_BYTES


def test_a_damaged_register_is_refused_rather_than_read_with_holes(
    store: KeyStore, folder: Path
) -> None:
    store.register_forgotten([new_id(), new_id()])
    content = bytearray((folder / FILE_NAME).read_bytes())
    content[RECORD_BYTES + 3] = ord("x")
    (folder / FILE_NAME).write_bytes(content)
    with pytest.raises(KeyFileRefused, match="damaged at line 2"):
        list(store.forgotten())


def test_a_register_open_to_others_is_refused(store: KeyStore, folder: Path) -> None:
    store.register_forgotten([new_id()])
    (folder / FILE_NAME).chmod(0o644)
    with pytest.raises(KeyFileRefused, match="chmod 600"):
        list(store.forgotten())
