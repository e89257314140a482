"""/api/v1/alerts: what owners and admins are warned of, put away, and taken out again."""

from typing import Literal
from uuid import UUID

import msgspec

from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.pages import PageQuery, cursor_to, limit_of, place_of
from regulars.api.views import Moment
from regulars.domains import audit
from regulars.domains.audit import ALERT_KINDS, Alert
from regulars.domains.identity import Scope
from regulars.runtime.tx import Tx

ADDRESS = "/api/v1/alerts"
BY_NAME = {kind.name: kind for kind in ALERT_KINDS}


class AlertView(msgspec.Struct):
    """One warning, while it lasts. `about` tells one of a kind from another, such as a range of
    numbers; the ids say what happened to whom. `times` counts how often."""

    id: UUID
    kind: str
    about: str | None
    is_grave: bool
    times: int
    subject_kind: str
    subject_id: UUID
    related_id: UUID | None
    first_at: Moment
    last_at: Moment
    dismissed_at: Moment | None
    dismissed_by: UUID | None


class AlertList(msgspec.Struct):
    """Newest first, and where the next page begins; null on the last."""

    data: list[AlertView]
    next_cursor: str | None


class AlertQuery(PageQuery, kw_only=True, forbid_unknown_fields=True):
    """Open ones, unless `state` says otherwise."""

    state: Literal["open", "dismissed"] = "open"
    kind: str = ""


@operation("GET", ADDRESS, Scope.AUDIT_READ, query=AlertQuery, answers={200: AlertList})
async def list_alerts(call: Call, tx: Tx) -> Answer:
    """List what owners and admins are warned of."""
    call.require_good()
    is_dismissed = call.query.values.get("state") == "dismissed"
    kind = call.query.values.get("kind") or None
    bound_to = ["alerts", is_dismissed, kind]
    found = await audit.list_alerts(
        tx,
        kind=kind,
        dismissed=is_dismissed,
        before=place_of(call, tx, bound_to, UUID),
        limit=limit_of(call),
    )
    views = [_alert_view(alert) for alert in found.alerts]
    return Answer(200, AlertList(views, cursor_to(tx, bound_to, found.next)))


@operation("POST", ADDRESS + "/{id:str}/dismiss", Scope.SETTINGS_WRITE, answers={204: None})
async def dismiss_alert(call: Call, tx: Tx) -> Answer:
    """Put an alert away; the same happening again raises a new one."""
    call.require_good()
    await audit.dismiss_alert(tx, call.ids["id"])
    return Answer(204)


@operation("POST", ADDRESS + "/{id:str}/reopen", Scope.SETTINGS_WRITE, answers={204: None})
async def reopen_alert(call: Call, tx: Tx) -> Answer:
    """Take a dismissed alert out again, unless a newer one about the same stands for both."""
    call.require_good()
    await audit.reopen_alert(tx, call.ids["id"])
    return Answer(204)


OPERATIONS: tuple[Operation, ...] = (list_alerts, dismiss_alert, reopen_alert)


def _alert_view(alert: Alert) -> AlertView:
    kind = BY_NAME.get(alert.kind)
    return AlertView(
        alert.id,
        alert.kind,
        alert.about if kind is not None and kind.is_telling else None,
        kind is not None and kind.is_grave,
        alert.times,
        alert.subject_kind,
        alert.subject_id,
        alert.related_id,
        alert.first_at,
        alert.last_at,
        alert.dismissed_at,
        alert.dismissed_by,
    )
