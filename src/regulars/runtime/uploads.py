"""Files on their way in: each is held in memory until it is answered, so few of one person."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from regulars.kernel.errors import Unavailable

# They may take their time, and anybody may sign up: else a single account that sends slowly, on
# some hundred connections, fills the server's memory. A bad line leaves some behind that nobody
# sends any more.
AT_ONCE_MAX = 4


class Uploads:
    """What customers send, in this process."""

    def __init__(self) -> None:
        self._under_way: Counter[UUID] = Counter()

    @contextmanager
    def one_of(self, account_id: UUID) -> Iterator[None]:
        """From before it is read until it is answered. Raises Unavailable while others of theirs
        are under way."""
        if self._under_way[account_id] >= AT_ONCE_MAX:
            raise Unavailable
        self._under_way[account_id] += 1
        try:
            yield
        finally:
            self._under_way[account_id] -= 1
            if not self._under_way[account_id]:
                del self._under_way[account_id]
