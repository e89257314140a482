"""What uses an address or a number just now, as the rooms above say it."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Held:
    """Something active that uses an address, such as an order on its way: as its room calls it."""

    room: str
    id: UUID
    name: str
