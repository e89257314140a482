"""The master key: one file outside the database, without which nothing sealed can be read."""

import base64
import binascii
from pathlib import Path
from typing import Self

from regulars.runtime.vault import crypto, durable
from regulars.runtime.vault.errors import KeyFileRefused, MasterKeyRefused

LABEL = b"regulars-master-key-v1"
CHECK_VALUE_BYTES = 16


class MasterKey:
    """Thirty-two secret bytes from which the key store's own keys are derived."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        if len(secret) != crypto.KEY_BYTES:
            raise MasterKeyRefused(f"A master key has {crypto.KEY_BYTES} bytes.")
        self._secret = secret

    def __repr__(self) -> str:
        return "MasterKey(hidden)"

    @classmethod
    def load(cls, path: Path) -> Self:
        try:
            content = durable.read_private(path)
        except FileNotFoundError:
            raise MasterKeyRefused(f"There is no master key at {path}.") from None
        except OSError as error:
            raise MasterKeyRefused(f"{path} cannot be read: {error.strerror}.") from None
        except KeyFileRefused as refusal:
            raise MasterKeyRefused(str(refusal)) from None
        secret = _secret_in(content)
        if secret is None:
            raise MasterKeyRefused(f"{path} does not hold a Regulars master key.")
        return cls(secret)

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make a new one. An existing file is never replaced: with it would go every customer."""
        key = cls(crypto.new_key())
        line = LABEL + b" " + base64.b64encode(key._secret) + b"\n"
        try:
            durable.place_new(path, line)
        except FileExistsError:
            raise MasterKeyRefused(f"There is a file at {path} already; it stays.") from None
        except OSError as error:
            raise MasterKeyRefused(f"{path} cannot be written: {error.strerror}.") from None
        return key

    def check_value(self) -> bytes:
        """Kept in the database to recognise this key; tells nothing about it."""
        return self.derive("check value", length=CHECK_VALUE_BYTES)

    def matches(self, check_value: bytes) -> bool:
        return crypto.same(self.check_value(), check_value)

    def derive(self, purpose: str, *about: bytes, length: int = crypto.KEY_BYTES) -> bytes:
        info = crypto.joined(b"regulars.master.v1", purpose.encode(), *about)
        return crypto.hkdf(self._secret, info=info, length=length)


def _secret_in(content: bytes) -> bytes | None:
    label, _, text = content.strip().partition(b" ")
    try:
        secret = base64.b64decode(text, validate=True)
    except binascii.Error:
        return None
    return secret if label == LABEL and len(secret) == crypto.KEY_BYTES else None
