"""Places in a list as they travel: opaque, bound to tenant, list and filters, tamper-proof."""

import base64
import binascii
from typing import Any, TypeVar

import msgspec

from regulars.kernel.errors import BadValue
from regulars.runtime.vault.crypto import mac, mac_holds
from regulars.runtime.vault.tenant_keys import TenantKeys

T = TypeVar("T")

MAC_BYTES = 16
CURSOR_LENGTH_MAX = 500


def write_cursor(keys: TenantKeys, bound_to: Any, place: Any) -> str:
    """`bound_to` is everything that must be the same when the cursor comes back."""
    body = msgspec.json.encode(place)
    proof = mac(keys.derive("cursors"), _message(bound_to, body), length=MAC_BYTES)
    return _as_text(proof + body)


def read_cursor(keys: TenantKeys, bound_to: Any, text: str, kind: type[T]) -> T:
    """Raises BadValue for anything that this list did not hand out with these filters."""
    raw = _as_bytes(text)
    proof, body = raw[:MAC_BYTES], raw[MAC_BYTES:]
    message = _message(bound_to, body)
    if len(proof) != MAC_BYTES or not mac_holds(
        keys.derive("cursors"), message, proof, length=MAC_BYTES
    ):
        raise _bad()
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.MsgspecError:
        # One that an older release handed out, when places were written otherwise.
        raise _bad() from None


def _message(bound_to: Any, body: bytes) -> bytes:
    bound = msgspec.json.encode(bound_to)
    return len(bound).to_bytes(4, "big") + bound + body


def _as_text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _as_bytes(text: str) -> bytes:
    if len(text) > CURSOR_LENGTH_MAX or not text.isascii():
        raise _bad()
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise _bad() from None
    # Base64 leaves bits over at its end: only one of the spellings was ours.
    if _as_text(raw) != text:
        raise _bad()
    return raw


def _bad() -> BadValue:
    return BadValue("cursor_not_valid")
