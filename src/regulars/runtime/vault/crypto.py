"""The only door to cryptography: AES-256-GCM, HKDF and HMAC on SHA-256, Ed25519, nothing else."""

import hmac
import os

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from regulars.runtime.vault.errors import SealBroken, SizeRefused

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
DIGEST_BYTES = 32
HKDF_BYTES_MAX = 255 * DIGEST_BYTES


class Cipher:
    """AES-256-GCM under one key, prepared once: setting the key up costs more than a short seal."""

    __slots__ = ("_aesgcm",)

    def __init__(self, key: bytes) -> None:
        _require(len(key), KEY_BYTES, "An AES-256 key")
        self._aesgcm = AESGCM(key)

    def encrypt(self, plaintext: bytes, aad: bytes) -> tuple[bytes, bytes]:
        """A fresh random nonce, and the ciphertext with its tag. Callers cannot choose the nonce:
        random ones stay safe for 2**32 messages under one key, and a key here is one person's."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce, self._aesgcm.encrypt(nonce, plaintext, aad)

    def decrypt(self, nonce: bytes, ciphertext: bytes, aad: bytes) -> bytes:
        _require(len(nonce), NONCE_BYTES, "An AES-GCM nonce")
        try:
            return self._aesgcm.decrypt(nonce, ciphertext, aad)
        except InvalidTag:
            raise SealBroken("A sealed value did not open.") from None


def new_key() -> bytes:
    return os.urandom(KEY_BYTES)


def hkdf(secret: bytes, *, info: bytes, salt: bytes = b"", length: int = KEY_BYTES) -> bytes:
    """HKDF-SHA256, for keys out of keys; never for passwords."""
    if not 0 < length <= HKDF_BYTES_MAX:
        raise SizeRefused(f"HKDF-SHA256 gives 1 to {HKDF_BYTES_MAX} bytes, not {length}.")
    return HKDF(hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)


def mac(key: bytes, message: bytes, *, length: int = DIGEST_BYTES) -> bytes:
    """HMAC-SHA256, cut to its first `length` bytes where a shorter one is stored."""
    if not TAG_BYTES <= length <= DIGEST_BYTES:
        raise SizeRefused(f"A MAC has {TAG_BYTES} to {DIGEST_BYTES} bytes, not {length}.")
    return hmac.digest(key, message, "sha256")[:length]


def mac_holds(key: bytes, message: bytes, given: bytes, *, length: int = DIGEST_BYTES) -> bool:
    return same(mac(key, message, length=length), given)


def same(left: bytes, right: bytes) -> bool:
    """Compared in a time that does not depend on where they differ."""
    return hmac.compare_digest(left, right)


def new_signing_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key_of(signing_key: bytes) -> bytes:
    return _private(signing_key).public_key().public_bytes_raw()


def sign(signing_key: bytes, message: bytes) -> bytes:
    return _private(signing_key).sign(message)


def signature_holds(public_key: bytes, message: bytes, signature: bytes) -> bool:
    _require(len(public_key), KEY_BYTES, "An Ed25519 public key")
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def joined(*parts: bytes) -> bytes:
    """Parts as one message that no other parts can give: each is preceded by its length."""
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def _private(signing_key: bytes) -> Ed25519PrivateKey:
    _require(len(signing_key), KEY_BYTES, "An Ed25519 signing key")
    return Ed25519PrivateKey.from_private_bytes(signing_key)


def _require(size: int, wanted: int, what: str) -> None:
    if size != wanted:
        raise SizeRefused(f"{what} has {wanted} bytes, not {size}.")
