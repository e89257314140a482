"""Cursors: opaque, bound to tenant, list and filters, and proof against tampering."""

import base64
import binascii
from typing import Any

import msgspec

from regulars.kernel.errors import FieldError, Invalid
from regulars.runtime.vault.crypto import mac, mac_holds
from regulars.runtime.vault.tenant_keys import TenantKeys

MAC_BYTES = 12
CURSOR_LENGTH_MAX = 500


def write_cursor(keys: TenantKeys, bound_to: Any, place: Any) -> str:
    """`bound_to` is everything that must be the same when the cursor comes back."""
    body = msgspec.json.encode(place)
    proof = mac(keys.derive("cursors"), _message(bound_to, body), length=MAC_BYTES)
    return base64.urlsafe_b64encode(proof + body).rstrip(b"=").decode()


def read_cursor(keys: TenantKeys, bound_to: Any, text: str) -> Any:
    """Raises Invalid for anything this list did not hand out with these filters."""
    try:
        if len(text) > CURSOR_LENGTH_MAX:
            raise _bad()
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise _bad() from None
    proof, body = raw[:MAC_BYTES], raw[MAC_BYTES:]
    message = _message(bound_to, body)
    if len(proof) != MAC_BYTES or not mac_holds(
        keys.derive("cursors"), message, proof, length=MAC_BYTES
    ):
        raise _bad()
    return msgspec.json.decode(body)


def _message(bound_to: Any, body: bytes) -> bytes:
    bound = msgspec.json.encode(bound_to)
    return len(bound).to_bytes(4, "big") + bound + body


def _bad() -> Invalid:
    return Invalid(FieldError("cursor", "cursor_not_valid"))
