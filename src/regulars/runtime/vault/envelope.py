"""Sealing one document of one row under one person's key, and opening it nowhere else."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias
from uuid import UUID

import msgspec

from regulars.runtime.vault import crypto
from regulars.runtime.vault.documents import SealedDocument
from regulars.runtime.vault.errors import FieldRefused, SealBroken
from regulars.runtime.vault.person_keys import PersonKey

JSON: TypeAlias = "Mapping[str, JSON] | Sequence[JSON] | str | int | float | bool | None"

VERSION = b"\x01"

_KEY_ID = slice(1, 17)
_HEAD = slice(0, 17)
_NONCE = slice(17, 17 + crypto.NONCE_BYTES)
_CIPHERTEXT = slice(_NONCE.stop, None)
_BYTES_MIN = _NONCE.stop + crypto.TAG_BYTES

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(dict).decode


def seal(
    document: SealedDocument,
    values: Mapping[str, JSON],
    *,
    tenant_id: UUID,
    row_id: UUID,
    key: PersonKey,
) -> bytes:
    """What is opened later equals what was given: a value JSON would change is refused."""
    plaintext = _plaintext(document, values)
    head = VERSION + key.id_bytes
    aad = head + document.name_bound + tenant_id.bytes + row_id.bytes
    nonce, ciphertext = key.cipher.encrypt(plaintext, aad)
    return head + nonce + ciphertext


def open_sealed(
    document: SealedDocument, sealed: bytes, *, tenant_id: UUID, row_id: UUID, key: PersonKey
) -> dict[str, JSON]:
    head = sealed[_HEAD]
    if len(sealed) < _BYTES_MIN or head != VERSION + key.id_bytes:
        raise SealBroken("A sealed value did not open.")
    # The name carries its length and the rest has a fixed one, so no two places share this.
    aad = head + document.name_bound + tenant_id.bytes + row_id.bytes
    values: dict[str, JSON] = _decode(key.cipher.decrypt(sealed[_NONCE], sealed[_CIPHERTEXT], aad))
    return values


def key_id_of(sealed: bytes) -> UUID:
    """Whose key opens this; not proven until it is opened."""
    if len(sealed) < _BYTES_MIN or sealed[:1] != VERSION:
        raise SealBroken("A sealed value did not open.")
    return UUID(bytes=sealed[_KEY_ID])


def _plaintext(document: SealedDocument, values: Mapping[str, JSON]) -> bytes:
    # A field that nobody declared is not repeated here: its name may itself come from a person.
    if not values.keys() <= document.fields.keys():
        raise FieldRefused(f"{document.name} holds only: {', '.join(document.fields)}.")
    given = dict(values)
    plaintext = _encoded(given)
    if plaintext is None:
        raise FieldRefused(f"{document.name}: a value is not plain JSON.")
    return plaintext


def _encoded(given: dict[str, JSON]) -> bytes | None:
    # An encoder's own complaint may quote the value, so it ends here. NaN, tuples and dates
    # do not come back as they went in.
    try:
        plaintext = _encode(given)
        return plaintext if _decode(plaintext) == given else None
    except (TypeError, ValueError, OverflowError, RecursionError, msgspec.MsgspecError):
        return None
