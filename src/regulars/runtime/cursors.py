"""Places in a list as they travel: opaque, bound to tenant, list and filters, tamper-proof."""

from typing import Any, TypeVar

import msgspec

from regulars.kernel.errors import BadValue
from regulars.runtime.letters import bytes_of, letters_of
from regulars.runtime.vault.crypto import mac, mac_holds
from regulars.runtime.vault.tenant_keys import TenantKeys

T = TypeVar("T")

MAC_BYTES = 16
CURSOR_LENGTH_MAX = 500


def write_cursor(keys: TenantKeys, bound_to: Any, place: Any) -> str:
    """`bound_to` is everything that must be the same when the cursor comes back."""
    body = msgspec.json.encode(place)
    proof = mac(keys.derive("cursors"), _message(bound_to, body), length=MAC_BYTES)
    return letters_of(proof + body)


def read_cursor(keys: TenantKeys, bound_to: Any, text: str, kind: type[T]) -> T:
    """Raises BadValue for anything that this list did not hand out with these filters."""
    raw = bytes_of(text, length_max=CURSOR_LENGTH_MAX)
    if raw is None:
        raise _bad()
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


def _bad() -> BadValue:
    return BadValue("cursor_not_valid")
