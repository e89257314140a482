"""What the vault's tests share: a key store in a folder of its own, and documents to seal."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from regulars.kernel.ids import new_id
from regulars.runtime.vault import KeyStore, MasterKey, SealedDocument, documents


@pytest.fixture
def master(tmp_path: Path) -> MasterKey:
    return MasterKey.create(tmp_path / "master.key")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "keys"


@pytest.fixture
def store(folder: Path, master: MasterKey) -> KeyStore:
    return KeyStore(folder, master)


@pytest.fixture
def tenant_id(store: KeyStore) -> UUID:
    tenant_id = new_id()
    store.create(tenant_id)
    return tenant_id


@pytest.fixture(scope="module")
def declarations() -> Iterator[None]:
    """Whatever a test declares is taken back, so that the product's own list stays true."""
    before = dict(documents._declared)
    yield
    documents._declared.clear()
    documents._declared.update(before)


@pytest.fixture(scope="module")
def person(declarations: None) -> SealedDocument:
    fields = {"name": "name", "phone": "phone", "notes": "free_text", "wishes": "preferences"}
    return SealedDocument("sample.person.v1", fields)


@pytest.fixture(scope="module")
def address(declarations: None) -> SealedDocument:
    return SealedDocument("sample.address.v1", {"name": "name", "street": "address"})
