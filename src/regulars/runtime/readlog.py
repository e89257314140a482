"""The log of reads: whose personal data a request showed, written in its own transaction."""

import time
from collections import OrderedDict
from collections.abc import Iterable
from typing import Literal
from uuid import UUID

from regulars.kernel.ids import new_id
from regulars.runtime.context import Context
from regulars.runtime.conversation import Saying
from regulars.runtime.sql import statements_beside

sql = statements_beside(__file__)

# Listed shows masked values; read and revealed show a person; exported leaves the house.
ReadKind = Literal["listed", "read", "revealed", "exported"]
Look = tuple[UUID, UUID | None, str, ReadKind, UUID]

COUNTS_ONCE_SECONDS = 600
REMEMBERED_MAX = 50_000


class ReadLog:
    """One row a request. The same actor, subject, kind and purpose within ten minutes counts
    once: this process remembers what it wrote, and forgets the oldest first when it is full."""

    def __init__(self) -> None:
        self._logged: OrderedDict[Look, float] = OrderedDict()

    def sayings(self, context: Context, kind: ReadKind, ids: Iterable[UUID]) -> list[Saying]:
        """What logs those looks that were not logged lately."""
        fresh = [id_ for id_ in ids if not self._is_logged(_look(context, kind, id_))]
        if not fresh:
            return []
        values = {
            "tenant_id": context.tenant_id,
            "id": new_id(),
            "kind": kind,
            "actor_kind": context.actor_kind,
            "actor_id": context.actor_id,
            "branch_id": context.branch,
            "purpose": context.purpose,
            "route": context.route,
            "request_id": context.request_id,
            "subject_ids": fresh,
        }
        return [(sql.log_reads, values)]

    def remember(self, context: Context, kind: ReadKind, ids: tuple[UUID, ...]) -> None:
        """Called after the commit: what rolled back was never logged."""
        if kind == "exported":
            return
        now = time.monotonic()
        for id_ in ids:
            self._logged.setdefault(_look(context, kind, id_), now)
        while len(self._logged) > REMEMBERED_MAX:
            self._logged.popitem(last=False)

    def _is_logged(self, look: Look) -> bool:
        at = self._logged.get(look)
        if at is None:
            return False
        if time.monotonic() - at < COUNTS_ONCE_SECONDS:
            return True
        del self._logged[look]
        return False


def _look(context: Context, kind: ReadKind, subject_id: UUID) -> Look:
    return context.tenant_id, context.actor_id, context.purpose, kind, subject_id
