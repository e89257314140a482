"""Places in a list as they travel in an address: opaque, and bound to what they were made for."""

import base64
import binascii
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from regulars.kernel.errors import NotFound
from regulars.runtime.vault.crypto import mac, mac_holds
from regulars.runtime.vault.tenant_keys import TenantKeys

T = TypeVar("T")

MAC_BYTES = 16
LENGTH_MAX = 400


def write_place(keys: TenantKeys, bound_to: Any, place: Any) -> str:
    body = msgspec.json.encode(place)
    proof = mac(keys.derive("console places"), _message(bound_to, body), length=MAC_BYTES)
    return base64.urlsafe_b64encode(proof + body).rstrip(b"=").decode()


def read_place(keys: TenantKeys, bound_to: Any, text: str, kind: type[T]) -> T | None:
    """None for none given; NotFound for one that this list did not hand out."""
    if not text:
        return None
    try:
        raw = base64.b64decode(
            text[:LENGTH_MAX] + "=" * (-len(text) % 4), altchars=b"-_", validate=True
        )
    except (binascii.Error, ValueError):
        raise NotFound from None
    proof, body = raw[:MAC_BYTES], raw[MAC_BYTES:]
    if len(proof) != MAC_BYTES or not mac_holds(
        keys.derive("console places"), _message(bound_to, body), proof, length=MAC_BYTES
    ):
        raise NotFound
    return msgspec.convert(msgspec.json.decode(body), kind)


def read_uuid(text: str) -> UUID:
    """What is no id cannot be found."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


def _message(bound_to: Any, body: bytes) -> bytes:
    bound = msgspec.json.encode(bound_to)
    return len(bound).to_bytes(4, "big") + bound + body
