"""One data key per person: whoever forgets it has forgotten the person."""

import time
from collections import OrderedDict
from collections.abc import Callable
from uuid import UUID

from regulars.kernel.ids import new_id
from regulars.runtime.vault import crypto

# A process that did not hear of an erasure must not outlive it by more than this.
LIFETIME_SECONDS = 0.5


class PersonKey:
    """A person's data key, ready to use. Not a dataclass, so that nothing can list its fields."""

    __slots__ = ("cipher", "id", "id_bytes", "secret")

    def __init__(self, id: UUID, secret: bytes) -> None:  # noqa: A002 - it is the key's id
        self.id = id
        self.id_bytes = id.bytes
        self.secret = secret
        self.cipher = crypto.Cipher(secret)

    def __repr__(self) -> str:
        return f"PersonKey({self.id}, hidden)"

    def __reduce__(self) -> str:
        raise TypeError("A person's key is not written anywhere unwrapped.")


def new_person_key() -> PersonKey:
    return PersonKey(new_id(), crypto.new_key())


class PersonKeyCache:
    """The keys used last, for one process. Nothing in it waits, so tasks cannot interleave."""

    def __init__(
        self,
        size: int,
        *,
        lifetime_seconds: float = LIFETIME_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._size = size
        self._lifetime_seconds = lifetime_seconds
        self._clock = clock
        self._held: OrderedDict[tuple[UUID, UUID], tuple[float, PersonKey]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._held)

    def __repr__(self) -> str:
        return f"PersonKeyCache({len(self)} of {self._size})"

    def get(self, tenant_id: UUID, key_id: UUID) -> PersonKey | None:
        held = self._held.get((tenant_id, key_id))
        if held is None:
            return None
        until, key = held
        if self._clock() >= until:
            self.forget(tenant_id, key_id)
            return None
        self._held.move_to_end((tenant_id, key_id))
        return key

    def put(self, tenant_id: UUID, key: PersonKey) -> None:
        self._held[tenant_id, key.id] = self._clock() + self._lifetime_seconds, key
        self._held.move_to_end((tenant_id, key.id))
        while len(self._held) > self._size:
            self._held.popitem(last=False)

    def forget(self, tenant_id: UUID, key_id: UUID) -> None:
        self._held.pop((tenant_id, key_id), None)

    def clear(self) -> None:
        self._held.clear()
