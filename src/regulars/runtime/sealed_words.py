"""Words that travel in an address: sealed under the tenant's own key, letters to everybody else."""

from regulars.runtime.letters import bytes_of, letters_of
from regulars.runtime.vault import crypto
from regulars.runtime.vault.errors import SealBroken
from regulars.runtime.vault.tenant_keys import TenantKeys

VERSION = b"\x01"
WORDS_BYTES_MAX = 800
# Filled up to whole blocks: the length of an address must not tell a phone from a name.
BLOCK_BYTES = 32
END = b"\x80"
LETTERS_MAX = 1_200

_NONCE = slice(1, 1 + crypto.NONCE_BYTES)
_CIPHERTEXT = slice(_NONCE.stop, None)
_BYTES_MIN = _NONCE.stop + crypto.TAG_BYTES


def seal_words(keys: TenantKeys, use: str, words: str) -> str:
    """Another text each time, for the same words too: two addresses tell nobody that they ask for
    the same person. Raises ValueError for more than a field may hold."""
    plain = words.encode("utf-8", "replace")
    if len(plain) > WORDS_BYTES_MAX:
        raise ValueError("too many words for an address")
    plain += END
    plain += bytes(-len(plain) % BLOCK_BYTES)
    nonce, ciphertext = _cipher(keys).encrypt(plain, _bound_to(keys, use))
    return letters_of(VERSION + nonce + ciphertext)


def open_words(keys: TenantKeys, use: str, text: str) -> str | None:
    """None for what this tenant did not seal for this use, or what was damaged on the way."""
    raw = bytes_of(text, length_max=LETTERS_MAX)
    if raw is None or len(raw) < _BYTES_MIN or raw[:1] != VERSION:
        return None
    try:
        plain = _cipher(keys).decrypt(raw[_NONCE], raw[_CIPHERTEXT], _bound_to(keys, use))
    except SealBroken:
        return None
    return plain.rstrip(b"\x00").removesuffix(END).decode("utf-8")


def _cipher(keys: TenantKeys) -> crypto.Cipher:
    return crypto.Cipher(keys.derive("sealed words"))


def _bound_to(keys: TenantKeys, use: str) -> bytes:
    return crypto.joined(b"regulars.sealed-words.v1", keys.tenant_id.bytes, use.encode())
