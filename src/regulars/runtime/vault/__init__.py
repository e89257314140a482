"""The vault: personal values sealed under one key per person, and blind tokens to find them by."""

from regulars.runtime.vault.crypto import (
    hkdf,
    mac,
    mac_holds,
    new_key,
    new_signing_key,
    public_key_of,
    same,
    sign,
    signature_holds,
)
from regulars.runtime.vault.documents import DataClass, SealedDocument, declared_documents
from regulars.runtime.vault.envelope import JSON, key_id_of, open_sealed, seal
from regulars.runtime.vault.errors import (
    DocumentRefused,
    EpochRefused,
    FieldRefused,
    KeyFileRefused,
    KeysExist,
    KeysMissing,
    MasterKeyRefused,
    SealBroken,
    SizeRefused,
    VaultFault,
)
from regulars.runtime.vault.keystore import KeyStore
from regulars.runtime.vault.master import MasterKey
from regulars.runtime.vault.person_keys import PersonKey, PersonKeyCache, new_person_key
from regulars.runtime.vault.tenant_keys import TenantKeys, epoch_of

__all__ = [
    "JSON",
    "DataClass",
    "DocumentRefused",
    "EpochRefused",
    "FieldRefused",
    "KeyFileRefused",
    "KeyStore",
    "KeysExist",
    "KeysMissing",
    "MasterKey",
    "MasterKeyRefused",
    "PersonKey",
    "PersonKeyCache",
    "SealBroken",
    "SealedDocument",
    "SizeRefused",
    "TenantKeys",
    "VaultFault",
    "declared_documents",
    "epoch_of",
    "hkdf",
    "key_id_of",
    "mac",
    "mac_holds",
    "new_key",
    "new_person_key",
    "new_signing_key",
    "open_sealed",
    "public_key_of",
    "same",
    "seal",
    "sign",
    "signature_holds",
]
