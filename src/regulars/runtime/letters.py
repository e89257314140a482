"""Bytes as letters for an address: base64url without padding, one spelling each."""

import base64
import binascii


def letters_of(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def bytes_of(text: str, *, length_max: int) -> bytes | None:
    """None for anything that `letters_of` did not write."""
    if len(text) > length_max or not text.isascii():
        return None
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    # Base64 leaves bits over at its end: only one of the spellings was ours.
    return raw if letters_of(raw) == text else None
