"""Published vectors: a few printed in standards, and Wycheproof's where its files are at hand."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regulars.runtime.vault import SealBroken, SizeRefused, crypto

PROJECT = Path(__file__).parents[3]
FILES = {
    "AES-GCM": ("aes_gcm_test.json", 316),
    "HMAC-SHA256": ("hmac_sha256_test.json", 174),
    "HKDF-SHA256": ("hkdf_sha256_test.json", 86),
    "Ed25519": ("ed25519_test.json", 151),
}
# Judged by how we read tokens, in tests of their own.
TOKEN_FILES = {
    "JWS": ("json_web_signature_test.json", 401),
    "JWK": ("json_web_key_test.json", 26),
}


@dataclass(frozen=True)
class Vector:
    """One Wycheproof case together with what its group says of it."""

    group: Mapping[str, Any]
    case: Mapping[str, Any]

    def __getitem__(self, name: str) -> bytes:
        return bytes.fromhex(self.case[name])

    @property
    def number(self) -> int:
        return int(self.case["tcId"])

    @property
    def valid(self) -> bool:
        return bool(self.case["result"] == "valid")

    @property
    def is_for_us(self) -> bool:
        """AES-GCM in the one shape this house uses."""
        sizes = [self.group[name] for name in ("keySize", "ivSize", "tagSize")]
        return sizes == [256, 96, 128]


def wycheproof_folder() -> Path:
    named = os.environ.get("REGULARS_VECTORS")
    return (Path(named) if named else PROJECT.parent / "shared" / "vectors") / "wycheproof"


def wycheproof(algorithm: str) -> list[Vector] | None:
    """All its cases, or None where the file is not at hand."""
    name, count = (FILES | TOKEN_FILES)[algorithm]
    path = wycheproof_folder() / name
    if not path.is_file():
        return None
    groups = json.loads(path.read_text(encoding="utf-8"))["testGroups"]
    vectors = [Vector(group, case) for group in groups for case in group["tests"]]
    assert len(vectors) == count, f"{path} holds {len(vectors)} vectors, not {count}"
    return vectors


def judged_wrongly(algorithm: str, vectors: list[Vector]) -> list[int]:
    return [vector.number for vector in vectors if not JUDGES[algorithm](vector)]


def _aes_gcm_is_right(vector: Vector) -> bool:
    try:
        cipher = crypto.Cipher(vector["key"])
        opened = cipher.decrypt(vector["iv"], vector["ct"] + vector["tag"], vector["aad"])
    except SizeRefused as refusal:
        return not vector.is_for_us and "bytes, not" in str(refusal)
    except SealBroken:
        return vector.is_for_us and not vector.valid
    again = cipher.decrypt(*cipher.encrypt(opened, vector["aad"]), vector["aad"])
    return vector.is_for_us and vector.valid and opened == again == vector["msg"]


def _hmac_is_right(vector: Vector) -> bool:
    length = vector.group["tagSize"] // 8
    holds = crypto.mac_holds(vector["key"], vector["msg"], vector["tag"], length=length)
    return holds is vector.valid


def _hkdf_is_right(vector: Vector) -> bool:
    size = vector.case["size"]
    try:
        made = crypto.hkdf(vector["ikm"], salt=vector["salt"], info=vector["info"], length=size)
    except SizeRefused:
        return not vector.valid
    return vector.valid and made == vector["okm"]


def _ed25519_is_right(vector: Vector) -> bool:
    public_key = bytes.fromhex(vector.group["publicKey"]["pk"])
    return crypto.signature_holds(public_key, vector["msg"], vector["sig"]) is vector.valid


JUDGES: Mapping[str, Callable[[Vector], bool]] = {
    "AES-GCM": _aes_gcm_is_right,
    "HMAC-SHA256": _hmac_is_right,
    "HKDF-SHA256": _hkdf_is_right,
    "Ed25519": _ed25519_is_right,
}


def _hex(text: str) -> bytes:
    return bytes.fromhex(text)


_GCM_KEY = _hex("feffe9928665731c6d6a8f9467308308" * 2)
_GCM_NONCE = _hex("cafebabefacedbaddecaf888")
_GCM_PLAIN = _hex(
    "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
    "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255"
)
_GCM_CIPHER = _hex(
    "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
    "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad"
)

# The GCM specification submitted to NIST, test cases 13 to 16:
# key, nonce, plaintext, additional data, ciphertext, tag.
NIST_GCM = [
    (bytes(32), bytes(12), b"", b"", b"", _hex("530f8afbc74536b9a963b4f1c4cb738b")),
    (
        bytes(32),
        bytes(12),
        bytes(16),
        b"",
        _hex("cea7403d4d606b6e074ec5d3baf39d18"),
        _hex("d0d1c8a799996bf0265b98b5d48ab919"),
    ),
    (
        _GCM_KEY,
        _GCM_NONCE,
        _GCM_PLAIN,
        b"",
        _GCM_CIPHER,
        _hex("b094dac5d93471bdec1a502270e3cc6c"),
    ),
    (
        _GCM_KEY,
        _GCM_NONCE,
        _GCM_PLAIN[:60],
        _hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
        _GCM_CIPHER[:60],
        _hex("76fc6ece0f4e1768cddf8853bb2d551b"),
    ),
]

# RFC 4231, test cases 1 and 2: key, message, tag.
RFC_4231 = [
    (
        b"\x0b" * 20,
        b"Hi There",
        _hex("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
    ),
    (
        b"Jefe",
        b"what do ya want for nothing?",
        _hex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
    ),
]

# RFC 5869, test cases 1 and 3: secret, salt, info, output.
RFC_5869 = [
    (
        b"\x0b" * 22,
        bytes(range(13)),
        bytes(range(0xF0, 0xFA)),
        _hex(
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
        ),
    ),
    (
        b"\x0b" * 22,
        b"",
        b"",
        _hex(
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
        ),
    ),
]

# RFC 8032, 7.1, tests 1 and 2: signing key, public key, message, signature.
RFC_8032 = [
    (
        _hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"),
        _hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"),
        b"",
        _hex(
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e"
            "39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        _hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"),
        _hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"),
        b"\x72",
        _hex(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f"
            "3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
]
