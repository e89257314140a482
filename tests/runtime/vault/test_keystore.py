"""The key store: one file a tenant, whole after a crash, one winner among many."""

import os
import stat
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from regulars.kernel.ids import new_id
from regulars.runtime.vault import (
    EpochRefused,
    KeyFileRefused,
    KeysExist,
    KeysMissing,
    KeyStore,
    MasterKey,
    SealBroken,
)

RACER = """
import sys
from pathlib import Path
from uuid import UUID
from regulars.runtime.vault import KeysExist, KeyStore, MasterKey

folder, what, *tenants = sys.argv[1:]
store = KeyStore(Path(folder) / "keys", MasterKey.load(Path(folder) / "master.key"))
print("ready", flush=True)
sys.stdin.readline()
for tenant in tenants:
    try:
        getattr(store, what)(UUID(tenant))
        print("won")
    except KeysExist:
        print("lost")
"""


def race(folder: Path, what: str, tenants: list[UUID]) -> list[list[str]]:
    """Two processes do the same to the same tenants, released together."""
    command = [sys.executable, "-c", RACER, str(folder), what, *map(str, tenants)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    racers = [
        subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for racer in racers:
        assert racer.stdout is not None
        assert racer.stdout.readline() == "ready\n"
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("\n")
        racer.stdin.flush()
    outcomes = [racer.communicate(timeout=60)[0].split() for racer in racers]
    assert [racer.returncode for racer in racers] == [0, 0]
    return outcomes


def test_of_two_processes_that_create_the_same_keys_exactly_one_wins(
    store: KeyStore, tmp_path: Path
) -> None:
    tenants = [new_id() for _ in range(40)]
    for first, second in zip(*race(tmp_path, "create", tenants), strict=True):
        assert {first, second} == {"won", "lost"}
    assert all(store.tenant(tenant_id).epoch == 1 for tenant_id in tenants)


def test_two_processes_that_add_epochs_lose_none(
    store: KeyStore, tenant_id: UUID, tmp_path: Path
) -> None:
    before = store.tenant(tenant_id)
    token = before.token("phone", "+96890000001")
    race(tmp_path, "add_epoch", [tenant_id] * 10)
    keys = store.tenant(tenant_id)
    assert keys.epochs == tuple(range(1, 22))
    assert keys.token("phone", "+96890000001", epoch=1) == token


def test_keys_are_made_once(store: KeyStore, tenant_id: UUID) -> None:
    token = store.tenant(tenant_id).token("phone", "+96890000001")
    with pytest.raises(KeysExist):
        store.create(tenant_id)
    assert store.tenant(tenant_id).token("phone", "+96890000001") == token


def test_a_tenant_without_keys_is_told_so(store: KeyStore) -> None:
    for ask in (store.tenant, store.add_epoch):
        with pytest.raises(KeysMissing):
            ask(new_id())
    with pytest.raises(KeysMissing):
        store.drop_epoch(new_id(), 1)


def test_keys_are_held_in_memory_until_their_file_changes(
    store: KeyStore, folder: Path, master: MasterKey, tenant_id: UUID
) -> None:
    keys = store.tenant(tenant_id)
    assert store.tenant(tenant_id) is keys
    KeyStore(folder, master).add_epoch(tenant_id)  # as another process would
    assert store.tenant(tenant_id).epoch == 2


def test_keys_whose_file_was_taken_away_are_missing_at_once(
    store: KeyStore, folder: Path, tenant_id: UUID
) -> None:
    store.tenant(tenant_id)
    (folder / f"{tenant_id}.keys").unlink()
    with pytest.raises(KeysMissing):
        store.tenant(tenant_id)


def test_every_file_is_ours_alone(store: KeyStore, folder: Path, tenant_id: UUID) -> None:
    store.add_epoch(tenant_id)
    store.register_forgotten([new_id()])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_a_key_file_open_to_others_is_refused(
    store: KeyStore, folder: Path, tenant_id: UUID
) -> None:
    (folder / f"{tenant_id}.keys").chmod(0o640)
    with pytest.raises(KeyFileRefused, match="chmod 600"):
        store.tenant(tenant_id)


def test_old_wraps_and_tokens_work_after_an_epoch_is_added(
    store: KeyStore, tenant_id: UUID
) -> None:
    old = store.tenant(tenant_id)
    key_id, secret = new_id(), bytes(range(32))
    wrapped, token = old.wrap(key_id, secret), old.token("phone", "+96890000001")
    number, derived = old.number_token("gram", "sal"), old.derive("jobs.v1")

    new = store.add_epoch(tenant_id)

    assert (old.epoch, new.epoch) == (1, 2)
    assert new.unwrap(key_id, wrapped) == secret
    assert new.token("phone", "+96890000001", epoch=1) == token
    assert new.token("phone", "+96890000001") != token
    assert new.number_token("gram", "sal", epoch=1) == number
    assert new.number_token("gram", "sal") != number
    assert new.derive("jobs.v1") == derived


def test_keys_taken_before_an_epoch_was_added_open_what_it_wrote(
    store: KeyStore, folder: Path, master: MasterKey, tenant_id: UUID
) -> None:
    old = store.tenant(tenant_id)
    new = KeyStore(folder, master).add_epoch(tenant_id)  # as another process would
    key_id, secret = new_id(), bytes(range(32))
    assert old.unwrap(key_id, new.wrap(key_id, secret)) == secret
    token = new.token("phone", "+96890000001")
    assert old.token("phone", "+96890000001", epoch=2) == token
    assert old.epoch == 1


def test_a_dropped_epoch_refuses(store: KeyStore, tenant_id: UUID) -> None:
    key_id = new_id()
    wrapped = store.tenant(tenant_id).wrap(key_id, bytes(32))
    store.add_epoch(tenant_id)

    keys = store.drop_epoch(tenant_id, 1)

    assert keys.epochs == (2,)
    with pytest.raises(SealBroken):
        keys.unwrap(key_id, wrapped)
    with pytest.raises(EpochRefused):
        keys.token("phone", "+96890000001", epoch=1)
    with pytest.raises(EpochRefused):
        keys.number_token("gram", "sal", epoch=1)
    assert store.add_epoch(tenant_id).epoch == 3


def test_the_current_epoch_and_an_unknown_one_cannot_be_dropped(
    store: KeyStore, tenant_id: UUID
) -> None:
    store.add_epoch(tenant_id)
    with pytest.raises(EpochRefused, match="in use"):
        store.drop_epoch(tenant_id, 2)
    with pytest.raises(EpochRefused, match="no epoch 7"):
        store.drop_epoch(tenant_id, 7)
    assert store.tenant(tenant_id).epochs == (1, 2)


def test_a_foreign_master_key_opens_no_key_file(
    store: KeyStore, folder: Path, tmp_path: Path, tenant_id: UUID
) -> None:
    foreign = KeyStore(folder, MasterKey.create(tmp_path / "foreign.key"))
    with pytest.raises(SealBroken, match="do not open under this master key"):
        foreign.tenant(tenant_id)


def test_one_tenants_key_file_does_not_open_for_another(
    store: KeyStore, folder: Path, tenant_id: UUID
) -> None:
    other_id = new_id()
    store.create(other_id)
    (folder / f"{other_id}.keys").write_bytes((folder / f"{tenant_id}.keys").read_bytes())
    with pytest.raises(SealBroken):
        store.tenant(other_id)


def test_keys_swapped_between_purposes_or_epochs_do_not_open(
    store: KeyStore, folder: Path, tenant_id: UUID
) -> None:
    store.add_epoch(tenant_id)
    path = folder / f"{tenant_id}.keys"
    content = path.read_text()
    swaps = [
        content.replace('"wrap"', '"x"').replace('"token"', '"wrap"').replace('"x"', '"token"'),
        content.replace('"1":', '"x":').replace('"2":', '"1":').replace('"x":', '"2":'),
        content.replace('"2":', '"3":'),
    ]
    for swapped in swaps:
        assert swapped != content
        path.write_text(swapped)
        with pytest.raises(SealBroken):
            store.tenant(tenant_id)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"version":2,"root":"","epochs":{}}'])
def test_a_damaged_key_file_is_refused(
    store: KeyStore, folder: Path, tenant_id: UUID, content: bytes
) -> None:
    (folder / f"{tenant_id}.keys").write_bytes(content)
    with pytest.raises(KeyFileRefused):
        store.tenant(tenant_id)


def test_no_key_lies_in_the_open_on_the_disk(
    store: KeyStore, folder: Path, tenant_id: UUID
) -> None:
    first, second = new_id(), new_id()
    store.create(first)
    store.create(second)
    files = [(folder / f"{tenant}.keys").read_text() for tenant in (first, second, tenant_id)]
    assert len(set(files)) == 3
    assert repr(store) == f"KeyStore({str(folder)!r})"
    assert "hidden" in repr(store.tenant(tenant_id))
