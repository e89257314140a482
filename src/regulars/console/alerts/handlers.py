"""Alerts: how many are open, what each means and what to do, and putting one away."""

from uuid import UUID

from regulars.console.alerts.views import STANDINGS, AlertRow, AlertSign, AlertsPage, Standing
from regulars.console.audit.people import People, people_of
from regulars.console.audit.views import Subject
from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.places import read_place, read_uuid, write_place
from regulars.domains import audit, customers
from regulars.domains.audit import ALERT_KINDS, Alert
from regulars.domains.identity import Scope
from regulars.runtime.tx import Tx

READ, WRITE = Scope.AUDIT_READ, Scope.SETTINGS_WRITE
PAGE_ROWS = 50
NEWEST = 4
BY_NAME = {kind.name: kind for kind in ALERT_KINDS}
# What an alert is about is shown where it tells people something; an id does not.
TELLING = frozenset(kind.name for kind in ALERT_KINDS if kind.is_telling)


@route("GET", "/alerts", READ, section="audit")
async def alerts_page(call: Call, tx: Tx) -> Answered:
    standing: Standing = next((s for s in STANDINGS if s == call.value("standing")), "open")
    kind = call.value("kind") if call.value("kind") in BY_NAME else None
    bound = ["alerts", standing, kind or ""]
    before = read_place(tx.keys, bound, call.value("after"), UUID)
    found = await audit.list_alerts(
        tx, kind=kind, dismissed=standing == "dismissed", before=before, limit=PAGE_ROWS
    )
    view = AlertsPage(
        await _rows(call, tx, found.alerts),
        standing,
        kind,
        tuple(BY_NAME),
        write_place(tx.keys, bound, found.next) if found.next else None,
        is_first=before is None,
    )
    return Page("alerts/alerts.html", view)


@route("GET", "/alerts/newest", READ, section="audit")
async def newest(call: Call, tx: Tx) -> Answered:
    found = await audit.list_alerts(tx, limit=NEWEST)
    rows = await _rows(call, tx, found.alerts)
    return Page("alerts/newest.html", AlertSign(await audit.count_alerts(tx), rows))


@route("POST", "/alerts/{id:str}/dismissal", WRITE, section="audit")
async def dismiss(call: Call, tx: Tx) -> Answered:
    alert_id = read_uuid(call.ids["id"])
    await audit.dismiss_alert(tx, alert_id)
    return Elsewhere(f"{call.home}/alerts", flash="alert-dismissed", about=alert_id)


@route("POST", "/alerts/{id:str}/reopening", WRITE, section="audit")
async def reopen(call: Call, tx: Tx) -> Answered:
    await audit.reopen_alert(tx, read_uuid(call.ids["id"]))
    return Elsewhere(f"{call.home}/alerts", flash="alert-reopened")


ROUTES: tuple[Route, ...] = (alerts_page, newest, dismiss, reopen)


async def _rows(call: Call, tx: Tx, alerts: tuple[Alert, ...]) -> tuple[AlertRow, ...]:
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
    )


def _subject(call: Call, people: People, alert: Alert) -> Subject | None:
    """A customer, where one is known; else the staff account or key that did it."""
    if alert.related_id is not None and alert.related_id in people.customers:
        return people.subject(call, "customer", alert.related_id)
    actor = people.staff.get(alert.subject_id) or people.keys.get(alert.subject_id)
    return Subject(alert.subject_kind, actor) if actor else None
