"""From alerts to what is shown of them: whom each concerns, and where it is mended."""

from typing import Literal

from regulars.console.alerts.views import AlertRow, AlertSign
from regulars.console.audit.people import People, people_of
from regulars.console.audit.views import Subject
from regulars.console.pages import Call
from regulars.domains import audit, customers
from regulars.domains.audit import ALERT_KINDS, Alert
from regulars.domains.identity import Scope
from regulars.runtime.tx import Tx

NEWEST = 4
BY_NAME = {kind.name: kind for kind in ALERT_KINDS}
# What an alert is about is shown where it tells people something; an id does not.
TELLING = frozenset(kind.name for kind in ALERT_KINDS if kind.is_telling)
# Codes go to customers, and to vendors and drivers.
OF_BOTH = frozenset({"codes_stopped"})
# The page of the settings on which something can be done about it.
MENDED_AT: dict[str, Literal["channels", "staff"]] = {
    "codes_budget": "channels",
    "codes_low": "channels",
    "codes_unserved": "channels",
    "codes_channel": "channels",
    "sign_in_storm": "staff",
    "recovery_code_used": "staff",
}


async def sign_of(call: Call, tx: Tx) -> AlertSign:
    """How many are open, and the newest of them."""
    found = await audit.list_alerts(tx, limit=NEWEST)
    return AlertSign(await audit.count_alerts(tx), await rows_of(call, tx, found.alerts))


async def rows_of(call: Call, tx: Tx, alerts: tuple[Alert, ...]) -> tuple[AlertRow, ...]:
    if not alerts:
        return ()
    about = {alert.related_id for alert in alerts if alert.related_id}
    found = await customers.customers_by_ids(tx, about)
    tx.note_reads("listed", [customer.id for customer in found])
    known = await people_of(call, tx)
    people = People(known.staff, known.keys, known.branches, {c.id: c for c in found})
    return tuple(_row(call, people, alert) for alert in alerts)


def _row(call: Call, people: People, alert: Alert) -> AlertRow:
    kind = BY_NAME.get(alert.kind)
    may_mend = call.visit.may(Scope.SETTINGS_READ)
    is_of_staff = alert.kind in OF_BOTH and alert.related_id in people.staff
    mended_at = "staff" if is_of_staff else MENDED_AT.get(alert.kind)
    return AlertRow(
        str(alert.id),
        alert.kind,
        kind is not None and kind.is_grave,
        alert.times,
        alert.first_at,
        alert.last_at,
        about=alert.about if alert.kind in TELLING else None,
        subject=_subject(call, people, alert),
        dismissed_at=alert.dismissed_at,
        dismissed_by=people.staff.get(alert.dismissed_by) if alert.dismissed_by else None,
        mended_at=mended_at if may_mend else None,
        is_of_staff=is_of_staff,
    )


def _subject(call: Call, people: People, alert: Alert) -> Subject | None:
    """A customer, where one is known; else the staff account or key that did it, or whom of the
    staff it concerns."""
    if alert.related_id is not None and alert.related_id in people.customers:
        return people.subject(call, "customer", alert.related_id)
    actor = people.staff.get(alert.subject_id) or people.keys.get(alert.subject_id)
    if actor is None and alert.kind in OF_BOTH and alert.related_id is not None:
        actor = people.staff.get(alert.related_id)
    return Subject(alert.subject_kind, actor) if actor else None
