"""What a reader of the trail asks for, and the two ends of the walk that answers it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from regulars.kernel.ids import EPOCH, id_at
from regulars.runtime.context import Context

# A walk looks through so many entries at most, and goes on from there with the next page: a
# filter that matches little must not read a journal of millions in one request.
REACH = 5_000
FIRST_ID = UUID(int=0)
LAST_ID = UUID(int=2**128 - 1)
FIRST_MOMENT = EPOCH
LAST_MOMENT = datetime.max.replace(tzinfo=UTC)
# Ids hold milliseconds in 48 bits.
LAST_ID_MOMENT = datetime(9999, 1, 1, tzinfo=UTC)

Direction = Literal["older", "newer"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Absent means any. `until` is exclusive. `kind` is a fact's name, or a kind of look."""

    subject_id: UUID | None = None
    actor_kind: str | None = None
    actor_id: UUID | None = None
    origin: str | None = None
    kind: str | None = None
    purpose: str | None = None
    branch_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def shape(self) -> tuple[str, ...]:
        """The names of what narrows, without the values."""
        return tuple(name for name in self.__slots__ if getattr(self, name) is not None)


def narrowed(wanted: Wanted, context: Context) -> Wanted | None:
    """Whoever is narrowed to a branch sees what was done from there, and asking for another
    branch finds nothing: None."""
    if context.branch is None:
        return wanted
    if wanted.branch_id not in (None, context.branch):
        return None
    return replace(wanted, branch_id=context.branch)


def ids_between(wanted: Wanted) -> tuple[UUID, UUID]:
    """Ids of what was recorded in the span lie strictly between these."""
    above, below = FIRST_ID, LAST_ID
    if wanted.since and wanted.since > EPOCH:
        above = UUID(int=id_at(min(wanted.since, LAST_ID_MOMENT)).int - 1)
    if wanted.until:
        below = id_at(min(max(wanted.until, EPOCH), LAST_ID_MOMENT))
    return above, below
