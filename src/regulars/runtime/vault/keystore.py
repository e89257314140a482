"""The key store: one file a tenant, outside the database, so that a dump alone reads nothing."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeAlias
from uuid import UUID

import msgspec

from regulars.runtime.vault import crypto, durable, forgotten
from regulars.runtime.vault.errors import (
    EpochRefused,
    KeyFileRefused,
    KeysExist,
    KeysMissing,
    SealBroken,
    SizeRefused,
)
from regulars.runtime.vault.master import MasterKey
from regulars.runtime.vault.tenant_keys import EpochKeys, TenantKeys

FILE_VERSION = 1
FIRST_EPOCH = 1

# What tells one state of a file from the next: inode, size, times of change.
Stamp: TypeAlias = tuple[int, int, int, int]


class _Epoch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    wrap: bytes
    token: bytes


class _KeyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What lies on the disk; each key is sealed under one derived from the master."""

    version: int
    root: bytes
    epochs: dict[int, _Epoch]


class _Known(NamedTuple):
    path: Path
    stamp: Stamp
    keys: TenantKeys


class KeyStore:
    """All tenants' keys. Changes take a lock on the folder and reach the disk before they return.

    Reading and writing block for the length of a disk write: call the changing ones off the loop.
    """

    def __init__(self, folder: Path, master: MasterKey) -> None:
        durable.private_folder(folder)
        self._folder = folder
        self._master = master
        self._known: dict[UUID, _Known] = {}

    def __repr__(self) -> str:
        return f"KeyStore({str(self._folder)!r})"

    def create(self, tenant_id: UUID) -> TenantKeys:
        seal = _Sealer(self._master, tenant_id)
        first = _KeyFile(FILE_VERSION, seal.new("root", 0), {FIRST_EPOCH: seal.epoch(FIRST_EPOCH)})
        try:
            durable.place_new(self._path(tenant_id), msgspec.json.encode(first))
        except FileExistsError:
            raise KeysExist(f"Tenant {tenant_id} has keys already.") from None
        return self.tenant(tenant_id)

    def tenant(self, tenant_id: UUID) -> TenantKeys:
        """From memory, unless the file has changed: another process may have added an epoch."""
        known = self._known.get(tenant_id)
        path = known.path if known else self._path(tenant_id)
        stamp = _stamp(path)
        if known is None or known.stamp != stamp:
            self._known.pop(tenant_id, None)
            if stamp is None:
                raise KeysMissing(f"Tenant {tenant_id} has no keys in {self._folder}.")
            known = _Known(path, stamp, self._opened(tenant_id))
            self._known[tenant_id] = known
        return known.keys

    def add_epoch(self, tenant_id: UUID) -> TenantKeys:
        """New writes use the new epoch from the next `tenant()` on, in every process."""
        with durable.held(self._folder):
            file = self._read(tenant_id)
            epoch = max(file.epochs) + 1
            added = _Sealer(self._master, tenant_id).epoch(epoch)
            self._write(tenant_id, file, {**file.epochs, epoch: added})
        return self.tenant(tenant_id)

    def drop_epoch(self, tenant_id: UUID, epoch: int) -> TenantKeys:
        """For ever: what is still wrapped or looked up under it is lost."""
        with durable.held(self._folder):
            file = self._read(tenant_id)
            if epoch not in file.epochs:
                raise EpochRefused(f"Tenant {tenant_id} has no epoch {epoch}.")
            if epoch == max(file.epochs):
                raise EpochRefused(f"Epoch {epoch} of tenant {tenant_id} is the one in use.")
            kept = {number: keys for number, keys in file.epochs.items() if number != epoch}
            self._write(tenant_id, file, kept)
        return self.tenant(tenant_id)

    def register_forgotten(self, key_ids: Iterable[UUID]) -> None:
        """Remember, beside the keys and apart from the database, that these are never to live
        again. On the disk when this returns."""
        with durable.held(self._folder):
            forgotten.append(self._folder, key_ids)

    def forgotten(self) -> Iterator[UUID]:
        return forgotten.read(self._folder)

    def _path(self, tenant_id: UUID) -> Path:
        return self._folder / f"{UUID(int=tenant_id.int)}.keys"

    def _opened(self, tenant_id: UUID) -> TenantKeys:
        file = self._read(tenant_id)
        seal = _Sealer(self._master, tenant_id)
        return TenantKeys(
            tenant_id,
            root=seal.open("root", 0, file.root),
            epochs={
                number: EpochKeys(
                    wrap=seal.open("wrap", number, keys.wrap),
                    token=seal.open("token", number, keys.token),
                )
                for number, keys in file.epochs.items()
            },
            look_again=lambda: self.tenant(tenant_id),
        )

    def _read(self, tenant_id: UUID) -> _KeyFile:
        path = self._path(tenant_id)
        try:
            file = msgspec.json.decode(durable.read_private(path), type=_KeyFile)
        except FileNotFoundError:
            raise KeysMissing(f"Tenant {tenant_id} has no keys in {self._folder}.") from None
        except msgspec.MsgspecError:
            raise KeyFileRefused(f"{path} is damaged: restore it from its backup.") from None
        if file.version != FILE_VERSION or not file.epochs:
            raise KeyFileRefused(f"{path} is of a version that this program does not know.")
        return file

    def _write(self, tenant_id: UUID, file: _KeyFile, epochs: dict[int, _Epoch]) -> None:
        changed = msgspec.structs.replace(file, epochs=epochs)
        durable.place(self._path(tenant_id), msgspec.json.encode(changed))


class _Sealer:
    """Seals and opens one tenant's keys for its file."""

    def __init__(self, master: MasterKey, tenant_id: UUID) -> None:
        self._tenant_id = tenant_id
        self._cipher = crypto.Cipher(master.derive("key store", tenant_id.bytes))

    def epoch(self, number: int) -> _Epoch:
        return _Epoch(wrap=self.new("wrap", number), token=self.new("token", number))

    def new(self, purpose: str, epoch: int) -> bytes:
        nonce, ciphertext = self._cipher.encrypt(crypto.new_key(), self._bound_to(purpose, epoch))
        return nonce + ciphertext

    def open(self, purpose: str, epoch: int, sealed: bytes) -> bytes:
        nonce, ciphertext = sealed[: crypto.NONCE_BYTES], sealed[crypto.NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, ciphertext, self._bound_to(purpose, epoch))
        except (SealBroken, SizeRefused):
            raise SealBroken(
                f"The keys of tenant {self._tenant_id} do not open under this master key."
            ) from None

    def _bound_to(self, purpose: str, epoch: int) -> bytes:
        named = purpose.encode(), epoch.to_bytes(4, "big")
        return crypto.joined(b"regulars.key-store.v1", self._tenant_id.bytes, *named)


def _stamp(path: Path) -> Stamp | None:
    try:
        about = path.stat()
    except FileNotFoundError:
        return None
    return about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns
