"""One tenant's keys at work: wrapping its people's keys, and making blind tokens to search by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from uuid import UUID

from regulars.runtime.vault import crypto
from regulars.runtime.vault.errors import EpochRefused, SealBroken

WRAP_VERSION = 1
TOKEN_BYTES = 16

_EPOCH = slice(1, 5)
_NONCE = slice(5, 5 + crypto.NONCE_BYTES)
_CIPHERTEXT = slice(_NONCE.stop, None)
_WRAPPED_BYTES = _NONCE.stop + crypto.KEY_BYTES + crypto.TAG_BYTES


class EpochKeys:
    """The wrap key and the token key of one epoch."""

    __slots__ = ("token", "wrap")

    def __init__(self, *, wrap: bytes, token: bytes) -> None:
        self.wrap = crypto.Cipher(wrap)
        self.token = token

    def __repr__(self) -> str:
        return "EpochKeys(hidden)"


class TenantKeys:
    """A tenant's keys as they stood when asked for; the newest epoch is the one that writes.

    Another process may have added an epoch since: what it wrote is still opened, because an epoch
    not known here is looked for once more through `look_again`.
    """

    __slots__ = ("_epochs", "_look_again", "_root", "epoch", "tenant_id")

    def __init__(
        self,
        tenant_id: UUID,
        *,
        root: bytes,
        epochs: Mapping[int, EpochKeys],
        look_again: Callable[[], TenantKeys] | None = None,
    ) -> None:
        self.tenant_id = tenant_id
        self.epoch = max(epochs)
        self._root = root
        self._epochs = epochs
        self._look_again = look_again

    def __repr__(self) -> str:
        return f"TenantKeys({self.tenant_id}, epochs={sorted(self._epochs)}, hidden)"

    @property
    def epochs(self) -> tuple[int, ...]:
        return tuple(sorted(self._epochs))

    def wrap(self, key_id: UUID, data_key: bytes) -> bytes:
        """`data_key` under the current epoch, which the result names (see `epoch_of`)."""
        head = bytes([WRAP_VERSION]) + self.epoch.to_bytes(4, "big")
        cipher = self._epochs[self.epoch].wrap
        nonce, ciphertext = cipher.encrypt(data_key, self._bound_to(head, key_id))
        return head + nonce + ciphertext

    def unwrap(self, key_id: UUID, wrapped: bytes) -> bytes:
        epoch = self._find(epoch_of(wrapped))
        if epoch is None:
            raise SealBroken("A person's key did not open.")
        aad = self._bound_to(wrapped[: _EPOCH.stop], key_id)
        return epoch.wrap.decrypt(wrapped[_NONCE], wrapped[_CIPHERTEXT], aad)

    def token(self, kind: str, value: str, *, epoch: int | None = None) -> bytes:
        """A blind token for equality. `value` is folded and normalised by who knows how."""
        return crypto.mac(self._token_key(epoch), _said("token", kind, value), length=TOKEN_BYTES)

    def number_token(self, kind: str, value: str, *, epoch: int | None = None) -> int:
        """A blind token as int4, for the search array. Short on purpose: hits are candidates."""
        digest = crypto.mac(self._token_key(epoch), _said("number", kind, value))
        return int.from_bytes(digest[:4], "big", signed=True)

    def derive(self, purpose: str) -> bytes:
        """A key for the tenant's own MACs. It outlives epochs, so that turning them leaves
        queued jobs, cursors and idempotency records valid."""
        info = crypto.joined(b"regulars.tenant.v1", purpose.encode())
        return crypto.hkdf(self._root, info=info)

    def _bound_to(self, head: bytes, key_id: UUID) -> bytes:
        return b"regulars.person-key" + head + self.tenant_id.bytes + key_id.bytes

    def _token_key(self, epoch: int | None) -> bytes:
        keys = self._find(self.epoch if epoch is None else epoch)
        if keys is None:
            raise EpochRefused(f"Tenant {self.tenant_id} has no epoch {epoch}.")
        return keys.token

    def _find(self, epoch: int) -> EpochKeys | None:
        keys = self._epochs.get(epoch)
        if keys is None and epoch > self.epoch and self._look_again is not None:
            keys = self._look_again()._epochs.get(epoch)  # noqa: SLF001 - our own kind
        return keys


def epoch_of(wrapped: bytes) -> int:
    """Which epoch wrapped this; not proven until it is unwrapped."""
    if len(wrapped) != _WRAPPED_BYTES or wrapped[0] != WRAP_VERSION:
        raise SealBroken("A person's key did not open.")
    return int.from_bytes(wrapped[_EPOCH], "big")


def _said(use: str, kind: str, value: str) -> bytes:
    return _opening(use, kind) + value.encode("utf-8", "surrogatepass")


@lru_cache(maxsize=512)
def _opening(use: str, kind: str) -> bytes:
    return crypto.joined(b"regulars.token.v1", use.encode(), kind.encode())
