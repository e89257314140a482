"""Files on their way in: each is held in memory until it is answered, so few of one person, and
few of all."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from regulars.kernel.errors import Unavailable

# They may take their time, and anybody may sign up: else a single account that sends slowly, on
# some hundred connections, fills the server's memory. A bad line leaves some behind that nobody
# sends any more.
AT_ONCE_MAX = 4
# Somebody may have many accounts. So many files of the largest kind are some 340 MB; when half of
# the room is taken, everybody sends one at a time.
ALL_AT_ONCE_MAX = 32


class Uploads:
    """What customers send, in this process."""

    def __init__(self) -> None:
        self._under_way: Counter[UUID] = Counter()

    @contextmanager
    def one_of(self, account_id: UUID) -> Iterator[None]:
        """From before it is read until it is answered. Raises Unavailable while others of theirs
        are under way, or too many of everybody's."""
        if not self._has_room(account_id):
            raise Unavailable
        self._under_way[account_id] += 1
        try:
            yield
        finally:
            self._under_way[account_id] -= 1
            if not self._under_way[account_id]:
                del self._under_way[account_id]

    def _has_room(self, account_id: UUID) -> bool:
        all_of_them = self._under_way.total()
        of_one = AT_ONCE_MAX if all_of_them < ALL_AT_ONCE_MAX // 2 else 1
        return all_of_them < ALL_AT_ONCE_MAX and self._under_way[account_id] < of_one
