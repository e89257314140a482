"""A passkey made of software: answers a site's questions as a browser with a device would."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class SoftPasskey:
    """One credential. Without `verifies` its owner was not asked for a finger or a code."""

    origin: str
    verifies: bool = True
    counts: bool = True
    count: int = 0
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def create(self, options: str) -> str:
        asked = json.loads(options)
        public = self.key.public_key().public_numbers()
        cose = cbor2.dumps(
            {1: 2, 3: -7, -1: 1, -2: public.x.to_bytes(32, "big"), -3: public.y.to_bytes(32, "big")}
        )
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cose
        data = self._data(asked["rp"]["id"], ATTESTED) + attested
        statement = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        said = {
            "clientDataJSON": _text(self._client("webauthn.create", asked["challenge"])),
            "attestationObject": _text(statement),
        }
        return self._answer(said)

    def get(self, options: str) -> str:
        asked = json.loads(options)
        client = self._client("webauthn.get", asked["challenge"])
        data = self._data(asked["rpId"], 0)
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        said = {
            "clientDataJSON": _text(client),
            "authenticatorData": _text(data),
            "signature": _text(signed),
        }
        return self._answer(said)

    def _data(self, host: str, flags: int) -> bytes:
        self.count += self.counts
        flags |= PRESENT | (VERIFIED if self.verifies else 0)
        return (
            hashlib.sha256(host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")
        )

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, said: dict[str, str]) -> str:
        answer: dict[str, Any] = {
            "id": _text(self.id),
            "rawId": _text(self.id),
            "type": "public-key",
            "response": said,
        }
        return json.dumps(answer)


def _text(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")
