"""What owners and admins are warned of: raised by facts, one row each while it lasts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from regulars.domains.audit.alert_kinds import kind_of
from regulars.domains.audit.events import AuditAlertDismissed, AuditAlertReopened
from regulars.kernel.errors import NotFound
from regulars.kernel.ids import new_id
from regulars.runtime.conversation import Row
from regulars.runtime.reactions import RecordedFact
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

LAST = UUID(int=2**128 - 1)
# A count beside the bell says no more than that there are many.
COUNTED_MOST = 100


class AlertNotFound(NotFound):
    """There is no such alert."""


@dataclass(frozen=True, slots=True)
class Alert:
    """`about` is a range of numbers, a channel or an id; `related_id` whom it concerns."""

    id: UUID
    kind: str
    about: str
    subject_kind: str
    subject_id: UUID
    related_id: UUID | None
    times: int
    first_at: datetime
    last_at: datetime
    dismissed_at: datetime | None = None
    dismissed_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class AlertPage:
    alerts: tuple[Alert, ...]
    next: UUID | None = None


async def raise_alert(tx: Tx, fact: RecordedFact) -> None:
    kind = kind_of(fact.name, fact.data)
    await tx.run(
        sql.raise_it,
        id=new_id(),
        kind=kind.name,
        about=kind.about_of(fact.data, fact.subject_id),
        fact_id=fact.id,
        subject_kind=fact.subject_kind,
        subject_id=fact.subject_id,
        related_id=fact.related_id,
        at=fact.occurred_at,
    )


async def list_alerts(
    tx: Tx,
    *,
    kind: str | None = None,
    dismissed: bool = False,
    before: UUID | None = None,
    limit: int,
) -> AlertPage:
    """The newest first."""
    values: dict[str, Any] = {"before": before or LAST, "most": limit + 1}
    if not dismissed:
        rows = await tx.page(sql.newest_open, kind=kind, **values)
    elif kind:
        rows = await tx.page(sql.newest_dismissed_of_kind, kind=kind, **values)
    else:
        rows = await tx.page(sql.newest_dismissed, **values)
    alerts = tuple(_alert(row) for row in rows[:limit])
    return AlertPage(alerts, alerts[-1].id if len(rows) > limit else None)


async def count_alerts(tx: Tx) -> int:
    """Those that nobody has dismissed, and no further than a hundred."""
    return int(await tx.value(sql.count_open, most=COUNTED_MOST))


async def dismiss_alert(tx: Tx, alert_id: UUID) -> None:
    """Dismissing twice changes and announces nothing. The same happening again raises a new one."""
    row = await tx.row(sql.dismiss, id=alert_id, by=tx.context.actor_id)
    if row is None:
        await _require(tx, alert_id)
        return
    tx.emit(
        AuditAlertDismissed(alert_id, row["kind"]),
        subject_id=alert_id,
        seq=0,
        related_id=row["fact_id"],
    )


async def reopen_alert(tx: Tx, alert_id: UUID) -> bool:
    """False where it was open, or a newer one of the kind about the same stands for both."""
    row = await tx.row(sql.reopen, id=alert_id)
    if row is None:
        await _require(tx, alert_id)
        return False
    tx.emit(
        AuditAlertReopened(alert_id, row["kind"]),
        subject_id=alert_id,
        seq=0,
        related_id=row["fact_id"],
    )
    return True


async def _require(tx: Tx, alert_id: UUID) -> None:
    if not await tx.value(sql.exists, id=alert_id):
        raise AlertNotFound


def _alert(row: Row) -> Alert:
    return Alert(
        row["id"],
        row["kind"],
        row["about"],
        row["subject_kind"],
        row["subject_id"],
        row["related_id"],
        row["times"],
        row["first_at"],
        row["last_at"],
        row["dismissed_at"],
        row["dismissed_by"],
    )
